"""From demand to a plan: the roster is built, audited and measured."""

from collections.abc import Callable
from dataclasses import replace

from wfm.app.answered_in_time import answered_in_time
from wfm.app.demand import Demand
from wfm.app.desk import Desk
from wfm.app.earlier_rosters import with_balances
from wfm.app.interval_rows import heads_in_pool, interval_rows
from wfm.app.opening import Opened
from wfm.app.plan import Outcome, Plan
from wfm.app.register import ledger_or_note
from wfm.app.service import service_of
from wfm.app.special_days import special_days
from wfm.app.training import training_of
from wfm.app.training_place import TrainingPlace
from wfm.app.training_reserve import TrainingReserve, with_training_reserve
from wfm.domain.errors import Interrupted, NothingUsable, WfmError
from wfm.domain.headcounts import headcounts_on
from wfm.domain.roster import DayPlan, Roster
from wfm.rostering.build import build_roster
from wfm.rostering.changed_days import amendment
from wfm.rostering.check import audit, open_in
from wfm.rostering.freeing import freed
from wfm.rostering.impossible_pins import refuse_impossible_pins
from wfm.rostering.keeping import Keeping
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import Progress, RosterResult


def roster_plan(
    opened: Opened, demand: Demand, previous: tuple[DayPlan, ...], desk: Desk, keeping: Keeping | None = None
) -> Plan:
    """Build the roster and audit it from scratch; a roster that breaks a hard rule is never handed on.

    `keeping`: what has to stay of a published roster, as far as absences and pins leave room for it.
    Raises NoLegalRoster, NothingUsable, or Interrupted when a signal came before there was any roster.
    """
    problem = replace(problem_of(opened, demand, previous), keeping=keeping)
    refuse_impossible_pins(problem)
    problem = freed(problem)
    desk.interruption.keep_best()
    watcher = desk.steps.watcher

    def tell(progress: Progress) -> None:
        watcher.reaches(progress.share, f"{progress.stage}, {progress.objective:,.0f} points")

    try:
        with desk.steps.step("roster"):
            result = build_roster(problem, on_progress=tell, should_stop=desk.interruption.requested)
    except NothingUsable:
        if desk.interruption.signal_number is not None:
            raise Interrupted(desk.interruption.signal_number) from None
        raise
    result, training = _with_room_for_training(result, problem, opened, desk, tell)
    with desk.steps.step("audit"):
        plan = measured(problem, demand, result.roster, _outcome(result, training))
    if plan.hard_breaches:
        found = "; ".join(f"{breach.rule}: {breach.message}" for breach in plan.hard_breaches[:3])
        raise WfmError(
            f"a bug: the audit finds {len(plan.hard_breaches)} hard breaches, nothing was published ({found})"
        )
    return plan


def _with_room_for_training(
    result: RosterResult, problem: RosterProblem, opened: Opened, desk: Desk, tell: Callable[[Progress], None]
) -> tuple[RosterResult, TrainingReserve | None]:
    """The roster with the training reserve, where there is something to train and the roster is a new one: a
    published roster is not turned over for training."""
    inputs, share = opened.inputs, opened.centre.pool.reserve.share
    ledger, _ = ledger_or_note(desk.database)
    asked = share > 0 and inputs.topics and inputs.performance and problem.requirement
    if not asked or ledger is None or problem.keeping is not None or desk.interruption.requested():
        return result, None
    with desk.steps.step("training reserve"):
        place = TrainingPlace(problem, training_of(opened, problem.horizon, ledger, desk))
        return with_training_reserve(result, place, tell, desk.interruption.requested)


def problem_of(opened: Opened, demand: Demand, previous: tuple[DayPlan, ...]) -> RosterProblem:
    """Everything that the roster must answer to."""
    inputs = opened.inputs
    problem = RosterProblem(
        centre=opened.centre,
        horizon=demand.horizon,
        agents=inputs.agents,
        requirement=demand.requirement,
        absences=inputs.absences,
        requests=inputs.requests,
        pins=inputs.pins,
        groups=inputs.groups,
        previous=previous,
        events=special_days(opened, demand.horizon),
        in_time=answered_in_time(opened.centre, demand),
        headcounts=headcounts_on(inputs.headcounts, demand.horizon.dates),
    )
    return with_balances(problem, opened)


def measured(problem: RosterProblem, demand: Demand, roster: Roster, outcome: Outcome) -> Plan:
    """The plan around a roster: what the audit finds, and how every interval is met before any pool."""
    present = open_in(problem, roster)
    nobody = heads_in_pool((), problem.agents, demand.covers, problem.horizon)
    service = service_of(problem.centre, demand)
    intervals = interval_rows(demand.requirement, present, nobody, service)
    changed = amendment(problem, roster)
    return Plan(problem, demand, service, roster, outcome, audit(problem, roster), intervals, amendment=changed)


def _outcome(result: RosterResult, training: TrainingReserve | None) -> Outcome:
    return Outcome(
        status=str(result.status),
        objective=result.objective,
        bound=result.bound,
        gap=result.gap,
        excess=result.excess,
        seconds=round(result.seconds, 3),
        stopped_by=str(result.stopped_by),
        costs=dict(result.costs),
        training=None if training is None else training.as_dict(),
    )
