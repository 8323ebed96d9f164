"""Team on one shift, as the search prices it: everybody is held to the pattern that his team has that week.

One agent alone never leaves the pattern of his team, so the search moves whole teams: it tries each pattern in
each week with everybody held to it (`joint_trials`) and stays with what costs least.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wfm.domain.groups import TeamShift
from wfm.domain.hard_points import HARD_POINTS
from wfm.rostering.attendance import Attended, Numbers, attended, offers_of, worked
from wfm.rostering.line import RosterLine
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules.group_rule import GroupRule
from wfm.rostering.rules.team_shift import best_patterns, past_of, teams_of

if TYPE_CHECKING:
    from wfm.rostering.agent_case import AgentCase

OTHER_SHIFT = -1


class TeamPatterns(GroupRule):
    """One team: how many shifts of each pattern its members have, week by week."""

    def __init__(
        self,
        rule: TeamShift,
        team: str,
        problem: RosterProblem,
        cases: Sequence["AgentCase"],
        before: Sequence[Attended],
    ) -> None:
        self.rule = rule
        self.per_shift = HARD_POINTS if rule.hard else rule.points
        self.members = [number for number, case in enumerate(cases) if case.agent.team == team]
        horizon = problem.horizon
        self.past = past_of(rule, before, horizon)
        weeks = np.array([horizon.week_index(date) for date in horizon.dates], dtype=np.int64)
        names = {pattern: at for at, pattern in enumerate(rule.shifts)}
        self.offers = offers_of([cases[number] for number in self.members])
        self.patterns: dict[str, Numbers] = {
            name: np.array([names.get(shift, OTHER_SHIFT) for shift in offer.patterns], dtype=np.int64)
            for name, offer in self.offers.items()
        }
        self.weeks = {name: weeks[offer.days] for name, offer in self.offers.items()}
        self.choices = {number: cases[number].course.choices for number in self.members}
        self.contract = {number: cases[number].course.contract.name for number in self.members}
        self.counts: Numbers = np.zeros((horizon.weeks, len(rule.shifts)), dtype=np.int64)
        self.preferred = self._preferred(teams_of(rule, problem).index(team))
        self.tried: list[int] | None = None

    def replace(self, number: int, old: RosterLine | None, new: RosterLine | None) -> None:
        if number in self.choices:
            self._add(number, old, -1)
            self._add(number, new, 1)

    def prices(self, number: int, held: RosterLine | None) -> NDArray[np.float64] | None:
        if number not in self.choices:
            return None
        name = self.contract[number]
        patterns, chosen = self.patterns[name], np.array(self.tried or self.chosen(), dtype=np.int64)
        others = (patterns != OTHER_SHIFT) & (patterns != chosen[self.weeks[name]])
        if not others.any():
            return None
        prices = np.zeros(self.choices[number])
        prices[self.offers[name].choices] = self.per_shift * others
        return prices

    def points(self) -> float:
        return self.per_shift * self.faults()

    def faults(self) -> int:
        """Shifts of another pattern than the team's, and weeks in which it does not rotate."""
        chosen = self.chosen()
        others = int(self.counts.sum()) - sum(int(self.counts[week, one]) for week, one in enumerate(chosen))
        before = [self.past.week_before, *chosen[:-1]]
        again = sum(one == last for one, last in zip(chosen, before, strict=True))
        return others + (again if self.rule.rotate else 0)

    def chosen(self) -> list[int]:
        """The pattern of each week, as the members' shifts show it."""
        return best_patterns(self.counts.tolist(), self.past, self.preferred, rotate=self.rule.rotate)

    def joint_trials(self) -> Iterator[Sequence[int]]:
        trials = [(week, pattern) for week in range(len(self.counts)) for pattern in range(len(self.rule.shifts))]
        for week, pattern in trials:
            now = self.chosen()
            fixed = week == 0 and self.past.week_begun is not None
            if (now[week] == pattern and not self.faults()) or (fixed and now[week] != pattern):
                continue
            self.tried = self._with(now, week, pattern)
            yield self.members
            self.tried = None

    def broken(self) -> Iterator[Sequence[int]]:
        if self.rule.hard and self.faults():
            yield self.members

    def shared(self) -> list[str]:
        """The patterns that all members may work."""
        numbers = range(len(self.rule.shifts))
        everybody = [at for at in numbers if all(at in patterns for patterns in self.patterns.values())]
        return [self.rule.shifts[at] for at in everybody]

    def offers_others(self) -> bool:
        """Whether some member may work shifts that do not count."""
        return any(bool((patterns == OTHER_SHIFT).any()) for patterns in self.patterns.values())

    def odd_days(self, number: int, line: RosterLine, week: int) -> list[int]:
        """The days of a week on which a member has another pattern than his team."""
        name, chosen = self.contract[number], self.chosen()[week]
        return [
            int(self.offers[name].days[place])
            for place in worked(line)
            if self.weeks[name][place] == week and self.patterns[name][place] not in (OTHER_SHIFT, chosen)
        ]

    def choices_of(self, number: int, day: int, pattern: int) -> Numbers:
        """A member's choices of a pattern on a day."""
        name = self.contract[number]
        offer = self.offers[name]
        choices: Numbers = offer.choices[(offer.days == day) & (self.patterns[name] == pattern)]
        return choices

    def _with(self, now: Sequence[int], week: int, pattern: int) -> list[int]:
        """The patterns of all weeks when one week changes; where weeks would repeat, their neighbours follow."""
        tried = list(now)
        tried[week] = pattern
        if not self.rule.rotate:
            return tried
        for later in range(week + 1, len(tried)):
            if tried[later] == tried[later - 1]:
                tried[later] = self._another(now[later - 1], tried[later - 1])
        for earlier in range(week - 1, -1, -1):
            if tried[earlier] == tried[earlier + 1]:
                tried[earlier] = self._another(now[earlier + 1], tried[earlier + 1])
        return tried

    def _another(self, wanted: int, taken: int) -> int:
        """The wanted pattern, or the next one when it is taken."""
        return wanted if wanted != taken else (taken + 1) % len(self.rule.shifts)

    def _preferred(self, place: int) -> list[int]:
        """Where a team begins: each in turn with another pattern, of those that all its members may work."""
        shared = [self.rule.shifts.index(name) for name in self.shared()] or list(range(len(self.rule.shifts)))
        return [shared[(place + week) % len(shared)] for week in range(len(self.counts))]

    def _add(self, number: int, line: RosterLine | None, shifts: int) -> None:
        name = self.contract[number]
        for place in worked(line):
            pattern = self.patterns[name][place]
            if pattern != OTHER_SHIFT:
                self.counts[self.weeks[name][place], pattern] += shifts


def searched(problem: RosterProblem, cases: Sequence["AgentCase"]) -> Iterator[GroupRule]:
    """The price readings of all teams that are to work together."""
    team_of = {agent.agent_id: agent.team for agent in problem.agents}
    before = list(attended(problem, None)) if problem.centre.groups.team_shifts else []
    for rule in problem.centre.groups.team_shifts:
        for team in teams_of(rule, problem):
            if any(case.agent.team == team for case in cases):
                theirs = [one for one in before if team_of[one.agent_id] == team]
                yield TeamPatterns(rule, team, problem, cases, theirs)
