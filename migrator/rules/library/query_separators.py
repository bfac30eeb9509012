"""LIB058: the separators of the fields in a query."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.precedence import fit
from migrator.python2 import literals
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_planned
from migrator.rules.syntax import building

_PARSING = frozenset(
    f"{module}.{name}" for module in ("cgi", "urlparse") for name in ("parse_qs", "parse_qsl")
)
_REASON = "in Python 2 a semicolon separates fields, too"


class QuerySeparators(Rule):
    """parse_qs(query) becomes parse_qs(query.replace(';', '&')).

    `parse_qs` and `parse_qsl` took `;` for a separator of fields as well as `&`; since Python 3.9.2
    they take only one of them. A literal without a semicolon is left alone.
    """

    code = "LIB058"
    name = "query-separators"
    words = frozenset({"parse_qs", "parse_qsl"})
    examples = (
        (
            "from urlparse import parse_qs, parse_qsl\n\nquery = 'a=1;b=2&c=%3B'\n"
            "print parse_qsl(query), sorted(parse_qs(qs=query + ';d=3').items())\n",
            "from urllib.parse import parse_qs, parse_qsl\n\nquery = 'a=1;b=2&c=%3B'\n"
            "print(parse_qsl(query.replace(';', '&')), "
            "sorted(parse_qs(qs=(query + ';d=3').replace(';', '&')).items()))\n",
        ),
    )
    leave_alone = (
        "from urllib.parse import parse_qs\n\nprint(parse_qs('a=1;b=2'))\n",
        "try:\n    from urlparse import parse_qs\nexcept ImportError:\n    from urllib.parse import parse_qs\n\n"
        "query = 'a=1;b=2'\nprint(parse_qs(query.replace(';', '&')))\n",
        "def parse_qs(query):\n    return query.split(';')\n\n\nprint(parse_qs('a=1;b=2'))\n",
    )

    @cached_property
    def places(self) -> dict[int, ast.Call]:
        scopes = self.module.facts.scopes
        return {
            self.module.offset_of(node): node
            for node in self.module.facts.walk.of(ast.Call)
            if not _PARSING.isdisjoint(scopes.imports(node.func)) and _query(node) is not None
        }

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not is_planned(self.module, original_node, self.places):
            return updated_node
        place = _query(self.module.at(original_node))
        assert place is not None
        given = updated_node.args[place]
        value = given.value
        is_bytes = isinstance(value, cst.SimpleString) and "b" in literals.split(value.value)[0]
        prefix = "b" if is_bytes else ""
        method = cst.Attribute(value, cst.Name("replace"))
        method = method.with_changes(value=fit(method, "value", value))
        separators = [building.argument(cst.SimpleString(f"{prefix}'{one}'")) for one in ";&"]
        new = building.call(method, building.parted(separators))
        self.module.decide(self, original_node, "; and &", Level.GUARDED, _REASON)
        args = [*updated_node.args]
        args[place] = given.with_changes(value=new)
        return updated_node.with_changes(args=args)


def _query(call: ast.Call) -> int | None:
    """At what place a call has the query, if that may have a semicolon."""
    names = [*("qs" if not place else "" for place in range(len(call.args)))]
    names += [keyword.arg or "" for keyword in call.keywords]
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    if "qs" not in names:
        return None
    place = names.index("qs")
    value = values[place]
    if isinstance(value, ast.Starred):
        return None
    is_plain = isinstance(value, ast.Constant) and ";" not in str(value.value)
    return None if is_plain or _is_without(value) else place


def _is_without(value: ast.expr) -> bool:
    """Whether the semicolons of a query are replaced already."""
    if not isinstance(value, ast.Call) or getattr(value.func, "attr", "") != "replace":
        return False
    return bool(value.args) and getattr(value.args[0], "value", None) in (";", b";")
