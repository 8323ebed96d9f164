"""Agents who belong together or apart: rows of groups.csv, and the teams that wfm.toml names."""

from collections.abc import Collection, Iterator
from pathlib import Path

from wfm.domain.centre import Centre
from wfm.domain.errors import Problem
from wfm.domain.groups import DEFAULT_VALUES, AgentGroup, Bond, Who
from wfm.io.cross_checks import Checks
from wfm.io.near import did_you_mean, one_of
from wfm.io.reading import Reading, Record
from wfm.io.settings import Place, problem_at

LARGEST_VALUES = {Bond.BUDDIES: 100.0, Bond.CAR_POOL: 720.0}


def groups(reading: Reading, checks: Checks) -> tuple[AgentGroup, ...]:
    """Groups of two or more known agents, with a value only where the bond has one."""
    found = []
    for record in reading.records():
        if record.sound("members"):
            _check_members(record, checks)
        if record.sound() and _value_fits(record, checks) and len(record["members"]) > 1:
            bond: Bond = record["kind"]
            value = DEFAULT_VALUES.get(bond, 0.0) if record["value"] is None else record["value"]
            found.append(
                AgentGroup(bond, record["members"], value, record["points"], record["hard"], row=record.row)
            )
    return tuple(found)


def unknown_teams(centre: Centre, teams: Collection[str], settings: Path) -> Iterator[Problem]:
    """The teams that rules and rotations of the settings file name and no agent is in."""
    rules = centre.groups
    meant: list[tuple[Place, Who]] = [(("on_duty", n, "who"), rule.who) for n, rule in enumerate(rules.on_duty)]
    if rules.mentoring is not None:
        meant.append((("mentoring", "novices"), rules.mentoring.novices))
        meant += [(("mentoring", "mentors"), who) for who in (rules.mentoring.mentors,) if who is not None]
    named: list[tuple[Place, str | None]] = [((*place, "team"), who.team) for place, who in meant]
    for number, rule in enumerate(rules.team_shifts):
        named += [(("team_shift", number, "teams"), team) for team in rule.teams]
    for name, rotation in centre.rotations.items():
        named += [(("rotations", name, "teams", team), team) for team in rotation.teams]
    for place, team in named:
        if team is not None and team not in teams:
            yield problem_at(settings, place, one_of(teams), team, did_you_mean(team, teams))


def _check_members(record: Record, checks: Checks) -> None:
    members = record["members"]
    known = members if checks.agent_ids is None else checks.agent_ids
    if len(members) < 2:
        checks.problem(record, "members", "two or more different agents separated by ';'")
    for member in members:
        if member not in known:
            checks.problem(record, "members", "agent_ids of agents.csv", did_you_mean(member, known))


def _value_fits(record: Record, checks: Checks) -> bool:
    """Whether the value is one that the bond can have."""
    bond, value = record["kind"], record["value"]
    largest = LARGEST_VALUES.get(bond)
    if value is None or (largest is not None and value <= largest):
        return True
    expected = f"a blank cell for {bond}" if largest is None else f"a number from 0 to {largest:g} for {bond}"
    checks.problem(record, "value", expected)
    return False
