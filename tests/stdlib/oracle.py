"""Run as a script by any Python from 2.7 on: evaluate expressions and say what came out.

Standard input is a JSON list of `[name, expression]`; in the expression `_` is the object with
that dotted name. Standard output is a JSON list of results, as JSON has them (text for bytes), or
`{"error": ...}`.
"""

import importlib
import json
import os
import sys

TEXT = {"encoding": "latin-1"} if sys.version_info[0] == 2 else {}


def resolve(name):
    """The object with a dotted name; that of a built-in starts with `builtins`."""
    parts = name.split(".")
    if parts[0] == "builtins" and sys.version_info[0] == 2:
        parts[0] = "__builtin__"
    for size in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:size]))
        except ImportError:
            continue
        for part in parts[size:]:
            found = getattr(found, part)
        return found
    raise ImportError("no module in " + name)


def as_json(value):
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if hasattr(value, "__iter__"):
        return list(value)
    return repr(value)


def answer(name, expression):
    try:
        result = eval(expression, {"_": resolve(name)})
        return json.loads(json.dumps(result, default=as_json, **TEXT))
    except Exception as error:
        return {"error": repr(error)}


if __name__ == "__main__":
    results = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    json.dump([answer(*question) for question in json.load(sys.stdin)], results)
