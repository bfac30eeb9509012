"""What samples do with text and with bytes under the running interpreter, as JSON.

Runs under Python 2.7 and 3 as a script, so it imports nothing of ours; `border_generate.py`
starts it. Standard input holds {"samples": [[setup, call, look], ...], "heirs": {old: new},
"sizes": [number of native strings, ...]}; standard output, for each sample and each choice of
colours ("tb": the first text, the second bytes), null where it fails, else [shape, plain, type]:
the result's shape as in `migrator/facts/text/shapes.py`, what is there to compare, and the name
of the result's class.
"""

import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

PY2 = sys.version_info[0] == 2
TEXT = type(b"".decode())
MOST = 4  # native strings of one sample whose colours are tried in all combinations
SECONDS = 5


def raw(text):
    """A native string as bytes."""
    return text if PY2 else text.encode("latin-1")


def native(data):
    """Bytes as a native string."""
    return data if PY2 else data.decode("latin-1")


class Thing:
    name = 1


class Sink:
    """A file that takes anything and shows text as 2.7 would have it."""

    def __init__(self):
        self.parts = []

    def write(self, part):
        self.parts.append(part)

    def text(self):
        return "".join(part if isinstance(part, str) else str(part) for part in self.parts)


class Names:
    """A module of 2.7, its names where they are today."""

    def __init__(self, dotted, heirs):
        self._dotted = dotted
        self._heirs = heirs

    def __getattr__(self, name):
        full = self._dotted + "." + name
        new = self._heirs.get(full, full)
        found = find(new)
        if found is None:
            return Names(full, self._heirs)
        return found


def find(dotted):
    """What a dotted name stands for; None for a package of which other names are wanted."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = __import__(".".join(parts[:end]), fromlist=["x"])
        except ImportError:
            continue
        for part in parts[end:]:
            found = getattr(found, part)
        return None if end == len(parts) else found
    raise NameError(dotted)


def make(path):
    with open(path, "wb") as file:
        file.write(raw("content\n"))


def pair():
    return socket.socketpair()


def now(value, old, new):
    """A method that was renamed."""
    return getattr(value, old if PY2 else new)


def cat():
    return subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def archive():
    import io
    import zipfile

    file = zipfile.ZipFile(io.BytesIO(), "a")
    file.writestr("a", raw("b"))
    return file


def tarball():
    import io
    import tarfile

    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as file:
        info = tarfile.TarInfo("a")
        info.size = 1
        file.addfile(info, io.BytesIO(raw("b")))
    stream.seek(0)
    return tarfile.open(fileobj=stream)


def sound():
    import io
    import wave

    file = wave.open(io.BytesIO(), "wb")
    file.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
    return file


def response():
    """An answer of an HTTP server, from a socket that is none."""
    import io

    client = __import__("httplib" if PY2 else "http.client", fromlist=["x"])

    class Wire:
        def makefile(self, *args):
            return io.BytesIO(raw("HTTP/1.0 200 OK\r\nA: b\r\n\r\nbody"))

    answer = client.HTTPResponse(Wire())
    answer.begin()
    return answer


def is_file(value):
    return hasattr(value, "read") and hasattr(value, "close") and not hasattr(value, "recv")


def class_name(value):
    """The class of a value that is an object of some module, else an empty text."""
    kind = type(value)
    if kind.__module__ in ("builtins", "__builtin__") and kind.__name__ != "bytearray":
        return ""
    return kind.__module__ + "." + kind.__name__


def file_shape(value):
    """The content of a file, by what it reads, or else what it is."""
    import io

    if isinstance(value, io.TextIOBase):
        return "<text>"
    if PY2:
        return "<bytes>"
    inner = getattr(value, "file", None) or getattr(value, "_stream", None) or value
    return "<text>" if isinstance(inner, io.TextIOBase) else "<bytes>"


def shape(value, depth=0):
    if isinstance(value, TEXT):
        return "text"
    if isinstance(value, bytes):
        return "bytes"
    if depth > 3:
        return "."
    if isinstance(value, (list, set, frozenset)):
        parts = sorted({shape(part, depth + 1) for part in value})
        return "[" + (parts[0] if len(parts) == 1 else "any") + "]" if parts else "."
    if isinstance(value, tuple):
        return "(" + ",".join(shape(part, depth + 1) for part in value) + ")"
    if isinstance(value, dict) and value:
        key, item = sorted(value.items(), key=repr)[0]
        return "{" + shape(key, depth + 1) + ":" + shape(item, depth + 1) + "}"
    if type(value).__name__ == "_Environ":
        return "{text:text}"
    if is_file(value):
        return file_shape(value)
    return "."


def plain(value, depth=0):
    """What is compared: bytes as text, objects not at all."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, TEXT) or value is None or isinstance(value, (int, bool)):
        return value
    if depth > 3:
        return ""
    if isinstance(value, (list, tuple)):
        return [plain(part, depth + 1) for part in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(part, depth + 1) for part in value)
    if isinstance(value, dict):
        return sorted([plain(k, depth + 1), plain(v, depth + 1)] for k, v in value.items())
    return ""


def timed_out(*ignored):
    raise RuntimeError("took too long")


def run(sample, colours, heirs):
    setup, call, look = sample
    turn = iter(colours)

    def choose(text):
        return raw(text) if next(turn) == "b" and not PY2 else text

    folder = tempfile.mkdtemp()
    names = dict(globals(), N=choose, tmp=folder, str_of=lambda b: native(bytes(b)))
    names.update(raw_input=lambda: "line", unicode=TEXT)
    here = os.getcwd()
    for root in {old.partition(".")[0] for old in heirs["*"]}:
        names[root] = Names(root, heirs)
    signal.alarm(SECONDS)
    try:
        for part in setup:
            exec(part, names)
        names["it"] = result = eval(call, names)
        looked = eval(look, names) if look else None
        return [shape(result), [plain(result), plain(looked)], class_name(result)]
    except Exception:
        return None
    finally:
        signal.alarm(0)
        os.chdir(here)
        shutil.rmtree(folder, ignore_errors=True)


def main():
    results = os.fdopen(os.dup(1), "w")
    sys.stdin, wanted = open(os.devnull), json.load(sys.stdin)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    signal.signal(signal.SIGALRM, timed_out)
    found = []
    for sample, size in zip(wanted["samples"], wanted["sizes"]):  # noqa: B905
        if PY2 or size > MOST:
            choices = ["t" * size] if PY2 else ["t" * size, "b" * size]
        else:
            choices = ["".join(one) for one in itertools.product("tb", repeat=size)]
        found.append({one: run(sample, one, wanted["heirs"]) for one in choices})
    json.dump(found, results)
    results.close()
    os._exit(0)


if __name__ == "__main__":
    main()
