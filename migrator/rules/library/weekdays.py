"""LIB079: days of the week that are shown."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules.builtins.names import builtin
from migrator.rules.syntax import building
from migrator.rules.syntax.shown_values import ShownValues

_REASON = "since Python 3.12 the day of the week is shown by its name"


class ShownWeekdays(ShownValues):
    """print calendar.monthrange(2012, 2) shows numbers, as it did: tuple(map(int, ...)).

    From Python 3.12 on the first of the two is `calendar.WEDNESDAY`, which is equal to 2 but shown
    by its name in a tuple. Left alone where it is not shown. Written for every target: earlier
    Pythons show the same.
    """

    code = "LIB079"
    name = "shown-weekdays"
    words = frozenset({"monthrange"})
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
    )
    leave_alone = (
        "import calendar\n\nfirst, days = calendar.monthrange(2012, 2)\nprint(first, days)\n",
        "def monthrange(year):\n    return year, 2\n\n\nprint(monthrange(2012))\n",
    )

    def is_wanted(self, value: ast.expr, how: str) -> bool:
        facts = self.module.facts
        made = facts.scopes.resolve(value).value if isinstance(value, ast.Name) else value
        if not isinstance(made, ast.Call):
            return False
        return facts.scopes.imported(made.func) == "calendar.monthrange"

    def as_shown(
        self, value: ast.expr, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.BaseExpression:
        self.module.decide(self, original, "tuple(map(int, ...))", Level.PROVEN, _REASON)
        tuple_, map_, int_ = (
            cst.parse_expression(builtin(self.module, name, original))
            for name in ("tuple", "map", "int")
        )
        bare = building.bare_of_parentheses(updated)
        numbers = building.call(
            map_, building.parted([building.argument(int_), building.argument(bare)])
        )
        return building.call(tuple_, [building.argument(numbers)])
