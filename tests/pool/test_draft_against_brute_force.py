"""The draft against every possible draft, on centres small enough to try them all."""

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.domain.people import Role
from wfm.domain.pool import Topic, TrainingFormat
from wfm.pool.curriculum import Case, Curriculum
from wfm.pool.draft import DraftStatus
from wfm.pool.ledger import Ledger

TOPICS = (
    Topic("alone", 60, format=TrainingFormat.SELF, cures=("pace",)),
    Topic("coached", 60, format=TrainingFormat.COACH, cures=("qa_score",)),
    Topic("together", 120, format=TrainingFormat.GROUP, max_group=2, cures=("qa_score", "probing")),
)
Choice = tuple[str, Topic, int, str]
"""Agent, topic, hour of the day at which it starts, trainer."""


def is_allowed(choices: list[Choice], centre: Any, spare: dict[int, int], hours_of: dict[str, set[int]]) -> bool:
    """The rules of the pool, hour by hour, in the plainest form."""
    for hour in range(24):
        now = [choice for choice in choices if choice[2] <= hour < choice[2] + choice[1].minutes // 60]
        lessons = {(topic.topic, start, trainer) for _, topic, start, trainer in now if trainer}
        if len(now) > spare.get(hour, 0) or len(lessons) > centre.settings.rooms:
            return False
        if any(
            hour not in hours_of[agent] or (trainer and hour not in hours_of[trainer])
            for agent, _, _, trainer in now
        ):
            return False
        trainers = [trainer for _, _, trainer in lessons]
        if len(trainers) != len(set(trainers)):
            return False
        for lesson in lessons:
            seats = next(topic.max_group for _, topic, _, _ in now if topic.topic == lesson[0])
            if sum((topic.topic, start, trainer) == lesson for _, topic, start, trainer in now) > seats:
                return False
    return True


def best_by_trying_everything(centre: Any, spare: dict[int, int]) -> float:
    """The most points x minutes that any allowed draft of the day is worth."""
    hours_of = {plan.agent_id: set(range(plan.start.hour, plan.end.hour)) for plan in centre.plans}
    trainers = [agent.agent_id for agent in centre.agents if agent.role is Role.TRAINER]
    options: list[list[tuple[float, Choice | None]]] = []
    for need in centre.needs:
        mine: list[tuple[float, Choice | None]] = [(0.0, None)]
        case = Case.of(need, Ledger(), centre.first)
        for wish in Curriculum(centre.topics, centre.settings).wishes(case):
            worth = round(wish.points, 2) * wish.topic.minutes
            teachers = [""] if wish.topic.format is TrainingFormat.SELF else trainers
            for hour, trainer in product(sorted(hours_of[need.agent_id]), teachers):
                mine.append((worth, (need.agent_id, wish.topic, hour, trainer)))
        options.append(mine)
    return max(
        sum(worth for worth, _ in combination)
        for combination in product(*options)
        if is_allowed([choice for _, choice in combination if choice], centre, spare, hours_of)
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(8, 11), st.integers(2, 3), st.integers(1, 20), st.booleans()), min_size=1, max_size=3
    ),
    st.lists(st.tuples(st.integers(8, 11), st.integers(2, 3)), max_size=2),
    st.dictionaries(st.integers(8, 13), st.integers(0, 3), max_size=6),
    st.integers(1, 2),
)
def test_no_allowed_draft_is_worth_more(
    floorplan: Any,
    people: list[tuple[int, int, int, bool]],
    trainers: list[tuple[int, int]],
    spare: dict[int, int],
    rooms: int,
) -> None:
    """The objective that is reported as optimal is the best there is, whatever the rules that meet."""
    centre = floorplan()
    centre.settings = type(centre.settings)(rooms=rooms, cool_down_days=0, break_clearance=0)
    centre.topics = list(TOPICS)
    centre.spare(spare)
    for n, (start, length, score, tagged) in enumerate(people):
        centre.person(f"A{n}", hours=(start * 60, (start + length) * 60))
        centre.behind(f"A{n}", float(score), weaknesses=("probing",) if tagged else ("pace",))
    for n, (start, length) in enumerate(trainers):
        centre.trainer(f"T{n}", hours=(start * 60, (start + length) * 60))
    drafted = centre.draft()
    best = best_by_trying_everything(centre, spare)
    assert drafted.status is DraftStatus.OPTIMAL
    assert abs(drafted.objective - best) < 1e-6
    assert abs(drafted.bound - best) < 1e-6
