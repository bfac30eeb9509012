"""Functions and classes whose defaults have changed: what to give to have those of 2.7.

Hand-written and reviewed.
"""

from __future__ import annotations

from dataclasses import dataclass

from migrator.stdlib.entries import StandIn, library


@dataclass(frozen=True)
class Default:
    """What calls of `old` must be given, as source, by keyword.

    `parameters` are the ones that calls may give by place. The arguments are given where the call
    does not, and where it gives the parameter `only_with`, if there is one. `note` says what still
    is different. `passing` are the parameters that only some earlier Python 3 had. `needs` is what
    the arguments speak of. `attributes` are what methods of a class ask for, and 2.7's did not: the
    `__init__` of a derived class may not set them.
    """

    old: str
    parameters: tuple[str, ...]
    arguments: tuple[tuple[str, str], ...]
    source: str
    only_with: str = ""
    note: str = ""
    passing: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    needs: StandIn | None = None


_DUMPING = (
    *("skipkeys", "ensure_ascii", "check_circular", "allow_nan", "cls", "indent", "separators"),
    *("encoding", "default", "sort_keys"),
)
_CONFIG = (("strict", "False"), ("inline_comment_prefixes", "(';',)"))
_CONFIG_PARAMETERS = ("defaults", "dict_type", "allow_no_value")

_INTERPOLATION = StandIn(
    "ConfigParser.OldInterpolation",
    '''
class OldInterpolation(configparser.Interpolation):
    """Fills in %(name)s as Python 2's ConfigParser did: any other % stays as it is."""

    def before_get(self, parser, section, option, value, defaults):
        raw = value
        for _ in range(configparser.MAX_INTERPOLATION_DEPTH):
            if not value or "%(" not in value:
                return value
            text = re.sub(r"(?<=%\\()[^)]*(?=\\)s)", lambda name: parser.optionxform(name[0]), value)
            try:
                value = text % defaults
            except KeyError as error:
                raise configparser.InterpolationMissingOptionError(
                    option, section, raw, error.args[0]
                ) from None
        if "%(" in value:
            raise configparser.InterpolationDepthError(option, section, raw)
        return value
''',
    library("configparser"),
    ("configparser", "re"),
)
_PROTOCOL = (("protocol", "0"),)
_ENCODING = (("encoding", "'latin-1'"),)

_ALL = (
    *(
        Default(f"{module}.{name}", parameters, arguments, library("pickle"))
        for module in ("pickle", "cPickle")
        for name, parameters, arguments in (
            ("dump", ("obj", "file", "protocol"), _PROTOCOL),
            ("dumps", ("obj", "protocol"), _PROTOCOL),
            ("Pickler", ("file", "protocol"), _PROTOCOL),
            ("load", ("file",), _ENCODING),
            ("loads", ("str",), _ENCODING),
            ("Unpickler", ("file",), _ENCODING),
        )
    ),
    *(
        Default(
            f"hmac.{name}",
            ("key", "msg", "digestmod"),
            (("digestmod", "'md5'"),),
            "docs.python.org/3/library/hmac.html (digestmod, changed in 3.8)",
        )
        for name in ("HMAC", "new")
    ),
    *(
        Default(
            f"json.{name}",
            (*first, *_DUMPING),
            (("separators", "(', ', ': ')"),),
            "docs.python.org/3/library/json.html (separators, changed in 3.4)",
            only_with="indent",
        )
        for name, first in (("dump", ("obj", "fp")), ("dumps", ("obj",)))
    ),
    *(
        Default(f"ConfigParser.{name}", _CONFIG_PARAMETERS, _CONFIG, library("configparser"))
        for name in ("RawConfigParser", "SafeConfigParser")
    ),
    Default(
        "ConfigParser.ConfigParser",
        _CONFIG_PARAMETERS,
        (("interpolation", f"{_INTERPOLATION.name}()"), *_CONFIG),
        library("configparser"),
        needs=_INTERPOLATION,
    ),
    *(
        Default(
            f"json.{owner}JSONEncoder",
            ("skipkeys", "ensure_ascii", "check_circular", "allow_nan", "sort_keys", "indent"),
            (("separators", "(', ', ': ')"),),
            "docs.python.org/3/library/json.html (separators, changed in 3.4)",
            only_with="indent",
        )
        for owner in ("", "encoder.")
    ),
    Default(
        "email.message.Message.as_string",
        ("unixfrom",),
        (("maxheaderlen", "78"),),
        "docs.python.org/3/library/email.compat32-message.html (as_string)",
        note="long headers are folded as in Python 2; a line of the text that begins with From stays",
    ),
    Default(
        "timeit.repeat",
        ("stmt", "setup", "timer", "repeat"),
        (("repeat", "3"),),
        "docs.python.org/3/library/timeit.html (repeat, changed in 3.7)",
    ),
    Default(
        "argparse.ArgumentParser.add_subparsers",
        (),
        (("required", "True"),),
        "docs.python.org/3/library/argparse.html (required, added in 3.7)",
    ),
    Default(
        "HTMLParser.HTMLParser",
        (),
        (("convert_charrefs", "False"),),
        "docs.python.org/3/library/html.parser.html (convert_charrefs and strict, changed in 3.5)",
        passing=("strict",),
        attributes=(("convert_charrefs", "False"),),
    ),
    *(
        Default(
            f"xmlrpclib.{name}",
            (),
            (),
            "docs.python.org/3/library/xmlrpc.client.html (use_builtin_types, headers)",
            attributes=(("_use_builtin_types", "False"), ("_headers", "()")),
        )
        for name in ("Transport", "SafeTransport")
    ),
)
DEFAULTS: dict[str, Default] = {one.old: one for one in _ALL}
# What is called on an object, by the name of the method, which nothing else has.
METHODS = {
    "add_subparsers": "argparse.ArgumentParser.add_subparsers",
    "as_string": "email.message.Message.as_string",
}
CLASSES = frozenset(old for old in DEFAULTS if old.rpartition(".")[2][0].isupper())
