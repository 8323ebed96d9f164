"""The accounts of a contract over the horizon, and what each agent may have in them."""

from collections.abc import Iterator, Sequence
from typing import Any

from wfm.domain.people import Agent
from wfm.rostering.duties import Duty
from wfm.rostering.rules.counting_rule import Account, AgentAccount, CountingRule
from wfm.rostering.rules.sequence_rule import Tally

Duties = Sequence[Sequence[Duty]]


def accounts_of(rule: CountingRule[Any], duties: Duties, tallies: Sequence[Tally]) -> Iterator[Account]:
    """Every closing of one rule with the amounts that its automaton can reach, from any agent's past."""
    horizon, closings = rule.horizon, rule.closing_days()
    leave_days = rule.problem.leave_under[rule.contract.name]
    states = {rule.replay(past) for past in rule.problem.pasts_under(rule.contract)} or {rule.blank()}
    for day, date in enumerate(horizon.dates):
        alike = {rule.seen(day, duty): duty for duty in duties[day]}.values()
        leave = {rule.leave(state, day) for state in states} if day in leave_days else set()
        states = {rule.step(state, day, duty) for state in states for duty in (None, *alike)}
        states = (states | leave) - {None}
        if day == horizon.days - 1 or (date.weekday() + 1) % 7 == horizon.week_start:
            week = horizon.week_index(date)
            states = {rule.end_week(state, week, tally) for state in states for tally in tallies} - {None}
        if day in closings:
            amounts = tuple(sorted({rule.counted(state) for state in states}))
            yield Account(rule, closings.index(day), day, amounts)
            states = {rule.reopened(state) for state in states}


def agent_accounts(agent: Agent, accounts: Sequence[Account]) -> tuple[AgentAccount, ...]:
    """What one agent may have in each of the accounts."""
    return tuple(
        AgentAccount(
            account.rule.title,
            f"{account.rule.title}: {account.rule.expected(agent, account.closing)}",
            number,
            account.rule.points(agent, account.closing, account.amounts),
        )
        for number, account in enumerate(accounts)
    )
