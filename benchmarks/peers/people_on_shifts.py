"""Who works the shifts: the question to MinHoursRoster, and its answer as a roster that our audit can read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.peers.duty_kinds import DutyKind
from benchmarks.peers.shift_counts import Counts
from wfm.domain.breaches import Severity
from wfm.domain.people import Agent
from wfm.domain.roster import DayKind, DayPlan, Roster
from wfm.domain.time import MINUTES_PER_DAY, minutes_between
from wfm.rostering.check import audit
from wfm.rostering.coming import away_all_day, within_availability
from wfm.rostering.problem import RosterProblem
from wfm.rostering.week_targets import week_targets

NOT_ITS_RULES = ("Breaks",)
"""What nobody can keep who was never asked for it."""


@dataclass(frozen=True, slots=True)
class RulesAsked:
    """What is asked beside leave and availability: rest between two days, the shifts of everybody's contract."""

    rest: bool
    contracts: bool


EASIER_AND_EASIER = (RulesAsked(True, True), RulesAsked(False, True), RulesAsked(False, False))


@dataclass(frozen=True)
class PeopleOnShifts:
    """The question for one centre: these `counts` are to be worked by its agents within `seconds` of search."""

    problem: RosterProblem
    kinds: Sequence[DutyKind]
    counts: Counts
    seconds: float

    def arguments(self, rules: RulesAsked) -> dict[str, object]:
        """What MinHoursRoster takes. It knows one number of least hours and one of most days off for all: the
        loosest that anybody has."""
        days = self.problem.horizon.days
        owed = [week_targets(agent, self.problem) for agent in self.problem.agents]
        return {
            "num_days": days,
            "resources": [agent.agent_id for agent in self.problem.agents],
            "shifts": [kind.name for kind in self.kinds],
            "shifts_hours": [round(kind.pattern.paid_minutes / 60) for kind in self.kinds],
            "min_working_hours": min(sum(week.minutes.least for week in weeks) for weeks in owed) // 60,
            "banned_shifts": list(self._bans(rules.contracts)),
            "max_resting": days - min(sum(week.days.least for week in weeks) for weeks in owed),
            "required_resources": {
                kind.name: [self.counts.get((day, kind), 0) for day in range(days)] for kind in self.kinds
            },
            "non_sequential_shifts": list(self._too_close()) if rules.rest else None,
            "max_search_time": self.seconds,
        }

    def roster(self, answer: Mapping[str, object]) -> Roster:
        """Its roster as ours, without breaks."""
        horizon, duties = self.problem.horizon, self._duties(answer)
        return Roster(
            horizon,
            tuple(
                self._plan(agent, day, duties.get((agent.agent_id, horizon.day_index(day))))
                for agent in self.problem.agents
                for day in horizon.dates
            ),
        )

    def worked(self, answer: Mapping[str, object]) -> Counts:
        """How many people its roster has on every shift; at least as many as were asked for."""
        return Counter((day, kind) for (_, day), kind in self._duties(answer).items())

    def _duties(self, answer: Mapping[str, object]) -> dict[tuple[str, int], DutyKind]:
        """Agent and day to the shift worked."""
        named, rows = {kind.name: kind for kind in self.kinds}, answer["resource_shifts"]
        assert isinstance(rows, list)
        return {(row["resource"], row["day"]): named[row["shift"]] for row in rows}

    def _plan(self, agent: Agent, day: date, kind: DutyKind | None) -> DayPlan:
        if kind is None:
            away = away_all_day(self.problem.absences_of[agent.agent_id], day, self.problem)
            return DayPlan(agent.agent_id, day, DayKind.OFF if away is None else DayKind.ABSENT)
        begins, ends = kind.hours_on(day, self.problem)
        paid = kind.pattern.paid_minutes
        return DayPlan(agent.agent_id, day, DayKind.SHIFT, kind.pattern.name, begins, ends, paid)

    def _bans(self, contracts: bool) -> Iterator[dict[str, object]]:
        """What availability, absences, and the rest after the previous roster forbid; contracts too if asked."""
        for agent in self.problem.agents:
            for number, day in enumerate(self.problem.horizon.dates):
                for kind in self.kinds:
                    offered = not contracts or kind.pattern.name in self.problem.contract_of(agent).shifts
                    if not offered or not self._can_come(agent, day, kind):
                        yield {"resource": agent.agent_id, "shift": kind.name, "day": number}

    def _can_come(self, agent: Agent, day: date, kind: DutyKind) -> bool:
        if not within_availability(agent, day.weekday(), kind.start, kind.pattern.minutes):
            return False
        begins, ends = kind.hours_on(day, self.problem)
        if any(away.start < ends and begins < away.end for away in self.problem.absences_of[agent.agent_id]):
            return False
        before = [plan.span()[1] for plan in self.problem.previous_of[agent.agent_id] if plan.works]
        rest = self.problem.contract_of(agent).rest_minutes
        return not before or minutes_between(max(before), begins) >= rest

    def _too_close(self) -> Iterator[dict[str, str]]:
        """Kinds that leave less than the least rest of any contract between two days."""
        rest = min(contract.rest_minutes for contract in self.problem.centre.contracts.values())
        for kind in self.kinds:
            for later in self.kinds:
                if later.start + MINUTES_PER_DAY - kind.end < rest:
                    yield {"origin": kind.name, "destination": later.name}


def breaches_by_rule(problem: RosterProblem, roster: Roster) -> dict[str, int]:
    """The hard rules that our audit finds broken, and how often; breaks, which were never asked for, left out."""
    found = Counter(breach.rule for breach in audit(problem, roster) if breach.severity is Severity.HARD)
    return {rule: times for rule, times in sorted(found.items()) if rule not in NOT_ITS_RULES}
