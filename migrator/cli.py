"""The verbs and their options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from migrator import __version__
from migrator.report.style import wants_colour
from migrator.verbs import check as check_verb
from migrator.verbs import completion as completion_verb
from migrator.verbs import config as config_verb
from migrator.verbs import fix as fix_verb
from migrator.verbs.common import Exit
from migrator.verbs.verify import (
    ProgramParser,
    add_record_options,
    add_verify_options,
    record,
    verify,
)

if TYPE_CHECKING:
    from migrator.rules import Rule

Verb = Callable[[argparse.Namespace], int]

EPILOG = """\
exit codes:
  0    nothing to do, or all is done
  1    `check` and `fix --check`: there is something to change, or to look at;
       `verify`: results differ
  2    a wrong option, or a file that could not be read, written or run
  123  a defect of migrator itself; the file it names is left as it was
"""


def parser() -> argparse.ArgumentParser:
    """The command line as it is documented by `--help`."""
    top = argparse.ArgumentParser(
        prog="migrator",
        description="Migrate Python 2 programs to Python 3 with the same results.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"migrator {__version__}")
    verbs = top.add_subparsers(metavar="VERB", required=True, parser_class=ProgramParser)

    fix_verb.add_options(_verb(verbs, fix_verb.fix, "rewrite files in place"))
    check_verb.add_options(
        _verb(verbs, check_verb.check, "tell what is Python 2, and what needs a person")
    )
    add_verify_options(_verb(verbs, verify, "run the original and its migration, and compare"))
    add_record_options(_verb(verbs, record, "write down what programs do under Python 2.7"))
    config_verb.add_options(
        _verb(verbs, config_verb.config, "show the settings that hold, and where they are from")
    )
    _verb(verbs, rules, "list the rules")
    explain_ = _verb(verbs, explain, "tell what a rule does, why, and when it is not safe")
    explain_.add_argument("codes", nargs="+", metavar="CODE", help="a code, name or family: SYN")
    completion_verb.add_options(
        _verb(verbs, completion_verb.completion, "print what has a shell complete all this")
    )
    return top


def _verb(verbs: argparse._SubParsersAction, run: Verb, help: str) -> ProgramParser:
    name = run.__name__
    verb = verbs.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
    verb.set_defaults(run=run, usage_error=verb.error)
    return verb


def rules(args: argparse.Namespace) -> int:
    """`migrator rules`"""
    from migrator.report.rules import table
    from migrator.rules import all_rules

    print(table(all_rules()))
    return Exit.OK


def explain(args: argparse.Namespace) -> int:
    """`migrator explain`"""
    from migrator.report.rules import page
    from migrator.rules import all_rules

    pages = []
    for wanted in args.codes:
        found = [rule for rule in all_rules() if _is_meant(rule, wanted)]
        if not found:
            args.usage_error(f"no rule is called {wanted!r}; `migrator rules` lists them")
        pages += [page(rule, colour=wants_colour(sys.stdout)) for rule in found]
    print("\n\n\n".join(pages))
    return Exit.OK


def _is_meant(rule: type[Rule], wanted: str) -> bool:
    return rule.name == wanted.lower() or rule.code.startswith(wanted.upper())
