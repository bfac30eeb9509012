"""The operator module's functions for the / of Python 2, which a program gets a definition of."""

from __future__ import annotations

from migrator.stdlib.entries import StandIn, library


def classic_division(name: str, what: str, otherwise: str, whole: str = "int") -> str:
    """The definition of a function that divides integers as / did, and `otherwise` anything else.

    `whole` is what `isinstance` is asked of the left side.
    """
    return f'''
def {name}(a, b):
    """{what}"""
    if isinstance(a, {whole}) and isinstance(b, int):
        return a // b
    return {otherwise}
'''


def _division(old: str, otherwise: str, *modules: str) -> StandIn:
    what = f"Divide, integers rounding down; what {old} did."
    text = classic_division(old.rpartition(".")[2], what, otherwise)
    return StandIn(old, text, library("operator"), modules)


DIVISIONS = (
    _division("operator.div", "a / b"),
    _division("operator.__div__", "a / b"),
    _division("operator.idiv", "operator.itruediv(a, b)", "operator"),
    _division("operator.__idiv__", "operator.itruediv(a, b)", "operator"),
)
