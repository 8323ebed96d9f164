"""Hard rules of wfm.toml across agents that no plain week could keep, by counting people, hours and shifts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import Centre
from wfm.domain.groups import Mentoring, OnDuty, TeamShift
from wfm.domain.people import Agent
from wfm.domain.time import MINUTES_PER_DAY
from wfm.domain.wording import clock, counted
from wfm.rostering.explain import named
from wfm.rostering.plain_week import MINUTES_PER_WEEK, Marks, PlainWeeks, weekdays_of
from wfm.rostering.rules.on_duty import DAY_NAMES

SOFTEN = "hard = false"


@dataclass(frozen=True, slots=True)
class ImpossibleRule:
    """A rule that cannot hold: where it stands in wfm.toml, its value there, what was expected, what to do."""

    place: tuple[str | int, ...]
    value: str | None
    expected: str
    advice: str


def impossible_rules(centre: Centre, agents: Sequence[Agent], day: date) -> tuple[ImpossibleRule, ...]:
    """Every such rule for the people as they are on `day`, the first to be planned; one reason each.

    A team that nobody is in is told where names are read.
    """
    weeks, found = PlainWeeks(centre), list[ImpossibleRule]()
    teams = {None, *(agent.team for agent in agents)}
    for number, on_duty in enumerate(centre.groups.on_duty):
        if on_duty.hard and on_duty.who.team in teams:
            members = [agent for agent in agents if on_duty.who.means(agent, day)]
            found += _first(_on_duty(number, on_duty, members, weeks, day))
    mentoring = centre.groups.mentoring
    if mentoring is not None and mentoring.hard:
        found += _first(_mentoring(mentoring, agents, weeks, day))
    for number, team_shift in enumerate(centre.groups.team_shifts):
        if team_shift.hard:
            found += _team_shift(number, team_shift, agents, weeks)
    return tuple(found)


def _first(found: Iterator[ImpossibleRule]) -> list[ImpossibleRule]:
    return [one for one in (next(found, None),) if one is not None]


def _on_duty(
    number: int, rule: OnDuty, members: Sequence[Agent], weeks: PlainWeeks, day: date
) -> Iterator[ImpossibleRule]:
    least = rule.needed(len(members))
    key, value = ("least", str(rule.least)) if least == rule.least else ("least_share", f"{rule.least_share:g}")
    place, lower = ("on_duty", number, key), f"lower {key}, or say {SOFTEN}"
    if least > len(members):
        expected = f"at most {len(members)}: so many agents are '{rule.who}' on {day:%a %d %b %Y}"
        yield ImpossibleRule(place, value, expected, f"mark more agents so in inputs/agents.csv, {lower}")
    if rule.by_day:
        yield from _on_days(place, value, rule, members, weeks)
        return
    wanted = _minutes_of(rule)
    could = np.zeros(MINUTES_PER_WEEK, dtype=np.int64)
    for agent in members:
        could += weeks.hours_of(agent)
    if (wanted & (could < least)).any():
        worst = int(np.where(wanted, could, least).argmin())
        same = _spell(wanted & (could == could[worst]), worst)
        expected = f"at most {could[worst]} {same}: so many of {counted(len(members), 'agent')} have a shift then"
        yield ImpossibleRule(place, value, expected, f"give more of them a shift in these hours, {lower}")
    owed, most = least * int(wanted.sum()), sum(weeks.most_minutes(agent, wanted) for agent in members)
    if owed > most:
        expected = (
            f"less: it takes {owed / 60:g} agent-hours a week, and {counted(len(members), 'agent')} can be on "
            f"duty for at most {most / 60:g} of them"
        )
        yield ImpossibleRule(place, value, expected, f"mark more agents so, ask for fewer hours, {lower}")


def _on_days(
    place: tuple[str | int, ...], value: str, rule: OnDuty, members: Sequence[Agent], weeks: PlainWeeks
) -> Iterator[ImpossibleRule]:
    least = rule.needed(len(members))
    offered = [weekdays_of(weeks.of(agent)) & frozenset(rule.weekdays) for agent in members]
    for weekday in rule.weekdays:
        could = sum(weekday in days for days in offered)
        if could < least:
            expected = f"at most {could} on {DAY_NAMES[weekday]}: so many have a shift that begins then"
            yield ImpossibleRule(place, value, expected, f"give more of them a shift that day, or say {SOFTEN}")
    most = sum(
        min(len(days), weeks.contract_of(agent).days_per_week.most)
        for agent, days in zip(members, offered, strict=True)
    )
    if least * len(rule.weekdays) > most:
        expected = f"less: it takes {least * len(rule.weekdays)} shifts a week, and they can have at most {most}"
        yield ImpossibleRule(place, value, expected, f"mark more agents so, or say {SOFTEN}")


def _mentoring(rule: Mentoring, agents: Sequence[Agent], weeks: PlainWeeks, day: date) -> Iterator[ImpossibleRule]:
    mentors = [agent for agent in agents if rule.is_mentor(agent, day)]
    novices = [agent for agent in agents if rule.is_novice(agent, day) and weeks.must_work(agent)]
    if novices and not mentors:
        names = named([agent.agent_id for agent in novices])
        expected = f"a mentor: {names} must work, and nobody is one on {day:%a %d %b %Y}"
        yield ImpossibleRule(("mentoring",), None, expected, f"mark mentors in inputs/agents.csv, or say {SOFTEN}")
        return
    if not novices:
        return
    wanted = np.logical_or.reduce([weeks.hours_of(agent) for agent in mentors])
    before = np.concatenate([[0], np.cumsum(np.concatenate([wanted, wanted]))])
    alone = [agent.agent_id for agent in novices if not _is_beside(agent, rule.share, weeks, before)]
    if alone:
        expected = f"a share that mentors' shifts allow: no shift of {named(alone)} lies enough in their hours"
        advice = f"lower share, give mentors or novices other shifts, or say {SOFTEN}"
        yield ImpossibleRule(("mentoring", "share"), f"{rule.share:g}", expected, advice)


def _is_beside(agent: Agent, share: float, weeks: PlainWeeks, before: NDArray[np.int64]) -> bool:
    """Whether some shift has that share of its minutes among those counted in `before`."""
    spans = ((one.weekday * MINUTES_PER_DAY, one.start, one.end) for one in weeks.of(agent))
    return any(
        before[midnight + end] - before[midnight + start] >= round(share * (end - start), 6)
        for midnight, start, end in spans
    )


def _team_shift(
    number: int, rule: TeamShift, agents: Sequence[Agent], weeks: PlainWeeks
) -> Iterator[ImpossibleRule]:
    """Teams of which those who can only work shifts that count, and must work, have too few in common."""
    asked = 2 if rule.rotate else 1
    for team in dict.fromkeys(agent.team for agent in agents if agent.team in rule.teams or not rule.teams):
        offered = {
            agent.agent_id: {one.shift for one in weeks.of(agent)}
            for agent in agents
            if agent.team == team and weeks.must_work(agent)
        }
        bound = {agent_id: shifts for agent_id, shifts in offered.items() if shifts <= set(rule.shifts)}
        shared = [name for name in rule.shifts if all(name in shifts for shifts in bound.values())]
        if bound and len(shared) < asked:
            turns = ", another one each week" if rule.rotate else ""
            expected = (
                f"{asked} or more that all of team {team} can work{turns}; {named(list(bound))} have in common: "
                f"{', '.join(shared) or 'none'}"
            )
            advice = f"give their contracts the same shifts, name other teams, or say {SOFTEN}"
            yield ImpossibleRule(("team_shift", number, "shifts"), ", ".join(rule.shifts), expected, advice)


def _minutes_of(rule: OnDuty) -> Marks:
    """The minutes of a week in which the rule holds."""
    wanted = np.zeros(MINUTES_PER_WEEK, dtype=np.bool_)
    for weekday in rule.weekdays:
        wanted[np.arange(*rule.hours) + weekday * MINUTES_PER_DAY - MINUTES_PER_WEEK] = True
    return wanted


def _spell(marked: Marks, minute: int) -> str:
    """``Mon 06:00-07:30``: the marked minutes around one of them, midnight to midnight at most."""
    midnight = minute // MINUTES_PER_DAY * MINUTES_PER_DAY
    blank = np.flatnonzero(~marked[midnight : midnight + MINUTES_PER_DAY])
    at = minute - midnight
    first = int(blank[blank < at].max(initial=-1)) + 1
    last = int(blank[blank > at].min(initial=MINUTES_PER_DAY))
    return f"{DAY_NAMES[midnight // MINUTES_PER_DAY]} {clock(first)}-{clock(last)}"
