"""Output formats of `migrator check`: for people, for other programs and for CI services.

A format is a module with `write(findings, names) -> str`: the findings in order, and the names
of the rules by code. All but `concise` and `full` make one document of all findings.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence

from migrator.report.findings import Finding

FORMATS = ("concise", "full", "json", "github", "gitlab", "junit", "sarif")
# These can be written file by file, while others are still worked on.
STREAMED = ("concise", "full", "github")
_COLOURED = ("concise", "full")


def write(
    name: str, findings: Sequence[Finding], names: Mapping[str, str], *, colour: bool = False
) -> str:
    """The findings in the format called `name`, without a last newline.

    `names` gives the rules' names by code; `colour` is for the formats that people read.
    """
    format_ = importlib.import_module(f"{__name__}.{name}_format")
    if name in _COLOURED:
        return format_.write(findings, names, colour=colour)
    return format_.write(findings, names)
