"""PKG020: the Pythons that a package requires."""

from __future__ import annotations

import sys

import libcst as cst

from migrator.packaging import required
from migrator.rules import Rule

# The target, where no other is given.
_THIS = f"{sys.version_info[0]}.{sys.version_info[1]}"


class RequiredPythons(Rule):
    """python_requires='>=2.6' in setup() becomes what the migrated package runs on.

    Installers heed it. The target is what the result is made for, so it is the lowest that is
    named; an upper bound of Python 3 stays. What allows no Python 2 is left alone.
    """

    code = "PKG020"
    name = "required-pythons"
    words = frozenset({"python_requires"})
    examples = (
        (
            "from setuptools import setup\n\nsetup(name='tool', python_requires='>=2.6')\n",
            f"from setuptools import setup\n\nsetup(name='tool', python_requires='>={_THIS}')\n",
        ),
        (
            "import setuptools\n\nsetuptools.setup(python_requires='>=2.7, !=3.0.*, <4')\n",
            f"import setuptools\n\nsetuptools.setup(python_requires='>={_THIS},<4')\n",
        ),
    )
    leave_alone = (
        "setup(python_requires='>=3.6')\n",
        "setup(python_requires=PYTHONS)\n",
        "check(python_requires='>=2.6')\n",
        "python_requires = '>=2.6'\n",
    )

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not _is_setup(original_node.func):
            return updated_node
        args = [self._required(argument) for argument in updated_node.args]
        if all(new is old for new, old in zip(args, updated_node.args, strict=True)):
            return updated_node
        return updated_node.with_changes(args=args)

    def _required(self, argument: cst.Arg) -> cst.Arg:
        keyword, value = argument.keyword, argument.value
        if keyword is None or keyword.value != "python_requires":
            return argument
        if not isinstance(value, cst.SimpleString):
            return argument
        new = required(value.raw_value, self.module.options.target)
        if new is None:
            return argument
        literal = f"{value.prefix}{value.quote}{new}{value.quote}"
        return argument.with_changes(value=value.with_changes(value=literal))


def _is_setup(function: cst.BaseExpression) -> bool:
    """`setup` or `setuptools.setup`, wherever it is from: the keyword is its own."""
    name = function.attr if isinstance(function, cst.Attribute) else function
    return isinstance(name, cst.Name) and name.value == "setup"
