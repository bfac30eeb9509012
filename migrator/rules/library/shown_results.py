"""LIB079: values of the library that are shown."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules.builtins.names import builtin
from migrator.rules.syntax import building
from migrator.rules.syntax.shown_values import ShownValues

_NUMBERS, _TUPLE, _NUMBER, _PAIRS = "tuple of numbers", "tuple", "number", "list of pairs"
_ENCODED = "encoded header"
_CALLS = {
    "calendar.monthrange": _NUMBERS,
    "urlparse.urldefrag": _TUPLE,
    "os.times": _TUPLE,
    "os.uname": _TUPLE,
    "platform.uname": _TUPLE,
}
_REASONS = {
    _NUMBERS: "since Python 3.12 the day of the week is shown by its name",
    _TUPLE: "Python 3 shows the names of its parts",
    _NUMBER: "Python 3 shows its name",
    _PAIRS: "since Python 3.12 it is shown as a dict is",
    _ENCODED: "the text of an email header is no longer its encoded form",
}
_FLAGS = frozenset(
    f"re.{name}"
    for flags in ("I M S X U", "IGNORECASE MULTILINE DOTALL VERBOSE UNICODE")
    for name in flags.split()
)
_CONSTANTS = ("signal.SIG", "socket.AF_", "socket.SOCK_")
_NAME = "ordered_text"
_HELPER = f'''
def {_NAME}(table):
    """An OrderedDict as Python 2 showed it."""
    return f"OrderedDict({{list(table.items()) or ''}})"
'''


class ShownResults(ShownValues):
    """print calendar.monthrange(2012, 2) shows numbers, as it did: tuple(map(int, ...)).

    Tuples that have names for their parts today (`isocalendar()`, `urldefrag()`, `os.uname()`), numbers
    that have one (`re.I`, `socket.AF_INET`), headers of emails and, since Python 3.12, weekdays and
    an OrderedDict are shown otherwise than by Python 2. Left alone where they are not shown, or are
    in a container. Written for every target: earlier Pythons show the same.
    """

    code = "LIB079"
    name = "shown-results"
    words = frozenset(
        {"Header", "OrderedDict", "isocalendar", "re", "signal", "socket"}
        | {name.rpartition(".")[2] for name in _CALLS}
    )
    early = True
    examples = (
        (
            "import calendar\n\nprint calendar.monthrange(2012, 2), calendar.monthrange(2012, 2)[1]\n",
            "import calendar\n\n"
            "print(tuple(map(int, calendar.monthrange(2012, 2))), calendar.monthrange(2012, 2)[1])\n",
        ),
        (
            "from calendar import monthrange\n\nrange_ = monthrange(2012, 2)\nprint '%s' % (range_,)\n",
            "from calendar import monthrange\n\nrange_ = monthrange(2012, 2)\n"
            "print('%s' % (tuple(map(int, range_)),))\n",
        ),
        (
            "import datetime\nimport re\n\nprint datetime.date(2012, 1, 31).isocalendar(), 'flag %s' % re.I\n",
            "import datetime\nimport re\n\n"
            "print(tuple(datetime.date(2012, 1, 31).isocalendar()), 'flag %s' % int(re.I))\n",
        ),
        (
            "from collections import OrderedDict\n\ntable = OrderedDict()\nprint str(table)\n"
            "table[1] = 2\nprint table, len(table)\n",
            "from collections import OrderedDict\n"
            f"\n{_HELPER}\n\ntable = OrderedDict()\nprint({_NAME}(table))\n"
            f"table[1] = 2\nprint({_NAME}(table), len(table))\n",
        ),
        (
            "from email.header import Header\n\nto = Header('n', 'utf-8')\nprint to, str(to), unicode(to)\n",
            "from email.header import Header\n\nto = Header('n', 'utf-8')\n"
            "print(to.encode(), to.encode(), str(to))\n",
        ),
    )
    leave_alone = (
        "import calendar\n\nfirst, days = calendar.monthrange(2012, 2)\nprint(first, days)\n",
        "def monthrange(year):\n    return year, 2\n\n\nprint(monthrange(2012))\n",
        "import re\n\nprint(re.compile('a', re.I).flags & re.I == re.I)\n",
        "class Day(object):\n    def isocalendar(self):\n        return (1, 2)\n\n\nprint(Day().isocalendar())\n",
        "from collections import OrderedDict\n\nprint(dict(OrderedDict([(1, 2)])))\n",
    )

    def is_wanted(self, value: ast.expr, how: str) -> bool:
        kind = self._kind(value)
        if kind == _ENCODED and self._is_decoded(value):
            return False
        return kind is not None and (kind not in (_PAIRS, _ENCODED) or how == "text")

    def _is_decoded(self, value: ast.expr) -> bool:
        """Whether `unicode(header)` asks for the text."""
        call = self.module.facts.parents.get(value)
        return isinstance(call, ast.Call) and getattr(call.func, "id", "") == "unicode"

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        new = super().leave_Call(original_node, updated_node)
        call = self.module.at(original_node)
        if new is updated_node or len(call.args) != 1:
            return new
        if self._kind(call.args[0]) not in (_PAIRS, _ENCODED):
            return new
        if not self.module.is_builtin(original_node.func, "str", "unicode"):
            return new
        return cst.ensure_type(new, cst.Call).args[0].value

    def as_shown(
        self, value: ast.expr, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.BaseExpression:
        kind = self._kind(value)
        assert kind is not None
        self.module.decide(self, original, kind, Level.PROVEN, _REASONS[kind])
        bare = building.argument(building.bare_of_parentheses(updated))
        if kind == _ENCODED:
            return building.call(cst.Attribute(bare.value, cst.Name("encode")), [])
        if kind == _PAIRS:
            return building.call(cst.Name(self.module.helpers.add(_NAME, _HELPER)), [bare])
        tuple_, map_, int_ = (
            cst.parse_expression(builtin(self.module, name, original))
            for name in ("tuple", "map", "int")
        )
        if kind == _NUMBERS:
            numbers = building.call(map_, building.parted([building.argument(int_), bare]))
            bare = building.argument(numbers)
        return building.call(int_ if kind == _NUMBER else tuple_, [bare])

    def _kind(self, value: ast.expr) -> str | None:
        """What Python 2 showed a value as, where that is another thing than what it is now."""
        facts = self.module.facts
        known = facts.types.of(value)
        if known is not None and known.detail == "OrderedDict":
            return _PAIRS
        if known is not None and known.name == "Header":
            return _ENCODED
        if isinstance(value, ast.Name):
            value = facts.scopes.resolve(value).value or value
        if isinstance(value, ast.Call):
            function = value.func
            if isinstance(function, ast.Attribute) and function.attr == "isocalendar":
                return _TUPLE if facts.types.is_a(function.value, "date", "datetime") else None
            return _CALLS.get(facts.scopes.imported(function) or "")
        dotted = facts.scopes.imported(value) or ""
        return _NUMBER if dotted in _FLAGS or dotted.startswith(_CONSTANTS) else None
