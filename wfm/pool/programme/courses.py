"""The sessions of an agent's stay in the programme: had, missed, owed. Mandatory topics are no part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from wfm.domain.pool import LedgerEntry, Session, SessionStatus, Topic
from wfm.pool.ledger import OFF_THE_PHONES, Ledger


@dataclass(frozen=True)
class Courses:
    """What the ledger says about everybody's retraining before `day`. Without `topics` every session counts."""

    ledger: Ledger
    topics: Sequence[Topic]
    day: date

    def had(self, agent_id: str, since: date) -> tuple[LedgerEntry, ...]:
        """His sessions from `since` on, by date: attended, or planned and not reported on."""
        return self._lessons(agent_id, since, OFF_THE_PHONES)

    def missed(self, agent_id: str, since: date) -> tuple[LedgerEntry, ...]:
        """Those that he missed; one that was recalled is nobody's fault."""
        return self._lessons(agent_id, since, (SessionStatus.MISSED,))

    def owed(self, agent_id: str) -> Mapping[str, int]:
        """Minutes per topic of the curriculum that were recalled or missed and are still to be had."""
        carried = self.ledger.carried_over(agent_id, self.day)
        return {topic: minutes for topic, minutes in carried.items() if self._is_taught(topic)}

    def planned(self, sessions: Sequence[Session]) -> Mapping[str, Sequence[Session]]:
        """The sessions of a draft that are part of somebody's course, by agent and date."""
        by_agent: dict[str, list[Session]] = {}
        for session in sorted(sessions, key=lambda session: session.start):
            if self._counts(session.topic):
                by_agent.setdefault(session.agent_id, []).append(session)
        return by_agent

    def ahead(self, agent_id: str) -> date | None:
        """The day of his next planned session, from `day` on."""
        rows = self.ledger.standing.get(agent_id, ())
        days = (row.date for row in rows if row.status is SessionStatus.PLANNED and row.date >= self.day)
        return min(days, default=None)

    def _lessons(self, agent_id: str, since: date, statuses: Sequence[SessionStatus]) -> tuple[LedgerEntry, ...]:
        rows = self.ledger.standing.get(agent_id, ())
        last = self.day - timedelta(days=1)
        found = {
            row.lesson: row
            for row in rows
            if since <= row.date <= last and row.status in statuses and self._counts(row.topic)
        }
        return tuple(found.values())

    def _counts(self, topic: str) -> bool:
        return topic not in self._mandatory

    def _is_taught(self, topic: str) -> bool:
        return not self.topics or any(one.topic == topic for one in self.topics)

    @cached_property
    def _mandatory(self) -> frozenset[str]:
        return frozenset(topic.topic for topic in self.topics if topic.mandatory_by is not None)
