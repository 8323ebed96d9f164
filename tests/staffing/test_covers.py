"""The sets of queues that matter: few rows that say what all 2^n - 1 say."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.domain.errors import InputProblems
from wfm.domain.queues import Cover
from wfm.staffing.covers import derive_covers

QUEUES = ("a", "b", "c", "d", "e")


def _names(skill_sets: list[str], queues: str) -> list[str]:
    return [cover.name for cover in derive_covers([tuple(skills) for skills in skill_sets], tuple(queues))]


def _all_sets(queues: str) -> list[tuple[str, ...]]:
    return [chosen for size in range(1, len(queues) + 1) for chosen in combinations(queues, size)]


def _enough(cover: tuple[str, ...], agents: list[tuple[str, ...]], demand: dict[str, int]) -> bool:
    touching = sum(not set(cover).isdisjoint(skills) for skills in agents)
    return touching >= sum(demand[queue] for queue in cover)


def _can_be_shared_out(agents: list[tuple[str, ...]], demand: dict[str, int]) -> bool:
    """Whether every unit of demand finds an agent of its own: augmenting paths, no theorem of Hall."""
    units = [queue for queue, count in demand.items() for _ in range(count)]
    taken: dict[int, int] = {}

    def place(unit: int, seen: set[int]) -> bool:
        for agent, skills in enumerate(agents):
            if units[unit] in skills and agent not in seen:
                seen.add(agent)
                if agent not in taken or place(taken[agent], seen):
                    taken[agent] = unit
                    return True
        return False

    return all(place(unit, set()) for unit in range(len(units)))


@settings(max_examples=300, deadline=None)
@given(data=st.data(), size=st.integers(1, 5))
def test_derived_rows_are_as_good_as_all_rows(data: st.DataObject, size: int) -> None:
    """Without it a set of queues could be short of people although every row of the requirement is met."""
    queues = QUEUES[:size]
    kinds = data.draw(st.lists(st.sets(st.sampled_from(queues)).map(lambda s: tuple(sorted(s))), max_size=5))
    agents = data.draw(st.lists(st.sampled_from(kinds), max_size=9)) if kinds else []
    demand = {queue: data.draw(st.integers(0, 4)) for queue in queues}
    derived = [cover.queues for cover in derive_covers(agents, queues)]
    by_rows = all(_enough(cover, agents, demand) for cover in derived)
    assert by_rows == all(_enough(chosen, agents, demand) for chosen in _all_sets("".join(queues)))
    assert by_rows == _can_be_shared_out(agents, demand)


def test_no_derived_row_can_be_spared() -> None:
    """Without it the requirement could carry rows that say nothing and slow the roster down: for each row of
    random centres some demand breaks that row alone."""
    draw = random.Random(7)
    for _ in range(60):
        queues = QUEUES[: draw.randint(2, 4)]
        kinds = [tuple(q for q in queues if draw.random() < 0.5) for _ in range(draw.randint(1, 4))]
        agents = [skills for skills in kinds if skills for _ in range(3)]
        derived = [cover.queues for cover in derive_covers(agents, queues)]
        for row in derived:
            others = [cover for cover in derived if cover != row]
            touching = sum(not set(row).isdisjoint(skills) for skills in agents)
            splits = _splits(touching + 1, len(row))
            assert any(
                all(_enough(other, agents, demand) for other in others)
                for split in splits
                for demand in [dict.fromkeys(queues, 0) | dict(zip(row, split, strict=True))]
            ), (agents, row)


def _splits(total: int, parts: int) -> list[tuple[int, ...]]:
    if parts == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in _splits(total - first, parts - 1)]


@pytest.mark.parametrize(
    ("skills", "queues", "covers"),
    [
        ([], "abc", ["a", "b", "c"]),  # nobody yet: one cover per queue
        (["abc"], "abc", ["a+b+c"]),  # everybody can do everything
        (["a", "b", "c"], "abc", ["a", "b", "c"]),  # pure specialists
        (["ab", "a"], "ab", ["b", "a+b"]),  # whoever serves a set with a in it is everybody
        (["ab", "bc"], "abc", ["a", "c", "a+b+c"]),  # {a, c} falls apart: no agent serves both
        (["ab", "c"], "abcd", ["c", "d", "a+b"]),  # d is served by nobody, and seen
        (["ax", "b"], "ab", ["a", "b"]),  # x is no queue of the centre
    ],
)
def test_small_centres_by_hand(skills: list[str], queues: str, covers: list[str]) -> None:
    """Without it the rule would be proved but not understood."""
    assert _names(skills, queues) == covers


def test_order_of_agents_does_not_matter() -> None:
    """Without it the same centre could get its files in another order tomorrow."""
    skills = ["ab", "bc", "cd", "a", "d", "abcd"]
    expected = _names(skills, "abcd")
    for seed in range(5):
        shuffled = random.Random(seed).sample(skills, len(skills))
        assert _names(shuffled + shuffled, "abcd") == expected


def test_an_agent_counts_where_his_skills_meet_the_cover() -> None:
    """Without it the rows and the roster could count heads by different rules."""
    assert Cover.parse("a+b").counts(("b", "c"))
    assert not Cover.parse("a+b").counts(("c",))


def test_hopelessly_entangled_skills_are_a_problem_with_a_way_out() -> None:
    """Without it a centre of many specialists and one all-rounder would hang instead of being told."""
    queues = [f"q{number:02}" for number in range(14)]
    with pytest.raises(InputProblems, match=r"\[\[cover\]\]"):
        derive_covers([(queue,) for queue in queues] + [tuple(queues)], queues)


def test_many_specialists_alone_are_no_problem() -> None:
    """Without it forty separate queues would be refused for sets of queues that no agent connects."""
    queues = [f"q{number:02}" for number in range(40)]
    assert len(derive_covers([(queue,) for queue in queues], queues)) == 40
