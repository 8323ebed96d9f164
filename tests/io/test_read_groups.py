"""Rules across agents, from wfm.toml and inputs/groups.csv to what the planner meant."""

from collections.abc import Callable

import pytest

from wfm.domain.groups import AgentGroup, Bond, Mentoring, OnDuty, TeamShift, Who
from wfm.domain.people import Role, TenureStage
from wfm.io.inputs import Inputs
from wfm.io.settings import read_centre
from wfm.io.workspace import Workspace

SHIFT = '[shifts.late]\nstarts = "12:00"\nminutes = 360\n'
RULES = (
    SHIFT
    + """
[[on_duty]]
who = { role = "lead" }
least = 1
hours = "08:00-20:00"
weekdays = ["tue", "mon"]

[[on_duty]]
who = { stage = "novelty", skill = "sales" }
most = 3
hours = "22:00-06:00"
hard = false
points = 5

[[on_duty]]
who = { team = "North", contract = "full" }
least_share = 0.5
count = "day"

[mentoring]
share = 0.6
mentors = { stage = "maturity" }
hard = true

[[team_shift]]
shifts = ["day", "late"]
teams = ["North"]
rotate = false
"""
)


def test_every_key_means_what_it_says(small_centre: Callable[..., Workspace]) -> None:
    """Without it a rule across agents could be read and then mean something else."""
    groups = read_centre(small_centre(settings=RULES).settings).groups
    assert groups.on_duty == (
        OnDuty(Who(role=Role.LEAD), least=1, hours=(480, 1200), weekdays=(0, 1)),
        OnDuty(Who(stage=TenureStage.NOVELTY, skill="sales"), most=3, hours=(1320, 1800), hard=False, points=5.0),
        OnDuty(Who(team="North", contract="full"), least_share=0.5, by_day=True),
    )
    assert groups.mentoring == Mentoring(0.6, mentors=Who(stage=TenureStage.MATURITY), hard=True)
    assert groups.team_shifts == (TeamShift(("North",), ("day", "late"), rotate=False),)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[[on_duty]]\nwho = { role = "boss" }\nleast = 1\n', "on_duty[0].who.role"),
        ('[[on_duty]]\nwho = { skill = "sale" }\nleast = 1\n', "did you mean 'sales'"),
        ('[[on_duty]]\nwho = { contract = "ful" }\nleast = 1\n', "did you mean 'full'"),
        ('[[on_duty]]\nwho = { team = "Nort" }\nleast = 1\n', "did you mean 'North'"),
        ("[[on_duty]]\nleast = 2\nmost = 1\n", "at least 2 and at most 1"),
        ('[[on_duty]]\nhours = "08:00-20:00"\n', "needs least, least_share or most"),
        ('[[on_duty]]\nleast = 1\nhours = "8-20"\n', "not a time of day"),
        ('[[on_duty]]\nleast = 1\nhours = "08:00-20:00"\ncount = "day"\n', "not both"),
        ("[mentoring]\nshare = 2\n", "mentoring.share"),
        ('[mentoring]\nnovices = { team = "West" }\n', "mentoring.novices.team"),
        ('[[team_shift]]\nshifts = ["day", "lat"]\n', "team_shift[0].shifts[1]"),
        ('[[team_shift]]\nshifts = ["day", "day"]\n', "two or more patterns"),
        (SHIFT + '[[team_shift]]\nshifts = ["day", "late"]\nteams = ["South"]\n', "found 'South'"),
        ("[[on_duty]]\nleast = 1\nfrom = 8\n", "a key that is known here"),
    ],
)
def test_what_is_wrong_is_told_at_its_key(settings: str, told: str, complaints: Callable[..., list[str]]) -> None:
    """Without it a misspelt team would make a rule that binds nobody."""
    found = complaints({}, settings)
    assert len(found) == 1
    assert told in found[0]


def test_groups_of_agents(read_small: Callable[..., Inputs]) -> None:
    """Without it a car pool or a separation would be read and not kept."""
    text = "kind,members,value,points,hard\nbuddies,A1;A2,,,\ncar_pool,A1;T1,15,7,yes\napart,A1;A2;T1,,,true\n"
    assert read_small({"groups.csv": text}).groups == (
        AgentGroup(Bond.BUDDIES, ("A1", "A2"), 100.0),
        AgentGroup(Bond.CAR_POOL, ("A1", "T1"), 15.0, 7.0, hard=True),
        AgentGroup(Bond.APART, ("A1", "A2", "T1"), hard=True),
    )


def test_wrong_groups_are_told(complaints: Callable[..., list[str]]) -> None:
    """Without it a group of one, or of strangers, would be dropped in silence."""
    text = "kind,members,value\nfriends,A1;A2,\nbuddies,A1,\nbuddies,A1;A3,\napart,A1;A2,5\nbuddies,A1;A2,120\n"
    found = complaints({"groups.csv": text})
    assert [problem.split(":")[1].split(",")[0] for problem in found] == ["2", "3", "4", "5", "6"]
    assert "one of buddies, apart, car_pool, same_days" in found[0]
    assert "two or more" in found[1]
    assert "agent_ids of agents.csv" in found[2]
    assert "a blank cell for apart" in found[3]
    assert "from 0 to 100" in found[4]


def test_mentors_are_marked(read_small: Callable[..., Inputs]) -> None:
    """Without it nobody could be made a mentor by hand."""
    text = "agent_id,name,team,contract,skills,mentor\nA1,Ann,North,full,sales,是\nA2,Bo,North,full,sales,\n"
    assert [agent.mentor for agent in read_small({"agents.csv": text}).agents] == [True, False]
