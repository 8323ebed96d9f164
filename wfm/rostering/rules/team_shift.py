"""Team shift (班组): a team works one shift pattern in a week, and another one in the next week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wfm.domain.breaches import Breach, Severity
from wfm.domain.centre import Centre
from wfm.domain.groups import TeamShift
from wfm.domain.roster import Roster
from wfm.domain.time import Horizon, at_minute
from wfm.rostering.attendance import Attended, attended
from wfm.rostering.problem import RosterProblem

TITLE = "Team on one shift"


def words(centre: Centre) -> str | None:
    """The rules with the centre's values; None when it has none."""
    return "; ".join(map(_rule_words, centre.groups.team_shifts)) or None


def _rule_words(rule: TeamShift) -> str:
    teams = f"team {', '.join(rule.teams)}" if rule.teams else "every team"
    rotates = ", another one each week" if rule.rotate else ""
    price = "hard" if rule.hard else f"{rule.points:g} points per other shift"
    return f"{teams}: all on one of {', '.join(rule.shifts)} in a week{rotates} ({price})"


@dataclass(frozen=True, slots=True)
class TeamPast:
    """What the previous roster leaves a team with: its pattern in the week in which the horizon begins, if that
    was begun before, else in the week before it (None: none). Numbers of TeamShift.shifts."""

    week_before: int | None
    week_begun: int | None


def teams_of(rule: TeamShift, problem: RosterProblem) -> tuple[str, ...]:
    """The teams that the rule binds, in the order of the agents."""
    teams = dict.fromkeys(agent.team for agent in problem.agents)
    return tuple(team for team in teams if team in rule.teams or not rule.teams)


def past_of(rule: TeamShift, shifts: Sequence[Attended], horizon: Horizon) -> TeamPast:
    """The most frequent pattern among a team's shifts of the previous roster."""
    before: dict[int, list[int]] = {-1: [0] * len(rule.shifts), 0: [0] * len(rule.shifts)}
    for one in shifts:
        week = _week_of(one, horizon)
        if week in before and one.pattern in rule.shifts:
            before[week][rule.shifts.index(one.pattern)] += 1
    last, begun = (counts.index(max(counts)) if any(counts) else None for counts in (before[-1], before[0]))
    return TeamPast(last if begun is None else None, begun)


def best_patterns(
    counts: Sequence[Sequence[int]], past: TeamPast, preferred: Sequence[int], *, rotate: bool
) -> list[int]:
    """The pattern of each week for which fewest shifts are of another one and fewest weeks repeat the one before.

    `counts`: shifts of each pattern, week by week; both faults count alike. Ties go to the `preferred` patterns.
    """
    patterns = range(len(counts[0]))
    ways: dict[int | None, tuple[int, int, list[int]]] = {past.week_before: (0, 0, [])}
    for week, here in enumerate(counts):
        after: dict[int | None, tuple[int, int, list[int]]] = {}
        for pattern in patterns:
            if week == 0 and past.week_begun not in (None, pattern):
                continue
            others = sum(here) - here[pattern]
            odd_here = pattern != preferred[week]
            after[pattern] = min(
                (faults + others + (rotate and last == pattern), odd + odd_here, [*way, pattern])
                for last, (faults, odd, way) in ways.items()
            )
        ways = after
    return min(ways.values())[2]


def breaches(problem: RosterProblem, roster: Roster) -> Iterator[Breach]:
    """Every shift that is not of its team's pattern of the week, and every week in which it does not rotate."""
    team_of = {agent.agent_id: agent.team for agent in problem.agents}
    shifts: dict[str, list[Attended]] = {}
    for one in attended(problem, roster) if problem.centre.groups.team_shifts else ():
        shifts.setdefault(team_of[one.agent_id], []).append(one)
    for rule in problem.centre.groups.team_shifts:
        for team in teams_of(rule, problem):
            counted = [one for one in shifts.get(team, ()) if one.pattern in rule.shifts]
            yield from _of_team(rule, team, counted, problem)


def _of_team(rule: TeamShift, team: str, counted: Sequence[Attended], problem: RosterProblem) -> Iterator[Breach]:
    horizon, severity = problem.horizon, Severity.HARD if rule.hard else Severity.SOFT
    shifts = [one for one in counted if one.day >= 0]
    counts = [[0] * len(rule.shifts) for _ in range(horizon.weeks)]
    for one in shifts:
        counts[_week_of(one, horizon)][rule.shifts.index(one.pattern)] += 1
    past = past_of(rule, [one for one in counted if one.day < 0], horizon)
    chosen = best_patterns(counts, past, [0] * horizon.weeks, rotate=rule.rotate)
    for one in shifts:
        pattern = rule.shifts[chosen[_week_of(one, horizon)]]
        if one.pattern != pattern:
            start, end = horizon.moment(one.start), horizon.moment(one.end)
            text = f"{one.agent_id} has '{one.pattern}' on {start:%a %d %b}, team {team} '{pattern}' that week"
            yield Breach(TITLE, severity, one.agent_id, start, end, 1, text)
    last = past.week_before
    for week, pattern_number in enumerate(chosen):
        if rule.rotate and pattern_number == last:
            days = horizon.days_of_week(week)
            begins, ends = at_minute(days[0], 0, horizon.zone), at_minute(days[-1], 1440, horizon.zone)
            text = f"team {team} has '{rule.shifts[pattern_number]}' again in the week of {days[0]:%a %d %b}"
            yield Breach(TITLE, severity, "", begins, ends, 1, text)
        last = pattern_number


def _week_of(one: Attended, horizon: Horizon) -> int:
    """The centre's week in which a shift begins; negative before the one that holds the first day."""
    return (one.day + horizon.days_of_week(0).index(horizon.first)) // 7
