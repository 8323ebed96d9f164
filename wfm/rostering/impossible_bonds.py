"""Hard bonds of groups.csv that two members could keep in no week, or that pins of theirs rule out."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product

from wfm.domain.centre import Centre
from wfm.domain.errors import Problem
from wfm.domain.groups import AgentGroup, Bond
from wfm.domain.people import Absence, Agent, Pin, PinKind
from wfm.domain.time import at_minute
from wfm.rostering.attendance import Attended
from wfm.rostering.plain_week import PlainShift, PlainWeeks, by_weekday, weekdays_of
from wfm.rostering.rules.bonds import off_by

FILE = "inputs/groups.csv"
Groups = Sequence[AgentGroup]
Pinned = dict[str, dict[date, Pin]]


def impossible_bonds(
    centre: Centre,
    agents: Sequence[Agent],
    groups: Groups,
    pins: Sequence[Pin] = (),
    absences: Sequence[Absence] = (),
) -> tuple[Problem, ...]:
    """Every two people whom hard groups bind and who cannot keep that, told at the last group that binds them."""
    weeks, known = PlainWeeks(centre), {agent.agent_id: agent for agent in agents}
    pinned: Pinned = {agent.agent_id: {} for agent in agents}
    for pin in pins:
        if pin.agent_id in pinned and not _is_away(pin, absences, centre):
            pinned[pin.agent_id][pin.date] = pin
    found = []
    for (one, other), bonds in _bound(groups).items():
        if one in known and other in known:
            reason = _why_not(known[one], known[other], bonds, weeks)
            reason = reason or _why_pins_forbid((known[one], known[other]), bonds, pinned, weeks)
            if reason is not None:
                found.append(_problem(one, other, bonds, reason))
    return tuple(found)


def _bound(groups: Groups) -> dict[tuple[str, str], list[AgentGroup]]:
    """The hard groups that any two people share."""
    bound: dict[tuple[str, str], list[AgentGroup]] = {}
    for group in groups:
        if group.hard:
            for pair in combinations(sorted(group.members), 2):
                bound.setdefault((pair[0], pair[1]), []).append(group)
    return bound


def _problem(one: str, other: str, bonds: Groups, reason: str) -> Problem:
    rows = ", ".join(str(group.row) for group in bonds[:-1])
    beside = f" (with row {rows})" if rows else ""
    names = " and ".join(dict.fromkeys(str(group.bond) for group in bonds))
    expected = f"two people who can keep {names}{beside}: {reason}"
    advice = "take one of them out, give them other shifts, or say hard = false"
    return Problem(FILE, expected, bonds[-1].row, "members", f"{one};{other}", advice)


def _why_not(one: Agent, other: Agent, bonds: Groups, weeks: PlainWeeks) -> str | None:
    """Why no plain week keeps all bonds of these two; None when one may."""
    mine, theirs = weeks.of(one), weeks.of(other)
    least = [weeks.contract_of(agent).days_per_week.least for agent in (one, other)]
    days, other_days = weekdays_of(mine), weekdays_of(theirs)
    same_days = any(group.bond is Bond.SAME_DAYS for group in bonds)
    if same_days and max(least) > len(days & other_days):
        return f"shifts on {len(days & other_days)} weekdays in common, and {max(least)} days to work"
    shared = max(least) if same_days else sum(least) - len(days | other_days)
    if shared <= 0 or not days or not other_days:
        return None
    if _fit(mine, theirs, bonds):
        return None
    return f"their contracts have them work on the same day ({shared} a week), and no two shifts of theirs keep it"


def _fit(mine: Sequence[PlainShift], theirs: Sequence[PlainShift], bonds: Groups) -> bool:
    """Whether on some weekday a shift of each keeps all bonds."""
    days, other_days = by_weekday(mine), by_weekday(theirs)
    return any(
        _keep(bonds, one, other)
        for weekday in days.keys() & other_days.keys()
        for one, other in product(days[weekday], other_days[weekday])
    )


def _keep(bonds: Groups, one: PlainShift, other: PlainShift) -> bool:
    mine, theirs = (Attended("", 0, shift.start, shift.end, shift.shift) for shift in (one, other))
    return all(off_by(group, mine, theirs) == 0 for group in bonds)


def _why_pins_forbid(pair: tuple[Agent, Agent], bonds: Groups, pinned: Pinned, weeks: PlainWeeks) -> str | None:
    """The first date on which the pins of the two leave nothing that keeps all bonds."""
    own, others = (pinned[agent.agent_id] for agent in pair)
    for day in sorted(own.keys() & others.keys()):
        kinds = {own[day].kind, others[day].kind}
        if len(kinds) == 2 and any(group.bond is Bond.SAME_DAYS for group in bonds):
            return f"on {day:%a %d %b %Y} one is pinned to work and the other to be off"
        if kinds == {PinKind.SHIFT}:
            mine, theirs = (
                tuple(_meeting(agent, pin[day], weeks)) for agent, pin in zip(pair, (own, others), strict=True)
            )
            if mine and theirs and not _fit(mine, theirs, bonds):
                return f"on {day:%a %d %b %Y} both are pinned to shifts that do not"
    return None


def _meeting(agent: Agent, pin: Pin, weeks: PlainWeeks) -> Iterator[PlainShift]:
    """The shifts of the pin's weekday that keep it."""
    zone = weeks.centre.zone
    for one in weeks.of(agent):
        starts, ends = (at_minute(pin.date, minute, zone) for minute in (one.start, one.end))
        if (
            one.weekday == pin.date.weekday()
            and pin.shift in ("", one.shift)
            and pin.start in (None, starts)
            and pin.end in (None, ends)
        ):
            yield one


def _is_away(pin: Pin, absences: Sequence[Absence], centre: Centre) -> bool:
    """Whether the agent is on leave on the whole day of the pin."""
    return any(away.agent_id == pin.agent_id and away.takes(pin.date, centre.zone) for away in absences)
