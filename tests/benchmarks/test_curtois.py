"""The public nurse-rostering instances: reader, evaluator and engine on one that can be worked out by hand."""

from pathlib import Path

import pytest

from benchmarks.curtois.centre import days_of, problem_of
from benchmarks.curtois.evaluator import objective, violations
from benchmarks.curtois.instance import Instance, read_instance
from wfm.domain.centre import RosterSettings
from wfm.rostering.build import build_roster

TEXT = """
SECTION_HORIZON
# days
7
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
A,E=7|L=1,2400,1440,3,2,2,1
B,E=7|L=0,2400,1440,5,1,1,0
SECTION_DAYS_OFF
A,2
SECTION_SHIFT_ON_REQUESTS
A,0,L,2
SECTION_SHIFT_OFF_REQUESTS
B,0,E,3
SECTION_COVER
0,E,1,100,1
0,L,1,100,1
1,E,1,100,1
2,E,1,100,1
3,E,1,100,1
4,E,1,100,1
5,E,1,100,1
6,E,0,100,1
"""


@pytest.fixture
def week(tmp_path: Path) -> Instance:
    """One week, two employees, an early and a late shift; nobody may work early the day after a late one."""
    path = tmp_path / "Instance.txt"
    path.write_text(TEXT, encoding="utf-8")
    return read_instance(path)


def test_evaluator_by_hand(week: Instance) -> None:
    """If the judge were wrong, every figure of the benchmark would be."""
    # A works late on Monday as wished and then from Thursday to Saturday; B early on Monday (3) to Thursday
    rosters = {"A": ["L", "", "", "E", "E", "E", ""], "B": ["E", "E", "E", "E", "", "", ""]}
    # Thursday has one early too many (1)
    assert objective(week, rosters) == 3 + 1
    assert violations(week, rosters) == ()


def test_evaluator_finds_every_rule_broken(week: Instance) -> None:
    """A rule that the judge forgot would be a rule that the engine may break."""
    rosters = {"A": ["L", "E", "E", "E", "", "L", ""], "B": ["E", "L", "", "E", "", "E", ""]}
    told = " · ".join(violations(week, rosters))
    for expected in (
        "A: E follows L on day 1",
        "A: L 2 times",
        "A: 4 days in a row to day 3",
        "A: only 1 days in a row to day 5",
        "A: only 1 days off to day 4",
        "A: works on day off 2",
        "B: L 1 times",
        "B: 1 weekends",
    ):
        assert expected in told
    idle = {"A": [""] * 7, "B": ["E", "E", "E", "", "", "", ""]}
    assert violations(week, idle) == ("A: 0 minutes",)


def test_engine_finds_the_best_roster(week: Instance) -> None:
    """The engine's points must be the judge's, and no rule of the instance may be lost on the way."""
    settings = RosterSettings(request_points=1, late_weight=0, weekend_weight=0, sweeps=4, neighbourhoods=20)
    result = build_roster(problem_of(week, settings))
    found = days_of(result.roster)
    assert violations(week, found) == ()
    # Saturday can only be A's (B works no weekend), so A works late on Monday or not at all, off until Wednesday;
    # B must come early on Monday against his wish (3), or nobody does (100)
    assert (objective(week, found), result.objective, result.bound) == (3, 3, 3)
