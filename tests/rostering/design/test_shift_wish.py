"""What may be proposed follows from the centre's own shifts and from what the planner wishes."""

from dataclasses import replace
from pathlib import Path

import pytest

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems
from wfm.domain.shift_design import ShiftKind
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.io.settings import read_centre
from wfm.rostering.design.shift_wish import AllowedShifts, ShiftWish, pattern_like

FULL = ShiftPattern(
    "full", 420, 600, 30, 480, (BreakRule(15, True, 120, 180), BreakRule(30, False, 240, 300)), break_gap=45
)
SHORT = ShiftPattern("short", 600, 720, 30, 240, (BreakRule(15, True, 90, 120),))


@pytest.fixture
def small() -> Centre:
    """The tiny centre with a long and a short shift."""
    tiny = read_centre(Path(__file__).parents[2] / "data" / "tiny" / "wfm.toml")
    return replace(tiny, interval_minutes=30, shifts={"full": FULL, "short": SHORT})


def test_without_wishes_the_own_shifts_are_widened(small: Centre) -> None:
    """Otherwise a planner would have to spell out what wfm.toml says already."""
    allowed = AllowedShifts.of(small, ShiftWish())
    assert {pattern.minutes for pattern in allowed.patterns} == set(range(240, 481, 30))
    assert {pattern.earliest_start for pattern in allowed.patterns} == set(range(420, 721, 30))
    assert len(allowed.patterns) == 9 * 11
    assert allowed.by_kind[ShiftKind(420, 480)].breaks == FULL.breaks


def test_breaks_move_in_proportion_to_the_length() -> None:
    """Otherwise a shorter shift would have its meal at the door."""
    # 6 h is as near to 8 h as to 4 h: the longer; windows by 360/480, to the quarter of an hour
    pattern = pattern_like((FULL, SHORT), ShiftKind(480, 360))
    assert [(rest.earliest, rest.latest) for rest in pattern.breaks] == [(90, 135), (180, 225)]
    assert pattern.break_gap == 45
    assert pattern.name == "0800-1400"


def test_every_wish_that_cannot_be_is_told(small: Centre) -> None:
    """Otherwise the planner would mend one option after the other."""
    with pytest.raises(InputProblems) as told:
        AllowedShifts.of(small, ShiftWish(lengths=(61, 1440), starts=(900, 600), step=7))
    assert [problem.file for problem in told.value.problems] == ["--step", "--starts", "--lengths", "--lengths"]


def test_a_length_without_room_for_its_breaks_is_refused(small: Centre) -> None:
    """Otherwise shifts would be proposed that wfm.toml refuses."""
    crowded = replace(FULL, break_gap=120)
    with pytest.raises(InputProblems, match="room for its breaks"):
        AllowedShifts.of(replace(small, shifts={"full": crowded}), ShiftWish(lengths=(60,)))
