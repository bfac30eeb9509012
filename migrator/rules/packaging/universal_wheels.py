"""PKG050: wheels for both versions."""

from __future__ import annotations

from migrator.rules import Rule


class UniversalWheels(Rule):
    """universal = 1 under [bdist_wheel] in setup.cfg goes.

    It has wheels named for Python 2 as well, and installers would take them for that.
    """

    code = "PKG050"
    name = "universal-wheels"
