"""Types: what is proven is checked against the real Python 2.7; what must stay unknown is listed."""

from __future__ import annotations

import ast
import json
import subprocess
from textwrap import dedent

import pytest

from migrator.facts import Facts
from migrator.facts.results import (
    ATTRIBUTES,
    FUNCTION_RESULTS,
    METHOD_RESULTS,
    OPERATION_RESULTS,
    VALUES,
)
from migrator.python2 import tree
from tests import corpora

from .helpers import facts_of

# (program whose last statement is the expression `x` or another, its type)
PROVEN = [
    ("1", "int"),
    ("1.5", "float"),
    ("'a'", "str"),
    ("u'a'", "unicode"),
    ("b'a'", "str"),
    ("[1]", "list"),
    ("{}", "dict"),
    ("(i for i in [])", "generator"),
    ("len([]) / 2", "int"),
    ("7 / 2", "int"),
    ("7 / 2.0", "float"),
    ("from __future__ import division\n7 / 2", "float"),
    ("from __future__ import unicode_literals\n'a'", "unicode"),
    ("-True", "int"),
    ("~True", "int"),
    ("not 1", "bool"),
    ("abs(-1.5)", "float"),
    ("abs(True)", "int"),
    ("round(1)", "float"),
    ("max(1, 2)", "int"),
    ("2 ** 3", "int"),
    ("'a' * 3", "str"),
    ("'a' + u'b'", "unicode"),
    ("u'%s' % 1", "unicode"),
    ("'a'.upper().find('A')", "int"),
    ("'a b'.split()", "list"),
    ("{}.keys()", "list"),
    ("1 in [1]", "bool"),
    ("1 < 2", "bool"),
    ("1 if [] else 2", "int"),
    ("filter(None, [1])", "list"),
    ("import math\nmath.floor(1)", "float"),
    ("import collections as c\nc.defaultdict(list)", "defaultdict"),
    ("from collections import OrderedDict as D\nD().copy()", "OrderedDict"),
    ("import sys\nsys.maxint", "int"),
    ("x = 1\nx += 2\nx", "int"),
    ("x = 1\nx = x + 1\nx", "int"),
    ("x = 0\nfor i in range(3): x += i\nx", "int"),
    ("x = 0.0\nfor i in [1, 2]: x += i\nx", "float"),
    ("for x in xrange(3): pass\nx", "int"),
    ("for i, x in enumerate('ab'): pass\ni", "int"),
    ("[i for i in range(3)]\ni", "int"),
    ("a, x = 1, 'b'\nx", "str"),
    ("class C(object): pass\nC()", "C"),
    ("def x(): pass\nx", "function"),
    ("x = {}\nx", "dict"),
    ("x = 1\ny = x\nx = y + 1\ny", "int"),
    ("sum([1])", "int"),
    ("sum([1.5])", "float"),
    ("sum(len(i) for i in 'ab')", "int"),
    ("min([1, 2])", "int"),
    ("a, x = divmod(7, 2)\nx", "int"),
    ("a, x = divmod(7, 2.0)\nx", "float"),
    ("a, x = map(int, '12')\nx", "int"),
    ("def f(a): return 7\nf(1) / 2", "int"),
    ("def f(a):\n    if a: return 1\n    else: raise E\nf(1)", "int"),
    ("def f(a): return 1 if a < 2 else f(a - 1) + 1\nf(3)", "int"),
    ("import datetime\ndatetime.timedelta(days=7) / 2", "timedelta"),
    ("from datetime import datetime, date\nx = datetime.now() - datetime.now()\nx.seconds", "int"),
    ("import datetime\ndatetime.date.today().year / 100", "int"),
    ("import time\ntime.localtime().tm_year", "int"),
    ("import time\ntime.localtime()[3]", "int"),
    ("import os\nos.stat('.').st_size / 1024", "int"),
    ("import os\nos.stat('.').st_mtime", "float"),
    ("import decimal\n1 / decimal.Decimal('1.5')", "Decimal"),
    ("x = 2.5\nx = 3\nx / 2", "int"),
    ("1.5 ** 2", "float"),
]

