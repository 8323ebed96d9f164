"""The rule book on one screen: everything a roster is held to, in a planner's words."""

from collections.abc import Sequence
from typing import Any

from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules import cover, fairness, night_shifts, requests
from wfm.rostering.rules.absences import ABSENCES
from wfm.rostering.rules.availability import AVAILABILITY
from wfm.rostering.rules.breaks import BREAKS
from wfm.rostering.rules.contract_hours import ContractHours
from wfm.rostering.rules.days_in_a_row import DaysInARow
from wfm.rostering.rules.early_after_night import EarlyAfterNight
from wfm.rostering.rules.forbidden_successions import ForbiddenSuccessions
from wfm.rostering.rules.min_days_in_a_row import MinDaysInARow
from wfm.rostering.rules.min_days_off import MinDaysOff
from wfm.rostering.rules.minimum_rest import MinimumRest
from wfm.rostering.rules.most_in_period import MostInPeriod
from wfm.rostering.rules.nights_in_a_row import NightsInARow
from wfm.rostering.rules.one_shift_a_day import ONE_SHIFT_A_DAY
from wfm.rostering.rules.pins import PINS
from wfm.rostering.rules.plan_check import PlanCheck
from wfm.rostering.rules.rest_after_nights import RestAfterNights
from wfm.rostering.rules.sequence_rule import SequenceRule
from wfm.rostering.rules.shift_catalogue import SHIFT_CATALOGUE
from wfm.rostering.rules.start_drift import StartDrift
from wfm.rostering.rules.weekends import WeekendsInARow
from wfm.rostering.rules.weekly_rest import WeeklyRest
from wfm.rostering.rules.whole_weekends import WholeWeekends
from wfm.rostering.week_targets import BROKEN_WEEKS, broken_week_words

AnyRule = SequenceRule[Any]

PLAN_CHECKS: tuple[PlanCheck, ...] = (
    ONE_SHIFT_A_DAY,
    SHIFT_CATALOGUE,
    AVAILABILITY,
    ABSENCES,
    PINS,
    BREAKS,
)

SEQUENCE_RULES: tuple[type[AnyRule], ...] = (
    StartDrift,
    MinimumRest,
    RestAfterNights,
    EarlyAfterNight,
    NightsInARow,
    ForbiddenSuccessions,
    WeeklyRest,
    WeekendsInARow,
    WholeWeekends,
    DaysInARow,
    MinDaysInARow,
    MinDaysOff,
    ContractHours,
    MostInPeriod,
)


def rules_of(contract: Contract, problem: RosterProblem) -> tuple[AnyRule, ...]:
    """The sequence rules that this contract has."""
    return tuple(rule(contract, problem) for rule in SEQUENCE_RULES if rule.words(contract) is not None)


def describe(centre: Centre) -> Sequence[tuple[str, str]]:
    """Title and words of every rule with the centre's values; one line per contract where they differ."""
    rows = [(check.title, check.words) for check in PLAN_CHECKS]
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
        (requests.TITLE, requests.words(centre.roster.request_points)),
        (fairness.TITLE, fairness.words(centre.roster)),
    ]
    return rows
