"""What to teach whom: topics matched to an agent's findings, prerequisites first, mandatory ones in time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from wfm.domain.centre import PoolSettings
from wfm.domain.pool import Need, Topic, TrainingFormat
from wfm.pool.drafting.diary import REVIEW_WINDOW_DAYS
from wfm.pool.need.by_topic import topic_points
from wfm.pool.need.figures import BY_KPI
from wfm.pool.programme.treatment import stage_in_words, topics_beside

DEADLINE_DAYS = 7
"""So many days before its deadline, or before the draft ends, a mandatory topic counts as due."""
POINTS_BEFORE_DEADLINE = 2.0
POINTS_PAST_DEADLINE = 4.0
POINTS_TOO_LATE = 1.0
"""On a day of the draft after a deadline that can still be met on an earlier day of it."""
DEVELOPMENT_POINTS = 0.25
LESS_PER_WEEK = 0.01
"""The same session a week later is worth so much less: figures should improve soon."""
DEVELOPMENT = "development: "
"""How the reason of a session begins that is neither for a need nor for a mandatory topic due."""


class WishKind(StrEnum):
    """Why somebody should have a topic."""

    NEED = "need"
    MANDATORY = "mandatory"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True)
class Wish:
    """A topic that one agent should have: points per minute of it on that day, and why in words."""

    agent_id: str
    topic: Topic
    points: float
    reason: str
    kind: WishKind = WishKind.NEED
    day: date = date.min


@dataclass(frozen=True, slots=True)
class Case:
    """One agent on one day of a draft from `first` to `last`: his need and what he had in full before that day, by
    topic; `carried_over`: minutes owed to him. `held_back`: why his figures are to show first what training did
    (only mandatory topics and development are for him then)."""

    need: Need
    day: date
    done: Mapping[str, date]
    carried_over: Mapping[str, int]
    first: date | None = None
    last: date | None = None
    held_back: str = ""

    @property
    def begin(self) -> date:
        return self.first or self.day

    @property
    def end(self) -> date:
        return self.last or self.day

    @property
    def in_need(self) -> bool:
        return self.need.eligible and not self.held_back


FormatWeight = Callable[[Need, Topic], float]
"""How much a topic's format suits an agent, around 1."""


def suits_alike(need: Need, topic: Topic) -> float:
    """Every format suits everybody."""
    return 1.0