# (program, type of its last expression) that no run can check, for they are of functions.
INSIDE = [
    ("def f():\n    x = 1\n    x = 1.5\n    x", "float"),
    ("def f():\n    x = None\n    x = 1\n    x", "int"),
    ("def f(x):\n    x = int(x)\n    x / 2", "int"),
    ("def f(x):\n    for x in range(3):\n        x / 2", "int"),
    ("def f(y):\n    for x in y:\n        x = len(x)\n        x", "int"),
    ("def f(x):\n    x = len(x)\n    while x:\n        x / 2\n        x -= 1\n    x", "int"),
    ("def _f(x):\n    return x\n_f(1)\n_f(x=2)", "int"),
    ("_f(1)\ndef _f(x, y=3):\n    x + y", "int"),
    ("def f():\n    def g(x):\n        return x\n    g(2.5)", "float"),
    ("RATE = 2.5\ndef f(): RATE", "float"),
    ("def f(x): x * 2.0", "fraction"),
    ("def f(x): (x - 1.5) / x", "fraction"),
    ("def f(x): x ** .5", "fraction"),
    ("def f(x):\n    y = 0.0\n    for i in x: y += i\n    y", "fraction"),
    ("def f(x): x & 255", "int"),
    ("def f(x): x >> 3", "int"),
    (
        "class C(object):\n    def __init__(self): self._n = 0\n    def f(self):\n"
        "        self._n += 1\n        self._n",
        "int",
    ),
]


UNKNOWN = [
    "def f(x):\n    x = int(x)\n    while x:\n        x / 2\n        x = x * a\n    x",
    "def f(x):\n    for i in a:\n        y = 1\n        x(y)\n        y = 2.5\n    y",
    "def f(x):\n    if x: x = 1\n    x",
    "def f(x):\n    x = 1\n    if a: x = 2.5\n    x",
    "def f(x):\n    x = 1\n    try: x = a\n    except E: pass\n    x",
    "def f(x):\n    x = 1\n    for i in a:\n        x\n        x = a\n    x",
    "def f(x): return x\nf(1)",
    "def _f(x): return x\n_f(1)\na(_f)\n_f(2)",
    "def _f(x): return x\n_f(*a)\n_f(2)",
    "def _f(x): return x\n_f(**a)\n_f(2)",
    "def _f(x):\n    if x: return 1\n_f(2)",
    "def _f(x):\n    yield 1\n    return 2\n_f(2)",
    "@a\ndef f(): return 1\nf()",
    "def f(): return 1\ndef f(): return 2.5\nf()",
    "class C(object):\n    def __init__(self): self.n = 0\n    def f(self): self.n",
    "class C(object):\n    _n = 0\n    def f(self): self._n = a\n    def g(self): self._n",
    "class C(object):\n    _n = 0\n    def f(self): self._n += a\n    def g(self): self._n",
    "class C(B):\n    _n = 0\n    def f(self): self._n",
    "class C(object):\n    _n = 0\n    def f(self, b):\n        setattr(self, b, 2.5)\n        self._n",
    "class C(object):\n    _n = 0\n    def f(self): self._n\n"
    "class D(C):\n    _n = 2.5\nclass E(object):\n    def f(self): C()._n",
    "RATE = 2.5\nRATE = 2\ndef f(): RATE",
    "a % 2.5",
    "a * 2",
    "a, x = divmod(b, 2)\nx",
    "def f(x): x",
    "def f(x=0): x",
    "def f(a):\n    x = 0\n    x += a\n    x",
    "def f(a):\n    x = 0\n    for i in a: x = x + i\n    x",
    "def f():\n    x = 1\n    x /= 2.0\n    x",
    "class C:\n    size = 0\n    def f(self): self.size",
    "class C:\n    size = 0\n    def f(self): size",
    "limit = 3\ndef f(): limit",
    "def f():\n    global x\n    x = a\nx = 1\nx",
    "def f():\n    for x in a: pass\n    x",
    "def f(y):\n    for x in y:\n        if x:\n            x = len(x)\n        x",
    "x = 1\nfrom a import x\nx",
    "len = a\nlen(b)",
    "a + 1",
    "2 ** a",
    "a / 2",
    "[1] + a",
    "a == b",
    "a and 1",
    "sum([1.5 for i in a])",
    "sum(a, 1)",
    "a.find('b')",
    "f()",
    "2 ** -1",
    "max(a)",
    "min([1, a])",
    "class C:\n    def __new__(cls): return 1\nC()",
    "class M(type): pass\nclass C:\n    __metaclass__ = M\nC()",
    "if a:\n    class C: pass\nelse:\n    class C: pass\nC()",
    "@a\nclass C: pass\nC()",
    "class C:\n    @staticmethod\n    def f(self): self",
    "class C:\n    f = staticmethod(f)\n    def f(x): x",
    "try: x = 1\nexcept E as x: pass\nx",
    "import a as x\nx",
    "with open('f') as (x, y): pass\nx",
    "x = y = x\nx",
    "x = y\ny = x\ny",
]


def last(facts: Facts) -> ast.expr:
    """The expression of the last statement, also within functions and classes."""
    statement = facts.module.body[-1]
    while not isinstance(statement, ast.Expr):
        statement = statement.body[-1]
    return statement.value


