"""Who needs retraining: every agent against peers of the same tenure stage and queues, guarded against chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Absence, Agent, Performance, Role
from wfm.domain.pool import Finding, Need, Topic
from wfm.pool.ledger import Ledger
from wfm.pool.need.burn_out import BurnOut
from wfm.pool.need.evidence import Evidence, Verdict
from wfm.pool.need.figures import BY_KPI
from wfm.pool.need.records import records
from wfm.pool.need.shrinkage import LEAST_PEERS

LARGEST_GAP = 6.0
"""One freak figure does not outweigh several bad ones."""
WAITING_WEEKS = 8
"""After so many weeks without a session need is half as large again, and grows no further."""
POINTS_PER_OVERDUE_TOPIC = 3.0
MINUTES_PER_OWED_POINT = 30


def assess(
    agents: Sequence[Agent],
    performance: Sequence[Performance],
    day: date,
    settings: PoolSettings,
    topics: Sequence[Topic] = (),
    ledger: Ledger | None = None,
    absences: Sequence[Absence] = (),
) -> tuple[Need, ...]:
    """Every agent of role agent with his need on `day`, greatest first, those not eligible last.

    A finding is a figure that more likely than not truly is worse than the peers' median by more than
    `settings.gap_threshold` of their true spread; somebody is eligible when with at least
    `settings.evidence.minimum_confidence` one of them is (see `Evidence`). score = (sum of weight x shrunk gap + 1
    per 30 minutes owed) x (1 to 1.5 by weeks since the last session) + 3 per mandatory topic overdue. Below
    `settings.minimum_sample` handled contacts nobody is eligible, nor is he whose figures only seem to be behind:
    they are kept in `findings`, and the reason says what is missing. Unplanned `absences` only serve as signs of
    burn-out.
    """
    people = [agent for agent in agents if agent.role is Role.AGENT]
    evidence = Evidence(people, records(performance, day, settings.evidence), day, settings)
    ward = _Ward(evidence, BurnOut(evidence, absences), topics, ledger or Ledger())
    return tuple(sorted(map(ward.need, people), key=lambda need: (not need.eligible, -need.score, need.agent_id)))


@dataclass(frozen=True)
class _Ward:
    """From the evidence of one day to everybody's need."""

    evidence: Evidence
    burn_out: BurnOut
    topics: Sequence[Topic]
    ledger: Ledger

    def need(self, agent: Agent) -> Need:
        record, verdict = self.evidence.record(agent.agent_id), self.evidence.verdict(agent)
        thin = record.handled < self.evidence.settings.minimum_sample
        overdue = () if thin else self._overdue(agent)
        sure = not thin and verdict.confidence >= self.evidence.settings.evidence.minimum_confidence
        eligible = sure or bool(overdue)
        signs = () if thin else self.burn_out.signs(agent)
        reasons = self._too_few(agent) if thin else self._reasons(agent, verdict, sure, overdue)
        return Need(
            agent.agent_id,
            self.evidence.places[agent.agent_id].stage,
            record.handled,
            self._score(agent, verdict.findings if sure else (), overdue) if eligible else 0.0,
            eligible,
            "; ".join([*reasons, *self._remarks(agent, signs)]),
            verdict.findings if sure or not eligible else (),
            record.weaknesses,
            verdict.confidence,
            signs,
        )

    def _overdue(self, agent: Agent) -> tuple[str, ...]:
        day = self.evidence.day
        done = self.ledger.topics_done(agent.agent_id, day)
        due = (topic for topic in self.topics if topic.mandatory_by is not None and topic.mandatory_by < day)
        return tuple(topic.topic for topic in due if topic.topic not in done)

    def _score(self, agent: Agent, findings: Sequence[Finding], overdue: Sequence[str]) -> float:
        day = self.evidence.day
        behind = sum(BY_KPI[finding.kpi].weight * min(finding.gap, LARGEST_GAP) for finding in findings)
        owed = self._owed(agent) / MINUTES_PER_OWED_POINT
        last = self.ledger.last_session(agent.agent_id, day)
        weeks = WAITING_WEEKS if last is None else min((day - last).days / 7, WAITING_WEEKS)
        waiting = 1 + 0.5 * weeks / WAITING_WEEKS
        return round((behind + owed) * waiting + POINTS_PER_OVERDUE_TOPIC * len(overdue), 3)

    def _owed(self, agent: Agent) -> int:
        """Minutes that were recalled or missed and are still to be had."""
        return sum(self.ledger.carried_over(agent.agent_id, self.evidence.day).values())

    def _too_few(self, agent: Agent) -> list[str]:
        """Why he is not judged at all."""
        handled, least = self.evidence.record(agent.agent_id).handled, self.evidence.settings.minimum_sample
        if agent.agent_id not in self.evidence.known:
            return [f"no figures of a period that ended by {self.evidence.day}"]
        return [f"only {handled} contacts handled; nobody is judged below {least}; {least - handled} more to go"]

    def _reasons(self, agent: Agent, verdict: Verdict, sure: bool, overdue: Sequence[str]) -> list[str]:
        """Why he is drafted, or why he is left alone and what is missing."""
        contacts = f"{self.evidence.record(agent.agent_id).handled} contacts"
        if sure or overdue:
            parts = _compared(verdict) if sure else []
            parts += [f"mandatory topic {topic} overdue" for topic in overdue]
            parts += [f"{owed} min carried over"] if (owed := self._owed(agent)) else []
            last = self.ledger.last_session(agent.agent_id, self.evidence.day)
            return [*parts, contacts, "no session yet" if last is None else f"last session {last}"]
        others = len(verdict.peers.agent_ids) - 1
        if others < LEAST_PEERS - 1:
            return [f"too few to compare with: {others} besides him with enough contacts", contacts]
        if verdict.findings:
            return ["not enough evidence", *_compared(verdict), *self._what_is_missing(agent, verdict), contacts]
        return [f"figures in line with peers ({verdict.peers.words})", contacts]

    def _what_is_missing(self, agent: Agent, verdict: Verdict) -> list[str]:
        needed = f"{100 * self.evidence.settings.evidence.minimum_confidence:.0f} % needed"
        if verdict.times_more is None:
            return [needed, "no larger sample with the same figures would tell"]
        more = (verdict.times_more - 1) * self.evidence.record(agent.agent_id).handled
        return [needed, f"about {10 * ceil(more / 10)} contacts more with the same figures would tell"]

    def _remarks(self, agent: Agent, signs: Sequence[str]) -> list[str]:
        left_out = self.evidence.record(agent.agent_id).overlapping
        remarks = [f"signs of burn-out: {', '.join(signs)}"] if signs else []
        return [*remarks, f"{left_out} periods left out that overlap others"] if left_out else remarks


def _compared(verdict: Verdict) -> list[str]:
    """Each figure beside its peers' and how sure it is; the first one says who the peers are."""
    peers = [f" of peers ({verdict.peers.words})", *("" for _ in verdict.findings)]
    parts = [_in_words(finding, whose) for finding, whose in zip(verdict.findings, peers, strict=False)]
    together = f"together {_percent(verdict.confidence)} sure that one truly is behind"
    return [*parts, together] if len(parts) > 1 else parts


def _in_words(finding: Finding, peers: str) -> str:
    figure = BY_KPI[finding.kpi]
    compared = f"{figure.words} {figure.text(finding.value)} against {figure.text(finding.peer_median)}{peers}"
    return f"{compared}, {_percent(finding.confidence)} sure"


def _percent(confidence: float) -> str:
    """Never certain in print."""
    return f"{min(int(100 * confidence), 99)} %"
