"""What a run can be asked to keep in step under every Python, beyond what all runs have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from migrator.verify.runs import Request

# In this order: the clock must be there before what makes it go on.
CONTROLS = ("random", "time", "pid", "sleep")
SHIMS = Path(__file__).with_name("shim")


def controlled(request: Request, names: Collection[str], **environment: str) -> Request:
    """The request with shims of these names in its Python, and more environment for them."""
    if not names:
        return request
    ordered = [name for name in CONTROLS if name in names]
    ordered += [name for name in names if name not in CONTROLS]
    return replace(
        request,
        pythonpath=(str(SHIMS), *request.pythonpath),
        environment={
            **request.environment,
            "MIGRATOR_SHIMS": ",".join(ordered),
            **environment,
        },
    )
