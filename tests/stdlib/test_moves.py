"""The tables of moved names, against the data and against the interpreters themselves."""

from __future__ import annotations

import re

import pytest

from migrator import stdlib
from migrator.stdlib import moves
from migrator.stdlib.entries import Move, table
from migrator.stdlib.hints import HINTS, hint_for
from migrator.stdlib.moved_distutils import INSTALLED
from migrator.stdlib.stand_ins import STAND_INS, stand_in

from .helpers import ask

PY2 = stdlib.PYTHON_2
TARGETS = [version for version in stdlib.versions() if version > PY2]
RUN_BY = [f"3.{minor}" for minor in range(10, 15)]
RENAMED = {**moves.MODULE_MOVES, **moves.SYMBOL_MOVES, **moves.MEMBER_MOVES}
SHAPED = {**moves.EXPRESSIONS, **moves.VALUES, **moves.CALLS, **moves.METHODS}
# Modules that this system's 2.7 need not have; the data has their names.
NOT_EVERYWHERE = {"_winreg", "gdbm", "dbm", "Tix", "ttk"}
# Of these the data knows no names, or they are set while a program runs.
SET_AT_RUN_TIME = {"sys.exc_type", "sys.exc_value", "sys.exc_traceback"}


def of_3(name: str) -> bool:
    """Whether the entry is about a name that only Python 3 had: what moved, and went later."""
    return name.startswith("configparser.")


def test_what_moved_was_in_2():
    names = [*moves.MODULE_MOVES, *moves.SYMBOL_MOVES, *moves.EXPRESSIONS]
    assert [name for name in names if not of_3(name) and stdlib.exists(name, PY2) is False] == []


def test_what_moved_was_in_the_2_at_hand():
    names = [
        name
        for name in {**RENAMED, **SHAPED}
        if not of_3(name) and name.partition(".")[0] not in NOT_EVERYWHERE
    ]
    asked = [name for name in names if name not in SET_AT_RUN_TIME]
    answers = ask("2.7", [(name, "True") for name in asked])
    assert [name for name, answer in zip(asked, answers, strict=True) if answer is not True] == []


def test_what_moved_is_gone_somewhere():
    for entry in {**RENAMED, **SHAPED}.values():
        missing = [version for version in TARGETS if stdlib.lacks(entry.old, version)]
        assert missing or not entry.same, entry.old


def test_the_heir_is_in_each_target_that_lacks_the_name():
    for move in RENAMED.values():
        for version in TARGETS:
            lacking = stdlib.exists(move.old, version) is False
            is_installed = move.new.partition(".")[0] in (*INSTALLED, "test")
            if lacking and not is_installed and stdlib.exists(move.new, version) is False:
                assert stdlib.gone_since(move.new) <= version, move.old  # went in its turn
                assert ask_for(move.old, version) is None


def ask_for(name: str, target: stdlib.Version) -> Move | None:
    return moves.module_move(name, target) or moves.symbol_move(name, target)


@pytest.mark.parametrize("version", RUN_BY)
def test_the_heir_is_in_the_3_at_hand(version):
    target = (3, int(version[2:]))
    heirs = [
        move.new
        for move in RENAMED.values()
        if not move.new.startswith(("winreg", "tkinter", "dbm.", "setuptools"))
        and stdlib.exists(move.new, target) is not False
    ]
    answers = ask(version, [(name, "True") for name in heirs])
    assert [name for name, answer in zip(heirs, answers, strict=True) if answer is not True] == []


def test_an_entry_has_its_source_and_tells_what_is_not_the_same():
    for entry in {**RENAMED, **SHAPED}.values():
        assert entry.source, entry.old
        assert entry.same or entry.note, entry.old


