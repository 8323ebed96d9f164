"""One day of a published roster and its retraining pool, as it stands by now."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from wfm.app.demand import Demand
from wfm.app.interval_rows import heads_in_pool, share_of_intervals
from wfm.app.opening import Opened
from wfm.app.reading_back import demand_run_of, read_demand
from wfm.app.register import register_name
from wfm.domain.demand import IntervalRow
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.people import Absence, AbsenceKind, Agent
from wfm.domain.pool import Need, Session
from wfm.domain.queues import Cover
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import MINUTES_PER_DAY, Horizon, at_minute
from wfm.io.columns import CANDIDATES, INTERVALS, POOL, SHIFTS
from wfm.io.manifest import newest, read_manifest
from wfm.io.near import did_you_mean
from wfm.io.runs import Run, find_run, published
from wfm.io.tables import read_rows
from wfm.pool.day.today import Today
from wfm.pool.ledger import Ledger
from wfm.rostering.coverage import agents_open

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PoolDay:
    """A day's roster, demand and pool. `absences`: all that are known by now, whole days or hours."""

    opened: Opened
    run: Run
    day: date
    plans: tuple[DayPlan, ...]
    demand: Demand
    today: Today
    absences: tuple[Absence, ...]

    @property
    def horizon(self) -> Horizon:
        return self.demand.horizon

    @property
    def agents(self) -> Sequence[Agent]:
        return self.opened.inputs.agents

    @property
    def roster(self) -> Roster:
        """The shifts that begin on the day."""
        return Roster(self.horizon, tuple(plan for plan in self.plans if plan.date == self.day))

    @property
    def run_name(self) -> str:
        """The run that the ledger knows the day by."""
        return register_name(self.run)

    @cached_property
    def planned_open(self) -> Mapping[str, Floats]:
        """Agents on contact per cover and interval as they were published, before the pool takes anybody."""
        rows: Sequence[IntervalRow] = read_rows(self.run.path / "intervals.csv", INTERVALS, self.horizon.zone)
        found = {cover.name: np.zeros(self.horizon.intervals) for cover in self.demand.covers}
        for row in rows:
            interval = self.horizon.elapsed(row.start) // self.horizon.interval_minutes
            if row.cover in found and 0 <= interval < self.horizon.intervals:
                found[row.cover][interval] = row.agents_open
        return found

    @cached_property
    def open_now(self) -> Mapping[str, Floats]:
        """Agents on contact without those who are known to be absent by now, before the pool takes anybody."""
        before = tuple(plan for plan in self.plans if plan.date < self.day)
        return agents_open(self.roster, self.agents, self.demand.covers, self.absences, before)

    def held(self, at: datetime) -> tuple[Session, ...]:
        """The sessions as they stand, without those that somebody's absence leaves without agent or trainer."""
        absent = self.absent_from_pool(at)
        return tuple(
            session
            for session in self.today.as_they_stand()
            if session.end <= at or absent.isdisjoint((session.agent_id, session.trainer_id))
        )

    def heads(self, sessions: Sequence[Session]) -> Mapping[str, Floats]:
        """Mean heads that sessions take per cover and interval."""
        return heads_in_pool(sessions, self.agents, self.demand.covers, self.horizon)

    def share(self, start: datetime, end: datetime) -> Floats:
        """How much of each interval of the day lies between two moments, 0-1."""
        return share_of_intervals(self.horizon.elapsed(start), self.horizon.elapsed(end), self.horizon)

    def cover(self, name: str | None) -> Cover:
        """The cover of that name (its queues in any order), else the one of most queues; InputProblems."""
        covers = self.demand.covers
        if name is not None:
            for cover in covers:
                if cover.name == "+".join(sorted(name.split("+"))):
                    return cover
        most = max((len(cover.queues) for cover in covers), default=0)
        widest = [cover for cover in covers if len(cover.queues) == most]
        if name is None and len(widest) == 1:
            return widest[0]
        names = [cover.name for cover in covers]
        hint = did_you_mean(name, names) if name else "say which, with --cover"
        raise InputProblems([Problem("--cover", f"one of {', '.join(names)}", value=name, hint=hint)])

    def counts_to(self, cover: Cover) -> Collection[str]:
        """Everybody whose skills meet a cover."""
        return {agent.agent_id for agent in self.agents if cover.counts(agent.skills)}

    def absent_from_pool(self, at: datetime) -> AbstractSet[str]:
        """Agents and trainers of blocks that `at` lies before the end of, and that an absence touches."""
        away: dict[str, list[Absence]] = {}
        for absence in self.absences:
            away.setdefault(absence.agent_id, []).append(absence)
        return {
            person
            for session in self.today.unreported()
            for person in (session.agent_id, session.trainer_id)
            if any(one.start < session.end and max(session.start, at) < one.end for one in away.get(person, ()))
        }

    @property
    def smallest_groups(self) -> Mapping[str, int]:
        return {topic.topic: topic.smallest for topic in self.opened.inputs.topics}

    def needs(self) -> tuple[Need, ...]:
        """How everybody stood when the pool was drafted."""
        return read_rows(self.run.path / "pool_candidates.csv", CANDIDATES, self.horizon.zone)


