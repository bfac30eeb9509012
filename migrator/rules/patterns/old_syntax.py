"""LIB200: regular expressions and templates that `re` refuses today."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.python2.lexer import COMMENT, NL, STRING
from migrator.python2.literals import string_prefix
from migrator.results import Level
from migrator.rules.imports.planner import is_at
from migrator.rules.patterns import scanning
from migrator.rules.patterns.arguments import Argument, Arguments
from migrator.rules.patterns.spelling import Spelling, spelling
from migrator.rules.syntax.literal_rules import LiteralRule

_HOLDING = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Call, ast.keyword)
_LATE = "Python 3.11 wants the flags of a pattern at its start: pass them to the function"
_CODE = "an escape that 2.7 did not know was its letter; today it begins a character's code"
_TABLE = "the literal is raw and has what only a pattern of 2.7 has"
_LOCALE = "LOCALE is for patterns of bytes only today; letters are those of Unicode"


class OldPatterns(LiteralRule):
    """Write regular expressions and replacement templates so that `re` takes them.

    Flags such as `(?i)` hold for all of a pattern wherever they stand in Python 2; Python 3.11
    refuses them elsewhere than at the start, so that is where they go. A backslash before a letter
    that is no escape meant the letter in a pattern, and a backslash and the letter in a template;
    Python 3.7 refuses it: it is dropped, or doubled. An octal number that is too large for a byte
    is written as what 2.7 made of it.

    Only literals are rewritten that are seen to be a pattern or template: arguments of the
    functions of `re`, sums of literals, and variables and attributes of classes that serve for
    nothing else. A raw literal in a display or a call is taken for a pattern if flags follow
    something in it, or a range ends in such a number: tables of patterns are compiled elsewhere. Flags
    that follow text which is not known are reported.
    """

    code = "LIB200"
    name = "old-patterns"
    words = frozenset({"re"})
    examples = (
        (
            "import re\nprint re.findall(r'a(?i)b', 'ab AB aB')\n",
            "import re\nprint(re.findall(r'(?i)ab', 'ab AB aB'))\n",
        ),
        (
            "import re\nWORD = re.compile('''\n    (?x) \\w+  # a word\n    ''')\nprint WORD.findall('a b')\n",
            "import re\nWORD = re.compile('''(?x)\n     \\w+  # a word\n    ''')\nprint(WORD.findall('a b'))\n",
        ),
        (
            "import re\nBREAK = 'a|' 'b(?m)' + '$'\nprint re.split(BREAK, 'xb\\ny')\n",
            "import re\nBREAK = '(?m)a|' 'b' + '$'\nprint(re.split(BREAK, 'xb\\ny'))\n",
        ),
        (
            "import re\nRULES = [('tag', r'<.*?>(?s)'), ('rest', r'(?x) .')]\n"
            "for name, rule in RULES:\n    print name, re.findall(rule, '<a\\n>')\n",
            "import re\nRULES = [('tag', r'(?s)<.*?>'), ('rest', r'(?x) .')]\n"
            "for name, rule in RULES:\n    print(name, re.findall(rule, '<a\\n>'))\n",
        ),
        (
            "import re\n\n\nclass Rule(object):\n    form = '%s(?i)'\n\n    def find(self, word):\n"
            "        return re.findall(self.form % word, 'aA')\n\n\nprint Rule().find('a')\n",
            "import re\n\n\nclass Rule(object):\n    form = '(?i)%s'\n\n    def find(self, word):\n"
            "        return re.findall(self.form % word, 'aA')\n\n\nprint(Rule().find('a'))\n",
        ),
        (
            "import re\nprint re.findall(r'\\y[\\Z\\e]', 'yZ ye'), re.match('\\\\i', 'i') is None\n",
            "import re\nprint(re.findall(r'y[Ze]', 'yZ ye'), re.match('i', 'i') is None)\n",
        ),
        (
            "import re\nMACROS = {'high': r'[\\200-\\777]', 'all': r'{high}|\\177'}\n"
            "print re.findall(MACROS['high'], u'a\\xe9') == [u'\\xe9'], len(re.findall('\\\\400', '\\0'))\n",
            "import re\nMACROS = {'high': r'[\\200-\\377]', 'all': r'{high}|\\177'}\n"
            "print(re.findall(MACROS['high'], u'a\\xe9') == [u'\\xe9'], len(re.findall('\\\\000', '\\0')))\n",
        ),
        (
            "import re\nprint re.findall('(?L)a', 'a'), re.findall('(?Li)a' + 'b', 'AB')\n",
            "import re\nprint(re.findall('a', 'a'), re.findall('(?i)a' + 'b', 'AB'))\n",
        ),
        (
            "import re\nprint re.sub('x', r'\\q\\\\', 'axa'), re.compile('x').sub('\\\\y', 'x')\n",
            "import re\nprint(re.sub('x', r'\\\\q\\\\', 'axa'), re.compile('x').sub('\\\\\\\\y', 'x'))\n",
        ),
    )
    leave_alone = (
        "import re\nprint(re.findall(r'(?i)(?x) a \\d\\Z', 'A1'))\n",
        "import re\nprint(re.findall(r'[(?i)]|\\(?i\\)', '?'))\n",
        "import re\nprint(re.sub('(x)', r'\\1\\g<1>\\n\\.', 'x'))\n",
        "pattern = 'a(?i)'\nprint(pattern)\n",
        "import re\n\n\ndef f(a):\n    r'a(?i)'\n    return [a + r'b(?i)', 'b(?i)', r'a|(?:b)', r'(?i)']\n",
        "import re\n\n\nclass A(object):\n    form = 'a(?i)'\n\n    def show(self):\n"
        "        print(self.form, re.search(self.form, 'a'))\n",
        "class re(object):\n    compile = str\n\n\nprint(re.compile('a(?i)'))\n",
        "import re\nPATHS = ['a\\\\400b', r'\\378', r'[\\d]:\\x\\777']\nprint(PATHS, re.findall(r'[\\300-\\377]', 'a'))\n",
        "import re\nBOTH = 'a\\\\q'\nprint(len(BOTH), re.escape(BOTH))\n",
    )

    @cached_property
    def places(self) -> frozenset[int]:
        return frozenset(self._words)

    def sites(self) -> Iterable[int]:
        return [*self._words, *self._told]

    @property
    def _words(self) -> dict[int, tuple[str, str]]:
        """The literals to be rewritten: by carrier offset what they are and what they become."""
        return self._found[0]

    @property
    def _told(self) -> dict[int, list[tuple[str, str]]]:
        """What is to be said of calls: by carrier offset ("", report) or decisions."""
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[dict[int, tuple[str, str]], dict[int, list[tuple[str, str]]]]:
        found: dict[int, tuple[str, str]] = {}
        self._said: dict[int, list[tuple[str, str]]] = {}
        settled: dict[int, str] = {}
        given = list(Arguments(self.module).found())
        known = {part for _, argument in given for part in argument.parts}
        tables = list(self._tables(known))
        self._taken = {self.module.offset_of(node) for node, _ in tables}
        for site, argument in (*given, *tables):
            for offset, old, new in self._rewritten(site, argument):
                if settled.setdefault(offset, new) != new:
                    settled[offset] = old  # two uses that want different things
                if settled[offset] != old:
                    found[offset] = (old, settled[offset])
                else:
                    found.pop(offset, None)
        return found, self._said

    def _tables(self, known: set[ast.Constant | None]) -> Iterator[tuple[ast.expr, Argument]]:
        """Other literals that are taken for patterns, whoever compiles them."""
        parents = self.module.facts.walk.parents
        for node in self.module.literals:
            if node in known or not isinstance(parents[node], _HOLDING):
                continue
            text = str(node.value)
            found = scanning.scan(text, False)
            is_range = any(text[at - 2] == "-" for at in found.wide)
            if is_range or any(flags.late for flags in found.flags):
                if all("r" in string_prefix(word) for _, word in self._literals(node)):
                    yield node, Argument((node,), False, None)

    def _tell(self, site: ast.expr, alternative: str, text: str) -> None:
        self._said.setdefault(self.module.offset_of(site), []).append((alternative, text))

    def _rewritten(self, site: ast.expr, argument: Argument) -> list[tuple[int, str, str]]:
        """The literals of an argument: offset, word, new word; those that stay, too."""
        words: list[tuple[int, str]] = []
        spellings: list[Spelling] = []
        text = ""
        origin: list[tuple[int, int]] = []  # of each character: the literal and its place there
        futures = self.module.lowered.futures
        for part in argument.parts:
            if part is None:
                text += scanning.OPAQUE
                origin.append((-1, 0))
                continue
            for offset, word in self._literals(part):
                try:
                    one = spelling(word, "unicode_literals" in futures)
                except ValueError:
                    return []
                for index, value in enumerate(one.values):
                    text += value
                    origin.extend([(len(words), index)] * len(value))
                words.append((offset, word))
                spellings.append(one)
        if not words:
            return []
        sources = [list(one.sources) for one in spellings]
        if argument.is_template:
            wanted = _double(text, origin, spellings, sources)
        else:
            wanted = self._pattern(site, argument, text, origin, spellings, sources)
        new = [one.word(source) for one, source in zip(spellings, sources, strict=True)]
        if _value(new, "unicode_literals" in futures) != wanted.replace(scanning.OPAQUE, ""):
            return []
        return [(offset, old, word) for (offset, old), word in zip(words, new, strict=True)]

    def _literals(self, node: ast.Constant) -> list[tuple[int, str]]:
        """The carrier offset and word of each literal that a constant is made of."""
        lowered, tokens = self.module.lowered, self.module.tokens
        start = lowered.original_offset(self.module.offsets.start(node))
        index = bisect_left(tokens.starts, start)
        found = []
        while tokens.kinds[index] in (STRING, NL, COMMENT):
            if tokens.kinds[index] == STRING:
                offset = lowered.carrier_offset(tokens.starts[index])
                found.append((offset, tokens.texts[index]))
            index += 1
        return found

    def _pattern(
        self,
        site: ast.expr,
        argument: Argument,
        text: str,
        origin: list[tuple[int, int]],
        spellings: list[Spelling],
        sources: list[list[str]],
    ) -> str:
        """Rewrite a pattern in `sources`; the value that is to come of it."""
        found = scanning.scan(text, bool(argument.verbose))
        dropped: set[int] = set()
        front = ""
        is_two = self.module.dialect.version == "2"
        for at in found.idle:
            literal, _ = origin[at]
            is_code = text[at + 1] in scanning.CODES and not spellings[literal].is_bytes
            if literal >= 0 and (is_two or not is_code):
                dropped.add(at)
                if is_code:
                    self._tell(site, text[at + 1], _CODE)
        unsure = argument.verbose is None and "#" in text
        is_text = is_two and not spellings[0].is_bytes
        late = [one for one in found.flags if one.late or ("L" in one.letters and is_text)]
        if late and (origin[0][0] < 0 or unsure):
            self._tell(site, "", _LATE)
            late = []
        for flags in late:
            dropped.update(range(flags.start, flags.end))
            letters = flags.letters.replace("t", "")
            if "L" in letters and is_text:
                letters = letters.replace("L", "")
                self._tell(site, letters, _LOCALE)
            front += "".join(letter for letter in letters if letter not in front)
        for at in dropped:
            literal, index = origin[at]
            sources[literal][index] = ""
        front = f"(?{front})" if front else ""
        cut = {at: str(int(text[at]) - 4) for at in found.wide if origin[at][0] >= 0}
        for at, digit in cut.items():
            literal, index = origin[at]
            sources[literal][index] = digit
        sources[0].insert(0, front)
        kept = (at for at in range(len(text)) if at not in dropped)
        return front + "".join(cut.get(at, text[at]) for at in kept)

    def respelled(self, original: cst.SimpleString, updated: cst.SimpleString) -> cst.SimpleString:
        if not is_at(self.module, original, self.places):
            return updated
        offset = self.module.anchor(original)
        old, new = self._words[offset]
        if offset in self._taken and updated.value == old:
            self.module.decide(self, original, "pattern", Level.ASSUMED, _TABLE)
        return updated.with_changes(value=new) if updated.value == old else updated

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        if is_at(self.module, original_node, self._told) and self.module.at(original_node):
            for alternative, text in self._told.pop(self.module.anchor(original_node)):
                if alternative:
                    self.module.decide(self, original_node, alternative, Level.ASSUMED, text)
                else:
                    self.module.report(self, original_node, text)
        return updated_node


def _double(
    text: str, origin: list[tuple[int, int]], spellings: list[Spelling], sources: list[list[str]]
) -> str:
    """Double the backslashes of a template that are no escapes; the value that comes of it."""
    idle = [at for at in scanning.idle_in_template(text) if origin[at][0] >= 0]
    for at in idle:
        literal, index = origin[at]
        sources[literal][index] = spellings[literal].backslash * 2
    return "".join(char * 2 if at in idle else char for at, char in enumerate(text))


def _value(words: list[str], unicode_literals: bool) -> str:
    return "".join("".join(spelling(word, unicode_literals).values) for word in words)
