"""The syntax trees that a program gets are those that Python 2.7 gave."""

from __future__ import annotations

from .oracle import agree, fixed

READER = r'''
{imports}

TEXT = """
import os as o
from a import b
def f(a, b=1, *args, **kw):
    x[1], x[1:2], x[a, b], x[1:2, 3], x[..., 1], x[...], x[-1:]
    with a as b, c: pass
    try:
        raise E(1)
    except (A, B) as e:
        del x
    except:
        raise
    else:
        1
    finally:
        f(1, *a, **k)
    try: 1
    finally: 2
    try: 1
    except E: 2
    return -1, -x, -1.5, 'a', None, True, 2.5, [i for i in j if k], lambda x, y=2: {{1: 2}}, {{1, 2}}
@dec
class A(B, C):
    y = f(a, b=2)
    for i in x: continue
    while 1: break
    assert x, y
    global q
    z += 1 if a else not b
class D: yield g(i for i in j)
"""

def shown(node):
    if isinstance(node, ast.AST):
        parts = ['%s=%s' % (name, shown(getattr(node, name))) for name in node._fields
                 if name not in ('kind', 'type_comment')]
        line = node.lineno if isinstance(node, (ast.stmt, ast.Name, ast.Call)) else ''
        return '%s(%s) %s' % (node.__class__.__name__, ', '.join(parts), line)
    if isinstance(node, list):
        return '[%s]' % ', '.join(map(shown, node))
    return repr(node)

for statement in {tree}.body:
    print shown(statement)
for node in ast.walk({tree}):
    if isinstance(node, ast.TryExcept):
        print 'try', len(node.handlers)
    elif isinstance(node, ast.Str):
        print node.s
'''
PARSED = {"imports": "import ast", "tree": "ast.parse(TEXT)"}
COMPILED = {"imports": "import ast", "tree": "compile(TEXT, 'a', 'exec', ast.PyCF_ONLY_AST)"}


def test_trees_are_those_of_2_7():
    agree([READER.format(**PARSED), READER.format(**COMPILED)])


def test_a_module_beside_the_file_tells_what_trees_are_looked_at(tmp_path):
    from .test_imports import after

    text = "import ast\n\ndef read(text):\n    return ast.parse(text), 0777\n"
    (tmp_path / "shown.py").write_text("def visit(node):\n    return node.args\n")
    assert "OldTrees" not in after(text, tmp_path / "main.py")
    (tmp_path / "shown.py").write_text("def visit(node):\n    return node.starargs\n")
    assert "return OldTrees().visit(ast.parse(text)), 0o777" in after(text, tmp_path / "main.py")


def test_a_second_run_changes_no_trees():
    once = fixed("import ast\n\ncalls = ast.parse('f()').body[0].value.starargs\n", dialect="2")
    assert "= OldTrees().visit(ast.parse('f()'))" in once
    assert fixed(once, dialect="2") == once
