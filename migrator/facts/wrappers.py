"""What methods are put through: decorators, and calls that take their place before Python 2.4."""

from __future__ import annotations

import ast


def wrappers(method: ast.FunctionDef | ast.AsyncFunctionDef, class_: ast.ClassDef) -> set[str]:
    """The names of what a method is put through: `@property`, `name = classmethod(name)`."""
    decorators = {one.id for one in method.decorator_list if isinstance(one, ast.Name)}
    return decorators | {
        one.value.func.id
        for one in class_.body
        if isinstance(one, ast.Assign)
        and isinstance(one.value, ast.Call)
        and isinstance(one.value.func, ast.Name)
        and [getattr(target, "id", None) for target in one.targets] == [method.name]
        and [getattr(argument, "id", None) for argument in one.value.args] == [method.name]
    }
