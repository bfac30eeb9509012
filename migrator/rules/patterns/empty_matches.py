"""LIB210: matches of nothing, which split and sub take today, and what starts where one ends."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_at
from migrator.rules.patterns import scanning
from migrator.rules.patterns.arguments import Arguments
from migrator.rules.syntax import building

_REASON = "the pattern can match nothing, where Python 3.7 finds, splits and substitutes more often"
_SUB = '''
def {name}(pattern, repl, string, count=0, flags=0):
    """What re.{function} did before Python 3.7: nothing right after a match is no match."""
    pattern = re.compile(pattern, flags)
    parts, start, at, done, last = [], 0, 0, 0, -1
    while at <= len(string) and (done < count or not count):
        match = pattern.search(string, at)
        if match is None:
            break
        at = match.end()
        if match.start() < at or at != last:
            parts.append(string[start : match.start()])
            parts.append(repl(match) if callable(repl) else match.expand(repl))
            start = last = at
            done += 1
        if match.start() == at:
            at += 1
    return {returned}
'''
_JOINED = "string[:0].join(parts + [string[start:]])"
_HELPERS = {
    "split": (
        "split_nonempty",
        '''
def split_nonempty(pattern, string, maxsplit=0, flags=0):
    """What re.split did before Python 3.7: a match of nothing does not split."""
    pattern = re.compile(pattern, flags)
    parts, start, at, count = [], 0, 0, 0
    while at <= len(string) and (count < maxsplit or not maxsplit):
        match = pattern.search(string, at)
        if match is None:
            break
        at = match.end()
        if match.start() == at:
            at += 1
            continue
        parts.append(string[start : match.start()])
        parts.extend(match.groups())
        start = at
        count += 1
    return parts + [string[start:]]
''',
    ),
    "sub": (
        "sub_apart",
        _SUB.format(name="sub_apart", function="sub", returned=_JOINED),
    ),
    "subn": (
        "subn_apart",
        _SUB.format(name="subn_apart", function="subn", returned=f"{_JOINED}, done"),
    ),
    "finditer": (
        "finditer_apart",
        '''
def finditer_apart(pattern, string, flags=0):
    """What re.finditer did before Python 3.7: where nothing was matched no other match begins."""
    pattern = re.compile(pattern, flags)
    at = 0
    while at <= len(string):
        match = pattern.search(string, at)
        if match is None:
            break
        yield match
        at = match.end() + (match.start() == match.end())
''',
    ),
    "findall": (
        "findall_apart",
        '''
def findall_apart(pattern, string, flags=0):
    """What re.findall did before Python 3.7: where nothing was matched no other match begins."""
    pattern = re.compile(pattern, flags)
    found, at = [], 0
    while at <= len(string):
        match = pattern.search(string, at)
        if match is None:
            break
        groups = match.groups(string[:0]) or (match.group(),)
        found.append(groups if len(groups) > 1 else groups[0])
        at = match.end() + (match.start() == match.end())
    return found
''',
    ),
}
_FINDING = ("findall", "finditer")


class EmptyMatches(Rule):
    """re.split('x*', text) becomes split_nonempty('x*', text), a function that is added.

    Until Python 3.7 `split` ignored matches of nothing, and `sub` those right after another match:
    `re.sub('x*', '-', 'abxd')` was '-a-b-d-' and is '-a-b--d-'. After a match of nothing `findall`
    went on one character later, while today a longer match may begin at the same place: of
    `^|\\w+` in 'ab' there were '' and 'b', and are '' and 'ab'.

    Only where the pattern is a literal that can match nothing, and only where that can be noticed.
    In a file that runs on both Pythons the calls stay as they are.
    """

    code = "LIB210"
    name = "empty-matches"
    words = frozenset(_HELPERS)
    examples = (
        (
            "import re\nprint re.split('x*', 'axbc'), re.split(r',\\s*', 'a, b')\n",
            f"import re\n\n{_HELPERS['split'][1]}\n\n"
            "print(split_nonempty('x*', 'axbc'), re.split(r',\\s*', 'a, b'))\n",
        ),
        (
            "import re\nTAIL = re.compile('(?m)\\\\s*$')\nprint TAIL.sub('!', 'a  '), TAIL.sub('', 'a ')\n",
            f"import re\n\n{_HELPERS['sub'][1]}\n\n"
            "TAIL = re.compile('(?m)\\\\s*$')\nprint(sub_apart(TAIL, '!', 'a  '), TAIL.sub('', 'a '))\n",
        ),
        (
            "import re\nprint re.subn('b*', '.', 'abba')\n",
            f"import re\n\n{_HELPERS['subn'][1]}\n\nprint(subn_apart('b*', '.', 'abba'))\n",
        ),
        (
            "import re\nprint re.findall('^|(a)|b', 'abba'), re.findall(r'^|\\w+', 'ab cd')\n",
            f"import re\n\n{_HELPERS['findall'][1]}\n\n"
            "print(findall_apart('^|(a)|b', 'abba'), findall_apart(r'^|\\w+', 'ab cd'))\n",
        ),
        (
            "import re\nWORD = re.compile('a*?|b')\nprint [m.span() for m in WORD.finditer('ab')]\n",
            f"import re\n\n{_HELPERS['finditer'][1]}\n\n"
            "WORD = re.compile('a*?|b')\nprint([m.span() for m in finditer_apart(WORD, 'ab')])\n",
        ),
    )
    leave_alone = (
        "import re\nprint(re.findall('x*', 'axb'), re.findall(',|$', 'a,b'), re.compile('<.*?>').findall('<a>'))\n",
        "import re\nprint(re.sub('^', '> ', 'a'), re.sub('x*', '', 'x'), re.split('x+', 'axb'))\n",
        "import re\nprint(re.split('x*', 'axbc'))\n",
        "print('a b'.split('x*'))\n",
        "class Own(object):\n    def findall(self, text):\n        return text\n\n\nprint(Own().findall('a*?'))\n",
    )

    @cached_property
    def places(self) -> dict[int, list[ast.Call]]:
        """The calls, by carrier offsets of their functions."""
        found: dict[int, list[ast.Call]] = {}
        if self.module.dialect.version != "2":
            return found
        arguments = Arguments(self.module)
        for node in self.module.facts.walk.of(ast.Call):
            if self._differs(node, arguments):
                found.setdefault(self.module.offset_of(node), []).append(node)
        return found

    def _differs(self, call: ast.Call, arguments: Arguments) -> bool:
        function = self._function(call)
        pattern = arguments.pattern_of(call) if function else None
        if pattern is None or pattern.verbose is None:
            return False
        known = [part.value for part in pattern.parts if part is not None]
        values = [value for value in known if isinstance(value, str)]
        if len(values) < len(pattern.parts):
            return False
        parsed = scanning.parsed("".join(values), pattern.verbose)
        if parsed is None or parsed.getwidth()[0] > 0:
            return False
        if function in _FINDING:
            is_plain = self._is_of_module(call) or (len(call.args) == 1 and not call.keywords)
            return is_plain and scanning.prefers_nothing(parsed)
        if function == "split":
            return True
        given = call.args[1:] if self._is_of_module(call) else call.args
        removes = bool(given) and isinstance(given[0], ast.Constant) and not given[0].value
        return parsed.getwidth()[1] > 0 and not removes

    def _is_of_module(self, call: ast.Call) -> bool:
        return (self.module.facts.scopes.imported(call.func) or "").startswith("re.")

    def _function(self, call: ast.Call) -> str:
        """Which of the functions is called, or may be as a method."""
        dotted = self.module.facts.scopes.imported(call.func)
        name = dotted.removeprefix("re.") if dotted else getattr(call.func, "attr", "")
        return name if name in _HELPERS else ""

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        call = self.module.at(original_node)
        if call not in self.places[self.module.anchor(original_node)]:
            return updated_node
        name, text = _HELPERS[self._function(call)]
        written = self.module.imports.module("re", original_node)
        text = text.replace(" re.compile", f" {written}.compile")
        name = self.module.helpers.add(name, text)
        self.module.decide(self, original_node, name, Level.GUARDED, _REASON)
        args = list(updated_node.args)
        if not self._is_of_module(call):
            assert isinstance(updated_node.func, cst.Attribute)
            args = building.parted([building.argument(updated_node.func.value), *args])
        return updated_node.with_changes(func=cst.Name(name), args=args)
