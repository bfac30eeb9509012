"""`migrator config`"""

from __future__ import annotations

import argparse
from pathlib import Path

from migrator.verbs import reading
from migrator.verbs.common import Exit


def add_options(verb: argparse.ArgumentParser) -> None:
    """What `config` can be told."""
    verb.add_argument(
        "paths", nargs="*", type=Path, default=[Path()], metavar="PATH", help="a file or a folder"
    )
    verb.add_argument("--config", type=Path, metavar="FILE", help="where the settings are")


def config(args: argparse.Namespace) -> int:
    """`migrator config`: show the settings that hold for a path, and where each comes from."""
    from migrator.settings import KEYS

    found = reading.settings_of(args)
    for key, setting in KEYS.items():
        origin = found.origins.get(setting.name, "default")
        print(f"{key} = {_shown(getattr(found, setting.name))}  # {origin}")
    return Exit.OK


def _shown(value: object) -> str:
    """A value as TOML has it; what is not set is left empty."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {_shown(item)}' for key, item in value.items()) + " }"
    if isinstance(value, tuple):
        if value and all(isinstance(part, int) for part in value):
            return '"' + ".".join(map(str, value)) + '"'
        return "[" + ", ".join(map(_shown, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else "" if value is None else str(value)
