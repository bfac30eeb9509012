"""Scripts that have shells complete the command line."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from migrator.__main__ import main
from migrator.verbs.completion import SHELLS

VERBS = ("fix", "check", "verify", "record", "config", "rules", "explain", "completion")


def script(shell: str, capsys) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_has_every_verb_and_its_options(shell, capsys):
    said = script(shell, capsys)
    for word in (*VERBS, "diff", "output-format", "commit-per-rule", "python2", "baseline"):
        assert word in said
    assert "no-gate" not in said  # which no help shows either


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_reads_it(shell, capsys, tmp_path):
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    file = tmp_path / "script"
    file.write_text(script(shell, capsys))
    subprocess.run([shell, "-n", str(file)], check=True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["c"], {"check", "config", "completion"}),
        (["fix", "--di"], {"--diff", "--dialect"}),
        (["fix", "--dialect", ""], {"2", "3", "auto"}),
        (["check", "--output-format", "s"], {"sarif"}),
        (["completion", ""], {"bash", "zsh", "fish"}),
        (["rules", "--diff"], set()),
        (["fix", "src"], set()),  # files are bash's own
    ],
)
def test_what_bash_offers(words, expected, capsys):
    if shutil.which("bash") is None:
        pytest.skip("no bash here")
    quoted = " ".join(f"'{word}'" for word in ("migrator", *words))
    code = f"""{script("bash", capsys)}
COMP_WORDS=({quoted}); COMP_CWORD={len(words)}; _migrator
[[ ${{#COMPREPLY[@]}} -eq 0 ]] || printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == expected
