"""The draft against every possible draft, on centres small enough to try them all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.domain.people import Role
from wfm.domain.pool import Topic, TrainingFormat
from wfm.pool.drafting.curriculum import Case, Curriculum
from wfm.pool.drafting.draft import DraftStatus

ALONE = Topic("alone", 60, format=TrainingFormat.SELF, cures=("pace",))
COACHED = Topic("coached", 60, format=TrainingFormat.COACH, cures=("qa_score",))
TOGETHER = Topic("together", 120, format=TrainingFormat.GROUP, max_group=2, cures=("qa_score", "probing"))


class Choice(NamedTuple):
    """One session that might be: points, who, what, the day, hours from midnight, with whom."""

    points: float
    agent: str
    topic: Topic
    day: date
    start: float
    trainer: str

    @property
    def end(self) -> float:
        return self.start + self.topic.minutes / 60

    def meets(self, other: "Choice", way: float = 0.0) -> bool:
        """Whether they share a minute, with so many hours of transition around each."""
        same_day = self.day == other.day
        return same_day and self.start - way < other.end + way and other.start - way < self.end + way

    def lesson(self) -> tuple[str, date, float, str]:
        return self.topic.topic, self.day, self.start, self.trainer


class Rules:
    """The rules of the pool in the plainest form, for shifts that begin and end on the hour."""

    def __init__(self, centre: Any, spare: dict[int, int]) -> None:
        self.centre, self.spare, self.settings = centre, spare, centre.settings
        self.way = centre.settings.transition_minutes / 60
        self.hours = {(p.agent_id, p.date): (p.start.hour, p.end.hour) for p in centre.plans}
        self.trainers = [agent.agent_id for agent in centre.agents if agent.role is not Role.AGENT]

    def options(self) -> Iterator[Choice]:
        """Every session that could be alone in the draft."""
        last = self.centre.horizon.last
        for need in self.centre.needs:
            for day in self.centre.horizon.dates:
                case = Case(need, day, {}, {}, self.centre.first, last)
                for wish in Curriculum(self.centre.topics, self.settings).wishes(case):
                    teachers = [""] if wish.topic.format is TrainingFormat.SELF else self.trainers
                    for hour in range(24):
                        for trainer in teachers:
                            choice = Choice(wish.points, need.agent_id, wish.topic, day, hour + self.way, trainer)
                            if trainer != need.agent_id and self.at_hand(choice) and self.allow([choice], False):
                                yield choice

    def at_hand(self, choice: Choice) -> bool:
        for person in filter(None, (choice.agent, choice.trainer)):
            begins, ends = self.hours[person, choice.day]
            if choice.start - self.way < begins or choice.end + self.way > ends:
                return False
        return True

    def allow(self, choices: list[Choice], whole: bool) -> bool:
        """Whether these sessions can be together; `whole`: no others are to join, so that groups must be
        complete."""
        if not all(self.go_together(a, b) for a, b in combinations(choices, 2)):
            return False
        for day in self.centre.horizon.dates:
            today = [choice for choice in choices if choice.day == day]
            for hour in range(24):
                away = sum(c.start - self.way < hour + 1 and hour < c.end + self.way for c in today)
                held = {c.lesson() for c in today if c.trainer and c.start < hour + 1 and hour < c.end}
                if away > self.spare.get(hour, 0) or (away and len(held) > self.rooms_allow(held, hour)):
                    return False
        for agent in {choice.agent for choice in choices}:  # all days lie within one week
            if sum(c.topic.minutes for c in choices if c.agent == agent) > self.settings.minutes_per_week:
                return False
        sizes = {c.lesson(): sum(o.lesson() == c.lesson() for o in choices) for c in choices if c.trainer}
        if any(size > self.unit(lesson).seats for lesson, size in sizes.items()):
            return False
        if whole and any(size < self.unit(lesson).smallest for lesson, size in sizes.items()):
            return False
        return not whole or all(self.in_order(c, choices) for c in choices)

    def rooms_allow(self, held: set[tuple[str, date, float, str]], hour: int) -> int:
        """Lessons of an hour that are held at one moment all need a room; with half hours they may follow."""
        spans = [(start, start + self.unit((topic, day, start, t)).minutes / 60) for topic, day, start, t in held]
        most = max((sum(a <= moment < b for a, b in spans) for moment in (hour, hour + 0.5)), default=0)
        return len(held) if most <= self.settings.rooms else -1

    def go_together(self, one: Choice, other: Choice) -> bool:
        if one.agent == other.agent:
            apart = abs((one.day - other.day).days)
            rested = apart > self.settings.cool_down_days if apart else self.settings.blocks_per_day > 1
            return rested and one.topic != other.topic and not one.meets(other, self.way)
        if one.trainer and one.trainer == other.trainer and one.meets(other):
            return one.lesson() == other.lesson()
        return not ((one.trainer == other.agent or other.trainer == one.agent) and one.meets(other))

    def in_order(self, choice: Choice, choices: list[Choice]) -> bool:
        had = {other.topic.topic for other in choices if other.agent == choice.agent and other.day < choice.day}
        return set(choice.topic.prerequisites) <= had

    def unit(self, lesson: tuple[str, date, float, str]) -> Topic:
        found: Topic = next(topic for topic in self.centre.topics if topic.topic == lesson[0])
        return found

    def worth(self, choices: list[Choice]) -> float:
        """Points x minutes; an agent's second hour counts half, his third a third, at his least points."""
        total = sum(round(choice.points, 2) * choice.topic.minutes for choice in choices)
        for agent in {choice.agent for choice in choices}:
            least = min(option.points for option in self.known if option.agent == agent)
            minutes = sum(choice.topic.minutes for choice in choices if choice.agent == agent)
            for minute in range(minutes):
                total -= round(least * 100 * (minute // 60) / (1 + minute // 60)) / 100
        return total

    def best(self) -> float:
        """The most that any allowed draft is worth."""
        self.known = list(self.options())
        return max(self.worth(choices) for choices in self.drafts([], self.known) if self.allow(choices, True))

    def drafts(self, chosen: list[Choice], options: list[Choice]) -> Iterator[list[Choice]]:
        yield chosen
        for n, option in enumerate(options):
            if self.allow([*chosen, option], False):
                yield from self.drafts([*chosen, option], options[n + 1 :])


def furnished(
    floorplan: Any, people: list[tuple[int, int, int, bool]], trainers: list[tuple[int, int]], days: int = 1
) -> Any:
    centre = floorplan(days=days)
    for n, (start, length, score, tagged) in enumerate(people):
        centre.person(f"A{n}", hours=(start * 60, (start + length) * 60))
        centre.behind(f"A{n}", float(score), weaknesses=("probing",) if tagged else ("pace",))
    for n, (start, length) in enumerate(trainers):
        centre.trainer(f"T{n}", hours=(start * 60, (start + length) * 60))
    return centre


def assert_best(centre: Any, spare: dict[int, int]) -> None:
    day = [spare.get(hour, 0) for hour in range(24)]
    centre.spare({24 * n + hour: heads for n in range(centre.days) for hour, heads in enumerate(day)})
    drafted, best = centre.draft(), Rules(centre, spare).best()
    assert drafted.status is DraftStatus.OPTIMAL
    assert drafted.objective == pytest.approx(best, abs=1e-6)
    assert drafted.bound == pytest.approx(best, abs=1e-6)


PEOPLE = st.lists(
    st.tuples(st.integers(8, 10), st.integers(2, 3), st.integers(1, 20), st.booleans()), min_size=1, max_size=3
)
TRAINERS = st.lists(st.tuples(st.integers(8, 10), st.integers(2, 3)), max_size=2)
SPARE = st.lists(st.integers(0, 3), min_size=5, max_size=5).map(
    lambda heads: dict(zip(range(8, 13), heads, strict=True))
)


@settings(max_examples=25, deadline=None)
@given(PEOPLE, TRAINERS, SPARE, st.integers(1, 2))
def test_no_allowed_draft_is_worth_more(
    floorplan: Any,
    people: list[tuple[int, int, int, bool]],
    trainers: list[tuple[int, int]],
    spare: dict[int, int],
    rooms: int,
) -> None:
    """The objective that is reported as optimal is the best there is, whatever the rules that meet."""
    centre = furnished(floorplan, people, trainers)
    centre.settings = replace(centre.settings, rooms=rooms)
    centre.topics = [ALONE, COACHED, TOGETHER]
    assert_best(centre, spare)


@settings(max_examples=25, deadline=None)
@given(PEOPLE, TRAINERS, SPARE, st.integers(1, 3), st.sampled_from([0, 30]))
def test_no_draft_with_groups_of_a_least_size_and_transitions_is_worth_more(
    floorplan: Any,
    people: list[tuple[int, int, int, bool]],
    trainers: list[tuple[int, int]],
    spare: dict[int, int],
    fewest: int,
    transition: int,
) -> None:
    """Nobody sits in a class of one where three are needed, and walking there takes a head as well."""
    centre = furnished(floorplan, people, trainers)
    centre.settings = replace(centre.settings, transition_minutes=transition)
    centre.topics = [ALONE, COACHED, replace(TOGETHER, minutes=60, max_group=3, min_group=fewest)]
    assert_best(centre, spare)


@settings(max_examples=15, deadline=None)
@given(PEOPLE.filter(lambda people: len(people) < 3))
def test_a_trainer_who_needs_training_is_not_in_two_places(
    floorplan: Any, people: list[tuple[int, int, int, bool]]
) -> None:
    """A lead who is behind himself is taught by another, when he does not teach."""
    centre = furnished(floorplan, people, [(8, 3)])
    centre.person("L", hours=(480, 720), skills=("calls",), role=Role.LEAD)
    centre.behind("L", 9.0, weaknesses=("probing",))
    centre.topics = [COACHED, TOGETHER]
    centre.agents = [replace(a, skills=()) if a.agent_id == "L" else a for a in centre.agents]
    assert_best(centre, dict.fromkeys(range(24), 5))


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.just(9), st.integers(1, 2), st.integers(1, 20), st.booleans()), min_size=1, max_size=2),
    st.integers(0, 1),
    st.sampled_from([60, 120, 180]),
    st.integers(1, 2),
)
def test_no_course_over_several_days_is_worth_more(
    floorplan: Any, people: list[tuple[int, int, int, bool]], rest: int, week: int, blocks: int
) -> None:
    """Caps, rest and prerequisites couple the days; drafting day by day would not find the best course."""
    centre = furnished(floorplan, people, [], days=3)
    centre.settings = replace(
        centre.settings, cool_down_days=rest, minutes_per_week=week, blocks_per_day=blocks, minutes_per_day=week
    )
    basics = replace(ALONE, topic="basics", cures=("probing",))
    centre.topics = [
        ALONE,
        basics,
        replace(ALONE, topic="quality", cures=("qa_score",), prerequisites=("basics",)),
    ]
    assert_best(centre, {9: 1, 10: 1})
