"""Everything in inputs/, read and checked at once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wfm.domain.burdens import BalanceRow
from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.events import Event
from wfm.domain.groups import AgentGroup
from wfm.domain.headcounts import HeadcountDemand
from wfm.domain.people import Absence, Agent, Performance, Pin, Request
from wfm.domain.pool import Topic
from wfm.domain.roster import DayPlan
from wfm.io import burdens, calendar, groups, headcounts, people
from wfm.io import performance as figures
from wfm.io.column import Table
from wfm.io.columns import (
    ABSENCES,
    AGENTS,
    BALANCE,
    EVENTS,
    GROUPS,
    HEADCOUNTS,
    HISTORY,
    INPUT_TABLES,
    PERFORMANCE,
    PINS,
    REQUESTS,
    SHIFTS,
    TRAINING,
)
from wfm.io.cross_checks import Checks
from wfm.io.day_plans import day_plans
from wfm.io.near import did_you_mean
from wfm.io.read_table import read_table
from wfm.io.reading import Findings, Reading, ReadingRules
from wfm.io.source import FORMATS
from wfm.io.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

PREVIOUS = "previous_shifts"
EVERYTHING = (*(table.name for table in INPUT_TABLES), PREVIOUS)
REQUIRED = (HISTORY.name, AGENTS.name)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Inputs:
    """What people put into inputs/. `files` are those that were read, `notes` what a planner should know.

    `history`: columns queue, start (aware, centre's zone), offered, aht_seconds (NaN: unknown) and optionally
    handled, abandoned, answered_within, asa_seconds; None when it was not wanted.
    """

    history: "pd.DataFrame | None" = None
    agents: tuple[Agent, ...] = ()
    performance: tuple[Performance, ...] = ()
    absences: tuple[Absence, ...] = ()
    requests: tuple[Request, ...] = ()
    events: tuple[Event, ...] = ()
    topics: tuple[Topic, ...] = ()
    pins: tuple[Pin, ...] = ()
    previous: tuple[DayPlan, ...] = ()
    balance: tuple[BalanceRow, ...] = ()
    groups: tuple[AgentGroup, ...] = ()
    headcounts: tuple[HeadcountDemand, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()


def read_inputs(workspace: Workspace, centre: Centre, wanted: Collection[str] = EVERYTHING) -> Inputs:
    """The wanted inputs of a workspace, by table names; a file that is not required may be missing.

    Raises InputProblems with every problem of every wanted file, StorageFailed when the disk refuses.
    """
    inputs, problems = read_what_is_sound(workspace, centre, wanted)
    if problems:
        raise InputProblems(problems)
    return inputs


def read_what_is_sound(
    workspace: Workspace, centre: Centre, wanted: Collection[str] = EVERYTHING
) -> tuple[Inputs, tuple[Problem, ...]]:
    """The wanted inputs without what cannot be read, and every problem of every wanted file.

    Where there are problems the inputs are good for finding more of them, and for nothing else. Raises
    StorageFailed when the disk refuses.
    """
    desk = _Desk(workspace, centre, wanted)
    desk.note_strangers()
    history = desk.history()
    agents = desk.agents()
    absences = desk.rows(ABSENCES, people.absences)
    inputs = Inputs(
        history=history,
        agents=agents,
        performance=desk.rows(PERFORMANCE, figures.performance),
        absences=absences,
        requests=desk.rows(REQUESTS, people.requests),
        events=desk.rows(EVENTS, calendar.events),
        topics=desk.rows(TRAINING, calendar.topics),
        pins=desk.rows(PINS, lambda reading, checks: people.pins(reading, checks, absences)),
        previous=desk.rows(SHIFTS, day_plans, PREVIOUS),
        balance=desk.rows(BALANCE, burdens.balance),
        groups=desk.rows(GROUPS, groups.groups),
        headcounts=desk.rows(HEADCOUNTS, headcounts.headcounts),
        notes=tuple(desk.findings.notes),
        files=tuple(desk.files),
    )
    desk.findings.problems += desk.unknown_teams()
    return inputs, tuple(desk.findings.problems)


class _Desk:
    """Opens one file after the other; problems and notes pile up until all have been read."""

    def __init__(self, workspace: Workspace, centre: Centre, wanted: Collection[str]) -> None:
        self.workspace = workspace
        self.wanted = wanted
        self.findings = Findings()
        self.files: list[Path] = []
        self._rules = ReadingRules(centre.zone, centre.columns, centre.files)
        self._checks = Checks(centre, self.findings)

    def note_strangers(self) -> None:
        """Name the tables in inputs/ that have no name we know: a misspelt file would simply not count."""
        for path in sorted(self.workspace.inputs.glob("*.*")):
            known = path.stem in EVERYTHING or path.stem.startswith(HISTORY.name)
            if path.suffix.casefold() in FORMATS and not known:
                guess = did_you_mean(path.stem, EVERYTHING)
                self.findings.notes.append(
                    f"{self.workspace.shown(path)}: not read{f'; {guess}' if guess else ''}"
                )

    def rows(
        self, table: Table, build: Callable[[Reading, Checks], tuple[Row, ...]], name: str | None = None
    ) -> tuple[Row, ...]:
        """The rows of one file; none when it is not wanted or not there."""
        name = name or table.name
        readings = self._readings(table, name, name) if name in self.wanted else []
        if not readings:
            return ()
        if table is AGENTS:
            self._checks.agent_ids = people.known_ids(readings[0])
            self._checks.teams = people.known_teams(readings[0])
            if not readings[0].rows and not self.findings.problems:
                self.findings.problems.append(Problem(readings[0].file, "at least one agent"))
        return build(readings[0], self._checks)

    def agents(self) -> tuple[Agent, ...]:
        """Everybody who may be rostered; the other files are held against them."""
        found = self.rows(AGENTS, people.agents)
        self._checks.agents = found if self._checks.agent_ids is not None else None
        return found

    def unknown_teams(self) -> list[Problem]:
        """The teams of the settings that no agent is in, when the agents are known."""
        centre, teams = self._checks.centre, self._checks.teams
        return [] if teams is None else list(groups.unknown_teams(centre, teams, self.workspace.settings))

    def history(self) -> "pd.DataFrame | None":
        """One table of all history files; None when it is not wanted or none can be read."""
        readings = self._readings(HISTORY, HISTORY.name, f"{HISTORY.name}*") if HISTORY.name in self.wanted else []
        if not readings:
            return None
        from wfm.io.history import history
        from wfm.io.history_gaps import gaps

        frame = history(readings, self._checks)
        self.findings.notes += gaps(frame, self._checks.centre)
        self._checks.last_day = None if frame.empty else frame["start"].max().date()
        if self.findings.problems:
            return frame
        if frame.empty or frame["aht_seconds"].isna().all():
            expected = "rows with contacts" if frame.empty else "a handling time (aht_seconds) in some rows"
            self.findings.problems.append(Problem(readings[0].file, expected))
        return frame

    def _readings(self, table: Table, name: str, pattern: str) -> list[Reading]:
        """The files of one table that could be read. Several are allowed for the history only."""
        paths = sorted(
            path for path in self.workspace.inputs.glob(f"{pattern}.*") if path.suffix.casefold() in FORMATS
        )
        if not paths and name in REQUIRED:
            paths = [self.workspace.inputs / f"{name}.csv"]
        if len(paths) > 1 and table is not HISTORY:
            found = ", ".join(path.name for path in paths)
            self.findings.problems.append(
                Problem(self.workspace.shown(paths[0]), "one file of this name", value=found)
            )
        readings = [
            read_table(path, self.workspace.shown(path), table, self._rules, self.findings) for path in paths
        ]
        self.files += [path for path in paths if path.is_file()]
        return [reading for reading in readings if reading is not None]
