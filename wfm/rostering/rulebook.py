"""The rule book on one screen: everything a roster is held to, in a planner's words."""

from collections.abc import Sequence
from typing import Any

from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules import cover, fairness, minors_hours, night_shifts, preferred_hours, requests, rotation
from wfm.rostering.rules.absences import ABSENCES
from wfm.rostering.rules.availability import AVAILABILITY
from wfm.rostering.rules.breaks import BREAKS
from wfm.rostering.rules.closed_hours import ClosedHours
from wfm.rostering.rules.contract_hours import ContractHours
from wfm.rostering.rules.day_hours import DayHours
from wfm.rostering.rules.days_in_a_row import DaysInARow
from wfm.rostering.rules.days_off_after_nights import DaysOffAfterNights
from wfm.rostering.rules.early_after_night import EarlyAfterNight
from wfm.rostering.rules.forbidden_successions import ForbiddenSuccessions
from wfm.rostering.rules.forward_rotation import ForwardRotation
from wfm.rostering.rules.holidays_worked import HolidaysWorked
from wfm.rostering.rules.hours_bank import HoursBankRule
from wfm.rostering.rules.isolated_days import IsolatedDays
from wfm.rostering.rules.kept_days import KEPT_DAYS
from wfm.rostering.rules.min_days_in_a_row import MinDaysInARow
from wfm.rostering.rules.min_days_off import MinDaysOff
from wfm.rostering.rules.min_nights_in_a_row import MinNightsInARow
from wfm.rostering.rules.minimum_rest import MinimumRest
from wfm.rostering.rules.minors_hours import MINORS_HOURS
from wfm.rostering.rules.minors_rest import MinorsRest
from wfm.rostering.rules.month_hours import MonthHours
from wfm.rostering.rules.next_shift import NextShift
from wfm.rostering.rules.nights_in_a_row import NightsInARow
from wfm.rostering.rules.nights_in_period import NightsInPeriod
from wfm.rostering.rules.one_shift_a_day import ONE_SHIFT_A_DAY
from wfm.rostering.rules.overtime import Overtime
from wfm.rostering.rules.period_hours import PeriodHours
from wfm.rostering.rules.permitted_shifts import PERMITTED_SHIFTS
from wfm.rostering.rules.pins import PINS
from wfm.rostering.rules.plan_check import PlanCheck
from wfm.rostering.rules.required_successions import RequiredSuccessions
from wfm.rostering.rules.rest_after_nights import RestAfterNights
from wfm.rostering.rules.rest_days import RestDays
from wfm.rostering.rules.rotation import ROTATION
from wfm.rostering.rules.same_shift_on_weekends import SameShiftOnWeekends
from wfm.rostering.rules.sequence_rule import SequenceRule
from wfm.rostering.rules.shift_catalogue import SHIFT_CATALOGUE
from wfm.rostering.rules.shifts_in_period import ShiftsInPeriod
from wfm.rostering.rules.split_shifts import SplitShifts
from wfm.rostering.rules.start_drift import StartDrift
from wfm.rostering.rules.two_days_off import TwoDaysOff
from wfm.rostering.rules.weekends import WeekendsInARow
from wfm.rostering.rules.weekends_in_period import WeekendsInPeriod
from wfm.rostering.rules.weekly_rest import WeeklyRest
from wfm.rostering.rules.whole_weekends import WholeWeekends
from wfm.rostering.week_targets import BROKEN_WEEKS, broken_week_words

AnyRule = SequenceRule[Any]

PLAN_CHECKS: tuple[PlanCheck, ...] = (
    ONE_SHIFT_A_DAY,
    SHIFT_CATALOGUE,
    AVAILABILITY,
    PERMITTED_SHIFTS,
    MINORS_HOURS,
    ABSENCES,
    PINS,
    ROTATION,
    KEPT_DAYS,
    BREAKS,
)

SEQUENCE_RULES: tuple[type[AnyRule], ...] = (
    DayHours,
    ClosedHours,
    StartDrift,
    MinimumRest,
    MinorsRest,
    RestAfterNights,
    EarlyAfterNight,
    DaysOffAfterNights,
    NightsInARow,
    MinNightsInARow,
    NightsInPeriod,
    ForbiddenSuccessions,
    RequiredSuccessions,
    NextShift,
    ForwardRotation,
    WeeklyRest,
    RestDays,
    TwoDaysOff,
    SplitShifts,
    HolidaysWorked,
    WeekendsInARow,
    WeekendsInPeriod,
    WholeWeekends,
    SameShiftOnWeekends,
    DaysInARow,
    MinDaysInARow,
    MinDaysOff,
    IsolatedDays,
    ContractHours,
    PeriodHours,
    MonthHours,
    ShiftsInPeriod,
    HoursBankRule,
    Overtime,
)


def rules_of(contract: Contract, problem: RosterProblem) -> tuple[AnyRule, ...]:
    """The sequence rules that this contract has."""
    return tuple(rule(contract, problem) for rule in SEQUENCE_RULES if rule.words(contract) is not None)


def describe(centre: Centre) -> Sequence[tuple[str, str]]:
    """Title and words of every rule with the centre's values; one line per contract where they differ."""
    # Here, because what the search makes of the rules across agents is built on this module.
    from wfm.rostering.group_book import group_words

    rows = [(check.title, check.words) for check in PLAN_CHECKS if check not in (ROTATION, MINORS_HOURS)]
    minors = minors_hours.words(centre)
    rows += [(minors_hours.TITLE, minors)] if minors is not None else []
    rotations = rotation.words(centre)
    rows += [(rotation.TITLE, rotations)] if rotations is not None else []
    for rule in SEQUENCE_RULES:
        said: dict[str, list[str]] = {}
        for contract in centre.contracts.values():
            text = rule.words(contract)
            if text is not None:
                said.setdefault(text, []).append(contract.name)
        rows += [(rule.title, f"{text} ({', '.join(names)})") for text, names in said.items()]
    nights = night_shifts.words(centre)
    rows += [(night_shifts.TITLE, nights)] if nights is not None else []
    rows += [
        (cover.TITLE, cover.words(centre.roster.prices)),
        (BROKEN_WEEKS, broken_week_words()),
        (requests.TITLE, requests.words(centre.roster)),
        (preferred_hours.TITLE, preferred_hours.words(centre.roster.preference_points)),
        (fairness.TITLE, fairness.words(centre.roster)),
        *group_words(centre),
    ]
    return rows
