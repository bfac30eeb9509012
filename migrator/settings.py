"""What a project has set for itself, in `[tool.migrator]` of pyproject.toml or in migrator.toml.

    [tool.migrator]
    target = "3.12"
    select = ["SYN", "ITR"]
    ignore = ["SYN190"]
    exclude = ["vendor/", "*_pb2.py"]      # as in .gitignore, from the file's own folder
    gitignore = true                       # what git ignores is left out as well
    dialect = "auto"
    format = false
    jobs = 4

    [tool.migrator.per-file-ignores]
    "tests/*" = ["DIV"]

In migrator.toml the same stands without `tool.migrator`. What the command line says goes over it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from migrator.project import common_folder, required_python

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILES = ("migrator.toml", "pyproject.toml")
DIALECTS = ("2", "3", "auto")
# Tables that other verbs read (migrator.verify.cases).
_OTHERS = ("verify",)


class SettingsError(Exception):
    """A setting is not written as it should be; the message says where and what is expected."""


def target(text: Any) -> tuple[int, int]:
    """ "3.12" as a version. Raises ValueError."""
    if not isinstance(text, str) or not re.fullmatch(r"3\.\d{1,2}", text):
        raise ValueError(f"{text!r} is no Python 3; write it like 3.12")
    return 3, int(text[2:])


def codes(text: str) -> tuple[str, ...]:
    """ "SYN, blt010" as the codes it holds."""
    return tuple(code.upper() for code in re.split(r"[,\s]+", text.strip()) if code)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("it must be a list of texts")
    return tuple(value)


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(code for text in _texts(value) for code in codes(text))


def _codes_by_pattern(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError("it must be a table of file patterns, each with a list of codes")
    return {pattern: _codes(listed) for pattern, listed in value.items()}


def _dialect(value: Any) -> str:
    if value not in DIALECTS:
        raise ValueError(f"it must be one of {', '.join(DIALECTS)}, as text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError("it must be a whole number, at least 1")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it must be true or false")
    return value


def _set(read: Callable[[Any], Any], **options: Any) -> Any:
    return field(metadata={"read": read}, **options)


@dataclass(frozen=True)
class Settings:
    """What holds for a run, and where each of it comes from.

    `folder` is where the patterns of files count from.
    """

    target: tuple[int, int] = _set(target, default=sys.version_info[:2])
    select: tuple[str, ...] = _set(_codes, default=())
    ignore: tuple[str, ...] = _set(_codes, default=())
    per_file_ignores: Mapping[str, tuple[str, ...]] = _set(_codes_by_pattern, default_factory=dict)
    exclude: tuple[str, ...] = _set(_texts, default=())
    gitignore: bool = _set(_yes_or_no, default=True)
    dialect: str = _set(_dialect, default="auto")
    format: bool = _set(_yes_or_no, default=False)
    jobs: int | None = _set(_whole, default=None)
    folder: Path = Path()
    origins: Mapping[str, str] = field(default_factory=dict)


KEYS = {item.name.replace("_", "-"): item for item in fields(Settings) if item.metadata}


def settings(paths: Iterable[Path], given: Mapping[str, Any], file: Path | None = None) -> Settings:
    """What holds for `paths`.

    `given` is what the command line says, by the names of the fields; None says nothing. `file`
    is the file with the settings, if it is not the nearest one at or above the paths.

    Raises SettingsError.
    """
    paths = list(paths)
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    file, table = _table(file) if file else _nearest(common_folder(paths))
    for key, value in table.items():
        name, read = _known(file, key)
        try:
            values[name] = read(value)
        except ValueError as error:
            raise SettingsError(f"{file}: {key}: {error}") from None
        origins[name] = str(file)
    for name, value in given.items():
        if value is not None:
            values[name] = value
            origins[name] = "the command line"
    if "target" not in values and (required := required_python(paths)):
        values["target"] = required
        origins["target"] = "what the project requires"
    return Settings(**values, folder=file.parent if file else Path(), origins=origins)


def _known(file: Path | None, key: str) -> tuple[str, Callable[[Any], Any]]:
    if key not in KEYS:
        near = get_close_matches(key, KEYS, 1)
        help_ = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(KEYS)}"
        raise SettingsError(f"{file}: {key!r} is no setting of migrator; {help_}")
    return KEYS[key].name, KEYS[key].metadata["read"]


def _nearest(folder: Path) -> tuple[Path | None, dict[str, Any]]:
    for above in (folder, *folder.parents):
        for name in FILES:
            if (above / name).is_file():
                file, table = _table(above / name)
                if table or name == FILES[0]:
                    return file, table
        if (above / ".git").exists():
            break
    return None, {}


def _table(file: Path) -> tuple[Path, dict[str, Any]]:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: cannot be read: {error}") from error
    table = data if file.name != "pyproject.toml" else data.get("tool", {}).get("migrator", {})
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: tool.migrator must be a table")
    return file, {key: value for key, value in table.items() if key not in _OTHERS}
