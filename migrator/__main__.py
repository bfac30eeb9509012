"""`migrator` and `python -m migrator`.

The parser is built and asked first; what rewrites is imported when a verb needs it, so
that `--version`, `--help` and a wrong option answer at once.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from migrator import cli

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is given back (see `cli.Exit`)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of files need not be text
            stream.reconfigure(errors="backslashreplace")
    parsed = cli.parser().parse_args(arguments)
    try:
        code = parsed.run(parsed)
        sys.stdout.flush()
        gc.freeze()  # at the end no garbage is looked for: all goes anyhow
        return code
    except KeyboardInterrupt:
        print("migrator: interrupted; every file is either as it was or done", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # `migrator ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return cli.Exit.CHANGES


if __name__ == "__main__":
    sys.exit(main())
