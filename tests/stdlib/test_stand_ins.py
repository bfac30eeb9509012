"""That what stands in for a function or class does what that did: 2.7 against this Python 3.

In an example `_` is the function or class.
"""

from __future__ import annotations

import sys

import pytest

from migrator.stdlib.stand_ins import STAND_INS

from .helpers import ask

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
# A socket that has data, in pieces, and keeps what is sent.
SOCKET = "type('S', (), {'recv': lambda self, n: self.parts.pop(0), 'sendall': lambda self, d: self.sent.append(d), 'parts': [b'ab', b'\\nc', b'd', b'e\\n', b'g', b'', b''], 'sent': []})()"
# A table of characters, as a string, which both Pythons take.
UPPER = "''.join(map(chr, range(256))).upper()"

EXAMPLES = [
    ("inspect.formatargspec", "_(['a', 'b'], 'c', 'd', (1,))"),
    ("inspect.formatargspec", "_(['a', 'b'], None, None, ('x',), formatvalue=lambda v: '')"),
    ("inspect.formatargspec", "_([])"),
    ("string.translate", "_('hello', None, 'l')"),
    ("string.translate", f"_('hello', {UPPER}, 'l') + _('hello', {UPPER})"),
    ("commands.getstatusoutput", "[_('echo a; echo b >&2'), _('exit 3')]"),
    ("popen2.Popen3", "[(p.fromchild.read(), p.wait(), p.poll()) for p in [_('echo a; exit 2')]]"),
    ("popen2.Popen4", "[(p.fromchild.read(), p.wait()) for p in [_('echo a >&2')]]"),
    ("distutils.util.strtobool", "[_('Yes'), _('off')]"),
    ("inspect.ArgSpec", "_(['a'], None, 'k', (1,)).keywords"),
    ("inspect.getargspec", "list(_(lambda a, b=1, *c, **d: 0))"),
    ("tokenize.pseudoprog", "[_.match(t, 0).span(1) for t in ('ab c', ' 12.5', '+=', '# x')]"),
    ("tokenize.tokenprog", "[_.match(t).end() for t in ('ab c', '12.5', '+=')]"),
    ("socket._fileobject", f"[f.readline().decode() for f in [_({SOCKET})] for n in range(4)]"),
    ("socket._fileobject", f"[f.read(4).decode() for f in [_({SOCKET})] for n in range(3)]"),
    ("socket._fileobject", f"[line.decode() for line in _({SOCKET})]"),
    ("socket._fileobject", f"_({SOCKET}).read().decode()"),
    ("socket._fileobject", f"[f.readline(1).decode() for f in [_({SOCKET})] for n in range(3)]"),
    (
        "socket._fileobject",
        f"[len(s.sent) for s in [{SOCKET}] for f in [_(s, 'wb', 3)] for n in (f.write(b'ab'), f.write(b'cd'), f.flush())]",
    ),
    ("UserDict.DictMixin", "[_.__name__, hasattr(_, 'popitem')]"),
    ("UserString.MutableString", "[str(s) for s in [_('abcd')] if not s.__setitem__(-1, 'xy')]"),
    (
        "UserString.MutableString",
        "[(str(s), len(s), s == 'aZ', type(s.immutable()).__name__) for s in [_('abcd')]"
        " if not s.__delitem__(slice(1, 4)) and s.__iadd__('Z')]",
    ),
    ("UserString.MutableString", "[str(s) for s in [_('abc')] if not s.insert(1, 'xy')]"),
    ("UserString.MutableString", "[str(s.__imul__(2)) for s in [_()] if not s.append('q')]"),
    ("HTMLParser.HTMLParseError", "str(_('bad', (1, 2)))"),
]


def defined(name: str) -> str:
    """An expression that defines the stand-in, and is it."""
    entry = STAND_INS[name]
    imports = "".join(f"import {module}\n" for module in entry.modules)
    text = imports + entry.text
    return f"[exec({text!r}, space) or space[{entry.name!r}] for space in [{{}}]][0]"


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_a_stand_in_does_the_same(name, text):
    (before,) = ask("2.7", [(name, text)])
    (after,) = ask(HERE, [("builtins.None", f"(lambda _: {text})({defined(name)})")])
    assert not (isinstance(before, dict) and "error" in before), before
    assert after == before
