"""Before and after training: each agent's own figures, and beside similar agents who were not trained.

What is told is a comparison. Who is trained is not drawn by lot, so a difference is no proof of what made it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist, fmean

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Performance, Role
from wfm.domain.pool import Topic
from wfm.pool.effect.estimate import Estimate, Verdict, estimate, verdict
from wfm.pool.effect.match import Case, Change, Pair, carry_over, matched
from wfm.pool.effect.window import (
    Course,
    Level,
    Window,
    by_agent,
    change_error,
    courses,
    is_full,
    level,
    window_after,
    window_before,
)
from wfm.pool.ledger import OFF_THE_PHONES, Ledger
from wfm.pool.need.figures import BY_KPI, FIGURES, Figure

Windows = tuple[Window, Window]
"""The days before and the days after."""
ALL_TOPICS = "*"
CANDIDATES_FOR_A_SLOPE = 10


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One agent's figure before and after a topic. `low` to `high`: the interval of the change, from chance in his
    own figures; `similar`: the mean change of `colleagues` matched with him, None when there are none."""

    course: Course
    kpi: str
    windows: Windows
    before: Level
    after: Level
    low: float
    high: float
    similar: float | None = None
    colleagues: int = 0

    @property
    def change(self) -> float:
        return self.after.value - self.before.value

    @property
    def within_chance(self) -> bool:
        """Whether no change at all would explain what is seen."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Comparison:
    """All who were `trained` in a topic, in one figure that it is for, beside similar colleagues. `estimate` None:
    fewer than two `pairs`. `left_out`: how many could not be compared, by reason; `mixed`: how many of the pairs
    had other topics for the same figure meanwhile."""

    topic: str
    kpi: str
    trained: int
    pairs: int
    estimate: Estimate | None
    verdict: Verdict
    left_out: Mapping[str, int]
    mixed: int = 0


@dataclass(frozen=True)
class Effect:
    """Everybody's figures before and after, and what all of them say together."""

    before_after: tuple[BeforeAfter, ...]
    comparisons: tuple[Comparison, ...]


def effects(
    agents: Sequence[Agent],
    performance: Sequence[Performance],
    topics: Sequence[Topic],
    ledger: Ledger,
    settings: PoolSettings,
) -> Effect:
    """Every topic that was taught before the newest figures, in every figure that it is for; then every figure
    for which several were taught, over all of them (`ALL_TOPICS`)."""
    if not performance:
        return Effect((), ())
    study = _Study(agents, performance, topics, ledger, settings)
    pairs = [(topic.topic, figure) for topic in topics for figure in FIGURES if figure.kpi in topic.cures]
    each = [study.compare(name, {name}, figure) for name, figure in pairs]
    taught = [(rows, one) for rows, one in each if one.trained]
    several = [kpi for kpi, count in Counter(one.kpi for _, one in taught).items() if count > 1]
    together = [study.compare(ALL_TOPICS, study.helping[kpi], BY_KPI[kpi])[1] for kpi in several]
    return Effect(tuple(row for rows, _ in taught for row in rows), (*(one for _, one in taught), *together))


