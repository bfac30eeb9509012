"""Run as a script by Python 2.7: what its `tokenize` makes of each text.

Standard input has one text, as a JSON string, a line; standard output a JSON list of
[name of the kind, row, column in bytes of UTF-8, text] for it.
"""

import io
import json
import sys
import tokenize


def tokens(text):
    readline = io.BytesIO(text.encode("utf-8")).readline
    return [
        [tokenize.tok_name[kind], start[0], start[1], word.decode("utf-8")]
        for kind, word, start, _, _ in tokenize.generate_tokens(readline)
    ]


if __name__ == "__main__":
    for line in iter(sys.stdin.readline, ""):
        print(json.dumps(tokens(json.loads(line))))
        sys.stdout.flush()
