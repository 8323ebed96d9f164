"""``wfm roster explain --interval``: why an interval is short, who could still work then, and what forbids it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wfm.app.explain_published import Published, change_facts, open_published, reason_facts
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.time import Horizon, iso
from wfm.io.moments import comes_twice, local_moment
from wfm.io.near import did_you_mean
from wfm.rostering.reasons.short_interval import Hand, Standing, hands


@dataclass(frozen=True)
class IntervalReasons:
    """One cover in one interval: agents needed (net, protected), agents on contact, and how everybody who counts
    to it stands; `fixed` are counted as they stand, because their plans break a rule with today's inputs."""

    cover: str
    start: datetime
    agents_net: float
    agents_protected: float
    agents_open: float
    hands: tuple[Hand, ...]
    fixed: tuple[str, ...]
    horizon: Horizon

    @property
    def short(self) -> float:
        """Agents missing from the net requirement."""
        return max(0.0, self.agents_net - self.agents_open)

    @property
    def could(self) -> tuple[Hand, ...]:
        """Those who could be on contact then, cheapest first."""
        return tuple(hand for hand in self.hands if hand.change is not None)

    def counted(self, standing: Standing) -> int:
        return sum(hand.standing is standing for hand in self.hands)

    def forbidden(self) -> Mapping[str, Sequence[str]]:
        """Agents who cannot, by the titles of what forbids it; the most frequent first."""
        found: dict[str, list[str]] = {}
        for hand in self.hands:
            if hand.forbidden:
                titles = dict.fromkeys(reason.title for reason in hand.forbidden)
                found.setdefault(" with ".join(titles), []).append(hand.agent_id)
        return dict(sorted(found.items(), key=lambda item: -len(item[1])))

    def alone_broken(self) -> Mapping[str, int]:
        """Rules that keep agents from simply coming on top, by how many."""
        titles = [title for hand in self.could for title in hand.alone_breaks]
        counts = {title: titles.count(title) for title in dict.fromkeys(titles)}
        return dict(sorted(counts.items(), key=lambda item: -item[1]))

    def as_dict(self) -> dict[str, object]:
        return {
            "cover": self.cover,
            "start": iso(self.start),
            "agents_net": self.agents_net,
            "agents_protected": self.agents_protected,
            "agents_open": self.agents_open,
            "agents_short": self.short,
            "standing": {str(standing): self.counted(standing) for standing in Standing},
            "forbidden": {title: list(agents) for title, agents in self.forbidden().items()},
            "alone_broken": dict(self.alone_broken()),
            "counted_as_published": list(self.fixed),
            "hands": [
                {
                    "agent_id": hand.agent_id,
                    "standing": str(hand.standing),
                    **change_facts(hand.change, self.horizon),
                    "alone_breaks": list(hand.alone_breaks),
                    "forbidden": reason_facts(hand.forbidden),
                }
                for hand in self.hands
            ],
        }


def explain_interval(
    where: Path | None, moment: datetime, cover: str | None = None, run: str | None = None
) -> IntervalReasons:
    """Explain the interval that holds `moment` (on the centre's clock if it names no zone) in the newest roster or
    the named one, for the cover that lacks most then or the named one."""
    published = open_published(where, run)
    horizon = published.horizon
    local = _local(moment, horizon)
    interval = horizon.elapsed(local) // horizon.interval_minutes
    if not 0 <= interval < horizon.intervals:
        expected = f"a time from {horizon.first} to {horizon.last}, the days of {published.run}"
        raise InputProblems([Problem("--interval", expected, value=iso(moment))])
    return reasons_at(published, _row(published, cover, interval), interval)


def reasons_at(published: Published, row: int, interval: int) -> IntervalReasons:
    """The reasons for one cover row and interval."""
    problem, team = published.plan.problem, published.team.team
    return IntervalReasons(
        cover=problem.covers[row].name,
        start=problem.horizon.moment(interval * problem.horizon.interval_minutes),
        agents_net=float(team.cost.net[row, interval]),
        agents_protected=float(team.cost.protected[row, interval]),
        agents_open=float(team.present[row, interval] / team.cost.units_per_agent),
        hands=hands(published.team, row, interval),
        fixed=published.team.fixed,
        horizon=problem.horizon,
    )


def _local(moment: datetime, horizon: Horizon) -> datetime:
    """The moment with a zone; a wall-clock time that comes twice must say which one is meant."""
    if moment.tzinfo is not None:
        return moment
    value = f"{moment:%Y-%m-%d %H:%M}"
    try:
        local = local_moment(moment, horizon.zone)
    except ValueError as error:
        raise InputProblems([Problem("--interval", "a time that exists", value=value, hint=str(error))]) from error
    if comes_twice(local):
        expected = f"a time with its offset, such as {iso(local)}: the clock shows it twice"
        raise InputProblems([Problem("--interval", expected, value=value)])
    return local


def _row(published: Published, cover: str | None, interval: int) -> int:
    names = [one.name for one in published.plan.problem.covers]
    team = published.team.team
    if cover is None:
        lack = team.cost.net[:, interval] - team.present[:, interval] / team.cost.units_per_agent
        return int(lack.argmax())
    if cover not in names:
        hint = did_you_mean(cover, names)
        raise InputProblems([Problem("--cover", f"one of {', '.join(names)}", value=cover, hint=hint)])
    return names.index(cover)
