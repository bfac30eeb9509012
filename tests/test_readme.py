"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import re
import shlex
import textwrap
from pathlib import Path

import pytest

from migrator.__main__ import main

README = Path(__file__).parent.parent / "README.md"
SHOWN = re.findall(
    r"^    \$ (migrator fix .*)\n((?:(?:    .*)?\n)+)", README.read_text("utf-8"), re.M
)


@pytest.mark.parametrize("command, shown", SHOWN)
def test_commands_print_what_is_shown(command, shown, capsys, monkeypatch):
    monkeypatch.chdir(README.parent)
    assert main(shlex.split(command)[1:]) == 0
    printed = capsys.readouterr().out
    assert [line.rstrip() for line in printed.splitlines()] == textwrap.dedent(
        shown
    ).rstrip().splitlines()


def test_a_command_is_shown():
    assert SHOWN


def test_examples_in_python():
    result = doctest.testfile(str(README), module_relative=False)
    assert result.attempted and not result.failed


def test_help_names_every_verb_of_the_readme(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    verbs = set(re.findall(r"^    (\w+)\b", capsys.readouterr().out, re.M))
    assert verbs == set(re.findall(r"^\| `migrator (\w+)", README.read_text("utf-8"), re.M))
