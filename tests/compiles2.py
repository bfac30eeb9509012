"""Run as a script by Python 2.7: say of each source why it does not compile, or null.

Standard input has one JSON string a line: the bytes of a source, each as the character with
its number. So does standard output.
"""

import json
import sys


def refusal(source):
    try:
        compile(source.encode("latin-1"), "<source>", "exec", 0, True)
    except (SyntaxError, ValueError, TypeError, OverflowError, MemoryError) as error:
        return type(error).__name__ + ": " + str(error)


if __name__ == "__main__":
    for line in iter(sys.stdin.readline, ""):
        print(json.dumps(refusal(json.loads(line))))
        sys.stdout.flush()
