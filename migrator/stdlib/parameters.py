"""Functions that take their arguments in another way today. Hand-written and reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.stdlib.entries import library, whatsnew


@dataclass(frozen=True)
class Signature:
    """`parameters` are those of 2.7, of which the first `positional` may be given by place today.

    `dropped` are those that are gone, each with the values (as source) with which nothing is lost.
    """

    old: str
    parameters: tuple[str, ...]
    positional: int
    dropped: dict[str, tuple[str, ...]]
    source: str


_UTF_8 = ("'utf-8'", "'utf8'", "'UTF-8'", "'UTF8'", "'ascii'", "None")
_ANY = ("True", "False", "None", "0", "1")
_DUMPING = (
    "skipkeys ensure_ascii check_circular allow_nan cls indent separators encoding default"
    " sort_keys"
)
_LOADING = "encoding cls object_hook parse_float parse_int parse_constant object_pairs_hook"


def _signature(
    old: str, parameters: str, positional: int, dropped: dict[str, tuple[str, ...]], source: str
) -> Signature:
    return Signature(old, tuple(parameters.split()), positional, dropped, source)


_ALL = (
    _signature("json.dumps", f"obj {_DUMPING}", 1, {"encoding": _UTF_8}, library("json")),
    _signature("json.dump", f"obj fp {_DUMPING}", 2, {"encoding": _UTF_8}, library("json")),
    _signature("json.loads", f"s {_LOADING}", 1, {"encoding": _UTF_8}, whatsnew(9)),
    _signature("json.load", f"fp {_LOADING}", 1, {"encoding": _UTF_8}, whatsnew(9)),
    _signature(
        "gettext.install",
        "domain localedir unicode codeset names",
        2,
        {"unicode": _ANY, "codeset": _UTF_8},
        library("gettext"),
    ),
    _signature(
        "collections.namedtuple",
        "typename field_names verbose rename",
        2,
        {"verbose": ("False", "0", "None")},
        whatsnew(7),
    ),
    _signature(
        "httplib.HTTPConnection",
        "host port strict timeout source_address",
        2,
        {"strict": _ANY},
        library("httplib"),
    ),
    _signature(
        "httplib.HTTPSConnection",
        "host port key_file cert_file strict timeout source_address context",
        2,
        {"strict": _ANY, "key_file": ("None",), "cert_file": ("None",)},
        library("httplib"),
    ),
)

CONFIG_GET = _signature(
    "ConfigParser.get", "section option raw vars", 2, {}, library("configparser")
)
_CONFIG_CLASSES = ("ConfigParser.ConfigParser", "ConfigParser.SafeConfigParser")

SIGNATURES: dict[str, Signature] = {one.old: one for one in _ALL} | {
    f"{name}.get": _signature(
        f"{name}.get", "self section option raw vars", 3, {}, library("configparser")
    )
    for name in _CONFIG_CLASSES
}
