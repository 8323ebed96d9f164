"""Parts of a centre that share no queue are rostered apart, and what comes out is one roster."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from wfm.domain.errors import NoLegalRoster
from wfm.domain.people import Pin, PinKind
from wfm.rostering import parts
from wfm.rostering.build import build_part, build_roster
from wfm.rostering.check import audit
from wfm.rostering.parts import parts_of
from wfm.rostering.problem import RosterProblem

Make = Callable[..., RosterProblem]


def two_sites(make_problem: Make) -> RosterProblem:
    """Agents A0 and A2 answer the north, A1 and A3 the south; one of each is needed from eight to ten."""
    problem = make_problem(days=3, agents=4, needed={8: 1, 9: 1})
    sites = [("north",), ("south",)]
    return replace(
        problem,
        agents=tuple(replace(one, skills=sites[at % 2]) for at, one in enumerate(problem.agents)),
        requirement=tuple(replace(row, cover=site[0]) for row in problem.requirement for site in sites),
    )


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "WORTH_PARTING", 2)


def test_sites_with_queues_of_their_own_are_parts(make_problem: Make) -> None:
    """Without it large centres of many sites would be searched as one."""
    found = parts_of(two_sites(make_problem))
    assert [[agent.agent_id for agent in part.agents] for part in found] == [["A0", "A2"], ["A1", "A3"]]
    assert [{row.cover for row in part.requirement} for part in found] == [{"north"}, {"south"}]


def test_one_agent_with_both_skills_makes_one_part(make_problem: Make) -> None:
    """Without it his presence at one site would be bought without knowing what the other needs."""
    problem = two_sites(make_problem)
    both = replace(problem.agents[3], skills=("north", "south"))
    assert len(parts_of(replace(problem, agents=(*problem.agents[:3], both)))) == 1


def test_parts_together_cost_what_they_cost_alone(make_problem: Make) -> None:
    """Without it a centre's roster could lose a site, mix up people, or claim a bound that nobody proved."""
    problem = two_sites(make_problem)
    result = build_roster(problem)
    alone = [build_part(part, lambda: False) for part in parts_of(problem)]
    assert result.objective == pytest.approx(sum(part.objective for part in alone))
    assert result.bound == pytest.approx(sum(part.bound or 0.0 for part in alone))
    assert list(result.roster.by_agent) == ["A0", "A1", "A2", "A3"]
    assert result.roster.by_agent["A1"] == alone[1].roster.by_agent["A1"]
    assert not [breach for breach in audit(problem, result.roster) if breach.severity == "hard"]


def test_what_is_impossible_in_a_part_is_told(make_problem: Make) -> None:
    """Without it a planner would see a failed process instead of the agent and the pins that clash."""
    problem = two_sites(make_problem)
    day = problem.horizon.dates[1]
    pins = tuple(Pin("A3", day, PinKind.SHIFT, shift=shift) for shift in ("early", "late"))
    with pytest.raises(NoLegalRoster, match="A3"):
        build_roster(replace(problem, pins=pins))
