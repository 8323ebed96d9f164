"""Moving several agents at once: out of a place that none of them would leave alone."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from wfm.domain.contracts import Contract, Span
from wfm.domain.groups import AgentGroup, Bond
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.construct import first_team
from wfm.rostering.group_book import groups_of
from wfm.rostering.joint_moves import move_together, recreate, repair
from wfm.rostering.problem import RosterProblem
from wfm.rostering.staffing_cost import staffing_cost
from wfm.rostering.team import Team

MakeProblem = Callable[..., RosterProblem]


def team_of(problem: RosterProblem, shifts: tuple[str, ...]) -> Team:
    """Everybody on his shift of `shifts` on every day that he works."""
    cost = staffing_cost(problem.requirement, problem.covers, problem.horizon, problem.centre.roster.prices, 1)
    cases = agent_cases(problem)
    team = first_team(cases, cost, problem, groups_of(problem, cases))
    for number, (case, shift) in enumerate(zip(cases, shifts, strict=True)):
        more = np.zeros(case.course.choices)
        others = [duty.shift != shift for duty in case.values.flat]
        more[case.terrain.place_choices[others]] = np.inf
        found = case.cheapest(np.zeros((problem.horizon.intervals, 2)), more)
        assert found is not None
        team.replace(number, found[1])
    return team


def buddies(free_contract: Contract, make_problem: MakeProblem) -> RosterProblem:
    """Two agents who always work together, five days of seven; all the demand is in the evening."""
    contract = replace(free_contract, rest_minutes=660, days_per_week=Span(5, 5), week_minutes=Span(2400, 2400))
    group = AgentGroup(Bond.BUDDIES, ("A0", "A1"), 100.0, hard=True)
    return make_problem(contract, agents=2, needed={19: 2, 20: 2}, groups=(group,))


def test_a_pair_moves_where_neither_goes_alone(free_contract: Contract, make_problem: MakeProblem) -> None:
    """Without it two buddies would stay on the early shift for ever, each waiting for the other."""
    team = team_of(buddies(free_contract, make_problem), ("early", "early"))
    before = team.points()
    for number in (0, 1):
        team.replace(number, team.best_response(number, 0.0))
    worked = {team.cases[0].values.flat[place].shift for line in team.lines for place in line.places if place >= 0}
    assert "early" in worked
    move_together(team, 0.0, lambda: False)
    worked = {team.cases[0].values.flat[place].shift for line in team.lines for place in line.places if place >= 0}
    assert worked == {"late"}
    assert team.points() < before


def test_what_is_not_better_is_undone(free_contract: Contract, make_problem: MakeProblem) -> None:
    """Without it a joint move that fails would leave the roster worse, or its sums wrong."""
    team = team_of(buddies(free_contract, make_problem), ("late", "late"))
    move_together(team, 0.0, lambda: False)
    lines, points, present = list(team.lines), team.points(), team.present.copy()
    assert not recreate(team, [0, 1], 0.0)
    assert team.lines == lines
    assert team.points() == points
    assert (team.present == present).all()


def test_repair_ends_when_all_holds(free_contract: Contract, make_problem: MakeProblem) -> None:
    """Without it a broken hard demand that two agents can mend would end in a refusal."""
    team = team_of(buddies(free_contract, make_problem), ("early", "late"))
    assert any(True for group in team.groups for _ in group.broken())
    repair(team, 1, lambda: False)
    assert not any(True for group in team.groups for _ in group.broken())
    assert sum(group.points() for group in team.groups) == 0
