"""The reserve for people nobody knows yet to be absent, learned from those who were."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.domain.time import Horizon
from wfm.pool.absence.days import AbsenceDays
from wfm.pool.absence.rates import design_effect, prior_of

Floats = NDArray[np.float64]

LEAST_DAYS = 56
LEAST_SPELLS = 20
FIXED_COUNTS_AS_SPELLS = 10
"""What wfm.toml says weighs as much as that many spells on record."""
DIGITS = 4
"""A share is used as it is told, to the hundredth of a percent."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class AbsenceReserve:
    """The share (0-1) of those open that is kept out of the pool, by weekday (Monday first), and where it comes
    from."""

    shares: tuple[float, ...]
    learned: bool
    reason: str

    def __post_init__(self) -> None:
        if len(self.shares) != len(WEEKDAYS) or not all(0 <= share < 1 for share in self.shares):
            raise ValueError(f"absence reserve {self.shares}: expected seven shares of at least 0 and below 1")

    def by_interval(self, horizon: Horizon) -> Floats:
        """The share in every interval of the horizon, by the local date on which it begins."""
        minutes = np.arange(horizon.intervals) * horizon.interval_minutes
        day = np.searchsorted(np.array(horizon.midnights), minutes, side="right") - 1
        return np.array(self.shares)[(horizon.first.weekday() + day) % 7]

    @property
    def by_weekday(self) -> Mapping[str, float]:
        return dict(zip(WEEKDAYS, self.shares, strict=True))

    def as_dict(self) -> Mapping[str, object]:
        return {
            "kind": "learned" if self.learned else "fixed",
            "shares": self.by_weekday,
            "reason": self.reason,
        }


def fixed_reserve(share: float, reason: str = "as wfm.toml says") -> AbsenceReserve:
    """The same share on all days."""
    return AbsenceReserve((share,) * len(WEEKDAYS), False, reason)


def learned_reserve(record: AbsenceDays | None, fixed: float, days_ahead: int) -> AbsenceReserve:
    """The share of those due on contact who stayed away unknown to a plan made for `days_ahead` days, by weekday.

    Only what nobody knew counts: of a spell the day after k days was still unknown to 1 - k / days_ahead of all
    plans, whose beginnings fall on any day alike; those known to be away are not due. The centre's share is drawn
    towards `fixed`, each weekday's towards the centre's, by how much the record leaves open. With less than
    `LEAST_DAYS` or `LEAST_SPELLS` on record: `fixed`, and the reason.
    """
    if record is None:
        return fixed_reserve(fixed, "no absence is on record; as wfm.toml says")
    record = record.on_contact()
    days, spells = len(record.dates), len(record.spells)
    if days < LEAST_DAYS or spells < LEAST_SPELLS:
        least = f"learned from {LEAST_DAYS} days with {LEAST_SPELLS} spells on"
        return fixed_reserve(fixed, f"only {days} days with {spells} unplanned spells on record; {least}")
    unknown, lengths = _unknown(record, days_ahead)
    due = record.due.sum(axis=0) - record.unplanned.sum(axis=0) + unknown
    of_all = design_effect(lengths.sum(axis=1))
    centre = _towards(fixed, float(unknown.sum()), float(due.sum()), of_all)
    by_weekday = [np.array([one[record.weekdays == day].sum() for day in range(7)]) for one in (unknown, due)]
    effect = design_effect(lengths.ravel())
    prior = prior_of(by_weekday[0], by_weekday[1], effect, of_all)
    shares = np.full(7, centre)
    if prior.days > 0:
        own = (prior.mean * prior.days + by_weekday[0] / effect) / (prior.days + by_weekday[1] / effect)
        shares = centre * own / prior.mean
    reason = (
        f"{record.unplanned.sum():.0f} of {record.due.sum():.0f} agent-days due missed in {spells} unplanned "
        f"spells from {record.first} to {record.last}; "
        f"{unknown.sum():.0f} of them unknown to a plan of {days_ahead} days"
    )
    return AbsenceReserve(tuple(round(float(min(share, 0.99)), DIGITS) for share in shares), True, reason)


def _unknown(record: AbsenceDays, days_ahead: int) -> tuple[Floats, Floats]:
    """Days missed unknown to a plan, per column; and per spell and weekday."""
    by_column, lengths = np.zeros(len(record.dates)), np.zeros((len(record.spells), 7))
    for number, spell in enumerate(record.spells):
        for column, part in zip(spell.columns, spell.parts, strict=True):
            surprise = part * max(0.0, 1 - (column - spell.begins) / days_ahead)
            by_column[column] += surprise
            lengths[number, record.weekdays[column]] += surprise
    return by_column, lengths


def _towards(fixed: float, missed: float, due: float, effect: float) -> float:
    """The centre's own share, drawn towards the fixed one."""
    own = missed / due
    weight = FIXED_COUNTS_AS_SPELLS / max(fixed, own)
    return (fixed * weight + missed / effect) / (weight + due / effect)
