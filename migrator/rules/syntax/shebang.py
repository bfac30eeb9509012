"""SYN920: the first line of a script that names its Python."""

from __future__ import annotations

import re

from migrator.rules import Rule

_LINE = re.compile(r"#![^\r\n]*?\bpython(2(?:\.\d+)?|)((?:[ \t][^\r\n]*)?)(?=[\r\n]|\Z)")
# Options that are gone since Python 3.0, where they would be an error.
_GONE = re.compile(r"[ \t]+-(?:3|tt?|U|Q[ \t]*\w+)(?=[ \t]|\Z)")


class Shebang(Rule):
    """A script that names Python 2 in its first line names Python 3 there.

    `python2` and `python2.7` become `python3`. Plain `python`, which was Python 2 when the program
    was written and may be nothing today (PEP 394), does too where the file is Python 2; in one
    that is valid as both it stays. The options -3, -t, -Q and -U, which Python 3 refuses, go. The
    engine does this to the text: a comment is no statement.
    """

    code = "SYN920"
    name = "shebang"
    words = frozenset()
    examples = (
        ("#!/usr/bin/env python\nprint 1\n", "#!/usr/bin/env python3\nprint(1)\n"),
        ("#!/usr/bin/python2.7 -u -tt\nprint 1\n", "#!/usr/bin/python3 -u\nprint(1)\n"),
        (
            "#!/opt/python2/bin/python2\nprint('both')\n",
            "#!/opt/python2/bin/python3\nprint('both')\n",
        ),
    )
    leave_alone = (
        "#!/usr/bin/env python\nprint('both')\n",
        "#!/usr/bin/env python3\nprint('ready')\n",
        "#!/bin/sh\nprint('python2')\n",
        "# !/usr/bin/python2\nprint('a comment')\n",
    )


def respell_shebang(text: str, *, is_2: bool) -> tuple[int, int, str] | None:
    """The edit of the text's first line, if it names a Python 2."""
    line = _LINE.match(text)
    if line is None or not (line[1] or is_2):
        return None
    return line.start(1), line.end(2), "3" + _GONE.sub("", line[2])
