"""unicode, unichr and basestring are gone."""

from __future__ import annotations

import libcst as cst

from migrator.rules.builtins.names import Renaming, means


class TextTypes(Renaming):
    """unicode and basestring become str, unichr becomes chr.

    Text is `str` in Python 3, and `bytes` is no relative of it, so one name stands for all three
    of 2.7's string types. `isinstance(x, (str, unicode))` is left with one type by the rule
    `types-once`. Whether a value is text or bytes is decided elsewhere.
    """

    code = "BLT020"
    name = "text-types"
    words = frozenset({"unicode", "unichr", "basestring"})
    new_names = {"unicode": "str", "basestring": "str", "unichr": "chr"}
    examples = (
        (
            "print isinstance(u'a', unicode), isinstance('a', basestring)\n",
            "print(isinstance(u'a', str), isinstance('a', str))\n",
        ),
        (
            "def convert(value, to=unicode):\n    return to(value)\n\n\nprint convert(5), ord(unichr(65))\n",
            "def convert(value, to=str):\n    return to(value)\n\n\nprint(convert(5), ord(chr(65)))\n",
        ),
        (
            "print unicode(string=b'abc', encoding='ascii').upper()\n",
            "print(str(object=b'abc', encoding='ascii').upper())\n",
        ),
        (
            "str = 'mine'\nprint str, isinstance(5, unicode)\n",
            "import builtins\n\nstr = 'mine'\nprint(str, isinstance(5, builtins.str))\n",
        ),
    )
    leave_alone = (
        "def unicode(text):\n    return 'own ' + text\n\n\nprint(unicode('z'))\n",
        "class Page(object):\n    unicode = True\n\n\nprint(Page.unicode)\n",
        "import sys\n\nPY3 = sys.version_info[0] >= 3\n"
        "if PY3:\n    text = str\nelse:\n    text = unicode\nprint(text(5))\n",
        "try:\n    text = (str, unicode)\nexcept NameError:\n    text = (str,)\n"
        "print(isinstance('', text))\n",
    )

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        """`unicode(string=...)` is `str(object=...)`."""
        if not means(self.module, original_node.func, "unicode"):
            return updated_node
        if not any(_is_string(argument) for argument in updated_node.args):
            return updated_node
        return updated_node.with_changes(
            args=[
                (
                    argument.with_changes(keyword=cst.Name("object"))
                    if _is_string(argument)
                    else argument
                )
                for argument in updated_node.args
            ]
        )


def _is_string(argument: cst.Arg) -> bool:
    return argument.keyword is not None and argument.keyword.value == "string"
