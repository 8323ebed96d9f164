"""``wfm check``: read and validate everything, and say what was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from wfm.app.demand import unanswered
from wfm.app.opening import Opened, open_what_is_sound
from wfm.app.special_days import special_days
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.people import Agent
from wfm.io.columns import AGENTS
from wfm.io.settings import problem_at
from wfm.rostering.contract_check import impossible_contracts
from wfm.rostering.impossible_bonds import impossible_bonds
from wfm.rostering.impossible_groups import impossible_rules
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
    problems = [
        *found,
        *_impossible_contracts(opened),
        *_impossible_pins(opened),
        *(_impossible_groups(opened) if not _of_agents(found) else ()),
    ]
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
    centre, inputs, past = opened.centre, opened.inputs, _last_day_of_history(opened)
    dates = [pin.date for pin in inputs.pins if past is None or pin.date > past]
    if not dates:
        return ()
    days = min((max(dates) - min(dates)).days + 1, LONGEST_HORIZON_DAYS)
    horizon = centre.horizon(min(dates), days)
    agents = _with_contracts(opened)
    pins = tuple(pin for pin in inputs.pins if not pin.shift or pin.shift in centre.shifts)
    events = special_days(opened, horizon)
    return impossible_pins(RosterProblem(centre, horizon, agents, (), pins=pins, events=events))


def _impossible_groups(opened: Opened) -> Iterator[Problem]:
    """The hard rules across agents that their number, contracts and shifts rule out, from the day after the
    history on."""
    settings, inputs, past = opened.workspace.settings, opened.inputs, _last_day_of_history(opened)
    agents = _with_contracts(opened)
    if past is None or not agents:
        return
    for found in impossible_rules(opened.centre, agents, past + timedelta(days=1)):
        yield problem_at(settings, found.place, found.expected, found.value, found.advice)
    pins = [pin for pin in inputs.pins if pin.date > past]
    yield from impossible_bonds(opened.centre, agents, inputs.groups, pins, inputs.absences)


def _of_agents(problems: Sequence[Problem]) -> bool:
    """Whether some agents could not be read, so that nobody can say how many there are."""
    return any(Path(problem.file).stem == AGENTS.name for problem in problems)


def _last_day_of_history(opened: Opened) -> date | None:
    history = opened.inputs.history
    return None if history is None or history.empty else history["start"].max().date()


def _with_contracts(opened: Opened) -> tuple[Agent, ...]:
    """The agents whose contracts are known."""
    return tuple(agent for agent in opened.inputs.agents if agent.contract in opened.centre.contracts)
