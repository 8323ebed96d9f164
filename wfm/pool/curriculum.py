"""What to teach whom: topics matched to an agent's findings, prerequisites first, mandatory ones in time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.domain.centre import PoolSettings
from wfm.domain.pool import Need, Topic, TrainingFormat
from wfm.pool.figures import BY_KPI
from wfm.pool.ledger import Ledger

REVIEW_WINDOW_DAYS = 28
"""A topic is given again only when the figures of a full review window could have shown whether it helped."""
POINTS_PER_TAG = 2.0
"""A weakness tag from quality sampling weighs as much as one robust standard deviation of a middling figure."""
STEP_TOWARDS = 0.9
"""A prerequisite is worth nearly as much as the topic that it opens."""
DEADLINE_DAYS = 7
POINTS_BEFORE_DEADLINE = 2.0
POINTS_PAST_DEADLINE = 4.0
DEVELOPMENT_POINTS = 0.25


@dataclass(frozen=True, slots=True)
class Wish:
    """A topic that one agent should have today: points per minute of it, and why in words."""

    agent_id: str
    topic: Topic
    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """One agent on one day: his need and what the ledger says about his topics."""

    need: Need
    day: date
    done: Mapping[str, date]
    carried_over: Mapping[str, int]
    recent_sessions: int

    @classmethod
    def of(cls, need: Need, ledger: Ledger, day: date) -> "Case":
        agent_id, first = need.agent_id, day - timedelta(days=REVIEW_WINDOW_DAYS - 1)
        done, owed = ledger.topics_done(agent_id, day), ledger.carried_over(agent_id, day)
        return cls(need, day, done, owed, ledger.sessions_since(agent_id, first, day))


@dataclass(frozen=True, slots=True)
class Curriculum:
    """The centre's topics; prerequisites name topics that exist and do not go in circles."""

    topics: Sequence[Topic]
    settings: PoolSettings

    def wishes(self, case: Case) -> tuple[Wish, ...]:
        """What this agent should be taught, best first; empty when nothing is left or his sample is thin.

        points = need score x (0.5 to 1 by how much of it the topic cures) / (1 + sessions in the last 28 days), so
        that time goes round. Mandatory topics are for everybody; those who are in line also get self-study topics.
        """
        if case.need.handled < self.settings.minimum_sample:
            return ()
        topics = [topic for topic in self.topics if self._fits(topic) and self._is_open(topic, case)]
        wishes = [*self._cures(case, topics), *self._mandatory(case, topics), *self._development(case, topics)]
        best: dict[str, Wish] = {}
        for wish in sorted(wishes, key=lambda wish: (-wish.points, wish.topic.topic)):
            best.setdefault(wish.topic.topic, wish)
        return tuple(best.values())

    def why_none(self, case: Case) -> str:
        """The reason why an eligible agent has no wish."""
        helpful = [topic for topic, points in self._worth(case).items() if points]
        if not helpful:
            return "no topic of the curriculum cures what is behind"
        return (
            f"what helps ({', '.join(helpful)}) was given within {REVIEW_WINDOW_DAYS} days or does not fit a block"
        )

    def _fits(self, topic: Topic) -> bool:
        return self.settings.minimum_block <= topic.minutes <= self.settings.maximum_block

    def _is_open(self, topic: Topic, case: Case) -> bool:
        """Prerequisite had, and not itself given within the review window."""
        if topic.prerequisite and topic.prerequisite not in case.done:
            return False
        return case.done.get(topic.topic, date.min) < case.day - timedelta(days=REVIEW_WINDOW_DAYS)

    def _cures(self, case: Case, topics: Sequence[Topic]) -> Iterator[Wish]:
        if not case.need.eligible:
            return
        worth = self._worth(case)
        most = max(worth.values(), default=0.0)
        for topic in topics:
            if worth[topic.topic] > 0:
                owed = case.carried_over.get(topic.topic, 0)
                share = 1.0 if owed else worth[topic.topic] / most
                points = case.need.score * (0.5 + 0.5 * share) / (1 + case.recent_sessions)
                carried = f" ({owed} min carried over)" if owed else ""
                yield Wish(
                    case.need.agent_id, topic, points, f"{case.need.reason}; {self._aim(topic, case)}{carried}"
                )

    def _mandatory(self, case: Case, topics: Sequence[Topic]) -> Iterator[Wish]:
        for topic in topics:
            deadline = self._deadline(topic, case.done)
            if deadline is None or topic.topic in case.done:
                continue
            left = (deadline - case.day).days
            if left < 0:
                yield Wish(
                    case.need.agent_id, topic, POINTS_PAST_DEADLINE, f"mandatory topic, overdue since {deadline}"
                )
            elif left <= DEADLINE_DAYS:
                yield Wish(
                    case.need.agent_id, topic, POINTS_BEFORE_DEADLINE, f"mandatory topic, due by {deadline}"
                )
            else:
                words = f"development: mandatory topic, due by {deadline}"
                yield Wish(case.need.agent_id, topic, DEVELOPMENT_POINTS, words)

    def _development(self, case: Case, topics: Sequence[Topic]) -> Iterator[Wish]:
        """Self-study for those whose figures are in line: time that the surplus leaves."""
        if case.need.eligible:
            return
        for topic in topics:
            if topic.format is TrainingFormat.SELF and topic.topic not in case.done:
                words = f"development: self-study; {case.need.reason}"
                yield Wish(case.need.agent_id, topic, DEVELOPMENT_POINTS, words)

    def _worth(self, case: Case) -> Mapping[str, float]:
        """Points of the agent's findings and tags that each topic cures, or opens the way to."""
        gaps = {finding.kpi: BY_KPI[finding.kpi].weight * finding.gap for finding in case.need.findings}
        points = gaps | dict.fromkeys(case.need.weaknesses, POINTS_PER_TAG)
        worth = {topic.topic: sum(points.get(cure, 0.0) for cure in topic.cures) for topic in self.topics}
        for _ in self.topics:  # long enough for the longest chain of prerequisites
            for topic in self.topics:
                before = topic.prerequisite
                if before in worth and before not in case.done:
                    worth[before] = max(worth[before], STEP_TOWARDS * worth[topic.topic])
        return worth

    def _aim(self, topic: Topic, case: Case) -> str:
        """What the topic does for this agent, in words."""
        behind = {finding.kpi for finding in case.need.findings}
        helped = [BY_KPI[cure].words for cure in topic.cures if cure in behind]
        helped += [cure for cure in topic.cures if cure in case.need.weaknesses and cure not in behind]
        if helped:
            return f"helps {', '.join(helped)}"
        opened = [other.topic for other in self.topics if other.prerequisite == topic.topic]
        return f"needed before {', '.join(opened)}"

    def _deadline(self, topic: Topic, done: Mapping[str, date]) -> date | None:
        """By when everybody must have had the topic: its own date, or an earlier one of a topic that it opens."""
        dates = [topic.mandatory_by] if topic.mandatory_by else []
        opened = (other for other in self.topics if other.prerequisite == topic.topic and other.topic not in done)
        dates += [day for other in opened if (day := self._deadline(other, done))]
        return min(dates, default=None)
