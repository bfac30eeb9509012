"""Run as a script by Python 2.7: its `ast` of each source, in the words of `canonical`.

Standard input has a JSON list a line: the source, each byte as the character with its number,
and whether to tell all. Standard output has the lines of the tree if so, else a digest of them,
or null for a source that 2.7 does not compile.
"""

import ast
import hashlib
import json
import os
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from canonical import Canonical


class Canonical2(Canonical):
    def arguments(self, node):
        return self.node("arguments", node.args, node.vararg, node.kwarg, node.defaults)

    def Num(self, node):
        return self.number(node.n)

    def Str(self, node):
        return self.string(node.s)

    def Slice(self, node):
        """`a[1::]` has a step in 2.7, the name None, as has `a[1::None]`."""
        is_none = isinstance(node.step, ast.Name) and node.step.id == "None"
        return self.node("Slice", node.lower, node.upper, None if is_none else node.step)


def tree(source):
    try:
        compile(source, "<source>", "exec", 0, True)
        module = compile(source, "<source>", "exec", ast.PyCF_ONLY_AST, True)
    except (SyntaxError, TypeError, ValueError, MemoryError):
        return None
    return Canonical2().module(module)


def answer():
    for line in iter(sys.stdin.readline, ""):
        source, verbose = json.loads(line)
        lines = tree(source.encode("latin-1"))
        if lines is not None and not verbose:
            lines = hashlib.md5("\n".join(lines).encode("ascii")).hexdigest()
        print(json.dumps(lines))
        sys.stdout.flush()


if __name__ == "__main__":
    sys.setrecursionlimit(20000)
    threading.stack_size(512 << 20)
    thread = threading.Thread(target=answer)
    thread.start()
    thread.join()