class _Study:
    """The figures and courses of everybody, and who can be compared with whom."""

    def __init__(
        self,
        agents: Sequence[Agent],
        performance: Sequence[Performance],
        topics: Sequence[Topic],
        ledger: Ledger,
        settings: PoolSettings,
    ) -> None:
        self.settings = settings
        self.agents = {agent.agent_id: agent for agent in agents if agent.role is Role.AGENT}
        self.periods = by_agent(performance)
        self.ledger, self.newest = ledger, max(period.period_end for period in performance)
        self.taken = {
            agent_id: [(row.date, row.topic) for row in rows if row.status in OFF_THE_PHONES]
            for agent_id, rows in ledger.standing.items()
        }
        self.helping = {
            figure.kpi: {topic.topic for topic in topics if figure.kpi in topic.cures} for figure in FIGURES
        }
        self._known: dict[tuple[Windows, str], tuple[Change, ...]] = {}
        self._levels: dict[tuple[str, Window, str], Level | None] = {}

    def compare(
        self, name: str, topics: Collection[str], figure: Figure
    ) -> tuple[tuple[BeforeAfter, ...], Comparison]:
        """Topics under one name and one figure: everybody's before and after, and the comparison of all."""
        own = courses(self.ledger, self.newest, name, topics)
        left_out: Counter[str] = Counter()
        rows: list[BeforeAfter] = []
        for course in own:
            row = self._before_after(course, figure)
            if isinstance(row, str):
                left_out[row] += 1
            else:
                rows.append(row)
        effect = self.settings.effect
        cases = [self._case(row, figure) for row in rows]
        pairs = matched(cases, effect.matches, effect.caliper)
        by_id = {pair.trained.agent_id: pair for pair in pairs}
        left_out["nobody similar with such a figure before"] += len(rows) - len(pairs)
        comparison = Comparison(
            name,
            figure.kpi,
            len(own),
            len(pairs),
            *self._together(pairs, cases, figure),
            +left_out,
            sum(self._mixed(row, topics, figure) for row in rows if row.course.agent_id in by_id),
        )
        return tuple(_beside(row, by_id.get(row.course.agent_id)) for row in rows), comparison

    def _before_after(self, course: Course, figure: Figure) -> BeforeAfter | str:
        """The figure on both sides of the course, or why there is none."""
        days = self.settings.effect.window_days
        if course.agent_id not in self.agents:
            return "not among the agents any more"
        periods = self.periods.get(course.agent_id, ())
        first, last = window_before(periods, course.first, days), window_after(periods, course.last, days)
        if first is None:
            return f"no figures of {days} days right before"
        if last is None:
            return f"no figures of {days} days after it yet"
        before, after = (level(periods, one, figure, self.settings.evidence) for one in (first, last))
        if before is None or after is None:
            return "the figure was not measured"
        half = NormalDist().inv_cdf(0.5 + self.settings.effect.confidence / 2) * change_error(before, after)
        change = after.value - before.value
        return BeforeAfter(course, figure.kpi, (first, last), before, after, change - half, change + half)

    def _case(self, row: BeforeAfter, figure: Figure) -> Case:
        trained = self._change(row.course.agent_id, row.windows, row.before, row.after)
        return Case(trained, row.windows, self._candidates(row.windows, figure))

    def _candidates(self, windows: Windows, figure: Figure) -> tuple[Change, ...]:
        """Those with full figures over the same days and no session for the figure in all that time."""
        known = self._known.get((windows, figure.kpi))
        if known is None:
            known = tuple(self._changes_untrained(windows, figure))
            self._known[windows, figure.kpi] = known
        return known

    def _changes_untrained(self, windows: Windows, figure: Figure) -> Iterator[Change]:
        for agent_id in self.agents:
            if not self._helped(agent_id, windows, figure):
                before, after = (self._full_level(agent_id, one, figure) for one in windows)
                if before is not None and after is not None:
                    yield self._change(agent_id, windows, before, after)

    def _full_level(self, agent_id: str, window: Window, figure: Figure) -> Level | None:
        """Somebody's figure over a window that his own periods cover too; each is looked up for many cases."""
        key = agent_id, window, figure.kpi
        if key not in self._levels:
            periods = self.periods.get(agent_id, ())
            full = is_full(periods, window)
            self._levels[key] = level(periods, window, figure, self.settings.evidence) if full else None
        return self._levels[key]

    def _helped(self, agent_id: str, windows: Windows, figure: Figure) -> set[str]:
        """The topics for that figure of which he had a session from the first day of the windows to the last."""
        helping = self.helping[figure.kpi]
        first, last = windows[0].first, windows[1].last
        return {topic for day, topic in self.taken.get(agent_id, ()) if first <= day <= last and topic in helping}

    def _mixed(self, row: BeforeAfter, topics: Collection[str], figure: Figure) -> bool:
        return bool(self._helped(row.course.agent_id, row.windows, figure).difference(topics))

    def _change(self, agent_id: str, windows: Windows, before: Level, after: Level) -> Change:
        agent = self.agents[agent_id]
        kind = agent.stage(windows[0].last), frozenset(agent.skills)
        return Change(agent_id, kind, before.value, after.value)

    def _together(
        self, pairs: Sequence[Pair], cases: Sequence[Case], figure: Figure
    ) -> tuple[Estimate | None, Verdict]:
        effect = self.settings.effect
        if len(pairs) < 2:
            return None, Verdict.TOO_LITTLE
        slope, left_over = carry_over(cases, CANDIDATES_FOR_A_SLOPE)
        found = estimate(pairs, slope, left_over, effect.confidence)
        return found, verdict(found, effect.minimum_pairs, figure.sign)


def _beside(row: BeforeAfter, pair: Pair | None) -> BeforeAfter:
    """The row with what similar colleagues did."""
    if pair is None:
        return row
    similar = fmean(one.after - one.before for one in pair.matches)
    return replace(row, similar=similar, colleagues=len(pair.matches))
