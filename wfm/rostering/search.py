"""The search: from nothing to the best roster found, by whichever way suits the demand and the size.

A small team is searched from two seeds at once, and small groups of its agents are ruined and recreated; a large
one is searched once, two agents at a time. Head-counts per shift are searched over columns.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from wfm.rostering.agent_case import AgentCase
from wfm.rostering.construct import first_team
from wfm.rostering.descent import LEAST_FOR_PAIRS, LinePool, descend, shares_now, sharp_sweep, smoothings
from wfm.rostering.exchange import exchange
from wfm.rostering.group_book import groups_of
from wfm.rostering.joint_moves import move_together, repair
from wfm.rostering.line import RosterLine
from wfm.rostering.patience import Patience
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import Progress
from wfm.rostering.ruin import ruin_and_recreate
from wfm.rostering.staffing_cost import StaffingCost, staffing_cost
from wfm.rostering.team import Team
from wfm.rostering.time_units import unit_minutes

LINES_KEPT = 6
JOINT_EVERY = 5
"""Sweeps between two rounds of joint moves, where rules across agents ask for them."""
COLUMN_SWEEPS = 6
"""Sweeps before a search over columns: head-counts have no corners to round, and more would change nothing."""
FULL_TRIALS = 60
"""Agents up to which all recreations that the settings ask for are tried."""
MOST_SECONDS_REPAIRED = 4.0
"""How long a search that is told to stop still repairs what it has: whoever stopped it waits for the roster."""
SEEDS = 2
"""Starts of a small team: one for each core."""

Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Found:
    """The best team found, the sweeps of its descent, and a bound if the search itself has proven one."""

    team: Team
    sweeps: int
    bound: float | None = None


@dataclass(frozen=True)
class Search:
    """What every start has in common."""

    problem: RosterProblem
    cases: Sequence[AgentCase]
    patience: Patience

    def best(self, tell: Tell) -> Found:
        """The best roster of all starts; `tell` hears of the first."""
        team = self.begin(self.patience)
        tell(Progress("first roster", 1.0, team.points()))
        if _is_for_columns(team):
            return self._by_columns(team, tell)
        if len(self.cases) >= LEAST_FOR_PAIRS:
            return self._from(team, self.problem.centre.roster.seed, tell)
        starts = 1 if self.patience.is_over() else SEEDS
        seeds = [self.problem.centre.roster.seed + start for start in range(starts)]
        unhurried = Patience(None, self.patience.is_over)  # there is a first roster already
        with ThreadPoolExecutor(SEEDS) as workers:
            first = workers.submit(self._from, team, seeds[0], tell)
            others = [workers.submit(self._from, self.begin(unhurried), seed, _in_silence) for seed in seeds[1:]]
            return min((start.result() for start in (first, *others)), key=lambda found: found.team.points())

    def begin(self, patience: Patience) -> Team:
        """A legal roster, in one pass; NothingUsable when it takes longer than `patience` waits for it."""
        groups = groups_of(self.problem, self.cases)
        return first_team(self.cases, self.cost(), self.problem, groups, patience)

    def cost(self) -> StaffingCost:
        """What it costs to be short or over of what is required."""
        problem, centre = self.problem, self.problem.centre
        per_agent = centre.interval_minutes // unit_minutes(centre)
        prices = centre.roster.prices
        return staffing_cost(
            problem.requirement, problem.covers, problem.horizon, prices, per_agent, problem.in_time
        )

    def _from(self, team: Team, seed: int, tell: Tell) -> Found:
        """Descend, share fairly, and let small groups of agents do what one alone could not."""
        is_over = self.patience.is_over
        sweeps, _ = self._descend(team, seed, tell, 0, self.problem.centre.roster.sweeps)
        # The descent took shares while the roster was still too large; swaps leave everybody's average as it is.
        team.fairness = shares_now(team)
        exchange(team, is_over)
        if len(self.cases) < LEAST_FOR_PAIRS:
            tell(Progress("recreation", 0.0, team.points()))
            ruin_and_recreate(team, self.trials(), seed, is_over)
            exchange(team, is_over)
        move_together(team, 0.0, is_over)
        repair(team, seed, is_over)
        return Found(team, sweeps)

    def trials(self) -> int:
        """How often a few agents are ruined and recreated: less in a larger team, where it takes longer and brings
        less."""
        fewer = min(1.0, FULL_TRIALS / max(1, len(self.cases))) ** 2
        return round(self.problem.centre.roster.recreations * fewer)

    def _by_columns(self, team: Team, tell: Tell) -> Found:
        from wfm.rostering.columns.search import Effort, search_columns

        settings = self.problem.centre.roster
        most = min(settings.sweeps, COLUMN_SWEEPS)
        sweeps, lines = self._descend(team, settings.seed, tell, LINES_KEPT, most)
        if self.patience.is_over():
            return Found(team, sweeps)
        effort = Effort(settings.neighbourhoods, settings.seed, self.patience.is_over)
        bound = search_columns(team, lines, effort, lambda *now: tell(Progress("columns", *now)))
        return Found(team, sweeps, bound)

    def _descend(
        self, team: Team, seed: int, tell: Tell, lines_kept: int, sweeps: int
    ) -> tuple[int, list[Sequence[RosterLine]]]:
        """Leaves the best roster met in `team`; the sweeps done, and each agent's last good lines."""
        is_over = self.patience.is_over
        pool, best, done = LinePool(lines_kept), list(team.lines), 0
        for sweep in descend(team, sweeps, seed, pool, is_over):
            done = sweep
            if sweep % JOINT_EVERY == 0:
                move_together(team, smoothings(sweeps)[sweep - 1], is_over)
            if team.points() < team.points_with(best):
                best = list(team.lines)
            tell(Progress("descent", done / sweeps, team.points()))
        if done < sweeps:
            # Stopped while corners were still rounded: one sweep at the true cost repairs most of it.
            sharp_sweep(team, Patience.begin(MOST_SECONDS_REPAIRED, None).is_over)
        if team.points() > team.points_with(best):
            team.take(best)
        return done, [pool.of(number) for number in range(len(team.cases))]


def _is_for_columns(team: Team) -> bool:
    # Head-counts alone need the solver of the columns; everybody else is spared the loading of it.
    if not team.groups:
        return False
    from wfm.rostering.columns.search import suits

    return suits(team)


def _in_silence(_: Progress) -> None:
    """Only the first start is heard."""
