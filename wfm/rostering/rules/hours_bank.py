"""Hours bank (工时池): hours over and under the normal week are carried on through the year, within a band."""

from collections.abc import Iterator, Sequence
from math import inf

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.wording import counted
from wfm.domain.working_time import HoursBank
from wfm.rostering.coming import is_offered
from wfm.rostering.leave_credit import days_credited
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.period_count import PeriodCount, tally_of
from wfm.rostering.rules.sequence_rule import Tally


class HoursBankRule(PeriodCount):
    """The account is where agents.csv says it stood (`hours_balance`), and moves by what the planning period has
    over or under the normal hours. One that stood outside the band may stay there but not drift further."""

    title = "Hours bank"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        bank = contract.hours_bank
        if bank is None:
            return None
        return (
            f"{bank.normal_week_minutes / 60:g} h a week are normal; the account stays between "
            f"{bank.least_minutes / 60:+g} and {bank.most_minutes / 60:+g} h; every hour it is off zero costs "
            f"{counted(bank.points_per_hour, 'point')}"
        )

    def asked(self, tally: Tally) -> Tally:
        return Tally(0, tally.minutes)

    def points(self, agent: Agent, closing: int, amounts: Sequence[Tally]) -> tuple[float, ...]:
        least, most = self._band(agent)
        before, normal = _before(agent), normal_minutes(agent, self.problem)
        after = [before + amount.minutes - normal for amount in self.in_period(agent, amounts)]
        price = 0.0 if self.contract.hours_bank is None else self.contract.hours_bank.points_per_hour
        return tuple(abs(minutes) / 60 * price if least <= minutes <= most else inf for minutes in after)

    def expected(self, agent: Agent, closing: int) -> str:
        least, most = self._band(agent)
        return (
            f"an account of {least / 60:+g} to {most / 60:+g} h on {self.horizon.last}; it stood at "
            f"{agent.hours_balance:+g} h, {normal_minutes(agent, self.problem) / 60:g} h are normal"
        )

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        shifts = self.of_period(plans)
        minutes = balance_after(agent, tally_of(shifts).minutes, self.problem)
        least, most = self._band(agent)
        if not least <= minutes <= most:
            first, last = (shifts[0], shifts[-1]) if shifts else (plans[-1], plans[-1])
            text = f"an account of {minutes / 60:+g} h; expected {self.expected(agent, 0)}"
            yield self.breach(agent, first, last, minutes / 60, text)

    def _band(self, agent: Agent) -> tuple[int, int]:
        bank = self.contract.hours_bank or HoursBank(0, 0, 0)
        before = _before(agent)
        return min(bank.least_minutes, before), max(bank.most_minutes, before)


def balance_after(agent: Agent, worked_minutes: int, problem: RosterProblem) -> int:
    """Where the account stands when so many paid minutes have been worked in the planning period."""
    return _before(agent) + worked_minutes - normal_minutes(agent, problem)


def normal_minutes(agent: Agent, problem: RosterProblem) -> int:
    """The hours of the planning period that are normal: of each week the share of its planned days, less a day's
    share for every day of leave."""
    contract, horizon = problem.contract_of(agent), problem.horizon
    if contract.hours_bank is None:
        return 0
    week_minutes, share = contract.hours_bank.normal_week_minutes, 0.0
    for week in range(horizon.weeks):
        offered = [day for day in horizon.days_of_week(week) if is_offered(contract, day, problem)]
        planned = sum(0 <= horizon.day_index(day) < horizon.days for day in offered)
        share += planned / len(offered) if offered else 0.0
    leave = days_credited(agent, problem) * (week_minutes // max(1, contract.days_per_week.most))
    return max(0, round(share * week_minutes) - leave)


def _before(agent: Agent) -> int:
    return round(agent.hours_balance * 60)
