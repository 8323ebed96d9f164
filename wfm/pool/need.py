"""Who needs retraining: every agent against peers of the same tenure stage, with a guard against chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Performance, Role, TenureStage
from wfm.domain.pool import Finding, Need, Topic
from wfm.pool.figures import BY_KPI, FIGURES, NO_RECORD, Figure, Record, pooled
from wfm.pool.ledger import Ledger

ENOUGH_PEERS = 5
"""With fewer peers in his tenure stage an agent is compared with everybody."""
NORMAL_MAD = 1.4826
"""Makes the median absolute deviation of normal figures their standard deviation (Rousseeuw & Croux 1993)."""
STANDARD_ERRORS = 2.0
"""A figure counts only when chance alone would show it in about one of forty agents as good as their peers."""
LARGEST_GAP = 6.0
"""One freak figure does not outweigh several bad ones."""
WAITING_WEEKS = 8
"""After so many weeks without a session need is half as large again, and grows no further."""
POINTS_PER_OVERDUE_TOPIC = 3.0
MINUTES_PER_OWED_POINT = 30


@dataclass(frozen=True, slots=True)
class Peers:
    """Those an agent is compared with, and what they are called in the reason."""

    agent_ids: tuple[str, ...]
    words: str


def assess(
    agents: Sequence[Agent],
    performance: Sequence[Performance],
    day: date,
    settings: PoolSettings,
    topics: Sequence[Topic] = (),
    ledger: Ledger | None = None,
) -> tuple[Need, ...]:
    """Every agent of role agent with his need on `day`, greatest first, those not eligible last.

    A finding is a figure that is worse than the peers' median by at least `settings.gap_threshold` robust
    standard deviations and by more than its own sampling error allows. score = (sum of weight x gap + 1 per 30
    minutes owed) x (1 to 1.5 by weeks since the last session) + 3 per mandatory topic overdue. Below
    `settings.minimum_sample` handled contacts nobody is eligible; what the few contacts show is kept in `findings`
    as mere appearance.
    """
    people = [agent for agent in agents if agent.role is Role.AGENT]
    ward = _Ward(people, pooled(performance, day), day, settings, topics, ledger or Ledger())
    return tuple(sorted(map(ward.need, people), key=lambda need: (not need.eligible, -need.score, need.agent_id)))


class _Ward:
    """Everybody's figures of one day, side by side."""

    def __init__(
        self,
        people: Sequence[Agent],
        records: Mapping[str, Record],
        day: date,
        settings: PoolSettings,
        topics: Sequence[Topic],
        ledger: Ledger,
    ) -> None:
        self.day, self.settings, self.topics, self.ledger = day, settings, topics, ledger
        self.records = {agent.agent_id: records.get(agent.agent_id, NO_RECORD) for agent in people}
        self.stages = {agent.agent_id: agent.stage(day) for agent in people}
        self.judged = [a for a in people if self.records[a.agent_id].handled >= settings.minimum_sample]
        self.mix = self._handling_time_of_the_mix(people)

    def need(self, agent: Agent) -> Need:
        record = self.records[agent.agent_id]
        thin = record.handled < self.settings.minimum_sample
        peers = self._peers(agent)
        findings = self._findings(agent, peers, tested=not thin)
        overdue = self._overdue(agent) if not thin else ()
        eligible = not thin and bool(findings or overdue)
        score = self._score(agent, findings, overdue) if eligible else 0.0
        reason = (
            f"only {record.handled} contacts handled; nobody is judged below {self.settings.minimum_sample}"
            if thin
            else self._reason(agent, findings, overdue, peers)
        )
        stage = self.stages[agent.agent_id]
        return Need(agent.agent_id, stage, record.handled, score, eligible, reason, findings, record.weaknesses)

    def _peers(self, agent: Agent) -> Peers:
        stage = self.stages[agent.agent_id]
        others = [peer.agent_id for peer in self.judged if peer.agent_id != agent.agent_id]
        same = [peer for peer in others if self.stages[peer] is stage]
        if len(same) >= ENOUGH_PEERS and stage is not TenureStage.UNKNOWN:
            return Peers(tuple(same), f"{stage}, {len(same)} people")
        why = "hire date unknown" if stage is TenureStage.UNKNOWN else f"only {len(same)} in {stage}"
        return Peers(tuple(others), f"all stages, {len(others)} people, {why}")

    def _findings(self, agent: Agent, peers: Peers, tested: bool) -> tuple[Finding, ...]:
        found = (self._finding(agent, figure, peers, tested) for figure in FIGURES)
        worst_first = sorted((f for f in found if f), key=lambda f: -BY_KPI[f.kpi].weight * f.gap)
        return tuple(worst_first)

    def _finding(self, agent: Agent, figure: Figure, peers: Peers, tested: bool) -> Finding | None:
        values = self.records[agent.agent_id].values
        if figure.kpi not in values:
            return None
        value, handled = values[figure.kpi]
        own = self._mix_of(agent.agent_id, figure)
        theirs = [
            self.records[peer].values[figure.kpi][0] / self._mix_of(peer, figure) * own
            for peer in peers.agent_ids
            if figure.kpi in self.records[peer].values
        ]
        if len(theirs) < 2:
            return None
        middle = median(theirs)
        spread = max(NORMAL_MAD * median(abs(peer - middle) for peer in theirs), figure.floor(middle))
        worse = (value - middle) * (1 if figure.higher_is_worse else -1)
        chance = STANDARD_ERRORS * figure.sampling_error(middle, handled) if tested else 0.0
        if worse / spread < self.settings.gap_threshold or worse <= chance:
            return None
        return Finding(figure.kpi, value, middle, worse / spread)

    def _handling_time_of_the_mix(self, people: Sequence[Agent]) -> Mapping[str, float]:
        """Median handling time, in seconds, of those who serve the same queues: a broker's call is longer than
        a new customer's, which says nothing about the broker. With too few colleagues: everybody's median."""
        by_skills: dict[tuple[str, ...], list[float]] = {}
        for agent in self.judged:
            if "aht_seconds" in (values := self.records[agent.agent_id].values):
                by_skills.setdefault(tuple(sorted(agent.skills)), []).append(values["aht_seconds"][0])
        everybody = [seconds for times in by_skills.values() for seconds in times]
        typical = median(everybody) if everybody else 1.0
        medians = {skills: median(times) for skills, times in by_skills.items() if len(times) > ENOUGH_PEERS}
        return {agent.agent_id: medians.get(tuple(sorted(agent.skills)), typical) or 1.0 for agent in people}

    def _mix_of(self, agent_id: str, figure: Figure) -> float:
        return self.mix[agent_id] if figure.kpi == "aht_seconds" else 1.0

    def _overdue(self, agent: Agent) -> tuple[str, ...]:
        done = self.ledger.topics_done(agent.agent_id, self.day)
        due = (topic for topic in self.topics if topic.mandatory_by is not None and topic.mandatory_by < self.day)
        return tuple(topic.topic for topic in due if topic.topic not in done)

    def _score(self, agent: Agent, findings: Sequence[Finding], overdue: Sequence[str]) -> float:
        behind = sum(BY_KPI[finding.kpi].weight * min(finding.gap, LARGEST_GAP) for finding in findings)
        owed = sum(self.ledger.carried_over(agent.agent_id, self.day).values()) / MINUTES_PER_OWED_POINT
        last = self.ledger.last_session(agent.agent_id, self.day)
        weeks = WAITING_WEEKS if last is None else min((self.day - last).days / 7, WAITING_WEEKS)
        waiting = 1 + 0.5 * weeks / WAITING_WEEKS
        return round((behind + owed) * waiting + POINTS_PER_OVERDUE_TOPIC * len(overdue), 3)

    def _reason(self, agent: Agent, findings: Sequence[Finding], overdue: Sequence[str], peers: Peers) -> str:
        parts = [_in_words(finding) for finding in findings]
        parts[0:1] = [f"{parts[0]} of peers ({peers.words})"] if parts else []
        parts += [f"mandatory topic {topic} overdue" for topic in overdue]
        if not parts:
            return f"figures in line with peers ({peers.words}), {self.records[agent.agent_id].handled} contacts"
        owed = sum(self.ledger.carried_over(agent.agent_id, self.day).values())
        parts += [f"{owed} min carried over"] if owed else []
        last = self.ledger.last_session(agent.agent_id, self.day)
        since = "no session yet" if last is None else f"last session {last}"
        return "; ".join([*parts, f"{self.records[agent.agent_id].handled} contacts", since])


def _in_words(finding: Finding) -> str:
    figure = BY_KPI[finding.kpi]
    return f"{figure.words} {figure.text(finding.value)} against {figure.text(finding.peer_median)}"