@dataclass(frozen=True, slots=True)
class Curriculum:
    """The centre's topics; prerequisites name topics that exist and do not go in circles."""

    topics: Sequence[Topic]
    settings: PoolSettings
    suits: FormatWeight = suits_alike
    by_name: Mapping[str, Topic] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {topic.topic: topic for topic in self.topics})

    def wishes(self, case: Case) -> tuple[Wish, ...]:
        """What this agent should be taught, best first; empty when nothing is left or his sample is thin.

        points = need score x (0.5 to 1 by how much of it the topic cures) x how well its format suits him, 1 %
        less for every week after the draft's first day. Mandatory topics are for everybody; those who are in
        line also get self-study. Prerequisites that he has not had are wished for too, and must come on an
        earlier day.
        """
        if case.need.handled < self.settings.minimum_sample:
            return ()
        topics = [topic for topic in self.topics if self._is_open(topic, case)]
        by_need = (*self._cures(case, topics), *self._for_his_stage(case, topics))
        wishes = [*by_need, *self._mandatory(case, topics), *self._development(case, topics)]
        best: dict[str, Wish] = {}
        for wish in sorted(wishes, key=lambda wish: (-wish.points, wish.topic.topic)):
            best.setdefault(wish.topic.topic, wish)
        return tuple(wish for wish in best.values() if self._within_reach(wish.topic, best, case))

    def why_none(self, case: Case) -> str:
        """The reason why an eligible agent has no wish."""
        if case.held_back:
            return case.held_back
        helpful = [topic for topic, points in self._worth(case).items() if points]
        if not helpful:
            return "no topic of the curriculum cures what is behind"
        return "; ".join(dict.fromkeys(self._why_closed(self.by_name[topic], case) for topic in helpful))

    def _why_closed(self, topic: Topic, case: Case) -> str:
        if not self._fits(topic):
            limits = f"{self.settings.minimum_block} to {self.settings.maximum_block}"
            return f"{topic.topic} takes {topic.minutes} min; blocks are {limits} min"
        last = case.done.get(topic.topic)
        if last is not None and last >= case.day - timedelta(days=REVIEW_WINDOW_DAYS):
            return f"{topic.topic} was given on {last}, within {REVIEW_WINDOW_DAYS} days"
        missing = [name for name in topic.prerequisites if name not in case.done]
        return f"{topic.topic} comes after {', '.join(missing)}, which he cannot have now"

    def _fits(self, topic: Topic) -> bool:
        return self.settings.minimum_block <= topic.minutes <= self.settings.maximum_block

    def _is_open(self, topic: Topic, case: Case) -> bool:
        """Fits a block, and was not given within the review window."""
        last = case.done.get(topic.topic, date.min)
        return self._fits(topic) and last < case.day - timedelta(days=REVIEW_WINDOW_DAYS)

    def _within_reach(self, topic: Topic, wished: Mapping[str, Wish], case: Case) -> bool:
        """Whether all that comes before it was had, or is wished for and can be had on an earlier day."""
        missing = [name for name in topic.prerequisites if name not in case.done]
        return all(
            name in wished and case.day > case.begin and self._within_reach(self.by_name[name], wished, case)
            for name in missing
        )

    def _waiting(self, case: Case) -> float:
        return max(0.0, 1 - LESS_PER_WEEK * (case.day - case.begin).days / 7)

    def _cures(self, case: Case, topics: Sequence[Topic]) -> Iterator[Wish]:
        if not case.in_need:
            return
        worth = self._worth(case)
        most = max(worth.values(), default=0.0)
        for topic in topics:
            if worth[topic.topic] > 0 and self.suits(case.need, topic) > 0:
                owed = case.carried_over.get(topic.topic, 0)
                share = 1.0 if owed else worth[topic.topic] / most
                points = case.need.score * (0.5 + 0.5 * share) * self.suits(case.need, topic) * self._waiting(case)
                carried = f" ({owed} min carried over)" if owed else ""
                reason = f"{case.need.reason}; {self._aim(topic, case)}{carried}"
                yield Wish(case.need.agent_id, topic, points, reason, WishKind.NEED, case.day)

    def _for_his_stage(self, case: Case, topics: Sequence[Topic]) -> Iterator[Wish]:
        """What those of his stage get besides, worth as much as a topic that cures little of what is behind; signs
        of burn-out are reason enough without a need."""
        if not (case.in_need or case.need.signs):
            return
        for topic in topics_beside(case.need, topics, self.settings.treatment):
            weight = self.suits(case.need, topic) * self._waiting(case)
            stage = stage_in_words(case.need)
            if weight > 0 and case.in_need:
                words, points = f"{case.need.reason}; given to those {stage}", 0.5 * case.need.score * weight
                yield Wish(case.need.agent_id, topic, points, words, WishKind.NEED, case.day)
            elif weight > 0 and topic.topic not in case.done:
                words = f"{DEVELOPMENT}given to those {stage}; {case.need.reason}"
                points = 2 * DEVELOPMENT_POINTS * weight
                yield Wish(case.need.agent_id, topic, points, words, WishKind.DEVELOPMENT, case.day)

    def _mandatory(self, case: Case, topics: Sequence[Topic]) -> Iterator[Wish]:
        for topic in topics:
            deadline = self.deadline(topic, case.done)
            if deadline is None or topic.topic in case.done:
                continue
            points, kind = self._urgency(deadline, case)
            words = f"overdue since {deadline}" if deadline < case.day else f"due by {deadline}"
            development = DEVELOPMENT if kind is WishKind.DEVELOPMENT else ""
            reason = f"{development}mandatory topic, {words}"
            yield Wish(case.need.agent_id, topic, points * self._waiting(case), reason, kind, case.day)

    def _urgency(self, deadline: date, case: Case) -> tuple[float, WishKind]:
        if deadline < case.begin:
            return POINTS_PAST_DEADLINE, WishKind.MANDATORY
        if deadline < case.day:
            return POINTS_TOO_LATE, WishKind.MANDATORY
        if (deadline - case.end).days <= DEADLINE_DAYS:
            return POINTS_BEFORE_DEADLINE, WishKind.MANDATORY
        return DEVELOPMENT_POINTS, WishKind.DEVELOPMENT

    def _development(self, case: Case, topics: Sequence[Topic]) -> Iterator[Wish]:
        """Self-study for those whose figures are in line: time that the surplus leaves."""
        if case.need.eligible:
            return
        for topic in topics:
            given = self.suits(case.need, topic) > 0 and topic.topic not in case.done
            if topic.format is TrainingFormat.SELF and given:
                words = f"{DEVELOPMENT}self-study; {case.need.reason}"
                points = DEVELOPMENT_POINTS * self.suits(case.need, topic) * self._waiting(case)
                yield Wish(case.need.agent_id, topic, points, words, WishKind.DEVELOPMENT, case.day)

    def _worth(self, case: Case) -> Mapping[str, float]:
        return topic_points(case.need, self.topics, case.done)

    def _aim(self, topic: Topic, case: Case) -> str:
        """What the topic does for this agent, in words."""
        behind = {finding.kpi for finding in case.need.findings}
        helped = [BY_KPI[cure].words for cure in topic.cures if cure in behind]
        helped += [cure for cure in topic.cures if cure in case.need.weaknesses and cure not in behind]
        if helped:
            return f"helps {', '.join(helped)}"
        opened = [other.topic for other in self.topics if topic.topic in other.prerequisites]
        return f"needed before {', '.join(opened)}"

    def deadline(self, topic: Topic, done: Mapping[str, date]) -> date | None:
        """By when everybody must have had the topic: its own date, or an earlier one of a topic that it opens."""
        dates = [topic.mandatory_by] if topic.mandatory_by else []
        opened = (o for o in self.topics if topic.topic in o.prerequisites and o.topic not in done)
        dates += [day for other in opened if (day := self.deadline(other, done))]
        return min(dates, default=None)
