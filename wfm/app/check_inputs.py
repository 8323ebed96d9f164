"""``wfm check``: read and validate everything, and say what was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wfm.app.demand import unanswered
from wfm.app.opening import Opened, open_what_is_sound
from wfm.app.special_days import special_days
from wfm.domain.errors import InputProblems, Problem
from wfm.io.settings import problem_at
from wfm.rostering.contract_check import impossible_contracts
from wfm.rostering.impossible_pins import impossible_pins
from wfm.rostering.problem import RosterProblem

LONGEST_HORIZON_DAYS = 366
"""As many days as can be planned at once; later pins are looked at when their time comes."""


@dataclass(frozen=True)
class CheckResult:
    """What the workspace holds when nothing is wrong with it."""

    workspace: Path
    centre: str
    queues: int
    files: tuple[str, ...]
    counts: dict[str, int]
    history_first: str
    history_last: str
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "status": "ok",
            "workspace": str(self.workspace),
            "centre": self.centre,
            "queues": self.queues,
            "files": list(self.files),
            "counts": self.counts,
            "history_first": self.history_first,
            "history_last": self.history_last,
            "notes": list(self.notes),
        }


def check_inputs(where: Path | None) -> CheckResult:
    """Read settings and inputs; InputProblems with all problems at once when something is wrong."""
    opened, found = open_what_is_sound(where)
    problems = [*found, *_impossible_contracts(opened), *_impossible_pins(opened)]
    if problems:
        raise InputProblems(problems)
    inputs = opened.inputs
    starts = opened.history["start"]
    return CheckResult(
        workspace=opened.workspace.root,
        centre=opened.centre.name,
        queues=len(opened.centre.queues),
        files=tuple(path.name for path in inputs.files),
        counts={
            "history": len(starts),
            "agents": len(inputs.agents),
            "performance": len(inputs.performance),
            "absences": len(inputs.absences),
            "requests": len(inputs.requests),
            "events": len(inputs.events),
            "topics": len(inputs.topics),
            "pins": len(inputs.pins),
        },
        history_first=starts.min().date().isoformat(),
        history_last=starts.max().date().isoformat(),
        notes=(*inputs.notes, *unanswered(opened.centre, inputs.agents)),
    )


def _impossible_contracts(opened: Opened) -> Iterator[Problem]:
    """The contracts under which nobody could work a single week."""
    settings = opened.workspace.settings
    for found in impossible_contracts(opened.centre):
        place = tuple(filter(None, ("contracts", found.contract, found.key)))
        yield problem_at(settings, place, found.expected, found.value or None, found.advice)


def _impossible_pins(opened: Opened) -> tuple[Problem, ...]:
    """The pins after the history that nobody could keep; older ones are over, later ones than a year too far."""
    centre, inputs = opened.centre, opened.inputs
    past = None if inputs.history is None or inputs.history.empty else inputs.history["start"].max().date()
    dates = [pin.date for pin in inputs.pins if past is None or pin.date > past]
    if not dates:
        return ()
    days = min((max(dates) - min(dates)).days + 1, LONGEST_HORIZON_DAYS)
    horizon = centre.horizon(min(dates), days)
    agents = tuple(agent for agent in inputs.agents if agent.contract in centre.contracts)
    pins = tuple(pin for pin in inputs.pins if not pin.shift or pin.shift in centre.shifts)
    events = special_days(opened, horizon)
    return impossible_pins(RosterProblem(centre, horizon, agents, (), pins=pins, events=events))
