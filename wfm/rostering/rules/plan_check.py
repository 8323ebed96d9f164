"""What a rule about single days is in the audit: a title, words, and a check of one agent's finished plans."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wfm.domain.breaches import Breach, Severity
from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import MINUTES_PER_DAY, at_minute
from wfm.rostering.problem import RosterProblem


@dataclass(frozen=True, slots=True)
class Remark:
    """One day's plan that breaks a rule, by how much, in words."""

    plan: DayPlan
    amount: float
    text: str


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """A hard rule about single days; the solver keeps it by what it offers, the audit by `remarks`."""

    title: str
    words: str
    remarks: Callable[[RosterProblem, Agent, Sequence[DayPlan]], Iterator[Remark]]

    def breaches(self, problem: RosterProblem, agent: Agent, plans: Sequence[DayPlan]) -> Iterator[Breach]:
        """The remarks on the plans of the horizon as hard breaches."""
        zone = problem.horizon.zone
        for remark in self.remarks(problem, agent, plans):
            begins = remark.plan.start or at_minute(remark.plan.date, 0, zone)
            ends = remark.plan.end or at_minute(remark.plan.date, MINUTES_PER_DAY, zone)
            yield Breach(self.title, Severity.HARD, agent.agent_id, begins, ends, remark.amount, remark.text)
