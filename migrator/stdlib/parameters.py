"""Functions that take their arguments in another way today. Hand-written and reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.stdlib.entries import library, whatsnew


@dataclass(frozen=True)
class Signature:
    """`parameters` are those of 2.7, of which the first `positional` may be given by place today.

    `dropped` are those that are gone, each with the values (as source) with which nothing is lost;
    `renamed` those that have another name.
    """

    old: str
    parameters: tuple[str, ...]
    positional: int
    dropped: dict[str, tuple[str, ...]]
    source: str
    renamed: Mapping[str, str] = field(default_factory=dict)


_UTF_8 = ("'utf-8'", "'utf8'", "'UTF-8'", "'UTF8'", "'ascii'", "None")
_ANY = ("True", "False", "None", "0", "1")
_DUMPING = (
    "skipkeys ensure_ascii check_circular allow_nan cls indent separators encoding default"
    " sort_keys"
)
_LOADING = "encoding cls object_hook parse_float parse_int parse_constant object_pairs_hook"


def _signature(
    old: str,
    parameters: str,
    positional: int,
    dropped: dict[str, tuple[str, ...]],
    source: str,
    **renamed: str,
) -> Signature:
    return Signature(old, tuple(parameters.split()), positional, dropped, source, renamed)


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
    *(
        _signature(
            f"json.{owner}JSONEncoder",
            "skipkeys ensure_ascii check_circular allow_nan sort_keys indent separators encoding default",
            0,
            {"encoding": _UTF_8},
            library("json"),
        )
        for owner in ("", "encoder.")
    ),
    *(
        _signature(
            f"json.{owner}JSONDecoder",
            "encoding object_hook parse_float parse_int parse_constant strict object_pairs_hook",
            0,
            {"encoding": _UTF_8},
            library("json"),
        )
        for owner in ("", "decoder.")
    ),
    *(
        _signature(
            f"fileinput.{name}",
            "files inplace backup bufsize mode openhook",
            3,
            {"bufsize": _ANY},
            "docs.python.org/3/library/fileinput.html (bufsize, removed in 3.8)",
        )
        for name in ("FileInput", "input")
    ),
    _signature(
        "threading.Thread",
        "group target name args kwargs verbose",
        5,
        {"verbose": _ANY},
        library("threading"),
    ),
    _signature(
        "gettext.translation",
        "domain localedir languages class_ fallback codeset",
        5,
        {"codeset": _UTF_8},
        whatsnew(11),
    ),
    _signature(
        "bz2.BZ2File",
        "filename mode buffering compresslevel",
        2,
        {"buffering": _ANY},
        whatsnew(9),
    ),
    _signature(
        "decimal.Context",
        "prec rounding traps flags Emin Emax capitals",
        2,
        {},
        library("decimal"),
    ),
    *(
        _signature(
            f"tempfile.{name}",
            f"{first}mode bufsize suffix prefix dir{last}",
            len(first.split()) + 2,
            {},
            library("tempfile"),
            bufsize="buffering",
        )
        for name, first, last in (
            ("TemporaryFile", "", ""),
            ("NamedTemporaryFile", "", " delete"),
            ("SpooledTemporaryFile", "max_size ", ""),
        )
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
