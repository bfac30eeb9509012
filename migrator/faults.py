"""What becomes of a file whose result is not right: the rule at fault is left out at that place.

A comment says so in the result, so that later runs do the same, and a diagnostic tells why. Only
where that does not help is the file left as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from migrator.python2.source import SourceFile
from migrator.results import Diagnostic, FileResult, Position
from migrator.suppressions import suppress
from migrator.transform import RuleError

# A file in which more than this goes wrong is beyond help.
_MOST_PLACES = 5
_MOST_SUSPECTS = 5

DEFECT = "look at the line, and report it as a defect of migrator"
Suspect = tuple[str, Position]


class Fault(Exception):
    """The result of a file is not right.

    `reason` and `position` say why and where in the file; the `suspects` are rules and the places
    at which they may be to blame, the likeliest first. `result` is that of the file left as it
    was; without one, the cause of this exception is a defect that stops work on the file.
    """

    def __init__(
        self,
        reason: str,
        position: Position,
        suspects: Sequence[Suspect],
        result: FileResult | None = None,
    ) -> None:
        super().__init__(f"{position}: {reason}")
        self.reason = reason
        self.position = position
        self.suspects = suspects
        self.result = result

    @classmethod
    def of_rule(cls, error: RuleError) -> Fault:
        """That a rule failed."""
        reason = f"the rule failed ({error.what})"
        return cls(reason, error.position, [(error.code, error.position)])

    def give_up(self) -> FileResult:
        """The result of the file left as it was. Raises the cause where that is a defect."""
        if self.result is None:
            raise self.__cause__ or self
        return self.result


def leave_out(
    source: SourceFile, fault: Fault, attempt: Callable[[SourceFile], FileResult]
) -> FileResult:
    """The result that a file has once the rules at fault are left out at their places.

    `attempt` gives the result of a source, or raises a Fault.
    """
    first = fault
    said: list[Diagnostic] = []
    while len(said) < _MOST_PLACES:
        found = _without_one(source, fault, attempt)
        if found is None:
            break
        (code, position), source, outcome = found
        message = f"left out here, since {fault.reason}: {DEFECT}"
        said.append(Diagnostic(code, position, message))
        if isinstance(outcome, FileResult):
            return replace(outcome, diagnostics=(*outcome.diagnostics, *said))
        fault = outcome
    return first.give_up()


def _without_one(
    source: SourceFile, fault: Fault, attempt: Callable[[SourceFile], FileResult]
) -> tuple[Suspect, SourceFile, FileResult | Fault] | None:
    """The suspect without which the file has a result, or a fault elsewhere only."""
    for suspect in fault.suspects[:_MOST_SUSPECTS]:
        without = suppress(source, [suspect])
        try:
            return suspect, without, attempt(without)
        except Fault as other:
            if other.position.line != fault.position.line:
                return suspect, without, other
    return None
