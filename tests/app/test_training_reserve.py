"""The roster plans for training, and never at the callers' cost.

Four agents work five days a week, 8:00-16:00 or 14:00-22:00; one is needed from 8 to 22. Demand alone spreads the
twenty shifts evenly over the week, so that three are never free together, and a group of three has no place.
"""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from wfm.app.training import Training
from wfm.app.training_place import TrainingPlace
from wfm.app.training_reserve import TrainingReserve, with_training_reserve
from wfm.domain.centre import Centre, PoolSettings, ReserveSettings, RosterSettings
from wfm.domain.contracts import Contract, Span
from wfm.domain.demand import RequirementRow
from wfm.domain.people import Agent, Role, TenureStage
from wfm.domain.pool import Finding, Need, Topic, TrainingFormat
from wfm.domain.queues import Goal, Queue
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import OpeningHours
from wfm.pool.ledger import Ledger
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import Progress, RosterResult, StoppedBy

ZONE = ZoneInfo("Asia/Shanghai")
TOGETHER = Topic("listening", 60, format=TrainingFormat.GROUP, min_group=3, max_group=3, cures=("qa_score",))
SETTINGS = PoolSettings(break_clearance=0, maximum_share_of_team=1.0)


def centre() -> RosterProblem:
    shifts = {
        name: ShiftPattern(name, start, start, 60, 480)
        for name, start in (("early", 8 * 60), ("late", 14 * 60), ("long", 8 * 60))
    }
    shifts["long"] = replace(shifts["long"], minutes=14 * 60)
    agents = Contract(
        "agents",
        ("early", "late"),
        Span(5, 5),
        Span(2400, 2400),
        rest_minutes=0,
        weekly_rest_minutes=None,
        max_weekends_in_row=None,
        start_drift_minutes=None,
    )
    trainers = replace(agents, name="trainers", shifts=("long",), week_minutes=Span(4200, 4200))
    one = Centre(
        name="two shifts",
        zone=ZONE,
        interval_minutes=60,
        week_start=0,
        opening=OpeningHours(dict.fromkeys(range(7), ((480, 1320),))),
        queues=(Queue("calls", Goal()),),
        contracts={contract.name: contract for contract in (agents, trainers)},
        shifts=shifts,
        roster=RosterSettings(sweeps=8, recreations=60, late_weight=0, weekend_weight=0),
        pool=SETTINGS,
    )
    horizon = one.horizon(date(2026, 11, 30), 7)
    people = [Agent(f"A{n}", f"Agent {n}", "team", "agents", ("calls",)) for n in range(4)]
    trainer = Agent("T", "Trainer", "trainers", "trainers", (), role=Role.TRAINER)
    needed = tuple(
        RequirementRow("calls", start, 0.5, 1, 1, 2, 0.8, 10, 0.5, 0.02, "service_level")
        for start in horizon.interval_starts()
        if 8 <= start.hour < 22
    )
    return RosterProblem(one, horizon, (*people, trainer), needed)


def behind(agent_id: str) -> Need:
    found = (Finding("qa_score", 70.0, 84.0, 2.0),)
    return Need(agent_id, TenureStage.GROWTH, 400, 10.0, True, "quality", found, confidence=0.95)


def training(*pupils: str, settings: PoolSettings = SETTINGS) -> Training:
    return Training(tuple(map(behind, pupils)), (TOGETHER,), Ledger(), settings, 0.0)


def plan(
    base: RosterResult, trained: Training, *, stop: bool = False
) -> tuple[RosterResult, TrainingReserve, TrainingPlace]:
    place = TrainingPlace(PROBLEM, trained)
    heard: list[Progress] = []
    return (*with_training_reserve(base, place, heard.append, lambda: stop), place)


PROBLEM = centre()


@pytest.fixture(scope="module")
def base() -> RosterResult:
    """The roster as demand alone has it."""
    return build_roster(PROBLEM)


def test_three_are_free_together_when_a_group_is_to_meet(base: RosterResult) -> None:
    """Training that needs more than the accidental surplus would never take place."""
    found, reserve, place = plan(base, training("A0", "A1", "A2"))
    assert (reserve.wanted_minutes, reserve.minutes_without, reserve.minutes_with) == (180, 0, 180)
    assert reserve.kept
    assert place.hours_short(found.roster) <= place.hours_short(base.roster)
    assert not [breach for breach in audit(PROBLEM, found.roster) if breach.severity == "hard"]


def test_figures_are_those_of_demand_alone(base: RosterResult) -> None:
    """A planner compares rosters by objective and bound: the reserve must not be in them."""
    found, _, _ = plan(base, training("A0", "A1", "A2"))
    assert found.bound == base.bound
    assert found.objective == pytest.approx(sum(found.costs.values()))
    assert found.objective >= (base.bound or 0.0) - 1e-6


def test_nobody_to_train_leaves_the_roster_as_it_is(base: RosterResult) -> None:
    """Centres without a pool get the same roster as ever."""
    found, reserve, _ = plan(base, training())
    assert found is base
    assert reserve.wanted_minutes == 0


def test_one_alone_wants_no_group(base: RosterResult) -> None:
    """Nobody is kept free for a lesson that cannot be held."""
    found, reserve, _ = plan(base, training("A0"))
    assert found is base
    assert not reserve.kept


def test_shorter_rosters_are_never_taken() -> None:
    """Service comes first: a roster with more hours short is refused, whatever training it has room for."""
    rows = tuple(replace(row, agents_net=2, agents_protected=2) for row in PROBLEM.requirement)
    tight = TrainingPlace(replace(PROBLEM, requirement=rows), training("A0", "A1", "A2"))
    before = build_roster(tight.problem)
    found, reserve = with_training_reserve(before, tight, lambda _: None, lambda: False)
    assert tight.hours_short(found.roster) <= tight.hours_short(before.roster)
    assert reserve.kept or found is before


def test_an_interruption_leaves_the_first_roster(base: RosterResult) -> None:
    """Whoever presses Ctrl-C waits for no second search, and gets the roster there is."""
    found, reserve, _ = plan(base, training("A0", "A1", "A2"), stop=True)
    assert found is base
    assert "no time" in reserve.reason


def test_no_second_search_after_the_time_limit(base: RosterResult) -> None:
    """A time limit is for all that a roster takes."""
    late = replace(base, stopped_by=StoppedBy.TIME_LIMIT)
    found, reserve, _ = plan(late, training("A0", "A1", "A2"))
    assert found is late
    assert not reserve.kept


def test_share_limits_what_is_kept_free(base: RosterResult) -> None:
    """0.5 % of 160 hours are 48 minutes: not one lesson of an hour."""
    settings = replace(SETTINGS, reserve=ReserveSettings(share=0.005))
    assert TrainingPlace(PROBLEM, training("A0", "A1", "A2", settings=settings)).wanted_minutes == 0


def test_settings_that_make_no_sense_are_refused() -> None:
    """A share of a third would empty the floor; a price below zero would drive people away."""
    for share in (0.3, -0.1):
        with pytest.raises(ValueError, match="pool reserve share"):
            ReserveSettings(share=share)
    with pytest.raises(ValueError, match="pool reserve points"):
        ReserveSettings(points=-1.0)
