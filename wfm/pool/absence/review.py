"""The absence review: planned and unplanned absence by team, weekday and month, and what is more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wfm.pool.absence.days import AbsenceDays
from wfm.pool.absence.rates import (
    Rate,
    chance_of_so_few,
    chance_of_so_many,
    design_effect,
    dispersion,
    prior_of,
    rate,
    rate_among,
    stands_out,
)
from wfm.pool.absence.spells import Spell, beginnings_by_chance

Floats = NDArray[np.float64]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
RECENT_DAYS = 56
"""The latest eight weeks are held against at least as many before."""
NO_TEAM = "(none)"


@dataclass(frozen=True, slots=True)
class GroupAbsence:
    """One team, weekday or month, or the centre. `due`: agent-days on which somebody was to come; `planned`: those
    that leave and training took before. `unplanned`: days missed of `due`, with its best `rate`; `spells`: so
    many absences begin in the group, `by_chance`: as many would if all were alike, `chance`: probability of so
    many or more then. `stands_out`: beyond chance, all groups compared taken together."""

    name: str
    due: float
    planned: float
    unplanned: float
    rate: Rate
    spells: int
    by_chance: float
    chance: float
    stands_out: bool = False

    @property
    def planned_share(self) -> float:
        """Of all days that would have been worked without any absence."""
        expected = self.due + self.planned
        return self.planned / expected if expected > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Trend:
    """The latest days against those before: unplanned rates, and the probability of as large a difference in
    spells (two-sided) if nothing had changed."""

    recent: Rate
    before: Rate
    chance: float


@dataclass(frozen=True, slots=True)
class PersonAbsence:
    """What one agent's unplanned absences come to: counts, no judgement."""

    agent_id: str
    spells: int
    days: float


@dataclass(frozen=True)
class AbsenceReview:
    """Everything the review says. Rates of groups are drawn towards the centre's where they are small; `trend`
    None: too few days on record. `lengths`: spells of one day, of up to a week, longer."""

    centre: GroupAbsence
    teams: tuple[GroupAbsence, ...]
    weekdays: tuple[GroupAbsence, ...]
    months: tuple[GroupAbsence, ...]
    trend: Trend | None
    lengths: tuple[int, int, int]
    people: tuple[PersonAbsence, ...]


def review(record: AbsenceDays) -> AbsenceReview:
    """The absence review of the days on record."""
    rows = np.array([agent.team or NO_TEAM for agent in record.agents])
    months = np.array([f"{day:%Y-%m}" for day in record.dates])
    shape = record.due.shape
    teams = np.broadcast_to(rows[:, None], shape)
    spread = _spread_of_people(record)
    spans = [1 + spell.columns[-1] - spell.begins for spell in record.spells]
    return AbsenceReview(
        centre=_whole(record),
        teams=_groups(record, sorted(set(rows)), teams, record.due, spread),
        weekdays=_groups(
            record,
            list(WEEKDAYS),
            np.broadcast_to(np.array(WEEKDAYS)[record.weekdays], shape),
            beginnings_by_chance(record.due),
            1.0,
        ),
        months=_groups(record, sorted(set(months)), np.broadcast_to(months, shape), record.due, spread),
        trend=_trend(record, spread),
        lengths=(sum(s <= 1 for s in spans), sum(1 < s <= 7 for s in spans), sum(s > 7 for s in spans)),
        people=_people(record),
    )


def _whole(record: AbsenceDays) -> GroupAbsence:
    due, missed = float(record.due.sum()), float(record.unplanned.sum())
    count, found = len(record.spells), rate(missed, due, _effect_of_all(record))
    return GroupAbsence("all", due, float(record.planned.sum()), missed, found, count, count, 1.0)


def _effect_of_all(record: AbsenceDays) -> float:
    """The design effect of all days missed: they come in spells, and some people have more of these."""
    return _spread_of_people(record) * design_effect(np.array([spell.days for spell in record.spells]))


def _groups(
    record: AbsenceDays, names: Sequence[str], labels: NDArray[np.str_], exposure: Floats, spread: float
) -> tuple[GroupAbsence, ...]:
    """One line per name; `labels` says of every agent and day to which it belongs, `exposure` how likely spells
    begin there."""
    effect = spread * design_effect(_lengths(record.spells, labels))
    masks = [labels == name for name in names]
    due, planned, missed = (
        np.array([cells[mask].sum() for mask in masks]) for cells in (record.due, record.planned, record.unplanned)
    )
    begun = [str(labels[spell.row, spell.begins]) for spell in record.spells]
    weights = np.array([exposure[mask].sum() for mask in masks])
    total = float(weights.sum())
    prior = prior_of(missed, due, effect, _effect_of_all(record))
    lines = []
    for number, name in enumerate(names):
        spells = begun.count(name)
        by_chance = len(begun) * float(weights[number]) / total if total > 0 else 0.0
        lines.append(
            GroupAbsence(
                name,
                float(due[number]),
                float(planned[number]),
                float(missed[number]),
                rate_among(float(missed[number]), float(due[number]), effect, prior),
                spells,
                by_chance,
                chance_of_so_many(spells, by_chance, spread) if spells else 1.0,
            )
        )
    found = stands_out([line.chance for line in lines])
    return tuple(replace(line, stands_out=out) for line, out in zip(lines, found, strict=True))


def _lengths(spells: Sequence[Spell], labels: NDArray[np.str_]) -> Floats:
    """The days of every spell within each group that it touches."""
    parts: dict[tuple[int, str], float] = {}
    for number, spell in enumerate(spells):
        for column, part in zip(spell.columns, spell.parts, strict=True):
            key = number, str(labels[spell.row, column])
            parts[key] = parts.get(key, 0.0) + part
    return np.array(list(parts.values()))


def _spread_of_people(record: AbsenceDays) -> float:
    """How much more people differ in their spells than chance lets them."""
    spells = np.bincount([spell.row for spell in record.spells], minlength=len(record.agents)).astype(np.float64)
    due = record.due.sum(axis=1)
    total = float(due.sum())
    return dispersion(spells, spells.sum() * due / total) if total > 0 else 1.0


def _trend(record: AbsenceDays, spread: float) -> Trend | None:
    days = len(record.dates)
    if days < 2 * RECENT_DAYS:
        return None
    parts = [slice(days - RECENT_DAYS, days), slice(0, days - RECENT_DAYS)]
    labels = np.broadcast_to(np.where(np.arange(days) >= parts[0].start, "recent", "before"), record.due.shape)
    effect = spread * design_effect(_lengths(record.spells, labels))
    due = [float(record.due[:, part].sum()) for part in parts]
    recent, before = (
        rate(float(record.unplanned[:, part].sum()), days_due, effect)
        for part, days_due in zip(parts, due, strict=True)
    )
    begun = sum(spell.begins >= parts[0].start for spell in record.spells)
    expected = len(record.spells) * due[0] / sum(due) if sum(due) > 0 else 0.0
    tails = chance_of_so_many(begun, expected, spread), chance_of_so_few(begun, expected, spread)
    return Trend(recent, before, min(1.0, 2 * min(tails)))


def _people(record: AbsenceDays) -> tuple[PersonAbsence, ...]:
    """Everybody with an unplanned absence, most spells first."""
    counts: dict[int, list[float]] = {}
    for spell in record.spells:
        counts.setdefault(spell.row, []).append(spell.days)
    people = [PersonAbsence(record.agents[row].agent_id, len(days), sum(days)) for row, days in counts.items()]
    return tuple(sorted(people, key=lambda one: (-one.spells, -one.days, one.agent_id)))
