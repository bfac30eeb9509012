"""Notes how each test ended: a JSON line [name, how, why] in a file below HOME."""

import json
import os

FILE = os.path.join(os.environ.get("HOME", "."), ".migrator-outcomes")


def note(name, how, why=""):
    line = json.dumps([_text(name), how, _text(why)]) + "\n"
    with open(FILE, "a") as file:
        file.write(line)


def reason(error):
    """The last line of what an exception, as sys.exc_info gives it, says."""
    kind, value = error[0], error[1]
    said = str(value).strip().split("\n")
    return "%s: %s" % (kind.__name__, said[0]) if said[0] else kind.__name__


def _text(value):
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
