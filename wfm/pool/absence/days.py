"""Who was due at work on which day, and who stayed away: the ground of every absence figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import Centre
from wfm.domain.people import Absence, AbsenceKind, Agent
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.time import minutes_between
from wfm.pool.absence.spells import Spell, spells_of

Floats = NDArray[np.float64]
Plans = Mapping[tuple[str, date], DayPlan]


@dataclass(frozen=True)
class AbsenceDays:
    """A window of days; agents in rows, days in columns, parts of a working day (0-1) in the cells.

    `due`: would be at work as far as planned leave and training let him; `planned`: the days that these took;
    `unplanned`: the part of `due` that was missed. `rostered`: days of due and planned that published rosters
    tell, per agent; for the others the contract says how likely each weekday is a working day.
    """

    first: date
    agents: tuple[Agent, ...]
    due: Floats
    planned: Floats
    unplanned: Floats
    rostered: Floats
    spells: tuple[Spell, ...]

    @cached_property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range(self.due.shape[1]))

    @property
    def last(self) -> date:
        return self.dates[-1]

    @cached_property
    def weekdays(self) -> NDArray[np.int64]:
        """The weekday of every column, Monday = 0."""
        return (np.arange(len(self.dates)) + self.first.weekday()) % 7

    @property
    def expected(self) -> float:
        """Days that would have been worked without any absence."""
        return float(self.due.sum() + self.planned.sum())

    def on_contact(self) -> "AbsenceDays":
        """The same days of those alone who have skills: leads and trainers off the phones are not open."""
        rows = [row for row, agent in enumerate(self.agents) if agent.skills]
        places = {row: place for place, row in enumerate(rows)}
        return AbsenceDays(
            self.first,
            tuple(self.agents[row] for row in rows),
            self.due[rows],
            self.planned[rows],
            self.unplanned[rows],
            self.rostered[rows],
            tuple(replace(spell, row=places[spell.row]) for spell in self.spells if spell.row in places),
        )


def absence_days(
    centre: Centre, agents: Sequence[Agent], absences: Sequence[Absence], plans: Plans, first: date, last: date
) -> AbsenceDays:
    """The days from `first` to `last` of these agents, each from his hire on; `plans`: what published rosters had
    for an agent and a day."""
    window = _Window(centre, plans, first, (last - first).days + 1)
    shape = (len(agents), window.days)
    due, planned, unplanned = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    rostered, spells = np.zeros(len(agents)), list[Spell]()
    by_agent: dict[str, list[Absence]] = {}
    for absence in absences:
        by_agent.setdefault(absence.agent_id, []).append(absence)
    for row, agent in enumerate(agents):
        own = by_agent.get(agent.agent_id, ())
        expected, rostered[row] = window.expected(agent)
        leave = window.away(agent, [one for one in own if one.kind is not AbsenceKind.UNPLANNED])
        missed = window.away(agent, [one for one in own if one.kind is AbsenceKind.UNPLANNED])
        planned[row] = expected * leave
        due[row] = expected - planned[row]
        unplanned[row] = np.minimum(expected * missed, due[row])
        spells += spells_of(row, due[row], unplanned[row])
    return AbsenceDays(first, tuple(agents), due, planned, unplanned, rostered, tuple(spells))


def usual_week(agent: Agent, centre: Centre) -> tuple[float, ...]:
    """How likely each weekday (Monday first) is a working day, when only the contract can tell: its mean days a
    week over the weekdays that its shifts and the agent's availability allow."""
    contract = centre.contracts[agent.contract]
    names = contract.shifts if agent.shifts is None else agent.shifts
    weekdays = {day for name in names for day in centre.shifts[name].weekdays}
    if agent.availability is not None:
        weekdays &= set(agent.availability)
    mean = (contract.days_per_week.least + contract.days_per_week.most) / 2
    likely = min(1.0, mean / len(weekdays)) if weekdays else 0.0
    return tuple(likely if day in weekdays else 0.0 for day in range(7))


@dataclass(frozen=True)
class _Window:
    """The days looked at, and what rosters and contracts say of them."""

    centre: Centre
    plans: Plans
    first: date
    days: int

    @cached_property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range(self.days))

    def expected(self, agent: Agent) -> tuple[Floats, float]:
        """Working days without any absence, and how many of them rosters tell. A day on which the roster has him
        absent counts as his contract says: nobody knows whether it would have been a working day."""
        usual = usual_week(agent, self.centre)
        expected, told = np.zeros(self.days), 0.0
        for column, day in enumerate(self.dates):
            if agent.hire_date is not None and day < agent.hire_date:
                continue
            plan = self.plans.get((agent.agent_id, day))
            known = plan is not None and plan.kind is not DayKind.ABSENT
            expected[column] = float(plan.works) if plan is not None and known else usual[day.weekday()]
            told += expected[column] if known else 0.0
        return expected, float(told)

    def away(self, agent: Agent, absences: Sequence[Absence]) -> Floats:
        """The part of each day's work that these absences take."""
        parts = np.zeros(self.days)
        for absence in absences:
            for day, part in self._parts(agent, absence):
                column = (day - self.first).days
                if 0 <= column < self.days:
                    parts[column] = min(1.0, parts[column] + part)
        return parts

    def _parts(self, agent: Agent, absence: Absence) -> Iterator[tuple[date, float]]:
        zone = self.centre.zone
        if absence.whole_days:
            for day in absence.whole_days_among(self.first, self.dates[-1], zone):
                yield day, 1.0
            return
        day = absence.start.astimezone(zone).date() - timedelta(days=1)
        while day <= absence.end.astimezone(zone).date():
            yield day, self._part(agent, absence, day)
            day += timedelta(days=1)

    def _part(self, agent: Agent, absence: Absence, day: date) -> float:
        """The part of a day's shift, or of a usual day's minutes, within some hours of absence."""
        plan = self.plans.get((agent.agent_id, day))
        if plan is not None and plan.works:
            start, end = plan.span()
            overlap = minutes_between(max(start, absence.start), min(end, absence.end))
            return max(0.0, overlap / minutes_between(start, end))
        if absence.start.astimezone(self.centre.zone).date() != day:
            return 0.0
        contract = self.centre.contracts[agent.contract]
        days = max(1, contract.days_per_week.least + contract.days_per_week.most)
        usual = (contract.week_minutes.least + contract.week_minutes.most) / days
        return min(1.0, minutes_between(absence.start, absence.end) / usual) if usual > 0 else 1.0
