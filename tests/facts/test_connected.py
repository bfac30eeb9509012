"""Which modules of a program are decided together."""

from __future__ import annotations

import ast

import pytest

from migrator.facts.text.connected import find_connected
from migrator.facts.walk import Walk

# The text of each file of a program, and those that have to do with others.
PROGRAMS = [
    ({"a.py": "import b", "b.py": "", "c.py": "import os"}, {"a.py", "b.py"}),
    ({"a.py": "def f():\n    import b", "b.py": ""}, {"a.py", "b.py"}),
    ({"a.py": "import p.b.c", "p/__init__.py": "", "p/b.py": ""}, {"a.py", "p/__init__.py", "p/b.py"}),
    ({"a.py": "from p import b", "p/b.py": ""}, {"a.py", "p/b.py"}),
    ({"p/a.py": "from . import b", "p/b.py": ""}, {"p/a.py", "p/b.py"}),
    ({"p/a.py": "from .b import *", "p/b.py": ""}, {"p/a.py", "p/b.py"}),
    ({"a.py": "import b as c", "c.py": ""}, set()),
    ({"a.py": "b = 'c'", "b.py": "", "c.py": "print(b)"}, set()),
    ({"a.py": "import os.path", "b.py": "from xml import sax"}, set()),
]  # fmt: skip


@pytest.mark.parametrize("files, wanted", PROGRAMS)
def test_imports_connect(files: dict[str, str], wanted: set[str]) -> None:
    walks = {file: Walk(ast.parse(text)) for file, text in files.items()}
    assert find_connected(walks) == wanted
