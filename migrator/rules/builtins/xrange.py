"""xrange is the range of Python 3."""

from __future__ import annotations

from migrator.rules.builtins.names import Renaming


class Xrange(Renaming):
    """xrange becomes range.

    Python 3's `range` is 2.7's `xrange`: lazy, and without its limit to the machine's integers.
    The name is replaced wherever it means the builtin, called or not; a name of your own is left
    alone, and where `range` is one of yours the builtin is written `builtins.range`.
    """

    code = "BLT010"
    name = "xrange"
    words = frozenset({"xrange"})
    new_names = {"xrange": "range"}
    examples = (
        (
            "for i in xrange(3):\n    print i\n",
            "for i in range(3):\n    print(i)\n",
        ),
        (
            "print isinstance(3, xrange), sum(xrange(1, 4))\n",
            "print(isinstance(3, range), sum(range(1, 4)))\n",
        ),
        (
            "def walk(range):\n    return sum(xrange(range))\n\n\nprint walk(4)\n",
            "import builtins\n\n"
            "def walk(range):\n    return sum(builtins.range(range))\n\n\nprint(walk(4))\n",
        ),
    )
    leave_alone = (
        "def xrange(n):\n    return ['x'] * n\n\n\nprint(len(xrange(3)))\n",
        "try:\n    xrange\nexcept NameError:\n    xrange = range\n\nprint(sum(xrange(4)))\n",
        "import sys\n\n"
        "numbers = xrange if sys.version_info[0] == 2 else range\nprint(sum(numbers(4)))\n",
    )