@pytest.mark.parametrize(("program", "expected"), PROVEN + INSIDE)
def test_proven(program, expected):
    facts = facts_of(program)
    found = facts.types.of(last(facts))
    name = found.node.name if found and found.node else found and str(found)
    assert name == expected


@pytest.mark.parametrize("program", UNKNOWN)
def test_unknown(program):
    facts = facts_of(program)
    assert facts.types.of(last(facts)) is None


RUN = dedent("""
    import json, sys
    for head, expression in json.load(sys.stdin):
        names = {}
        exec(head, names)
        print(type(eval(compile(expression, "", "eval", 0, True), names)).__name__)
    """)


def real_types(programs: list[tuple[str, str]]) -> list[str]:
    """The names of the types that Python 2.7 gives to expressions, each after its statements."""
    done = subprocess.run(
        [corpora.python2(), "-c", RUN],
        input=json.dumps(programs),
        capture_output=True,
        text=True,
        check=True,
    )
    return ["int" if name == "long" else name for name in done.stdout.split()]


def test_proven_types_are_those_of_python_2():
    programs = [(program, expected) for program, expected in PROVEN if expected]
    split = []
    for program, _ in programs:
        head, _, expression = program.rpartition("\n")
        if "import division" in head or "unicode_literals" in head:
            head, expression = f"{head}\nresult = {expression}", "result"
        split.append((head, expression))
    for (program, expected), found in zip(programs, real_types(split), strict=True):
        assert found == expected, program


_DRAWN = {
    **dict.fromkeys(
        "randint uniform gauss betavariate gammavariate weibullvariate".split(), "1, 2"
    ),
    **dict.fromkeys("lognormvariate normalvariate vonmisesvariate".split(), "1, 2"),
    **dict.fromkeys("expovariate paretovariate".split(), "1"),
}
ARGUMENTS = {
    **dict.fromkeys("int float bool complex len ord abs".split(), "'1'"),
    "len": "''",
    "cmp": "1, 2",
    "math.fsum": "[]",
    "random.randrange": "1, 2",
    "struct.calcsize": "'i'",
    "sys.getsizeof": "1",
    "os.stat": "'.'",
    "os.lstat": "'.'",
    "os.fstat": "0",
    "time.strptime": "'1', '%d'",
    "datetime.date": "1, 1, 1",
    "datetime.datetime": "1, 1, 1",
    "datetime.datetime.strptime": "'1', '%d'",
    "datetime.datetime.combine": "datetime.date.today(), datetime.time()",
    **{
        f"datetime.{of}.{name}fromtimestamp": "1"
        for of in ("date", "datetime")
        for name in ("", "utc")
    },
    "os.path.getsize": "os.devnull",
    "operator.indexOf": "[1], 1",
    "operator.countOf": "[1], 1",
    "random.randint": "1, 2",
    "random.uniform": "1, 2",
    "random.gauss": "1, 2",
    "zlib.crc32": "''",
    "zlib.adler32": "''",
    "binascii.crc32": "''",
    "calendar.timegm": "time.gmtime()",
    "time.mktime": "time.gmtime()",
    "time.strftime": "''",
    "isinstance": "1, int",
    "issubclass": "int, int",
    "hasattr": "1, 'a'",
    "all": "[]",
    "any": "[]",
    "sys.getrefcount": "1",
    "callable": "1",
    "list": "[]",
    "sorted": "[]",
    "dir": "[]",
    "tuple": "[]",
    "glob.glob": "'nothing'",
    "os.listdir": "'.'",
    "file": "os.devnull",
    "open": "os.devnull",
    "os.popen": "'exit'",
    "os.fdopen": "0",
    "enumerate": "[]",
    "reversed": "[]",
    **dict.fromkeys(("math.atan2", "math.copysign", "math.pow", "math.fmod", "math.hypot"), "1, 1"),
    **dict.fromkeys(
        "unichr chr hex oct bin hash id range xrange repr str unicode round".split(), "1"
    ),
    **{f"os.path.get{which}time": "os.devnull" for which in "mac"},
    "math.ldexp": "1.0, 1",
    "math.atanh": "0",
    **{f"random.{name}": given for name, given in _DRAWN.items()},
    **{f"os.path.{name}": "''" for name in "exists isfile isdir islink isabs ismount".split()},
    **{f"os.path.{name}": "''" for name in "split splitext splitdrive".split()},
}
NOT_CALLED = {"raw_input", "os.tmpfile"}