@pytest.mark.parametrize("form", SHAPED.values(), ids=lambda form: form.old)
def test_a_form_compiles(form):
    parameters = [part.strip("* ").partition("=")[0] for part in form.parameters.split(",")]
    assert set(re.findall(r"{(\w+)}", form.new)) <= set(parameters)
    compile(re.sub(r"{[\w*]*}", "x", form.new), form.old, "eval")


def test_an_old_name_has_one_entry():
    move = Move("a", "b", "a page")
    with pytest.raises(ValueError, match="two entries for a"):
        table(move, [move])


@pytest.mark.parametrize(
    ("name", "target", "new"),
    [
        ("urllib.urlencode", (3, 12), "urllib.parse.urlencode"),
        ("Queue.Empty", (3, 12), "queue.Empty"),
        ("Cookie.SimpleCookie", (3, 12), "http.cookies.SimpleCookie"),
        ("Cookie.SerialCookie", (3, 12), None),
        ("httplib.HTTP", (3, 12), None),
        ("_winreg.OpenKey", (3, 12), "winreg.OpenKey"),
        ("urllib.FancyURLopener", (3, 13), "urllib.request.FancyURLopener"),
        ("urllib.FancyURLopener", (3, 14), None),
        ("collections.Mapping", (3, 9), None),
        ("collections.Mapping", (3, 10), "collections.abc.Mapping"),
        ("imp.reload", (3, 11), None),
        ("imp.reload", (3, 12), "importlib.reload"),
        ("os.getcwd", (3, 12), None),
        ("nowhere.name", (3, 12), None),
        ("dbm.open", (3, 12), None),
    ],
)
def test_symbol_move(name, target, new):
    found = moves.symbol_move(name, target)
    assert (found and found.new) == new


@pytest.mark.parametrize(
    ("name", "target", "new"),
    [
        ("Queue", (3, 12), "queue"),
        ("Tix", (3, 12), "tkinter.tix"),
        ("Tix", (3, 13), None),
        ("dummy_threading", (3, 8), None),
        ("dummy_threading", (3, 9), "threading"),
        ("dbm", (3, 12), None),
        ("os", (3, 12), None),
        ("urllib", (3, 12), None),
    ],
)
def test_module_move(name, target, new):
    found = moves.module_move(name, target)
    assert (found and found.new) == new


def test_forms_are_given_where_the_name_is_gone():
    assert moves.call_form("string.join", (3, 12))
    assert moves.call_form("cgi.escape", (3, 7)) is None
    assert moves.expression_form("types.NoneType", (3, 9))
    assert moves.expression_form("types.NoneType", (3, 10)) is None
    assert moves.method_form("urllib2.Request.get_host", (3, 10))
    assert moves.member_move("unittest.TestCase.assertEquals", (3, 11)) is None
    assert moves.member_move("unittest.TestCase.assertEquals", (3, 12))


def test_a_hint_is_for_what_is_gone():
    assert [name for name in HINTS if stdlib.gone_since(name) is None] == []


def test_a_hint_serves_for_what_is_in_a_module():
    assert hint_for("sgmllib.SGMLParser.feed") == HINTS["sgmllib"]
    assert hint_for("os.getcwd") == ""


@pytest.mark.parametrize("entry", STAND_INS.values(), ids=lambda entry: entry.old)
def test_a_stand_in_defines_what_is_gone(entry):
    assert entry.source and stdlib.exists(entry.old, PY2) is not False
    assert stdlib.lacks(entry.old, stdlib.versions()[-1])
    assert entry.old not in {**RENAMED, **moves.EXPRESSIONS, **moves.VALUES}
    assert re.search(rf"^((def|class) {entry.name}\b|{entry.name} = )", entry.text, re.MULTILINE)
    compile(entry.text, entry.old, "exec")
    for module in entry.modules:
        assert f"{module}." in entry.text


def test_a_stand_in_is_for_targets_that_lack_the_name():
    assert stand_in("imp.load_source", (3, 11)) is None
    assert stand_in("imp.load_source", (3, 12)) is STAND_INS["imp.load_source"]
