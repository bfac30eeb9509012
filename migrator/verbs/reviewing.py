"""`migrator fix --interactive` and `migrator fix --commit-per-rule`"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from migrator.report.hunks import Hunk, Patch
from migrator.report.style import count, paint, wants_colour
from migrator.results import FileResult
from migrator.verbs.common import Exit
from migrator.verbs.reading import Run

HELP = """\
y - make this change
n - leave this as it is
a - make this change and all later ones of the file
d - leave this and all later ones of the file
q - leave this and all later ones of all files
? - print this help"""


class Review:
    """Asks about each change."""

    def __init__(self) -> None:
        self._answer = ""  # for all that is left: "q"
        self._colour = wants_colour(sys.stdout)

    def of(self, result: FileResult) -> FileResult:
        """The result with the changes that are wanted."""
        if result.error or not result.changed:
            return result
        patch = Patch(result.before, result.after)
        taken: list[Hunk] = []
        for number, hunk in enumerate(patch.hunks, 1):
            if self._answer in ("", "y", "n"):
                where = f"{result.path}:{hunk.old.start + 1}"
                print(paint(where, "bold") if self._colour else where)
                for sign, line in patch.lines(hunk):
                    text = (sign + line).decode(result.encoding, "replace").rstrip("\r\n")
                    colour = "red" if sign == b"-" else "green"
                    print(paint(text, colour) if self._colour else text)
                self._answer = self._ask(f"({number}/{len(patch.hunks)}) Make this change")
            if self._answer in ("y", "a"):
                taken.append(hunk)
        if self._answer != "q":
            self._answer = ""
        after = patch.applied(taken)
        return replace(result, after=after, changes=result.changes if taken else ())

    @staticmethod
    def _ask(question: str) -> str:
        while True:
            print(f"{question} [y,n,a,d,q,?]? ", end="", flush=True)
            answer = sys.stdin.readline()
            if not answer:
                return "q"
            if answer.strip().lower() in tuple("ynadq"):
                return answer.strip().lower()
            print(HELP)


def commit_per_rule(run: Run) -> int:
    """Migrate the files in one commit a rule."""
    from migrator.project import common_folder
    from migrator.rules import all_rules
    from migrator.steps import GitError, Repository, all_steps, message

    console = run.console("fixed")
    states: dict[str, dict[Path, bytes]] = defaultdict(dict)
    try:
        repository = Repository(common_folder(run.args.paths))
        repository.refuse_changes()
        files, unreadable = run.files()
        for result in unreadable:
            console.add(result)
        for done in all_steps(files, run.options, jobs=run.settings.jobs):
            for code, data in done.after:
                states[code][done.result.path] = data
            console.add(done.result)
        rules = {rule.code: rule for rule in all_rules()}
        for code, changed in sorted(states.items()):
            if repository.commit(changed.items(), message(rules[code], len(changed))):
                print(f"{code} {run.names[code]}: {count(len(changed), 'file')}")
    except GitError as error:
        print(f"migrator: {error}", file=sys.stderr)
        return Exit.USAGE
    return run.end(console, asked=False)
