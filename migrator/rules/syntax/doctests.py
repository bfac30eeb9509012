"""SYN017: the examples in docstrings."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace as with_fields
from functools import cached_property, lru_cache

import libcst as cst

from migrator.program import bases_of
from migrator.python2 import literals
from migrator.python2.errors import ReadError
from migrator.python2.lexer import lex
from migrator.python2.lowering import lower
from migrator.python2.parsing import parse
from migrator.python2.source import decode
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import doctest_examples as examples
from migrator.rules.syntax.doctest_examples import PROMPT, Example

_MARK = "# example {}:"
_MARKS = re.compile(r"^# example \d+:\n", re.MULTILINE)
_VALUE = "_ = "
_BACKSLASH = re.compile(r"\\(.?)")
_ESCAPES = "'\"abfnrtvx01234567"
_ESCAPE = "\ufdd0"  # what no text has, for a backslash that begins an escape
_BREAK = re.compile(rf"{_ESCAPE}([nr]|$)")


class Doctests(Rule):
    """Migrate the examples in docstrings, and what they are said to show.

    What `doctest` runs is code as well. The examples of a docstring are migrated together, also of
    one that `property` is given, or that is assigned to `__doc__` or stands in `__test__`; `u'a'`,
    `10L` and `<type 'int'>` are expected as Python 3 shows them. Python 3 names the module of an
    exception in a traceback: for those that are no builtins it is left out of the comparison, as
    doctest's documentation has it, and with it the message. Dicts and sets have other orders: an
    example that shows one of several items asks whether its value is equal, as that has it, too, and
    so does one that shows `Name({...})` where the class is derived from dict.
    Examples stay as they are where the docstring has escapes for ends of lines, or in what they show.
    """

    code = "SYN017"
    name = "doctests"
    examples = (
        (
            'def half(n):\n    """\n    >>> print half(4L)\n    2\n    >>> [half(x) for x in xrange(4)]'
            "\n    [0L, 0L, 1L, 1L]\n    >>> map(unicode, range(2))\n    [u'0', u'1']\n    \"\"\"\n"
            "    return n // 2\n",
            'def half(n):\n    """\n    >>> print(half(4))\n    2\n    >>> [half(x) for x in range(4)]'
            "\n    [0, 0, 1, 1]\n    >>> list(map(str, range(2)))\n    ['0', '1']\n    \"\"\"\n"
            "    return n // 2\n",
        ),
        (
            'class Odd(Exception):\n    """\n    >>> raise Odd, 3\n    Traceback (most recent call last):'
            '\n    Odd: 3\n    """\n',
            'class Odd(Exception):\n    """\n    >>> raise Odd(3)  # doctest: '
            "+IGNORE_EXCEPTION_DETAIL\n    Traceback (most recent call last):"
            '\n    Odd: 3\n    """\n',
        ),
        (
            'class Word(object):\n    def _text(self):\n        return u"w"\n\n'
            '    text = property(_text, doc="""\n    >>> print Word().text\n    w\n'
            '    >>> Word().text\n    u\'w\'\n    """)\n\n\n'
            '__test__ = {"word": """\n>>> Word().text * 2L\nu\'ww\'\n"""}\n',
            'class Word(object):\n    def _text(self):\n        return u"w"\n\n'
            '    text = property(_text, doc="""\n    >>> print(Word().text)\n    w\n'
            '    >>> Word().text\n    \'w\'\n    """)\n\n\n'
            '__test__ = {"word": """\n>>> Word().text * 2\n\'ww\'\n"""}\n',
        ),
        (
            'def counted(word):\n    """\n    >>> counted(u"aab")\n    {u\'a\': 2L, u\'b\': 1L}\n'
            "    >>> [] or set(counted('b')), set('a')\n    (set(['b']), set(['a']))\n"
            '    """\n    return dict((c, long(word.count(c))) for c in word)\n',
            'def counted(word):\n    """\n    >>> counted(u"aab") == {\'a\': 2, \'b\': 1}\n    True\n'
            "    >>> [] or set(counted('b')), set('a')\n    ({'b'}, {'a'})\n"
            '    """\n    return dict((c, int(word.count(c))) for c in word)\n',
        ),
    )
    leave_alone = (
        'def f():\n    """\n    >>> f()\n    1\n    """\n    return 1\n',
        'def f():\n    """\n    >>> f()\n    Traceback (most recent call last):\n    KeyError: \'x\''
        '\n    """\n    return {}["x"]\n',
        "text = '''\n>>> print 1\n1\n'''\nprint(text)\n",
        "print(dict(text='''\n>>> print 1\n1\n''', other={'a': '''\n>>> 1L\n'''}))\n",
        'def f():\n    """Not an example: print 1 >> 2L, u\'a\'."""\n',
    )

    def sites(self) -> Iterable[int]:
        if PROMPT.strip() not in self.module.source.text:
            return
        for node in self.module.facts.walk.parents:
            if isinstance(node, ast.Constant) and self._is_docstring(node):
                yield self.module.offset_of(node)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        node = self.module.at(original_node)
        if not isinstance(node, ast.Constant) or not self._is_docstring(node):
            return updated_node
        prefix, quote, body = literals.split(updated_node.value)
        new = body.split("\n")
        is_raw = "r" in prefix.lower()
        is_unicode = self.module.literal_kind(node) == "unicode"
        escapes = _ESCAPES + "NuU" * is_unicode
        lines = new[:] if is_raw else [_plain(line, escapes) for line in new]
        found = [
            one
            for one in examples.find(lines)
            if not any(map(_BREAK.search, one.code)) and _ESCAPE not in "".join(one.want)
        ]
        for one, code in reversed(list(zip(found, self._migrated(found, quote), strict=True))):
            made = self._example(one, code, lines[one.first : one.last])
            if made != lines[one.first : one.last] and self._may_hold("".join(made), node):
                new[one.first : one.last] = made if is_raw else map(_written, made)
            if not examples.is_python3(code):
                line = one.code[0].replace(_ESCAPE, "\\")
                self.module.report(self, original_node, f"an example stays Python 2: {line}")
        if new == body.split("\n"):
            return updated_node
        reason = "what doctest runs is code, and shows what Python 3 shows"
        self.module.decide(self, original_node, "migrated", Level.ASSUMED, reason)
        return updated_node.with_changes(value=prefix + quote + "\n".join(new) + quote)

    def _may_hold(self, text: str, node: ast.Constant) -> bool:
        """Whether a docstring may hold a text; a native one with other characters may be of bytes."""
        is_bare = isinstance(self.module.facts.parents.get(node), ast.Expr)
        encoding = self.module.source.encoding if is_bare else "ascii"
        return text == text.encode(encoding, "ignore").decode(encoding)

    leave_LegacyString = leave_SimpleString

    @cached_property
    def _rebound(self) -> list[str]:
        """Lines that give builtins another meaning, for those that have one in the module."""
        names = self.module.facts.scopes.module.stores
        return [f"{name} = {name}_\n" for name in sorted(names) if hasattr(builtins, name)]

    def _is_docstring(self, node: ast.Constant) -> bool:
        if not isinstance(node.value, str) or PROMPT not in node.value:
            return False
        around = self.module.facts.parents.get(node)
        if isinstance(around, ast.keyword):
            return around.arg == "doc"
        if isinstance(around, ast.Call):
            return getattr(around.func, "id", None) == "property" and around.args[3:] == [node]
        if isinstance(around, ast.Dict):
            return self._is_assigned(around, "__test__")
        return isinstance(around, ast.Expr) or self._is_assigned(node, "__doc__")

    def _is_assigned(self, value: ast.expr, name: str) -> bool:
        assign = self.module.facts.parents.get(value)
        return isinstance(assign, ast.Assign) and any(
            getattr(target, "attr", getattr(target, "id", None)) == name
            for target in assign.targets
        )

    def _example(self, example: Example, code: str, before: list[str]) -> list[str]:
        """The lines of an example whose code becomes `code`."""
        want = example.want
        if examples.raises_own(want):
            code = examples.with_flag(code)
        elif self._shows_values(example):
            want = examples.shown(want)
            value = examples.unordered(want, self._makes_dict)
            if value and "#" not in code and _is_value(code) and self._is_python2:
                code, want = examples.compared(code, value), [f"{example.indent}True"]
        if code == example.text:
            return [*before[: len(example.code)], *want]
        try:
            return [*examples.written(example, code), *want]
        except SyntaxError:
            return before

    @cached_property
    def _is_python2(self) -> bool:
        """Whether the module is of a program for Python 2."""
        version = self.module.dialect.version
        return version == "2" or (
            version != "3" and self.module.project.is_python2(self.module.path)
        )

    def _makes_dict(self, name: str) -> bool:
        """Whether a name of the module is a class derived from dict."""
        scopes, types = self.module.facts.scopes, self.module.facts.types
        binding = scopes.lookup(scopes.module, name)
        own = binding.node
        bases = types.ancestry(own) if isinstance(own, ast.ClassDef) else binding.targets
        return any(
            "dict" in bases_of(self.module.project, one, self.module.path)
            for one in bases
            if isinstance(one, str)
        )

    def _shows_values(self, example: Example) -> bool:
        """Whether what an example shows is the repr of values."""
        is_list = bool(example.want) and example.want[0].lstrip()[:1] in ("[", "(", "{", "<")
        return _is_value(example.text) or (is_list and example.text.startswith("print"))

    def _migrated(self, found: Sequence[Example], banned: str) -> list[str]:
        """What becomes of the code of some examples that run one after the other.

        `banned` is what would end the docstring.
        """
        codes = [examples.without_softspace(one.text) for one in found]
        made = self._fixed(codes, banned)
        if made is None:
            alone = (self._fixed([code], banned) or [code] for code in codes)
            made = [code for (code,) in alone]
        return [
            new if code == one.text or banned in examples.OPEN_END else examples.left_open(new)
            for new, code, one in zip(made, codes, found, strict=True)
        ]

    def _fixed(self, codes: list[str], banned: str) -> list[str] | None:
        """What becomes of some code, None where it cannot be told."""
        from migrator.api import fix_source  # rules are what it runs

        # A value that is shown is used: as one that is assigned it is not taken for lazy.
        shows = [_is_value(code) for code in codes]
        texts = [
            f"{_MARK.format(at)}\n{_VALUE if shown else ''}{code}\n"
            for at, (code, shown) in enumerate(zip(codes, shows, strict=True))
        ]
        ignored = (*self.module.options.ignore, "FIX", self.code)
        options = with_fields(self.module.options, dialect="auto", ignore=ignored)
        result = fix_source(
            "".join([*self._rebound, *texts]).encode(),
            path=self.module.path,
            options=options,
            project=self.module.project,
        )
        if result.error is not None:
            return None
        head, *parts = _MARKS.split(result.after.decode())
        for line in self._rebound:
            head = head.replace(line, "")
        if len(parts) != len(codes):
            return None
        made = []
        for part, shown, code in zip(parts, shows, codes, strict=True):
            if shown and not part.startswith(_VALUE):
                return None
            end = code[len(code.rstrip("\n")) :]
            made.append(part.removeprefix(_VALUE if shown else "").rstrip("\n") + end)
        if head.strip() and made:
            made[0] = f"{head.strip()}\n{made[0]}"
        if any(banned in new for new in made):
            return None
        # Backslashes come with long definitions, which help no reader.
        is_odd = any(
            ("\\" in new and "\\" not in code) or new.count(_ESCAPE) != code.count(_ESCAPE)
            for new, code in zip(made, codes, strict=True)
        )
        return made if not is_odd else None


def _written(line: str) -> str:
    """The line of a literal of which `_plain` gives the meaning."""
    return line.replace("\\", "\\\\").replace(_ESCAPE, "\\")


def _plain(line: str, escapes: str) -> str:
    """What a line of a literal stands for, but for escapes, which are marked."""

    def meaning(match: re.Match[str]) -> str:
        what = match[1]
        return (_ESCAPE if what in escapes else "\\") + what.removeprefix("\\")

    return _BACKSLASH.sub(meaning, line)


@lru_cache(maxsize=1000)
def _is_value(code: str) -> bool:
    """Whether an example is an expression, the value of which is shown."""
    if re.match(r"(print|exec|yield)\b", code):
        return False
    try:
        source = decode((code + "\n").encode())
        body = parse(lower(lex(source.text)), source, True).body
    except ReadError:
        return False
    return len(body) == 1 and isinstance(body[0], ast.Expr)
