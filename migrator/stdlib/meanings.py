"""Functions that are still there and do something else in a detail. Hand-written and reviewed.

Only what a program may notice without an error, and what no form keeps.
"""

from __future__ import annotations

_ATTRIBUTES = (
    "attributes are written in the order in which they were set; Python 2 sorted them"
    " (docs.python.org/3/whatsnew/3.8.html)"
)
_MARSHAL = (
    "what Python 2 wrote as str comes as bytes, and its code cannot be read"
    " (docs.python.org/3/library/marshal.html)"
)
_SHELF = (
    "a file that Python 2 wrote may be of a kind that is gone, and strings in it must be ASCII"
    " (docs.python.org/3/library/shelve.html, dbm)"
)
_GUESS = (
    "more types are known, and the first extension of some is another"
    " (docs.python.org/3/library/mimetypes.html)"
)

HASH = (
    "the hash of text is another in each run, and that of other values may be another than in"
    " Python 2 (docs.python.org/3/reference/datamodel.html, __hash__)"
)
TELL = (
    "a file of text does not tell its place while a loop walks over it"
    " (docs.python.org/3/library/io.html, TextIOBase.tell)"
)

FUNCTIONS: dict[str, str] = {
    **{
        f"xml.etree.{module}.{name}": _ATTRIBUTES
        for module in ("ElementTree", "cElementTree")
        for name in ("dump", "tostring")
    },
    **{f"marshal.{name}": _MARSHAL for name in ("load", "loads")},
    **{f"mimetypes.{name}": _GUESS for name in ("guess_all_extensions", "guess_extension")},
    "shelve.open": _SHELF,
}

# By the name of the method, in modules that import from the package.
METHODS: dict[str, tuple[str, str]] = {
    name: ("xml.dom", _ATTRIBUTES) for name in ("toprettyxml", "toxml", "writexml")
}
