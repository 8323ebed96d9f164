"""Cells: what may become a formula, what a cell can hold, how wide it prints."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from wfm.reporting.workbook.cells import Formula, fill, lines_of, width_of


def blank() -> Cell:
    """A cell of a new sheet."""
    cell = Workbook().create_sheet("x")["A1"]
    assert isinstance(cell, Cell)
    return cell


@given(st.one_of(st.text(), st.sampled_from("=+-@\t\r").flatmap(lambda sign: st.text().map(lambda t: sign + t))))
def test_no_text_is_ever_a_formula(text: str) -> None:
    """Without it a name in a CSV could run as a formula on a team lead's computer."""
    cell = blank()
    fill(cell, text)
    assert cell.data_type == "s"
    assert isinstance(cell.value, str)


@pytest.mark.parametrize("text", ["=1+1", "+44 Wong", "-Lee", "@SUM(A1)", "\t=1"])
def test_dangerous_text_stays_text_when_a_planner_edits_the_cell(text: str) -> None:
    """Without the quote prefix Excel would take the text for a formula after F2 and Enter."""
    cell = blank()
    fill(cell, text)
    assert cell.quotePrefix
    assert cell.value == text


def test_only_a_formula_is_a_formula() -> None:
    """Without it the live totals would be dead text."""
    cell = blank()
    fill(cell, Formula("SUM(B1:B9)"))
    assert (cell.data_type, cell.value) == ("f", "=SUM(B1:B9)")


def test_control_characters_and_overlong_text_do_not_break_the_file() -> None:
    """Without it one bad character in a name would stop the export, or Excel would call the file damaged."""
    cell = blank()
    fill(cell, "a\x00b\x1f\ud800" + "c" * 40_000)
    assert isinstance(cell.value, str)
    assert cell.value.startswith("abc")
    assert len(cell.value) == 32_767


def test_a_moment_with_a_zone_is_refused() -> None:
    """Without it a UTC time could stand in a column of wall-clock times."""
    with pytest.raises(TypeError):
        fill(blank(), datetime(1999, 3, 7, 9, tzinfo=UTC))


def test_endless_waiting_times_are_words() -> None:
    """Without it an unstaffed interval would show an empty cell, as if nobody waited."""
    cell = blank()
    fill(cell, float("inf"))
    assert cell.value == "endless"


def test_wide_characters_count_twice() -> None:
    """Without it Chinese names would be cut or printed as ####."""
    assert width_of("王小明") == 6
    assert width_of("Lee") == 3


@given(st.text(max_size=200), st.floats(5, 80))
def test_narrower_columns_never_need_fewer_lines(text: str, width: float) -> None:
    """Without it a wrapped reason could be hidden below the edge of its row."""
    assert lines_of(text, width) >= lines_of(text, width * 2) >= 1
