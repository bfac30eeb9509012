"""SYN910: tabs and blanks mixed."""

from __future__ import annotations

from migrator.rules import Rule


class Tabs(Rule):
    """Spell with blanks the indentation of a block that mixes tabs and blanks.

    To Python 2 a tab goes to the next multiple of eight columns. Python 3 refuses a block whose
    structure depends on the width of a tab (TabError). Only the top-level block that mixes so is
    spelled anew; text in multi-line strings keeps its tabs. The engine does this before it parses
    the file (`migrator.python2.indentation`), so there is nothing here to rewrite nodes.

    A backslash within indentation goes: Python 3 counts the blanks after it where Python 2 does not.
    """

    code = "SYN910"
    name = "tabs"
    words = frozenset()
    examples = (
        (
            "for i in range(2):\n\tj = i\n        print j\n",
            "for i in range(2):\n        j = i\n        print(j)\n",
        ),
        (
            "for i in range(2):\n    j = i\n    \\\nprint j\n",
            "for i in range(2):\n    j = i\n    print(j)\n",
        ),
    )
    leave_alone = (
        "for i in range(2):\n\tj = i\n\tprint(j)\n",
        "for i in range(2):\n    j = i + \\\n        1\n    print(j)\n",
        "for i in range(2):\n    text = '''\n\ttab\n'''\n    print(text)\n",
    )
