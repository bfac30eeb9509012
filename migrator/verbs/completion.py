"""`migrator completion`: what a shell needs to complete the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from migrator.verbs.common import Exit


@dataclass(frozen=True)
class _Option:
    """`names` as in ("-q", "--quiet"); `values` are what can follow, None where nothing does.

    They are empty where what follows is a file or anything else.
    """

    names: tuple[str, ...]
    help: str
    values: tuple[str, ...] | None


@dataclass(frozen=True)
class _Verb:
    """`words` are what it takes, empty for files."""

    name: str
    help: str
    options: tuple[_Option, ...]
    words: tuple[str, ...]


def add_options(verb: argparse.ArgumentParser) -> None:
    """What `completion` can be told."""
    verb.add_argument("shell", choices=tuple(SHELLS), help="the shell that completes")


def completion(args: argparse.Namespace) -> int:
    """`migrator completion`: print a script that has a shell complete migrator's command line."""
    from migrator.cli import parser

    print(SHELLS[args.shell](list(_verbs(parser()))))
    return Exit.OK


def _verbs(top: argparse.ArgumentParser) -> Iterator[_Verb]:
    """The verbs of a command line, with the options that their help shows."""
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, verb in action.choices.items():
                options = tuple(
                    _Option(tuple(one.option_strings), _summary(one, verb), _values(one))
                    for one in verb._actions
                    if one.option_strings and one.help is not argparse.SUPPRESS
                )
                words = tuple(
                    str(choice)
                    for one in verb._actions
                    if not one.option_strings
                    for choice in one.choices or ()
                )
                yield _Verb(name, helps[name], options, words)


def _summary(action: argparse.Action, verb: argparse.ArgumentParser) -> str:
    """An option's help without what a shell would read as something else."""
    text = verb._get_formatter()._expand_help(action) if action.help else ""
    return re.sub(r"[\[\]'\"`\\$:]", "", text)


def _values(action: argparse.Action) -> tuple[str, ...] | None:
    if action.nargs == 0:
        return None
    return tuple(map(str, action.choices or ()))


def _bash(verbs: list[_Verb]) -> str:
    cases, values = [], []
    for verb in verbs:
        names = " ".join(name for option in verb.options for name in option.names)
        cases.append(f'        {verb.name}) words="{names}"; plain="{" ".join(verb.words)}" ;;')
        for option in verb.options:
            if option.values:
                said = "|".join(f'"{verb.name} {name}"' for name in option.names)
                values.append(
                    f'        {said}) words="{" ".join(option.values)}"; cur_is_value=1 ;;'
                )
    return f"""\
# bash completion for migrator: put it where bash-completion finds it, or source it.
_migrator() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} verb=${{COMP_WORDS[1]}}
    local words="" plain="" cur_is_value=""
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W "{" ".join(verb.name for verb in verbs)} --help --version" -- "$cur"))
        return
    fi
    case "$verb" in
{chr(10).join(cases)}
    esac
    case "$verb $prev" in
{chr(10).join(values)}
    esac
    if [[ -n $cur_is_value || $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
    elif [[ -n $plain ]]; then
        COMPREPLY=($(compgen -W "$plain" -- "$cur"))
    fi
}}
complete -o default -F _migrator migrator"""


def _zsh(verbs: list[_Verb]) -> str:
    lines = ["#compdef migrator", "_migrator() {", "    local -a verbs", "    verbs=("]
    lines += [f"        '{verb.name}:{_plain(verb.help)}'" for verb in verbs]
    lines += ["    )", "    if (( CURRENT == 2 )); then", "        _describe verb verbs"]
    lines += ["        return", "    fi", "    local verb=$words[2]", "    shift words"]
    lines += ["    (( CURRENT-- ))", "    case $verb in"]
    for verb in verbs:
        lines.append(f"        {verb.name}) _arguments \\")
        for option in verb.options:
            value = ""
            if option.values is not None:
                value = f":value:({' '.join(option.values)})" if option.values else ":value:_files"
            lines += [f"            '*{name}[{option.help}]{value}' \\" for name in option.names]
        rest = f"({' '.join(verb.words)})" if verb.words else "_files"
        lines.append(f"            '*:what:{rest}' ;;")
    return "\n".join([*lines, "    esac", "}", '_migrator "$@"'])


def _fish(verbs: list[_Verb]) -> str:
    lines = ["# fish completion for migrator: ~/.config/fish/completions/migrator.fish"]
    for verb in verbs:
        told = f"complete -c migrator -n '__fish_seen_subcommand_from {verb.name}'"
        lines.append(
            f"complete -c migrator -n __fish_use_subcommand -f -a {verb.name} -d '{_plain(verb.help)}'"
        )
        if verb.words:
            lines.append(f"{told} -f -a '{' '.join(verb.words)}'")
        for option in verb.options:
            names = " ".join(
                f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                for name in option.names
            )
            value = ""
            if option.values is not None:
                value = f" -x -a '{' '.join(option.values)}'" if option.values else " -r"
            lines.append(f"{told} {names}{value} -d '{option.help}'")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return re.sub(r"[`':]", "", text)


SHELLS: dict[str, Callable[[list[_Verb]], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