def pool_day(
    opened: Opened, ledger: Ledger, day: date, run_name: str | None = None, absent: Sequence[str] = ()
) -> PoolDay:
    """The day of the roster that people follow: that of the ledger, else the newest with a pool for it.

    `absent`: agents who did not come, whatever inputs/absences.csv says. Raises InputProblems when no published
    pool holds the day, or an absent agent is unknown.
    """
    run = _run_of(opened, ledger, day, run_name)
    zone, horizon = opened.centre.zone, opened.centre.horizon(day, 1)
    sessions: tuple[Session, ...] = tuple(_sessions(opened, run, day))
    shifts: tuple[DayPlan, ...] = read_rows(run.path / "shifts.csv", SHIFTS, zone)
    plans = tuple(plan for plan in shifts if plan.date in (day, day - timedelta(days=1)))
    absences = (*opened.inputs.absences, *_whole_day(absent, opened, day))
    return PoolDay(opened, run, day, plans, _of_day(opened, run, horizon), Today(day, sessions, ledger), absences)


def _run_of(opened: Opened, ledger: Ledger, day: date, name: str | None) -> Run:
    """The published roster that holds the day's pool."""
    shelf = opened.workspace.rosters
    if name is not None:
        runs = [find_run(shelf, name)]
    else:
        runs = [run for run in published(shelf) if register_name(run) == ledger.run_of(day)] or list(
            published(shelf)
        )
    of_day = [run for run in runs if 0 <= (day - run.first).days < run.days]
    with_pool = [run for run in of_day if (run.path / "pool.csv").is_file()]
    if with_pool:
        return newest(with_pool)
    shown = f"rosters/{name}" if name else "rosters/"
    if of_day:
        hint = f"draft it with `wfm pool --run {newest(of_day).name}`"
        raise InputProblems([Problem(shown, f"a retraining pool for {day}", hint=hint)])
    hint = "make one with `wfm run --from DATE --days N`"
    if runs:
        held = newest(runs)
        hint = f"{held.name} holds {held.first} and {held.days} days on: name one of them with --date, or {hint}"
    raise InputProblems([Problem(shown, f"a published roster for {day}", hint=hint)])


def _sessions(opened: Opened, run: Run, day: date) -> list[Session]:
    """The day's sessions of the roster, then those drafted on the day itself."""
    zone = opened.centre.zone
    found: list[Session] = list(read_rows(run.path / "pool.csv", POOL, zone))
    for extra in published(opened.workspace.intraday):
        if extra.first == day and read_manifest(extra.path).get("adds_to") == register_name(run):
            found += read_rows(extra.path / "pool.csv", POOL, zone)
    return [session for session in found if session.date == day]


def _of_day(opened: Opened, run: Run, horizon: Horizon) -> Demand:
    """The demand that the roster was built for, of one day."""
    demand = read_demand(demand_run_of(run, opened.workspace), opened)
    begins, ends = horizon.start, at_minute(horizon.first, MINUTES_PER_DAY, horizon.zone)
    forecast = tuple(row for row in demand.forecast if begins <= row.start < ends)
    needs = tuple(row for row in demand.requirement if begins <= row.start < ends)
    return Demand(horizon, forecast, demand.accuracy, demand.notes, needs)


def _whole_day(absent: Sequence[str], opened: Opened, day: date) -> list[Absence]:
    known = {agent.agent_id for agent in opened.inputs.agents}
    strange = [name for name in absent if name not in known]
    if strange:
        expected = "an agent_id of agents.csv"
        raise InputProblems(
            [Problem("--absent", expected, value=name, hint=did_you_mean(name, sorted(known))) for name in strange]
        )
    zone = opened.centre.zone
    begins, ends = at_minute(day, 0, zone), at_minute(day, MINUTES_PER_DAY, zone)
    return [Absence(name, begins, ends, AbsenceKind.UNPLANNED, True) for name in absent]


def moment_of(day: date, minute: int | None, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a wall-clock minute of the day, else now; InputProblems when now is on another day."""
    if minute is not None:
        return at_minute(day, minute, zone)
    if now.date() != day:
        hint = f"it is {now:%Y-%m-%d %H:%M} now, so say --at HH:MM for {day}"
        raise InputProblems([Problem("--at", "a time of that day", hint=hint)])
    return now.replace(second=0, microsecond=0)
