"""``wfm pool status``: where everybody stands in the retraining programme, and what is due."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from wfm.app.opening import open_what_is_sound
from wfm.app.register import ledger_of, steps_of
from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.pool import LedgerEntry, ProgrammeLine, ProgrammeState, ProgrammeStep, SampleDue, Topic
from wfm.io.atomic import storing
from wfm.io.columns import SAMPLES, TRAINING
from wfm.io.database import opened as opened_database
from wfm.io.manifest import newest
from wfm.io.near import did_you_mean
from wfm.io.privacy import keep_to_owner
from wfm.io.runs import published
from wfm.io.tables import read_rows
from wfm.io.workspace import Workspace
from wfm.pool.ledger import OFF_THE_PHONES, Ledger
from wfm.pool.programme.courses import Courses
from wfm.pool.programme.lines import lines_of
from wfm.pool.programme.states import standing

SAMPLES_AHEAD_DAYS = 7
"""Quality samples of so many days, the day itself among them, are told."""


@dataclass(frozen=True, slots=True)
class StatusView:
    """What is wanted: one agent, one state, another day than today; None: all, today."""

    agent_id: str | None = None
    state: ProgrammeState | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One agent at the end of a day: his place in the programme (None: outside), sessions and minutes that he has
    had, mandatory ones among them, the date of the last (None: never), minutes `ahead` that are planned for later
    days, and when quality samples are due."""

    agent_id: str
    sessions: int
    minutes: int
    last: date | None
    ahead: int = 0
    programme: ProgrammeLine | None = None
    samples: tuple[date, ...] = ()

    def as_dict(self) -> dict[str, object]:
        line = self.programme
        return {
            "agent_id": self.agent_id,
            "sessions": self.sessions,
            "minutes": self.minutes,
            "last": None if self.last is None else self.last.isoformat(),
            "minutes_ahead": self.ahead,
            "programme": None if line is None else {**asdict(line), "state": str(line.state)},
            "samples_due": [day.isoformat() for day in self.samples],
        }


@dataclass(frozen=True)
class PoolStatus:
    """Everybody in the programme or the ledger on `day`, those who need somebody first; `exported`: files written
    on request."""

    day: date
    standings: tuple[Standing, ...]
    exported: tuple[Path, ...] = ()

    def as_dict(self) -> dict[str, object]:
        return {
            "date": self.day.isoformat(),
            "agents": [standing.as_dict() for standing in self.standings],
            "exported": [str(path) for path in self.exported],
        }


def pool_status(where: Path | None, export_to: Path | None, view: StatusView | None = None) -> PoolStatus:
    """How everybody stands; with `export_to` the program's whole memory as CSV files there. Raises InputProblems
    for an agent of whom neither programme nor ledger knows anything."""
    opened, _ = open_what_is_sound(where, [TRAINING.name])
    workspace, view = opened.workspace, view or StatusView()
    day = view.day or datetime.now(opened.centre.zone).date()
    if not workspace.database.is_file():
        return PoolStatus(day, ())
    exported: tuple[Path, ...] = ()
    with opened_database(workspace.database) as database:
        ledger, steps = ledger_of(database), steps_of(database)
        if export_to is not None:
            with storing(export_to):
                export_to.mkdir(parents=True, exist_ok=True)
            exported = database.export(export_to)
            keep_to_owner(exported)
    samples = _samples(workspace, opened.centre, day)
    everybody = _standings(ledger, steps, opened.inputs.topics, opened.centre, day, samples)
    return PoolStatus(day, tuple(_wanted(everybody, view)), exported)


def _standings(
    ledger: Ledger,
    steps: Sequence[ProgrammeStep],
    topics: Sequence[Topic],
    centre: Centre,
    day: date,
    samples: Mapping[str, Sequence[date]],
) -> list[Standing]:
    """Everybody of whom anything is known: those who need somebody first, then by agent."""
    now = standing(steps, day)
    lines = lines_of(steps, tuple(now.values()), Courses(ledger, topics, day), centre.pool.programme)
    line_of = {line.agent_id: line for line in lines}
    order = {state: place for place, state in enumerate(ProgrammeState.by_urgency())}

    def urgency(agent_id: str) -> tuple[int, str]:
        line = line_of.get(agent_id)
        return len(order) if line is None else order[line.state], agent_id

    return [
        _standing(agent_id, ledger.standing.get(agent_id, ()), line_of.get(agent_id), day, samples)
        for agent_id in sorted({*ledger.standing, *line_of}, key=urgency)
    ]


def _standing(
    agent_id: str,
    entries: Sequence[LedgerEntry],
    line: ProgrammeLine | None,
    day: date,
    samples: Mapping[str, Sequence[date]],
) -> Standing:
    taken = [entry for entry in entries if entry.status in OFF_THE_PHONES]
    had = [entry for entry in taken if entry.date <= day]
    return Standing(
        agent_id,
        len({entry.lesson for entry in had}),
        sum(entry.minutes for entry in had),
        max((entry.date for entry in had), default=None),
        sum(entry.minutes for entry in taken if entry.date > day),
        line,
        tuple(samples.get(agent_id, ())),
    )


def _wanted(everybody: Sequence[Standing], view: StatusView) -> Sequence[Standing]:
    known = [one.agent_id for one in everybody]
    if view.agent_id is not None and view.agent_id not in known:
        expected = "an agent of the programme or the ledger"
        hint = did_you_mean(view.agent_id, known) or "`wfm pool status` lists them"
        raise InputProblems([Problem("--agent", expected, value=view.agent_id, hint=hint)])
    return [
        one
        for one in everybody
        if view.agent_id in (None, one.agent_id)
        and (view.state is None or (one.programme is not None and one.programme.state is view.state))
    ]


def _samples(workspace: Workspace, centre: Centre, day: date) -> Mapping[str, Sequence[date]]:
    """The samples due in the next days, as the newest run with a pool over that day has them."""
    name = "quality_samples.csv"
    runs = [run for run in published(workspace.rosters) if (run.path / name).is_file()]
    runs = [run for run in runs if run.first <= day < run.first + timedelta(days=run.days)]
    if not runs:
        return {}
    rows: tuple[SampleDue, ...] = read_rows(newest(runs).path / name, SAMPLES, centre.zone)
    found: dict[str, list[date]] = {}
    for row in rows:
        if day <= row.due < day + timedelta(days=SAMPLES_AHEAD_DAYS):
            found.setdefault(row.agent_id, []).append(row.due)
    return found