def test_tables_of_functions_and_values():
    modules = "import os, sys, math, time, random, zlib, binascii, calendar, glob, operator, string"
    modules += ", itertools, collections, datetime, decimal, fractions, struct, cmath, difflib"
    names = [
        name
        for name, result in FUNCTION_RESULTS.items()
        if name not in NOT_CALLED
        and result not in ("iterator", "StringIO", "SequenceMatcher", "Header")
    ]
    default = {"math": "1", "cmath": "1", "set": "", "frozenset": "", "dict": "", "bytearray": ""}
    calls = [
        (modules, f"{name}({ARGUMENTS.get(name, default.get(name.partition('.')[0], ''))})")
        for name in names
    ]
    for name, call, found in zip(names, calls, real_types(calls), strict=True):
        assert found == FUNCTION_RESULTS[name].rpartition(":")[2], call
    for name, found in zip(VALUES, real_types([(modules, name) for name in VALUES]), strict=True):
        assert found == VALUES[name], name


SAMPLES = {
    "str": "'a'",
    "unicode": "u'a'",
    "list": "[1]",
    "tuple": "(1,)",
    "dict": "{}",
    "set": "set()",
    "int": "7",
    "float": "1.0",
    "timedelta": "datetime.timedelta(1)",
    "date": "datetime.date(1999, 1, 1)",
    "datetime": "datetime.datetime(1999, 1, 1)",
    "complex": "2j",
    "Random": "random.Random(1)",
    "SequenceMatcher": "difflib.SequenceMatcher(None, 'a', 'a')",
}
METHOD_ARGUMENTS = {
    **_DRAWN,
    **dict.fromkeys(
        "find rfind index rindex count startswith endswith partition rpartition".split(), "{}[0:1]"
    ),
    **dict.fromkeys("center ljust rjust zfill".split(), "3"),
    **dict.fromkeys("has_key issubset issuperset isdisjoint symmetric_difference".split(), "()"),
    "join": "{}",
    "replace": "{}, {}",
    "strftime": "''",
}


def test_tables_of_methods():
    calls, expected = [], []
    for receiver, sample in SAMPLES.items():
        for method, result in METHOD_RESULTS[receiver].items():
            given = METHOD_ARGUMENTS.get(method, "").replace("{}", sample)
            if receiver in ("list", "tuple"):
                given = "1"
            if "date" in receiver and method == "replace":
                given = "1"
            calls.append(("import datetime, random, difflib", f"({sample}).{method}({given})"))
            expected.append({"same": receiver, "string": "str"}.get(result, result))
    for (_, call), result, found in zip(calls, expected, real_types(calls), strict=True):
        assert found == result or (result == "iterator" and "iter" in found), call


OWNERS = {
    "timedelta": "datetime.timedelta(1)",
    "date": "datetime.date(1999, 1, 1)",
    "datetime": "datetime.datetime(1999, 1, 1)",
    "struct_time": "time.gmtime()",
    "stat_result": "os.stat('.')",
    "int": "2",
    "Decimal": "decimal.Decimal(2)",
    "Fraction": "fractions.Fraction(2)",
    "complex": "(1 + 2j)",
    "float": "2.5",
    "bool": "True",
}
SIGNS = {"Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Pow": "**"}


def test_tables_of_attributes_and_operations():
    modules = "import datetime, time, os, decimal, fractions"
    calls = [
        (f"{OWNERS[owner]}.{name}", result)
        for owner, names in ATTRIBUTES.items()
        for name, result in names.items()
    ]
    calls += [
        (f"{OWNERS[left]} {SIGNS[sign]} {OWNERS[right]}", result)
        for (sign, left, right), result in OPERATION_RESULTS.items()
    ]
    found = real_types([(modules, call) for call, _ in calls])
    for (call, result), one in zip(calls, found, strict=True):
        assert one == result, call


CLASSES = """
import collections
class A(object):
    def next(self): pass
class B(A): pass
class D(dict): pass
class E(D): pass
class F(collections.OrderedDict): pass
class G(unknown): pass
class H:
    def f(self): self
"""


def test_classes():
    facts = facts_of(CLASSES)
    _, a, b, _, e, f, g, h = facts.module.body
    types = facts.types
    assert types.defines(a, "next") is True
    assert types.defines(b, "next") is True
    assert types.defines(h, "next") is False
    assert types.defines(g, "next") is None
    assert "dict" in types.builtin_bases(e)
    assert "dict" in types.builtin_bases(f)
    assert types.class_of(h.body[0].body[0].value) is h


def test_instances_of_a_subclass_of_dict_are_dicts():
    facts = facts_of(CLASSES + "E()")
    assert facts.types.is_a(last(facts), "dict")
    assert not facts.types.is_a(last(facts), "list")


def test_backquotes_give_a_string():
    node = tree.Repr(value=ast.Name(id="x", ctx=ast.Load()))
    assert str(Facts(ast.Module(body=[ast.Expr(node)], type_ignores=[])).types.of(node)) == "str"


def test_very_long_chain_of_operators():
    facts = facts_of(" + ".join(["1"] * 2000))
    assert str(facts.types.of(last(facts))) == "int"
