"""What packages say about their Pythons, before and after."""

from __future__ import annotations

import pytest

from migrator.packaging import PYTHON_3, classifiers, environments, required

TWO, TWO_SIX = "Programming Language :: Python :: 2", "Programming Language :: Python :: 2.6"
ONLY = "Programming Language :: Python :: 2 :: Only"
PYTHON, THREE_FOUR = "Programming Language :: Python", "Programming Language :: Python :: 3.4"


@pytest.mark.parametrize(
    ("listed", "made"),
    [
        (["A", TWO, TWO_SIX, "B"], ["A", PYTHON_3, None, "B"]),
        ([TWO, THREE_FOUR], [None, THREE_FOUR]),
        ([PYTHON, ONLY], [PYTHON, PYTHON_3]),
        ([PYTHON], None),
        ([PYTHON_3, THREE_FOUR], None),
        ([f"{TWO}x", "Framework :: Zope2"], None),
    ],
)
def test_classifiers(listed, made):
    assert classifiers(listed) == made


@pytest.mark.parametrize(
    ("said", "made"),
    [
        (">=2.6", ">=3.10"),
        (">=2.7, !=3.0.*, !=3.1.*, <4", ">=3.10,<4"),
        ("==2.7.*", ">=3.10"),
        ("<3", ">=3.10"),
        (">=2.7,<3.5", ">=3.10"),
        (">=3.6", None),
        (">=3", None),
        ("", None),
        ("three", None),
    ],
)
def test_required(said, made):
    assert required(said, (3, 10)) == made


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("py26,py27,py33", "py33"),
        ("py33, py27", "py33"),
        ("py26, py27", "py310"),
        ("py{26,27,36}-django, py27-lint", "py36-django"),
        ("{py27,py36}-{a,b}, docs", "py36-{a,b}, docs"),
        ("\npy27\npy36\ndocs", "\npy36\ndocs"),
        ("\n    py26,\n    py36,\n    py27,\n", "\n    py36"),
        ("py27-{a,b},pypy3", "pypy3"),
        ("py36,docs", None),
        ("py{36}-a", None),
        ("py{27, 36, 37}", "py{ 36, 37}"),
        ("py{36,37}", None),
        ("copy2, py200x", None),
        ("", None),
    ],
)
def test_environments(said, made):
    assert environments(said, (3, 10)) == made
