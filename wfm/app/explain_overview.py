"""``wfm roster explain``: the shortest reasons for what a planner will be asked about first."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wfm.app.explain_interval import IntervalReasons, reasons_at
from wfm.app.explain_published import Published, open_published
from wfm.app.explain_wishes import WishReasons
from wfm.domain.breaches import Breach
from wfm.rostering.reasons.price_list import Price, price_list
from wfm.rostering.reasons.wishes import refused_wishes

WORST = 5


@dataclass(frozen=True)
class Overview:
    """A roster in short: its price list, its worst short intervals (one a day), its refused wishes, and the hard
    rules that it breaks with today's inputs."""

    prices: tuple[Price, ...]
    short_intervals: int
    worst: tuple[IntervalReasons, ...]
    wishes: WishReasons
    broken_now: tuple[Breach, ...]

    @property
    def run(self) -> str:
        return self.wishes.run

    @property
    def forbidden_wishes(self) -> int:
        """Refused wishes that no legal roster could grant."""
        return sum(one.change is None for one in self.wishes.refused)

    def as_dict(self) -> dict[str, object]:
        return {
            "run": self.run,
            "prices": [{"rule": price.rule, "points": round(price.points, 3)} for price in self.prices],
            "short_intervals": self.short_intervals,
            "worst_intervals": [one.as_dict() for one in self.worst],
            "wishes": self.wishes.wishes,
            "wishes_refused": len(self.wishes.refused),
            "wishes_forbidden": self.forbidden_wishes,
            "broken_now": [f"{breach.rule}: {breach.message}" for breach in self.broken_now],
        }


def explain_overview(where: Path | None, run: str | None = None) -> Overview:
    """Explain the newest roster or the named one in short; nothing is written."""
    published = open_published(where, run)
    wishes = WishReasons(
        published.run, len(published.plan.wishes()), refused_wishes(published.team), published.horizon
    )
    short = _short(published)
    worst = tuple(reasons_at(published, row, interval) for row, interval in _worst(published, short))
    return Overview(
        price_list(published.team), int(short.any(axis=0).sum()), worst, wishes, published.broken_now()
    )


def _short(published: Published) -> np.ndarray:
    """Where agents are missing from the net requirement, shape (covers, intervals)."""
    team = published.team.team
    short: np.ndarray = team.present < team.cost.net * team.cost.units_per_agent
    return short


def _worst(published: Published, short: np.ndarray) -> list[tuple[int, int]]:
    """Cover row and interval of the dearest shortage of each of the worst days, the dearest first."""
    team, horizon = published.team.team, published.horizon
    points = np.where(short, team.cost.of(team.present), 0.0)
    found = []
    for begins, ends in zip(horizon.midnights, horizon.midnights[1:], strict=False):
        first, last = begins // horizon.interval_minutes, ends // horizon.interval_minutes
        day = points[:, first:last]
        if day.any():
            row, interval = np.unravel_index(int(day.argmax()), day.shape)
            found.append((float(day.max()), int(row), first + int(interval)))
    return [(row, interval) for _, row, interval in sorted(found, key=lambda one: -one[0])[:WORST]]
