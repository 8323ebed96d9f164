"""The reader, the evaluator and the solver of the public shift design instances, on one made up here."""

from pathlib import Path

import pytest

from benchmarks.shift_design.__main__ import measured, wanted_files
from benchmarks.shift_design.evaluator import score
from benchmarks.shift_design.instance import read_instance
from wfm.domain.shift_design import ShiftKind
from wfm.rostering.design.problem import Placement

DAY = [0] * 6 + [2] * 8 + [1] * 8 + [0] * 2
TEXT = f"""
#MinuteInterval:
60

#DaysPerCycle:
7

#FlagCyclical: yes or no
yes

#Requirements:
{" ".join(str(need) for need in DAY * 7)}

#Number of shift templates
2

#Shift templates
#Abbr, Full name, Start, + Minutes,  -Minutes, Length, +Minutes, -Minutes, available days
M Fr\xfchschicht 6:0 120 60 480 60 60 *
E Sp\xe4tschicht 14:0 60 60 480 60 60 *

#Duties per week: Lower limit, Upper limit
3 5

# Average number of hours per week
 38.5

# Weights about the criteria
#UnderCover:
1

#Overcover:
1

#DutiesPerWeek:
1000

#Shifts:
60

#Fitness of assumed optimal Solution:
# 120

#Optimal Solution:
#Shift Start Length Duties:
# 1:  6:0    480       2  2  2  2  2  2  2
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with one set of one instance."""
    (tmp_path / "set9").mkdir()
    (tmp_path / "set9" / "7.txt").write_text(TEXT, encoding="latin-1")
    return tmp_path


def test_the_reader_takes_later_before_earlier(data: Path) -> None:
    """Otherwise the windows would be mirrored and every figure be that of another problem."""
    found = read_instance(data / "set9" / "7.txt", "set9/7")
    starts = {kind.start_minute for kind in found.problem.kinds}
    assert starts == {300, 360, 420, 480, 780, 840, 900}
    assert {kind.minutes for kind in found.problem.kinds} == {420, 480, 540}
    assert len(found.problem.placements) == 7 * 3 * 7
    assert (found.planted, found.problem.prices.under, found.problem.prices.kind) == (120, 60, 60)
    assert found.problem.need == tuple(DAY * 7)


def test_the_planted_plan_is_found_and_proven(data: Path) -> None:
    """Otherwise nothing would tell that reader, model and evaluator speak of the same problem."""
    [(name, path)] = wanted_files(data, ["set9"])
    told = measured(read_instance(path, name), seconds=20)
    # 2 people 06:00-14:00 and 1 person 14:00-22:00 every day: nothing short or over, two shifts of 60 points
    assert (told["objective"], told["bound"], told["proven"], told["shifts"]) == (120, 120.0, True, 2)


def test_the_evaluator_counts_minutes_and_refuses_what_is_not_on_offer(data: Path) -> None:
    """Otherwise the figures would rest on the model's own word."""
    [(name, path)] = wanted_files(data, ["set9/7"])
    problem = read_instance(path, name).problem
    early = next(place for place in problem.placements if place.kind == ShiftKind(360, 480) and place.day == 0)
    # every day misses 2 x 8 + 8 = 24 person-hours; three people on Monday morning mend 16 and are 8 too many
    assert score(problem, {early: 3}) == (7 * 24 - 16 + 8) * 60 + 60
    with pytest.raises(ValueError, match="not on offer"):
        score(problem, {Placement(ShiftKind(0, 480), 0, 0, 8): 1})


def test_a_file_whose_demand_does_not_fill_its_days_is_refused(tmp_path: Path) -> None:
    """Otherwise a cut file would be measured as if it were whole."""
    path = tmp_path / "cut.txt"
    path.write_text(TEXT.replace("#DaysPerCycle:\n7", "#DaysPerCycle:\n6"), encoding="latin-1")
    with pytest.raises(ValueError, match="do not fill 6 days"):
        read_instance(path, "cut")
