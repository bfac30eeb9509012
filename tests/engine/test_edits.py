"""What a rule rewrites, removes or must leave; and what of the file stays as it is."""

from __future__ import annotations

import libcst as cst
import pytest

from migrator.rules import all_rules
from tests.engine.helpers import CODE, renaming, rewritten, rule, run


def leave_Expr(self, original_node, updated_node):
    is_gone = isinstance(original_node.value, cst.Name) and original_node.value.value == "gone"
    return cst.RemoveFromParent() if is_gone else updated_node


def leave_FunctionDef(self, original_node, updated_node):
    is_gone = original_node.name.value == "gone"
    return cst.RemoveFromParent() if is_gone else updated_node


REMOVING = rule(words=["gone"], leave_Expr=leave_Expr, leave_FunctionDef=leave_FunctionDef)
REMOVED = [
    ("a\ngone\nb\n", "a\nb\n"),
    ("a\n# one\ngone  # two\nb\n", "a\n# one\n# two\nb\n"),
    ("a\n\ngone\n\nb\n", "a\n\nb\n"),
    ("a\n\n\ngone\nb\n", "a\n\n\nb\n"),
    ("a\n\n# one\n\n\ngone # two\n\nb\n", "a\n\n# one\n\n\n# two\n\nb\n"),
    ("if a:\n    b\n\n    gone\n    c\n", "if a:\n    b\n\n    c\n"),
    ("if a:\n    b\n\n    gone\n\n\n    c\n", "if a:\n    b\n\n\n    c\n"),
    ("gone", ""),
    ("# one\ngone # two\n", "# one\n# two\n"),
    ("if a:\n    b\n\n    gone\nc\n", "if a:\n    b\nc\n"),
    ("if a:\n    b\n    # one\n    gone # two\n\nc\n",
     "if a:\n    b\n    # one\n    # two\n\nc\n"),
    ("if a:\n    gone\n    gone # two\nc\n", "if a:\n    # two\n    pass\nc\n"),
    ("class A:\n    b\n\n    # one\n    def gone(self):\n        c\n\n    d\n",
     "class A:\n    b\n\n    # one\n\n    d\n"),
    ("a; gone; b\n", "a; b\n"),
    ("gone; a\n", "a\n"),
    ("a; gone\n", "a\n"),
    ("a; gone  # why\n", "a  # why\n"),
    ("if a:\n    gone\n", "if a:\n    pass\n"),
    ("if a:\n    # one\n    gone  # two\n", "if a:\n    # one\n    # two\n    pass\n"),
    ("if a: gone\n", "if a: pass\n"),
    ("if a: gone; b\n", "if a: b\n"),
    ("if a:\n    gone\n    # three\nb\n", "if a:\n    pass\n    # three\nb\n"),
    ("class A:\n    gone\n    def f(self):\n        gone\n\n",
     "class A:\n    def f(self):\n        pass\n\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), REMOVED)
@pytest.mark.parametrize("gate", [True, False])
def test_comments_outlive_what_is_removed(before, after, gate):
    assert rewritten(before, REMOVING, gate=gate) == after


OLD_TO_NEW = renaming("old", "new")
IGNORED = [
    # comment, what it is about: True where the rule is left out
    ("# migrator: ignore", True),
    ("# migrator: ignore[TST010]", True),
    ("# migrator:ignore [TST010]", True),
    ("# migrator: ignore[TST]", True),
    ("# migrator: ignore[DIV010, TST010]", True),
    ("# noqa  # migrator: ignore[TST010]", True),
    ("# migrator: ignore[DIV010]", False),
    ("# migrator: ignored", False),
    ("# see migrator", False),
]


@pytest.mark.parametrize(("comment", "is_left_out"), IGNORED)
def test_a_comment_leaves_rules_out(comment, is_left_out):
    name = "old" if is_left_out else "new"
    before = f"old  {comment}\nold\n"
    assert rewritten(before, OLD_TO_NEW) == f"{name}  {comment}\nnew\n"


IGNORED_LINES = [
    ("f(old,  # migrator: ignore\n  old)\nold\n", "f(old,  # migrator: ignore\n  old)\nnew\n"),
    ("f(old,\n  old)  # migrator: ignore\nold\n", "f(old,\n  old)  # migrator: ignore\nnew\n"),
    ("if old:  # migrator: ignore\n    old\n", "if old:  # migrator: ignore\n    new\n"),
    ("x = '# migrator: ignore', old\n", "x = '# migrator: ignore', new\n"),
    ("old; old  # migrator: ignore\n", "old; old  # migrator: ignore\n"),
    (
        "print `x`, old  # migrator: ignore\nprint old",
        "print `x`, old  # migrator: ignore\nprint new",
    ),
]


@pytest.mark.parametrize(("before", "after"), IGNORED_LINES)
def test_which_lines_a_comment_is_about(before, after):
    assert run(before, OLD_TO_NEW).after.decode().endswith(after)


KEPT = [
    "old\r\nother\nold\r\n",
    "old\rother\rold\r",
    "\x0cother\n\x0c\nold\n",
    "if other:\n\told\n\tother\n",
    "if other :\n   old ;other\n\n\n # odd\n   old\n",
    "class A :\n    x = old  # \\\n    y = other\n",
    "class A:\n  def f( self ) :\n    return ( old,\n\n )\n  \n  z = 1\n",
    "x = [ old ,# one\n   other, ]\\\n  + old",
    "if [\n  other ]: other = old[ 0 ]\nelse : old\n",
    "if other: \\\n    old\n",
    "while other :\n  @other\n  def f( ) : old\n  old\n",
    "try :\n  old\nexcept ( other ) :\n  pass\nfinally  :  old\n",
    "print  old ,other,;print>>old\n",
    "exec  'x'  in  old ,other\n",
    "lambda(a, b):old\n",
    "def f ( (a , b) , c ) :  return  old\n",
    "raise  old ,other , old\n",
    "x = ` old `+`other`\n",
    "x = old, 10L",
    "x = old, `y`",
    "x = 0777L+old+ur'\\d'+10l<>0XFFL\n",
    "x = [ a for a in  old ,other  if old ]\n",
    "try: pass\nexcept  old , e  :  pass\nexcept old , e . f:pass\n",
    "x[ . . . ,old ]\n",
    "f(a=1, *old)\n",
    "old.async ( True ,await = old )\n",
    "# coding: latin-1\nold = '\xe9'\n",
    "if 1:\n        old\n\told\n",
]


@pytest.mark.parametrize("before", KEPT)
def test_all_but_what_a_rule_rewrites_stays(before):
    encoding = "latin-1" if "latin-1" in before else "utf-8"
    result = run(before.encode(encoding), OLD_TO_NEW, ignore=("SYN",))
    if before.endswith("\told\n"):
        assert result.error is not None  # Python 3 reads no such block, and may not respell it
        return
    assert result.error is None
    future = b"from __future__ import print_function\n"  # the result is not read otherwise
    after = result.after.replace(future, b"").replace(future.replace(b"\n", b"\r\n"), b"")
    assert after == before.replace("old", "new").encode(encoding)
    assert len(result.changes) == before.count("old")


def test_a_block_that_mixes_tabs_is_respelled_and_no_other():
    before = (
        "if a:\n\tx = '''\n\tkept\n'''\n\told\n"
        "if b:\n\tif c:\n            old\n\t# tab\n\told\n"
        "if d:\n\told\n"
    )
    after = (
        "if a:\n\tx = '''\n\tkept\n'''\n\tnew\n"
        "if b:\n        if c:\n            new\n        # tab\n        new\n"
        "if d:\n\tnew\n"
    )
    assert rewritten(before, OLD_TO_NEW) == after
    compile(after, "<after>", "exec")


def test_what_a_rule_sees_of_a_statement_is_only_what_is_parsed(monkeypatch):
    """The gate: of a class only the method with a site, of a module only that class."""
    parsed = []
    parse_module = cst.parse_module
    monkeypatch.setattr(cst, "parse_module", lambda text: parsed.append(text) or parse_module(text))
    before = "x = 1\n\n\nclass A:\n    y = 2\n    def f(self):\n        old\n\n    z = 3\n"
    assert rewritten(before, OLD_TO_NEW) == before.replace("old", "new")
    assert all("x" not in text and "z = 3" not in text for text in parsed) and parsed


HEADERS = ["class A(old):", "def f(a=old):", "if old:", "while old:", "with old:", "for a in old:"]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    "body", ["    # why\n\n    x = 5\n", "  x = 5  # why\n  y = 2\n", "\t@a\n\tdef g(): pass\n"]
)
def test_a_header_is_read_without_what_follows_it(monkeypatch, header, body):
    parsed = []
    parse_module = cst.parse_module
    monkeypatch.setattr(cst, "parse_module", lambda text: parsed.append(text) or parse_module(text))
    before = f"if 1:\n  {header}  # c\n" + "".join("  " + line for line in body.splitlines(True))
    assert rewritten(before, OLD_TO_NEW) == before.replace("old", "new")
    assert all("x = 5" not in text and "def g" not in text for text in parsed) and parsed


@pytest.mark.parametrize("rest", ["elif old:\n    x = 5\n", "else:\n    old\n", "x = old\n"])
def test_what_follows_a_header_is_rewritten_too(rest):
    before = f"if old:\n    y = old\n{rest}"
    assert rewritten(before, OLD_TO_NEW) == before.replace("old", "new")


def test_changes_speak_of_the_original_file():
    result = run("print 10L, `x`, old; old\n", OLD_TO_NEW)
    assert [(str(change.position), change.code) for change in result.changes] == [
        ("1:17", CODE),
        ("1:22", CODE),
    ]


def test_rules_are_named_once():
    codes = [found.code for found in all_rules()]
    names = [found.name for found in all_rules()]
    assert len(set(codes)) == len(codes) and len(set(names)) == len(names)
