"""What an agent's fresh figures say: those of a full review window, against his peers in the same weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Performance
from wfm.pool.need.evidence import LEAST_OBSERVATIONS, Evidence, Verdict
from wfm.pool.need.figures import BY_KPI, Figure
from wfm.pool.need.records import records

PATIENCE_WINDOWS = 2
"""A review that cannot decide goes on for so many windows, with all figures since the session; then the bar for
going back decides, by those figures that there are."""


@dataclass(frozen=True, slots=True)
class Window:
    """An agent's periods that began after some day: the first day, how many days and contacts they cover."""

    first: date
    last: date
    days: int
    contacts: int


@dataclass(frozen=True, slots=True)
class Review:
    """What a full window shows: `met`, or `behind` in words; `seen`: the figures looked at, in words."""

    window: Window
    met: bool
    behind: tuple[str, ...]
    seen: tuple[str, ...]


@dataclass(frozen=True)
class Reviews:
    """Looks at figures that began after a session or a return. `people`: everybody who is compared."""

    people: Sequence[Agent]
    performance: Sequence[Performance]
    day: date
    settings: PoolSettings
    _fresh: dict[date, Evidence] = field(default_factory=dict, repr=False, compare=False)
    _before: dict[date, Evidence] = field(default_factory=dict, repr=False, compare=False)

    def window(self, agent_id: str, since: date) -> Window | None:
        """His figures of periods that began after `since` and ended by the day; None: there are none yet."""
        begun = [period for period in self._periods.get(agent_id, ()) if period.period_start > since]
        if not begun:
            return None
        known = records(begun, self.day, self.settings.evidence)[agent_id].periods
        days = sum((period.period_end - period.period_start).days + 1 for period in known)
        return Window(known[-1].period_start, known[0].period_end, days, sum(period.handled for period in known))

    def full_window(self, agent_id: str, since: date) -> Window | None:
        """The same, once it covers enough days and contacts to decide anything."""
        rules, window = self.settings.programme, self.window(agent_id, since)
        full = window and window.days >= rules.window_days and window.contacts >= rules.review_contacts
        return window if full else None

    def struggling(self, agent: Agent, window: Window) -> Verdict | None:
        """What brings him in: by the figures of the window alone he is behind, surely enough; None: he is not."""
        verdict = self._since(window.first).verdict(agent)
        return verdict if verdict.confidence >= self.settings.evidence.minimum_confidence else None

    def of(self, agent: Agent, entered: date, last_session: date) -> Review | None:
        """Whether he meets the standard since his last session; None while that cannot be told.

        Every figure that brought him in must be no further behind than `exit_share` of the threshold that counts
        at entry, in the peers' spread; and no figure may bring him in anew. Between the two bars a review goes on
        for another window. The gap is not drawn towards the peers: that he is like them is what he is to show.
        When nobody knows any more what brought him in, no figure may even seem to be behind.
        """
        window = self.full_window(agent.agent_id, last_session)
        if window is None:
            return None
        gaps = {figure: self._gap(agent, figure, window) for figure in self._brought_in_by(agent, entered)}
        told = {figure: gap for figure, gap in gaps.items() if gap is not None}
        anew = self._anew(agent, window, strictly=bool(told))
        failed = bool(anew) or any(gap > self.settings.gap_threshold for gap in told.values())
        met = len(told) == len(gaps) and all(gap <= self.exit_gap for gap in told.values())
        if not failed and not met and window.days < self._patience:
            return None
        seen = {figure: self._words(agent, figure, gap, window) for figure, gap in told.items()}
        behind = [words for figure, words in seen.items() if told[figure] > self.exit_gap]
        behind += [words for words in anew if words not in behind]
        return Review(window, not behind, tuple(behind), tuple(seen.values()))

    def _anew(self, agent: Agent, window: Window, *, strictly: bool) -> Sequence[str]:
        """The figures that would bring him in by the window alone; not `strictly`: those that seem to."""
        verdict = self._since(window.first).verdict(agent)
        if strictly and verdict.confidence < self.settings.evidence.minimum_confidence:
            return []
        gaps = {figure: self._gap(agent, figure, window) for figure in (BY_KPI[f.kpi] for f in verdict.findings)}
        return [self._words(agent, figure, gap, window) for figure, gap in gaps.items() if gap is not None]

    @property
    def _patience(self) -> int:
        """Days of figures after which a review decides, whatever is missing."""
        return PATIENCE_WINDOWS * self.settings.programme.window_days

    @property
    def exit_gap(self) -> float:
        """How far behind somebody may be at most to return, in the peers' spread."""
        return self.settings.programme.exit_share * self.settings.gap_threshold

    def _brought_in_by(self, agent: Agent, entered: date) -> Sequence[Figure]:
        """The figures held against him when he came in; none, when nobody knows any more."""
        evidence = self._until(entered)
        findings = evidence.verdict(agent).findings if agent.agent_id in evidence.known else ()
        return [BY_KPI[finding.kpi] for finding in findings]

    def _gap(self, agent: Agent, figure: Figure, window: Window) -> float | None:
        """How far he is behind the peers' median, in their spread; None: too little to tell."""
        evidence = self._since(window.first)
        place, sample = evidence.places[agent.agent_id], evidence.record(agent.agent_id).samples.get(figure.kpi)
        norm = evidence.norm_of(place, figure.kpi)
        if sample is None or norm is None or sample.observations < LEAST_OBSERVATIONS:
            return None
        return figure.sign * (evidence.level(place, figure, sample).position - norm.middle) / norm.unit

    def _words(self, agent: Agent, figure: Figure, gap: float, window: Window) -> str:
        value = self._since(window.first).record(agent.agent_id).samples[figure.kpi].value
        return f"{figure.words} {figure.text(value)}, {max(0.0, gap):.1f} spreads behind peers"

    def _since(self, first: date) -> Evidence:
        """Everybody's figures of the periods that began on `first` or later."""
        if first not in self._fresh:
            begun = [period for period in self.performance if period.period_start >= first]
            self._fresh[first] = self._evidence(begun, self.day)
        return self._fresh[first]

    def _until(self, entered: date) -> Evidence:
        """Everybody's figures as they were known when somebody came in."""
        if entered not in self._before:
            self._before[entered] = self._evidence(self.performance, entered)
        return self._before[entered]

    def _evidence(self, performance: Sequence[Performance], day: date) -> Evidence:
        return Evidence(self.people, records(performance, day, self.settings.evidence), day, self.settings)

    @cached_property
    def _periods(self) -> Mapping[str, Sequence[Performance]]:
        by_agent: dict[str, list[Performance]] = {}
        for period in self.performance:
            if period.period_end <= self.day:
                by_agent.setdefault(period.agent_id, []).append(period)
        return by_agent
