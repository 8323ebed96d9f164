"""What every command that publishes a roster returns."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.summary import Summary
from wfm.domain.errors import GoalsMissed


@dataclass(frozen=True)
class RunResult:
    """A published roster. `repeated`: it was there already. `interruption_code`: 0, or 128 + signal.
    `person_needed`: something is wrong that only a person can set right, as a note says.

    `notes`: what a planner must know before he relies on it; `readings`: how the input files were understood.
    """

    run: Path
    summary: Summary
    repeated: bool = False
    interruption_code: int = 0
    person_needed: bool = False
    notes: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.run.parent.name}/{self.run.name}"

    @property
    def workbooks(self) -> tuple[Path, ...]:
        return tuple(sorted(self.run.glob("*.xlsx")))

    def as_dict(self) -> dict[str, object]:
        return {
            "run": self.name,
            "path": str(self.run),
            "repeated": self.repeated,
            **self.summary,
            "workbooks": [str(path) for path in self.workbooks],
            "notes": [*self.readings, *self.notes],
        }

    def exit_code(self, *, strict: bool) -> int:
        """The code of an interruption; with `strict` 5 when some cover misses its goal on some day, or a person is
        needed, for somebody's case in the retraining programme or otherwise."""
        if self.interruption_code:
            return self.interruption_code
        cases = self.summary.get("programme_new_cases")
        wanting = self.summary["cover_days_below_goal"] or self.person_needed or cases
        return GoalsMissed.exit_code if strict and wanting else 0
