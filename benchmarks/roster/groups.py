"""Rules across agents laid over a generated centre: leads, trainers, novices beside mentors, crews, pairs.

Nothing is drawn: who has which part follows from the order of the agents, so that a size and seed give the same
centre with rules as without. All but car pools are hard.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from benchmarks.roster.instance import FIRST_DAY, breaks_of
from wfm.domain.groups import AgentGroup, Bond, GroupSettings, Mentoring, OnDuty, TeamShift, Who
from wfm.domain.people import Agent, Role, TenureStage
from wfm.domain.shifts import ShiftPattern
from wfm.rostering.problem import RosterProblem

EARLY, LATE = "8h_early", "8h_late"
"""Between these two the crews rotate: starts from 06:00 to 08:00 and from 13:00 to 15:00."""
CREW_CONTRACT = "crew_5x8"
CREW_SHARE, PAIR_SHARE = 0.1, 0.08
CREW_SIZE = 10
LEAST_AGENTS = 200
HIRED_NOW, HIRED_LONG_AGO = FIRST_DAY - timedelta(days=45), FIRST_DAY - timedelta(days=1500)
BONDS = (
    # half of the pairs share half a shift, a quarter never meet, a quarter come and go together
    (Bond.BUDDIES, 50.0, True),
    (Bond.APART, 0.0, True),
    (Bond.BUDDIES, 50.0, True),
    (Bond.CAR_POOL, 30.0, False),
)


def with_groups(problem: RosterProblem) -> RosterProblem:
    """The centre with rules across agents. Raises ValueError for one so small that no lead might come at night."""
    if len(problem.agents) < LEAST_AGENTS:
        raise ValueError(f"{len(problem.agents)} agents: rules across agents are for {LEAST_AGENTS} or more")
    pinned = {pin.agent_id for pin in problem.pins}
    regular = [agent for agent in problem.agents if agent.contract == "full_5x8_day"]
    free = [agent for agent in regular if agent.agent_id not in pinned]
    crewed = free[: round(CREW_SHARE * len(problem.agents))]
    paired = free[len(crewed) :][: round(PAIR_SHARE * len(problem.agents))]
    busy = {agent.agent_id for agent in (*crewed, *paired)}
    people = {
        **{agent.agent_id: replace(agent, hire_date=HIRED_LONG_AGO) for agent in problem.agents},
        **dict(_crew_members(crewed)),
        **dict(_parts([agent for agent in problem.agents if agent.agent_id not in busy])),
    }
    centre = problem.centre
    contracts = {
        **centre.contracts,
        CREW_CONTRACT: replace(centre.contracts["full_5x8_day"], name=CREW_CONTRACT, shifts=(EARLY, LATE)),
    }
    crews = tuple(dict.fromkeys(agent.team for agent in people.values() if agent.contract == CREW_CONTRACT))
    return replace(
        problem,
        centre=replace(
            centre,
            contracts=contracts,
            shifts={**centre.shifts, **_crew_shifts()},
            groups=_settings(crews, list(people.values())),
        ),
        agents=tuple(people[agent.agent_id] for agent in problem.agents),
        groups=tuple(_bonds(paired)),
    )


def _settings(crews: Sequence[str], people: Sequence[Agent]) -> GroupSettings:
    """A lead at every moment and more by day, a trainer on weekdays, at most half of the novices at once, novices
    beside mentors, crews that rotate."""
    leads, novices = Who(role=Role.LEAD), Who(stage=TenureStage.NOVELTY)
    new = sum(novices.means(agent, FIRST_DAY) for agent in people)
    return GroupSettings(
        on_duty=(
            OnDuty(leads, least=1),
            OnDuty(leads, least=max(2, len(people) // 150), hours=(9 * 60, 18 * 60), weekdays=(0, 1, 2, 3, 4)),
            OnDuty(Who(role=Role.TRAINER), least=1, by_day=True, weekdays=(0, 1, 2, 3, 4)),
            OnDuty(novices, most=max(1, new // 2)),
        ),
        mentoring=Mentoring(0.5, novices, hard=True),
        team_shifts=(TeamShift(tuple(crews), (EARLY, LATE), rotate=True, hard=True),) if crews else (),
    )


def _crew_shifts() -> dict[str, ShiftPattern]:
    starts = {EARLY: (6 * 60, 8 * 60), LATE: (13 * 60, 15 * 60)}
    return {name: ShiftPattern(name, *between, 30, 510, breaks_of(510)) for name, between in starts.items()}


def _crew_members(agents: Sequence[Agent]) -> Iterator[tuple[str, Agent]]:
    for number, agent in enumerate(agents):
        crew = f"crew {number // CREW_SIZE}"
        yield agent.agent_id, replace(agent, team=crew, contract=CREW_CONTRACT, hire_date=HIRED_LONG_AGO)


def _parts(agents: Sequence[Agent]) -> Iterator[tuple[str, Agent]]:
    """Of full-time people every fourth with nights and every twelfth without leads, of the others every sixth is a
    mentor, every tenth new and every thirtieth a trainer."""
    owls = [one for one in agents if one.contract.startswith("full") and one.contract.endswith("_night")]
    larks = [one for one in agents if one.contract.startswith("full") and one.contract.endswith("_day")]
    leads = {one.agent_id for one in (*owls[::4], *larks[::12])}
    others = [one for one in agents if one.agent_id not in leads]
    for agent in agents:
        if agent.agent_id in leads:
            yield agent.agent_id, replace(agent, role=Role.LEAD, hire_date=HIRED_LONG_AGO)
    for number, agent in enumerate(others):
        yield (
            agent.agent_id,
            replace(
                agent,
                mentor=number % 6 == 1,
                hire_date=HIRED_NOW if number % 10 == 0 else HIRED_LONG_AGO,
                role=Role.TRAINER if number % 30 == 15 else Role.AGENT,
            ),
        )


def _bonds(agents: Sequence[Agent]) -> Iterator[AgentGroup]:
    for number, (one, other) in enumerate(zip(agents[::2], agents[1::2], strict=False)):
        bond, value, hard = BONDS[number % len(BONDS)]
        yield AgentGroup(bond, (one.agent_id, other.agent_id), value, hard=hard)
