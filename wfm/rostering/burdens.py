"""What makes a shift unpopular in one centre, and what agents carry of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wfm.domain.burdens import Burden
from wfm.domain.centre import RosterSettings
from wfm.domain.roster import DayPlan
from wfm.rostering.day_types import DayTypes
from wfm.rostering.duties import Duty
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.night_shifts import is_early, is_night
from wfm.rostering.rules.requests import refusals_in

Plans = Sequence[DayPlan]


@dataclass(frozen=True, slots=True)
class UnpopularShifts:
    """Ask it what a duty brings. `points` by the names of the shifts that have any."""

    settings: RosterSettings
    day_types: DayTypes
    points: Mapping[str, int]

    @classmethod
    def of(cls, problem: RosterProblem) -> "UnpopularShifts":
        """What is unpopular in the problem's centre on the days of its calendar."""
        points = {name: shift.points for name, shift in problem.centre.shifts.items() if shift.points}
        return cls(problem.centre.roster, problem.day_types, points)

    def burden_of(self, duty: Duty, day: date) -> Burden:
        """What one duty adds on that day; one shift can be of several kinds."""
        return Burden(
            late=int(duty.wall_start + duty.end - duty.start > self.settings.late_after),
            weekend=int(self.day_types.is_weekend(day)),
            night=int(is_night(duty, self.settings)),
            holiday=int(self.day_types.is_holiday(day)),
            early=int(is_early(duty, self.settings)),
            points=self.points.get(duty.shift, 0),
        )


def total(burdens: Iterable[Burden]) -> Burden:
    """The sum of several burdens."""
    return Burden(*map(sum, zip(Burden(), *burdens, strict=True)))


def burdens_of(problem: RosterProblem, plans: Mapping[str, Plans]) -> Mapping[str, Burden]:
    """What every agent carries in finished plans of the horizon, by agent."""
    unpopular = UnpopularShifts.of(problem)
    return {
        agent.agent_id: shifts_carried(plans.get(agent.agent_id, ()), unpopular, problem)._replace(
            refused=refusals_in(problem, agent.agent_id, plans.get(agent.agent_id, ()))
        )
        for agent in problem.agents
    }


def shifts_carried(plans: Plans, unpopular: UnpopularShifts, problem: RosterProblem) -> Burden:
    """What the shifts of some plans bring, also of days before the horizon."""
    worked = (plan for plan in plans if plan.works)
    return total(unpopular.burden_of(Duty.of(plan, problem.horizon), plan.date) for plan in worked)
