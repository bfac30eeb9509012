"""SYN900: bytes that are not what the file says, or that it says nothing of."""

from __future__ import annotations

from migrator.rules import Rule


class SourceEncoding(Rule):
    """Name the encoding of a file that is neither ASCII nor UTF-8 and does not say what it is.

    Python 2.7 refuses such a file, older ones took it for latin-1; Python 3 reads it as UTF-8
    (PEP 3120). It is read as latin-1, which any bytes are, and gets a coding line that says so:
    check that the characters are the right ones. The engine does this when it writes the file,
    and only where something else changes too, so there is nothing here to rewrite nodes.

    In a file that says to be UTF-8, 2.7 takes any bytes in comments and native strings, and
    Python 3 does not: what is no UTF-8 there becomes an escape in a string, a latin-1 character
    in a comment (`migrator.python2.strays`).
    """

    code = "SYN900"
    name = "source-encoding"
    leave_alone = (
        "# -*- coding: utf-8 -*-\nprint(u'\xe9' == u'\\xe9')\n",
        "name = 'plain'\nprint(name)\n",
    )
