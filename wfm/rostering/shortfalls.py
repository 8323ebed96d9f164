"""What a roster lacks of the hard rules across agents that it breaks: how much, when, and who could have come."""

from collections.abc import Iterator

import numpy as np

from wfm.domain.groups import Bond
from wfm.domain.wording import counted
from wfm.rostering.group_conflicts import when
from wfm.rostering.rules.bond_prices import BondPrices
from wfm.rostering.rules.headcounts import Headcounts
from wfm.rostering.rules.mentor_hours import MentorHours
from wfm.rostering.rules.on_duty_counts import StaffOnDuty, runs
from wfm.rostering.rules.team_patterns import TeamPatterns
from wfm.rostering.team import Team
from wfm.rostering.who_could import Candidate, does, has_roster_without, who_could


def shortfalls(team: Team) -> Iterator[str]:
    """One line for every spell, shift, pair, week or row that a hard rule across agents is broken by."""
    for group in team.groups:
        if isinstance(group, StaffOnDuty) and group.rule.hard:
            yield from _too_few(group, team)
            yield from _too_many(group, team)
        elif isinstance(group, MentorHours) and group.rule.hard:
            yield from _without_mentor(group, team)
        elif isinstance(group, BondPrices) and group.group.hard:
            yield from _bonds(group, team)
        elif isinstance(group, TeamPatterns) and group.rule.hard:
            yield from _patterns(group, team)
        elif isinstance(group, Headcounts):
            yield from _headcounts(group, team)


def _too_few(group: StaffOnDuty, team: Team) -> Iterator[str]:
    short = np.where(group.weights > 0, group.short(), 0)
    for first, last in runs(short > 0):
        cell = first + int(short[first:last].argmax())
        away = [number for number in group.counted if not group.is_there(number, team.lines[number], cell)]
        could = who_could(team, [Candidate(one, group.choices_at(one, cell)) for one in away], group.day_of(cell))
        yield (
            f"{group.rule.who}: {short[cell]} short {when(group, first, last)} ({group.counts[cell]} of "
            f"{group.least[cell]}{_hours(group, first, last, short)}); {could}"
        )


def _too_many(group: StaffOnDuty, team: Team) -> Iterator[str]:
    over = np.where(group.weights > 0, group.over(), 0)
    for first, last in runs(over > 0):
        cell = first + int(over[first:last].argmax())
        there = [number for number in group.counted if group.is_there(number, team.lines[number], cell)]
        free = [one for one in there if has_roster_without(team.cases[one], group.choices_at(one, cell))]
        names = ", ".join(team.cases[one].agent.agent_id for one in free) or "nobody"
        yield (
            f"{group.rule.who}: {over[cell]} too many {when(group, first, last)} ({group.counts[cell]} of at most "
            f"{group.most[cell]}{_hours(group, first, last, over)}); could be elsewhere: {names}"
        )


def _hours(group: StaffOnDuty, first: int, last: int, off: np.ndarray) -> str:
    """The agent-hours of a spell, where hours are counted."""
    if group.rule.by_day:
        return ""
    hours = float((off[first:last] * np.diff(group.edges[first : last + 1])).sum()) / 60
    return f", {hours:g} agent-hours"


def _without_mentor(group: MentorHours, team: Team) -> Iterator[str]:
    horizon = group.problem.horizon
    for number, duty, minutes in group.lacking():
        start, end = horizon.moment(duty.start), horizon.moment(duty.end)
        beside = {one: group.choices_beside(one, duty) for one in group.mentor}
        free = [one for one in beside if not np.isin(beside[one], team.lines[one].choices).any()]
        day = horizon.day_index(start.date())
        could = who_could(team, [Candidate(one, beside[one]) for one in free], day)
        yield (
            f"{team.cases[number].agent.agent_id} {start:%a %d %b %H:%M}-{end:%H:%M}: {minutes / 60:.3g} h with a "
            f"mentor missing; mentors who {could}"
        )


def _bonds(group: BondPrices, team: Team) -> Iterator[str]:
    dates = team.cases[0].course.problem.horizon.dates
    for one, other, day, amount in group.faults():
        told = " and ".join(f"{team.cases[n].agent.agent_id} {does(team, n, day)}" for n in (one, other))
        off = counted(amount, "day") if group.group.bond is Bond.SAME_DAYS else f"{amount:.3g} h"
        ways = group.ways_to_keep(one, other, day)
        yield (
            f"{group.group.bond}: off by {off} in all, first on {dates[day]:%a %d %b}: "
            f"{told}; {counted(ways, 'way')} to keep it that day by what each may do alone"
        )


def _patterns(group: TeamPatterns, team: Team) -> Iterator[str]:
    horizon = team.cases[0].course.problem.horizon
    name, chosen = team.cases[group.members[0]].agent.team, group.chosen()
    for week, pattern in enumerate(chosen):
        asked, monday = group.rule.shifts[pattern], horizon.days_of_week(week)[0]
        odd = [
            (number, day) for number in group.members for day in group.odd_days(number, team.lines[number], week)
        ]
        if odd:
            number, day = odd[0]
            candidates = [Candidate(number, group.choices_of(number, day, pattern))]
            yield (
                f"team {name}: {counted(len(odd), 'shift')} of another pattern than '{asked}' in the week of "
                f"{monday:%a %d %b}, first {team.cases[number].agent.agent_id} on {horizon.dates[day]:%a %d %b}; "
                f"'{asked}' that day: {who_could(team, candidates, day)}"
            )
        before = chosen[week - 1] if week else group.past.week_before
        if group.rule.rotate and pattern == before:
            yield f"team {name}: '{asked}' again in the week of {monday:%a %d %b}"


def _headcounts(group: Headcounts, team: Team) -> Iterator[str]:
    horizon = team.cases[0].course.problem.horizon
    for cell, row in enumerate(group.cells.rows):
        heads = int(group.heads[cell])
        if not row.beyond(heads):
            continue
        what = f"{' or '.join(row.shifts)} on {row.date:%a %d %b} ({row.group}): {heads}"
        if heads >= row.least:
            yield f"{what}, {row.beyond(heads)} too many"
            continue
        there = [cell in group.cells.met(number, line.choices) for number, line in enumerate(team.lines)]
        candidates = [
            Candidate(number, choices)
            for number, cells in enumerate(group.cells.counted)
            if len(choices := np.flatnonzero((cells == cell).any(axis=0))) and not there[number]
        ]
        could = who_could(team, candidates, horizon.day_index(row.date))
        yield f"{what}, {row.beyond(heads)} short of {row.least}; {could}"
