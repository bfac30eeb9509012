r"""TXT230: what \w, \d, \s and \b match."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.module import Module
from migrator.precedence import fit
from migrator.rules import Rule
from migrator.rules.patterns.arguments import FLAGS_AT, Argument, Arguments
from migrator.rules.syntax import building
from migrator.rules.text.colours import is_bytes

_CLASSES = re.compile(r"(?<!\\)(?:\\\\)*\\[wWdDsSbB]")
_INLINE = re.compile(r"\(\?[imsxt]*[aLu]")
# Flags that say what letters are, and flags for which it makes a difference.
_DECIDING = frozenset("re." + name for name in "A ASCII U UNICODE L LOCALE".split())
_CASES = frozenset(("re.I", "re.IGNORECASE"))
# Names by which a module shows that it handles text beyond ASCII.
_TEXT_NAMES = ("decode", "unicode", "unichr", "codecs", "unicodedata")


class AsciiPatterns(Rule):
    r"""re.findall(r'\w+', text) becomes re.findall(r'\w+', text, re.ASCII).

    `\w`, `\d`, `\s`, `\b` and the case of letters are those of ASCII in Python 2, unless a
    pattern has the flag UNICODE; for text of Python 3 they are those of Unicode. The flag ASCII
    says what 2.7 did.

    It is put in where the module handles text beyond ASCII: it has such a literal, or decodes,
    and calls a function of `re` with a pattern that is seen and for which it matters.
    """

    code = "TXT230"
    name = "ascii-patterns"
    words = frozenset({"re"})
    examples = (
        (
            "import re\n\ntext = u'caf\\xe9 au lait'\nprint len(re.findall(r'\\w+', text)), len(re.findall(u'\\\\w\\\\W', text, re.M))\n",
            "import re\n\ntext = u'caf\\xe9 au lait'\n"
            "print(len(re.findall(r'\\w+', text, re.ASCII)), len(re.findall(u'\\\\w\\\\W', text, re.M | re.ASCII)))\n",
        ),
        (
            "import re\n\nDIGITS = re.compile(r'\\d+')\n"
            "print len(DIGITS.sub(u'', u'1\\u0665')), len(re.sub(r'\\s', u'', u'a\\xa0b', 1))\n",
            "import re\n\nDIGITS = re.compile(r'\\d+', re.ASCII)\n"
            "print(len(DIGITS.sub(u'', u'1\\u0665')), len(re.sub(r'\\s', u'', u'a\\xa0b', 1, re.ASCII)))\n",
        ),
        (
            "import re\n\nprint re.match(u'\\xe9', u'\\xc9', re.I) is None\nprint re.sub(r'\\W', '', u'\\xe9a') == u'a'\n",
            "import re\n\nprint(re.match(u'\\xe9', u'\\xc9', re.I | re.ASCII) is None)\n"
            "print(re.sub(r'\\W', '', u'\\xe9a', flags=re.ASCII) == u'a')\n",
        ),
    )
    leave_alone = (
        "import re\n\nprint(re.findall(r'\\w+', 'plain'))\n",
        "import re\n\nprint(len(re.findall(r'(?u)\\w+', u'\\xe9')), len(re.findall(r'\\w', u'\\xe9', re.U)))\n",
        "import re\n\nprint(len(re.findall(r'[a-z]+', u'\\xe9a')), re.split(r'\\\\w', u'\\xe9')[0] == u'\\xe9')\n",
        "def findall(pattern, text):\n    return text\n\n\nprint(len(findall(r'\\w+', u'\\xe9')))\n",
        "import re\n\nprint(len(re.findall(br'\\w+', u'\\xe9'.encode('utf-8'))))\n",
        "# coding: utf-8\nimport re\n\n\ndef words(text):\n    '''As in a caf\xe9.'''\n    return re.findall(r'\\w+', text)\n",
    )

    @cached_property
    def places(self) -> set[ast.Call]:
        if "re" not in self.module.words or not _is_beyond_ascii(self.module):
            return set()
        self._arguments = Arguments(self.module)
        return {call for call, one in self._arguments.found() if self._matters(call, one)}

    def _matters(self, call: ast.Call, argument: Argument) -> bool:
        if argument.is_template or any(isinstance(one, ast.Starred) for one in call.args):
            return False
        parts = [part for part in argument.parts if part is not None]
        if any(is_bytes(self.module, part) for part in parts):
            return False
        pattern = "".join(str(part.value) for part in parts)
        names = self._flag_names(call)
        if names is None or names & _DECIDING or _INLINE.search(pattern):
            return False
        return bool(names & _CASES or _CLASSES.search(pattern) or "(?i" in pattern)

    def _flag_names(self, call: ast.Call) -> set[str] | None:
        """The flags by their dotted names; None where others may be among them."""
        flags = self._arguments.flags(call)
        if flags is None:
            return set()
        if isinstance(flags, ast.Constant):
            return set() if flags.value == 0 else None
        parts = [flags]
        names = set()
        while parts:
            part = parts.pop()
            if isinstance(part, ast.BinOp) and isinstance(part.op, (ast.BitOr, ast.Add)):
                parts += [part.left, part.right]
                continue
            dotted = self.module.facts.scopes.imported(part)
            if dotted is None or not dotted.startswith("re."):
                return None
            names.add(dotted)
        return names

    def sites(self) -> Iterable[int]:
        return [self.module.offset_of(call) for call in self.places]

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node) if self.places else None
        if call not in self.places:
            return updated_node
        flag = cst.parse_expression(self.module.imports.module("re", original_node) + ".ASCII")
        place = FLAGS_AT[self.module.facts.scopes.imported(call.func) or ""]
        args = list(updated_node.args)
        given = next(
            (at for at, one in enumerate(call.args) if at == place),
            next(
                (len(call.args) + at for at, k in enumerate(call.keywords) if k.arg == "flags"),
                None,
            ),
        )
        if given is not None:
            args[given] = args[given].with_changes(value=_with(args[given].value, flag))
        else:
            is_next = len(call.args) == place and not call.keywords
            args.append(building.argument(flag, None if is_next else "flags"))
        return updated_node.with_changes(args=building.parted(args))


def _with(flags: cst.BaseExpression, flag: cst.BaseExpression) -> cst.BaseExpression:
    if isinstance(flags, cst.Integer):
        return flag
    joined = cst.BinaryOperation(cst.Name("_"), cst.BitOr(), flag)
    return joined.with_changes(left=fit(joined, "left", flags))


def _is_beyond_ascii(module: Module) -> bool:
    """Whether a module shows that it handles text of more than ASCII; what docstrings say is not it.

    Names tell in Python 2 only: migration itself puts in some of them.
    """
    if not module.is_migrated and any(name in module.words for name in _TEXT_NAMES):
        return True
    return any(
        isinstance(node.value, str)
        and not node.value.isascii()
        and not isinstance(parent, ast.Expr)
        for node, parent in module.facts.walk.parents.items()
        if isinstance(node, ast.Constant)
    )
