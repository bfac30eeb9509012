"""Run by Python at its start: brings in what this run was asked for."""

import os

for _name in os.environ.get("MIGRATOR_SHIMS", "").split(","):
    if _name:
        __import__("migrator_" + _name)
