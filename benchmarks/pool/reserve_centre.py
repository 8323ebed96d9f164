"""A generated centre with people to train: the roster's test of whether it plans for training."""

from dataclasses import replace

from benchmarks.roster.instance import generated
from wfm.app.training import Training
from wfm.domain.centre import PoolSettings, ReserveSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Agent, Role, TenureStage
from wfm.domain.pool import Finding, Need, Topic
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.pool.ledger import Ledger
from wfm.rostering.problem import RosterProblem

LESSONS = (*(60,) * 4, *(90,) * 4, *(120,) * 3)
"""Minutes of the topics: sixteen hours in all, four a week for four weeks."""
TRAINERS_PER_AGENT = 0.04
COACHING = ShiftPattern("coaching", 8 * 60, 11 * 60 + 30, 30, 510, (BreakRule(30, False, 210, 300, "meal"),))


def centre_with_training(
    agents: int = 300,
    in_need: int = 60,
    capacity: float = 1.03,
    unplanned: float = 0.0,
    sweeps: int = 30,
    seed: int = 1,
) -> tuple[RosterProblem, Training]:
    """`in_need` agents who want four hours a week, and a trainer for every 25 agents, at work between 8 and 20."""
    problem = generated(agents, seed, capacity, sweeps=sweeps, late_weight=0, weekend_weight=0)
    topics = tuple(Topic(f"unit {n}", minutes, cures=("qa_score",)) for n, minutes in enumerate(LESSONS))
    coaching = Contract("trainers", (COACHING.name,), Span(5, 5), Span(2400, 2400), start_drift_minutes=None)
    trainers = tuple(
        Agent(f"T{n:02}", "", "trainers", coaching.name, (), role=Role.TRAINER)
        for n in range(round(agents * TRAINERS_PER_AGENT))
    )
    settings = PoolSettings(
        minutes_per_week=240,
        cool_down_days=0,
        rooms=len(trainers),
        reserve=ReserveSettings(),
        maximum_share_of_team=0.5,
    )
    centre = replace(
        problem.centre,
        contracts={**problem.centre.contracts, coaching.name: coaching},
        shifts={**problem.centre.shifts, COACHING.name: COACHING},
        pool=settings,
    )
    every = agents // in_need
    needs = tuple(_need(agent, n) for n, agent in enumerate(problem.agents[::every][:in_need]))
    training = Training(needs, topics, Ledger(), settings, unplanned)
    return replace(problem, centre=centre, agents=(*problem.agents, *trainers)), training


def _need(agent: Agent, rank: int) -> Need:
    behind = Finding("qa_score", 70.0, 84.0, 2.0)
    score = round(20.0 / (1 + rank / 20), 3)
    return Need(agent.agent_id, TenureStage.GROWTH, 400, score, True, "behind", (behind,), confidence=0.95)
