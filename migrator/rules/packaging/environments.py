"""PKG040: the environments in which tox tests a project."""

from __future__ import annotations

from migrator.rules import Rule


class TestedEnvironments(Rule):
    """envlist = py27, py36 in tox.ini becomes py36.

    The environments of Python 2 go from the list in tox.ini, setup.cfg or pyproject.toml, also
    where they are one of several in braces. Where no other was tested, that of the target is put
    in. What sections of their own say about an environment stays, and is of no use any more.
    """

    code = "PKG040"
    name = "tested-environments"
