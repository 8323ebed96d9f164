"""Contracts that nobody could keep, found before anybody is rostered: by arithmetic, else by their rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract, Span
from wfm.domain.people import Agent
from wfm.rostering.agent_case import AgentCase, agent_cases
from wfm.rostering.problem import RosterProblem

WEEKS_TRIED = 2
A_MONDAY = date(2026, 6, 1)
"""A week without clock changes; the contract is tried on plain days, without leave or holidays."""


@dataclass(frozen=True, slots=True)
class ImpossibleContract:
    """A contract without any legal week: `key` and `value` in wfm.toml, what was expected, what to do."""

    contract: str
    key: str
    value: str
    expected: str
    advice: str


def impossible_contracts(centre: Centre) -> tuple[ImpossibleContract, ...]:
    """Every contract that somebody who is always available could not keep for two weeks, with one reason each."""
    found = []
    for contract in centre.contracts.values():
        by_hand = next(_by_hand(contract, centre), None)
        if by_hand is not None:
            found.append(by_hand)
        elif not (case := _anybody(contract, centre)).legal():
            found.append(_clash(contract, case))
    return tuple(found)


def _by_hand(contract: Contract, centre: Centre) -> Iterator[ImpossibleContract]:
    """What can be seen from the numbers of one key against another."""
    days, minutes = contract.days_per_week, contract.week_minutes
    patterns = [centre.shifts[name] for name in contract.shifts]
    allowed = [one for one in patterns if contract.permits_length(one.paid_minutes)]
    if not allowed:
        lengths = ", ".join(f"{length / 60:g}" for length in sorted({one.paid_minutes for one in patterns}))
        advice = f"its shifts have {lengths} paid hours: change day_hours or shifts"
        yield ImpossibleContract(
            contract.name, "day_hours", _range(contract.day_minutes), "a shift's hours", advice
        )
        return
    offered = len({day for one in allowed for day in one.weekdays})
    if days.least > offered:
        advice = "offer its shifts on more weekdays, or ask for fewer days"
        expected = f"at most {offered} days: its shifts are on offer on no more weekdays"
        yield ImpossibleContract(contract.name, "days_per_week", f"[{days.least}, {days.most}]", expected, advice)
    longest, shortest = max(one.paid_minutes for one in allowed), min(one.paid_minutes for one in allowed)
    most = min(days.most, offered)
    value = f"[{minutes.least / 60:g}, {minutes.most / 60:g}]"
    if most * longest < minutes.least:
        expected = f"at most {most * longest / 60:g} h: {most} days of {longest / 60:g} paid hours"
        yield ImpossibleContract(contract.name, "week_hours", value, expected, "ask for fewer hours or more days")
    if days.least * shortest > minutes.most:
        expected = f"at least {days.least * shortest / 60:g} h: {days.least} days of {shortest / 60:g} paid hours"
        yield ImpossibleContract(contract.name, "week_hours", value, expected, "allow more hours or fewer days")
    in_week = max(minutes.least, days.least * shortest), min(minutes.most, most * longest)
    yield from _months_by_hand(contract, *in_week, longest)


def _months_by_hand(contract: Contract, least: int, most: int, longest: int) -> Iterator[ImpossibleContract]:
    """Months that weeks of `least` to `most` paid minutes cannot keep. A month holds three whole weeks or more,
    and no more than four and three days."""
    fewest, all_days = 3 * least, 4 * most + min(most, 3 * longest)
    if (contract.min_minutes_in_month or 0) > all_days:
        value, expected = f"{(contract.min_minutes_in_month or 0) / 60:g}", f"at most {all_days / 60:g} h"
        advice = "ask for fewer hours, or allow more of them in a week"
        yield ImpossibleContract(contract.name, "min_hours_in_month", value, f"{expected} in any month", advice)
    if contract.max_minutes_in_month is not None and contract.max_minutes_in_month < fewest:
        value, expected = f"{contract.max_minutes_in_month / 60:g}", f"at least {fewest / 60:g} h"
        advice = "allow more hours, or ask for fewer of them in a week"
        yield ImpossibleContract(contract.name, "max_hours_in_month", value, f"{expected} in any month", advice)


def _anybody(contract: Contract, centre: Centre) -> AgentCase:
    """Somebody who can always come and of whom nothing is known."""
    first = A_MONDAY + timedelta(days=centre.week_start)
    anybody = Agent("anybody", "", "", contract.name, ())
    return agent_cases(RosterProblem(centre, centre.horizon(first, 7 * WEEKS_TRIED), (anybody,), ()))[0]


def _clash(contract: Contract, case: AgentCase) -> ImpossibleContract:
    """The rules of the contract that clash, found by the solver."""
    from wfm.rostering.explain import conflict_of

    conflict = conflict_of(case, lambda: False)
    advice = f"these cannot all hold:\n{conflict.reasons}"
    return ImpossibleContract(contract.name, "", "", "a contract under which a week can be worked", advice)


def _range(span: Span | None) -> str:
    return "" if span is None else f"[{span.least / 60:g}, {span.most / 60:g}]"
