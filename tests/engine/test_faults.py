"""What goes wrong at a place costs the rewrite of that place: the rest of the file is migrated."""

from __future__ import annotations

import libcst as cst
import pytest

from migrator import engine
from migrator.faults import DEFECT
from migrator.python2.traversal import replace
from migrator.results import Position
from tests.engine.helpers import renaming, rule, run

OLD_TO_NEW = renaming("old", "new")


def doubling(self, original_node, updated_node):
    return cst.parse_expression("odd + odd") if original_node.value == "odd" else updated_node


def no_name(self, original_node, updated_node):
    return replace(updated_node, value="1x") if original_node.value == "odd" else updated_node


def failing(self, original_node, updated_node):
    if original_node.value == "odd":
        raise KeyError("a table")
    return updated_node


def probe(leave_Name):
    """A rule that does its work well but for the name `odd`."""
    return rule(code="TST020", words=["odd"], leave_Name=leave_Name)


BEFORE = "print old\nx = [odd,  # one\n     old]\nprint old\n"
MARK = "  # migrator: ignore[TST020]"
FAULTS = [
    (doubling, f"x = [odd + odd,  # one\n     new]{MARK}", "a second run would change the result"),
    (no_name, f"x = [odd,  # one\n     new]{MARK}", "invalid decimal literal"),
    (failing, f"x = [odd,  # one\n     new]{MARK}", "the rule failed (KeyError: 'a table')"),
]


@pytest.mark.parametrize(("leave_Name", "line", "reason"), FAULTS)
def test_one_place_is_left_out(leave_Name, line, reason):
    rules = [*engine.all_rules(), OLD_TO_NEW, probe(leave_Name)]
    result = run(BEFORE, *rules)
    assert result.error is None
    assert result.after.decode() == f"print(new)\n{line}\nprint(new)\n"
    [said] = [one for one in result.diagnostics if one.code == "TST020"]
    assert said.position.line == 2 and reason in said.message and DEFECT in said.message
    again = run(result.after, *rules)
    assert (again.after, again.error) == (result.after, None)
    assert not any(DEFECT in one.message for one in again.diagnostics)


@pytest.mark.parametrize("leave_Name", [doubling, no_name, failing])
def test_several_places_are_left_out(leave_Name):
    before = "print old\nodd\nprint old\nif odd:\n    odd; old\n"
    rules = [*engine.all_rules(), OLD_TO_NEW, probe(leave_Name)]
    result = run(before, *rules)
    assert result.error is None
    assert [one.position.line for one in result.diagnostics if DEFECT in one.message] == [2, 4, 5]
    assert result.after.decode().count("new") == 3 and result.after.decode().count(MARK) == 3
    assert run(result.after, *rules).after == result.after


def test_the_one_that_is_at_fault_is_found_among_others():
    others = [renaming(name, f"{name}_", f"TST1{name}") for name in "abcd"]
    result = run("a, b, odd, c, d\n", *others, probe(no_name))
    assert result.after.decode() == f"a_, b_, odd, c_, d_{MARK}\n"


def test_a_file_that_has_too_many_is_left_as_it_was():
    before = "odd\n" * 20
    result = run(before, probe(no_name))
    assert result.error is not None and result.error.position == Position(1, 1)
    assert "the file is left as it was" in result.error.message
    assert result.after.decode() == before and result.changes == ()


def test_a_rule_without_which_the_result_is_no_python_3_is_not_left_out():
    def leave_Print(self, original_node, updated_node):
        raise ValueError("no print")

    with pytest.raises(ValueError, match="no print"):
        run("print old\n", OLD_TO_NEW, rule("TST020", ["print"], leave_Print=leave_Print))


def test_a_rule_that_fails_everywhere_is_a_defect():
    with pytest.raises(KeyError):
        run("odd\n" * 20, probe(failing))


def test_comments_that_are_there_stay():
    before = "odd, old  # noqa\nodd, old  # migrator: ignore[TST010]\n"
    result = run(before, OLD_TO_NEW, probe(doubling))
    first = f"odd + odd, new  # noqa{MARK}"
    second = f"odd + odd, old  # migrator: ignore[TST010]{MARK}"
    assert result.after.decode().splitlines() == [first, second]
    assert run(result.after, OLD_TO_NEW, probe(doubling)).after == result.after
