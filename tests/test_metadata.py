"""setup.cfg, pyproject.toml and tox.ini of a project that is migrated."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.__main__ import main
from migrator.metadata import migrate
from migrator.options import Options

SETUP_CFG = (
    """\
[metadata]
name = tool
classifiers =
    Environment :: Console
    # what we run on
    Programming Language :: Python :: 2.6
    Programming Language :: Python :: 2.7
    Topic :: Utilities

[options]
packages = tool
python_requires = >=2.6, !=3.0.*
use_2to3 = True
use_2to3_fixers =
    tool.fixers

[bdist_wheel]
universal = 1

[tox:tox]
envlist = py27,py36
""",
    """\
[metadata]
name = tool
classifiers =
    Environment :: Console
    # what we run on
    Programming Language :: Python :: 3
    Topic :: Utilities

[options]
packages = tool
python_requires = >=3.10

[bdist_wheel]

[tox:tox]
envlist = py36
""",
)
PYPROJECT = (
    """\
[project]
name = "tool"
requires-python = ">=2.7"  # for a while
classifiers = [
    "Environment :: Console",  # it is [a tool]
    "Programming Language :: Python :: 2",
    "Programming Language :: Python :: 2.7",
    "Programming Language :: Python :: 3.6",
]

[tool.tox]
env_list = ["py27", "py36", "docs"]

[tool.other]
classifier = "Programming Language :: Python :: 2"
""",
    """\
[project]
name = "tool"
requires-python = ">=3.10"  # for a while
classifiers = [
    "Environment :: Console",  # it is [a tool]
    "Programming Language :: Python :: 3.6",
]

[tool.tox]
env_list = ["py36", "docs"]

[tool.other]
classifier = "Programming Language :: Python :: 2"
""",
)
TOX = (
    "[tox]\nenvlist =\n    py26\n    py{27,36}-{a,b}\nskipsdist = 1\n\n[testenv:py27]\ndeps = mock\n",
    "[tox]\nenvlist =\n    py36-{a,b}\nskipsdist = 1\n\n[testenv:py27]\ndeps = mock\n",
)
CHANGED = {
    "setup.cfg": [SETUP_CFG, ("[options]\nuse-2to3 = 1\n", "[options]\n")],
    "pyproject.toml": [
        PYPROJECT,
        (
            "[project]\nclassifiers = ['A', 'Programming Language :: Python :: 2']\n",
            "[project]\nclassifiers = ['A', 'Programming Language :: Python :: 3']\n",
        ),
        (
            "[project]\nclassifiers = ['Programming Language :: Python :: 3', "
            "'Programming Language :: Python :: 2']\n",
            "[project]\nclassifiers = ['Programming Language :: Python :: 3']\n",
        ),
    ],
    "tox.ini": [TOX, ("[tox]\nenvlist = py26, py27\n", "[tox]\nenvlist = py310\n")],
}
LEFT = {
    "setup.cfg": [
        "[metadata]\nname = use_2to3\n[options]\npython_requires = >=3.6\n",
        "[flake8]\nexclude = py27\n",
        "[metadata]\nclassifiers = file: classifiers.txt\n",
        "",
    ],
    "pyproject.toml": [
        '[tool.black]\ntarget-version = ["py27"]\n',
        '[project]\nrequires-python = ">=3.8"\nclassifiers = []\n',
        '[project]\ndescription = "Programming Language :: Python :: 2"\n',
    ],
    "tox.ini": ["[tox]\nenvlist = py36, docs\n", "[testenv]\nenvlist = py27\n"],
}
OPTIONS = Options(target=(3, 10))


def pairs(table):
    return [(name, case) for name, cases in table.items() for case in cases]


@pytest.mark.parametrize(("name", "case"), pairs(CHANGED))
def test_what_is_said_of_python_2_goes(name, case):
    before, after = case
    result = migrate(before.encode(), Path(name), OPTIONS)
    assert result.after.decode() == after
    assert result.changes and result.dialect.version == "2"
    assert migrate(result.after, Path(name), OPTIONS).after == result.after


@pytest.mark.parametrize(("name", "text"), pairs(LEFT))
def test_the_rest_is_left_alone(name, text):
    result = migrate(text.encode(), Path(name), OPTIONS)
    assert (result.after.decode(), result.changes) == (text, ())


def test_what_is_told():
    for name, text, line in (
        ("tox.ini", "[tox]\nenvlist =\n    py27  # old\n    py36\n", 3),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^2.7 || ^3.6"\n', 2),
    ):
        result = migrate(text.encode(), Path(name), OPTIONS)
        assert not result.changed
        assert [one.position.line for one in result.diagnostics] == [line]


def test_rules_can_be_left_out():
    for codes in (("PKG020", "PKG030", "PKG040", "PKG050"), ("PKG010",)):
        result = migrate(SETUP_CFG[0].encode(), Path("setup.cfg"), Options(ignore=codes))
        assert result.changed
        assert not {change.code for change in result.changes} & set(codes)


def test_newlines_and_other_encodings_stay():
    crlf = SETUP_CFG[0].replace("\n", "\r\n").encode()
    expected = SETUP_CFG[1].replace("\n", "\r\n").encode()
    assert migrate(crlf, Path("setup.cfg"), OPTIONS).after == expected
    latin = b"[metadata]\nauthor = Jos\xe9\n[options]\nuse_2to3 = 1\n"
    assert migrate(latin, Path("setup.cfg"), OPTIONS).after == latin


def test_a_project_is_migrated_with_what_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text in (("tool.py", "print 1\n"), ("tox.ini", TOX[0]), ("setup.cfg", "[a]\n")):
        (tmp_path / name).write_text(text)
    assert main(["check", "--no-cache", "."]) == 1
    out, err = capsys.readouterr()
    assert "tox.ini:3:5: PKG040 tested-environments" in out
    assert "2 files (2 Python 2)" in err  # setup.cfg says nothing of Python 2
    assert main(["fix", "--no-cache", "--format", "--target", "3.10", "."]) == 0
    assert (tmp_path / "tox.ini").read_text() == TOX[1]
    assert (tmp_path / "tool.py").read_text() == "print(1)\n"
    assert main(["check", "--no-cache", "."]) == 0
