"""Where an import goes that a rule asks for, and under which name."""

from __future__ import annotations

import libcst as cst
import pytest

from tests.engine.helpers import rewritten, rule, run


def asks(ask) -> type:
    """A rule that replaces the name `need` by what `ask` gives for it."""

    def leave_Name(self, original_node, updated_node):
        if original_node.value != "need":
            return updated_node
        return cst.parse_expression(ask(self.module, original_node))

    return rule(words=["need"], leave_Name=leave_Name)


MODULE = asks(lambda module, node: module.imports.module("sys", node) + ".argv")
DOTTED = asks(lambda module, node: module.imports.module("os.path", node) + ".sep")
NAME = asks(lambda module, node: module.imports.name("functools", "reduce", node))

PLACED = [
    ("need\n", "import sys\n\nsys.argv\n"),
    ("from a import *\nsys.b\nneed\n", "from a import *\nimport sys as _sys\nsys.b\n_sys.argv\n"),
    ("from a import *\nneed\n", "from a import *\nimport sys\nsys.argv\n"),
    ("need", "import sys\n\nsys.argv"),
    ("x = need; y = need\n", "import sys\n\nx = sys.argv; y = sys.argv\n"),
    ("#!/usr/bin/python\nneed\n", "#!/usr/bin/python\nimport sys\n\nsys.argv\n"),
    ("# coding: utf-8\n\nneed\n", "# coding: utf-8\n\nimport sys\n\nsys.argv\n"),
    ("# Copyright\n# of all\n\nneed\n", "# Copyright\n# of all\n\nimport sys\n\nsys.argv\n"),
    ('"""Doc."""\nneed\n', '"""Doc."""\n\nimport sys\nsys.argv\n'),
    ('"""Doc."""\n\nneed\n', '"""Doc."""\n\nimport sys\n\nsys.argv\n'),
    ('"""Doc\n\nmore."""\n\n\ndef f():\n    need\n',
     '"""Doc\n\nmore."""\n\nimport sys\n\n\ndef f():\n    sys.argv\n'),
    ("import os\n\nneed\n", "import os\nimport sys\n\nsys.argv\n"),
    ("__author__ = 'me'\nimport os\nneed\n", "__author__ = 'me'\nimport os\nimport sys\nsys.argv\n"),
    ("x = 1\nimport os\nneed\n", "import sys\n\nx = 1\nimport os\nsys.argv\n"),
    ("import os  # why\nneed\n", "import os  # why\nimport sys\nsys.argv\n"),
    ("from os import (\n    path,\n)\n\nneed\n",
     "from os import (\n    path,\n)\nimport sys\n\nsys.argv\n"),
    ("import a; import b\nneed\n", "import a; import b\nimport sys\nsys.argv\n"),
    ("import a; x = need\n", "import sys\nimport a; x = sys.argv\n"),
    ("import b\nimport a; x = need\n", "import b\nimport sys\nimport a; x = sys.argv\n"),
    ("from __future__ import division\nneed\n",
     "from __future__ import division\nimport sys\nsys.argv\n"),
    ('"""Doc."""\nfrom __future__ import division\nneed\n',
     '"""Doc."""\nfrom __future__ import division\nimport sys\nsys.argv\n'),
    ("import a\n\nx = 1\nimport b\nneed\n", "import a\nimport sys\n\nx = 1\nimport b\nsys.argv\n"),
    ("try:\n    import a\nexcept ImportError:\n    a = None\nimport b\n\nneed\n",
     "try:\n    import a\nexcept ImportError:\n    a = None\nimport b\nimport sys\n\nsys.argv\n"),
    ("@a\ndef f():\n    need\n", "import sys\n\n@a\ndef f():\n    sys.argv\n"),
    ("# about f\ndef f():\n    need\n", "# about f\nimport sys\n\ndef f():\n    sys.argv\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), PLACED)
def test_where_it_goes(before, after):
    assert rewritten(before, MODULE) == after
    compile(after, "<after>", "exec")


NAMED = [
    # there already
    (MODULE, "import sys\nneed\n", "import sys\nsys.argv\n"),
    (MODULE, "import os, sys\nneed\n", "import os, sys\nsys.argv\n"),
    (NAME, "from functools import reduce\nneed\n", "from functools import reduce\nreduce\n"),
    (DOTTED, "import os.path\nneed\n", "import os.path\nos.path.sep\n"),
    (DOTTED, "import os\nneed\n", "import os\nimport os.path\nos.path.sep\n"),
    # there, but not for sure, or too late
    (MODULE, "if a:\n    import sys\nneed\n", "import sys\n\nif a:\n    import sys\nsys.argv\n"),
    (MODULE, "need\nimport sys\n", "import sys\n\nsys.argv\nimport sys\n"),
    (MODULE, "def f():\n    need\nf()\nimport sys\n",
     "import sys\n\ndef f():\n    sys.argv\nf()\nimport sys\n"),
    # the name means something else
    (MODULE, "sys = 1\nneed\n", "import sys as _sys\n\nsys = 1\n_sys.argv\n"),
    (MODULE, "def f(sys):\n    need\n", "import sys as _sys\n\ndef f(sys):\n    _sys.argv\n"),
    (MODULE, "import os as sys\nneed\n", "import os as sys\nimport sys as _sys\n_sys.argv\n"),
    (MODULE, "import sys as _sys\nsys = 1\nneed\n", "import sys as _sys\nsys = 1\n_sys.argv\n"),
    (NAME, "def reduce(x): pass\nneed\n",
     "from functools import reduce as _reduce\n\ndef reduce(x): pass\n_reduce\n"),
    (NAME, "def f(reduce):\n    need\n\nneed\n",
     "from functools import reduce as _reduce\nfrom functools import reduce\n\n"
     "def f(reduce):\n    _reduce\n\nreduce\n"),
    # elsewhere it may mean what it wants
    (MODULE, "def f(sys): pass\nneed\n", "import sys\n\ndef f(sys): pass\nsys.argv\n"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "before", "after"), NAMED)
def test_under_which_name(asked, before, after):
    assert rewritten(before, asked) == after


def test_never_twice_and_in_the_newlines_of_the_file():
    assert rewritten("import os\r\nneed\r\nneed\r\n", MODULE) == (
        "import os\r\nimport sys\r\nsys.argv\r\nsys.argv\r\n"
    )


HELPER = "def _half(number):\n    return number // 2\n"


def test_a_rule_that_only_adds_an_import_changed_something():
    def leave_Name(self, original_node, updated_node):
        self.module.imports.module("sys", original_node)
        return updated_node

    result = run("sys\nsys\n", rule(words=["sys"], leave_Name=leave_Name))
    assert result.after == b"import sys\n\nsys\nsys\n"
    assert [str(change.position) for change in result.changes] == ["1:1"]


def test_a_helper_is_put_in_once_after_the_imports():
    asked = asks(lambda module, node: module.helpers.add("_half", HELPER))
    assert rewritten("import os\n\nneed(need(1))\n", asked) == (
        f"import os\n\n\n{HELPER}\n\n_half(_half(1))\n"
    )
    assert rewritten(f"{HELPER}\nneed(1)\n", asked) == f"{HELPER}\n_half(1)\n"
