"""Most in the planning period: so many working days and paid hours over all the days that are planned at once."""

from collections.abc import Iterator, Sequence

from wfm.domain.breaches import Breach
from wfm.domain.contracts import Contract
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.rostering.duties import Duty
from wfm.rostering.rules.sequence_rule import SequenceRule, Tally, worked


class MostInPeriod(SequenceRule[Tally]):
    """State: what the weeks gone by have used of the period, counted at their end, when their tally is known.

    What a first, broken week had used before the period began is in its tally, so it is taken off beforehand. A
    part of the tally that the contract does not limit stays 0.
    """

    title = "Most in the planning period"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        days, minutes = contract.max_days_in_period, contract.max_minutes_in_period
        said = [
            *([f"{days} working days"] if days is not None else []),
            *([f"{minutes / 60:g} paid hours"] if minutes is not None else []),
        ]
        return f"at most {' and '.join(said)} in the days planned at once" if said else None

    def blank(self) -> Tally:
        return Tally(0, 0)

    def step(self, state: Tally, day: int, duty: Duty | None) -> Tally | None:
        if duty is None or day >= 0:
            return state
        return self._limited(Tally(state.days - 1, state.minutes - duty.paid_minutes))

    def end_week(self, state: Tally, week: int, tally: Tally | None) -> Tally | None:
        if tally is None:
            return self.blank()
        used = self._limited(Tally(state.days + tally.days, state.minutes + tally.minutes))
        return None if self._too_much(used) else used

    def breaches(self, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        shifts = [plan for plan in worked(plans) if self.in_horizon(plan)]
        used = Tally(len(shifts), sum(plan.paid_minutes for plan in shifts))
        if self._too_much(used):
            text = f"{used.days} working days and {used.minutes / 60:g} paid hours in the days planned at once"
            yield self.breach(agent, shifts[0], shifts[-1], used.minutes / 60, text)

    def _limited(self, used: Tally) -> Tally:
        """Only what the contract limits: the rest would make states that differ in nothing."""
        days, minutes = self.contract.max_days_in_period, self.contract.max_minutes_in_period
        return Tally(0 if days is None else used.days, 0 if minutes is None else used.minutes)

    def _too_much(self, used: Tally) -> bool:
        days, minutes = self.contract.max_days_in_period, self.contract.max_minutes_in_period
        return (days is not None and used.days > days) or (minutes is not None and used.minutes > minutes)
