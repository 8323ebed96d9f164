"""The demand of a horizon as a mean week that closes to a circle, and the shifts that may be laid on it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wfm.domain.centre import Centre
from wfm.domain.demand import RequirementRow
from wfm.domain.queues import Cover
from wfm.domain.shift_design import ShiftKind
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import MINUTES_PER_DAY, Horizon
from wfm.rostering.design.problem import DesignPrices, DesignProblem, Placement

DAYS_OF_A_CYCLE = 7


@dataclass(frozen=True)
class DemandCircle:
    """People needed on contact in every interval of the horizon."""

    centre: Centre
    horizon: Horizon
    on_contact: tuple[int, ...]

    @property
    def hours(self) -> float:
        """Required agent hours on contact."""
        return sum(self.on_contact) * self.horizon.interval_minutes / 60

    @property
    def cycle(self) -> int:
        """Days of the design: those of the horizon, at most a week."""
        return min(self.horizon.days, DAYS_OF_A_CYCLE)

    def problem(self, patterns: Sequence[ShiftPattern], step: int, worth: float) -> DesignProblem:
        """The design problem for people *present* in the mean week, Sunday night running into Monday.

        Everybody is away for the mean break share of the patterns on offer, so the need is raised by it: breaks
        are spread evenly. That keeps the problem a flow; `with_breaks` tells what becomes of it day by day.
        """
        slot = math.gcd(self.horizon.interval_minutes, step, *(pattern.minutes for pattern in patterns))
        times = self.horizon.interval_minutes // slot
        present = 1 - mean_break_share(patterns)
        mean = self._mean_cycle()
        need = tuple(count for on_contact in mean for count in [round(on_contact / present)] * times)
        prices = self.centre.roster.prices
        under, over = max(1, prices.under[0]), max(1, prices.over[0])
        kind = round(worth * sum(mean) * times * under)
        return DesignProblem(need, slot, self._placements(patterns, slot), DesignPrices(under, over, kind))

    def _mean_cycle(self) -> list[float]:
        """Mean need of every interval of the clock, by day of the cycle."""
        interval = self.horizon.interval_minutes
        per_day = MINUTES_PER_DAY // interval
        sums, days = [0.0] * self.cycle * per_day, [0] * self.cycle * per_day
        for moment, need in zip(self.horizon.interval_starts(), self.on_contact, strict=True):
            day = self.horizon.day_index(moment.date()) % self.cycle
            at = day * per_day + (moment.hour * 60 + moment.minute) // interval
            sums[at] += need
            days[at] += 1
        return [total / max(1, count) for total, count in zip(sums, days, strict=True)]

    def _placements(self, patterns: Sequence[ShiftPattern], slot: int) -> tuple[Placement, ...]:
        """Every pattern on every day of the cycle."""
        return tuple(
            Placement(
                ShiftKind(start, pattern.minutes),
                day,
                (day * MINUTES_PER_DAY + start) // slot,
                pattern.minutes // slot,
            )
            for day in range(self.cycle)
            for pattern in patterns
            for start in pattern.starts
        )


def mean_break_share(patterns: Sequence[ShiftPattern]) -> float:
    """Mean share of a shift (0-1) that goes into breaks."""
    shares = [sum(rest.minutes for rest in pattern.breaks) / pattern.minutes for pattern in patterns]
    return sum(shares) / len(shares) if shares else 0.0


def people_needed(
    requirement: Sequence[RequirementRow], horizon: Horizon, cover: str | None = None
) -> tuple[int, ...]:
    """Heads on contact per interval: of one cover, or of all.

    Covers that share queues are served by the same people, so the one that needs most counts; groups of covers
    that share none are added up.
    """
    by_cover: dict[str, list[int]] = {}
    for row in requirement:
        needs = by_cover.setdefault(row.cover, [0] * horizon.intervals)
        needs[horizon.elapsed(row.start) // horizon.interval_minutes] = row.agents_net
    if cover is not None:
        return tuple(by_cover[cover])
    groups = [[by_cover[name] for name in names] for names in groups_of_covers(by_cover)]
    most = [[max(needs) for needs in zip(*group, strict=True)] for group in groups]
    return tuple(sum(needs) for needs in zip(*most, strict=True))


def groups_of_covers(names: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    """Covers that share queues, directly or through others, together."""
    groups: list[tuple[set[str], tuple[str, ...]]] = []
    for name in names:
        queues = set(Cover.parse(name).queues)
        touching = [group for group in groups if group[0] & queues]
        groups = [group for group in groups if group not in touching]
        joined = queues.union(*(group[0] for group in touching))
        groups.append((joined, (*(known for group in touching for known in group[1]), name)))
    return tuple(members for _, members in groups)
