"""A changed roster shows what it changes, where people look."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from wfm.domain.changes import Amendment, Change, ChangeReason
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.roster_book import write_roster_workbook
from wfm.reporting.workbook.roster_grid import column_of, row_of


@pytest.fixture
def changed(content: RunContent) -> RunContent:
    """The made-up run as a change of another: one shift, one break, and somebody who has left."""
    first = content.horizon.first
    return replace(
        content,
        amendment=Amendment(
            "1999-03-07_28d",
            (
                Change("A0002", first, "=off", "07:30-16:00 full", ChangeReason.WORTH_IT),
                Change("A0003", first, "a", "b", ChangeReason.BREAKS),
                Change("Z9", first + timedelta(days=1), "07:00-15:30 full", "", ChangeReason.GONE),
            ),
        ),
    )


def test_changed_cells_are_coloured_and_say_what_was_published(changed: RunContent, tmp_path: Path) -> None:
    """Without it a team lead would have to lay two printed rosters side by side."""
    path = tmp_path / "roster.xlsx"
    write_roster_workbook(changed, path)
    book = load_workbook(path)
    grid = book["Roster"]
    place = f"{column_of(changed.horizon.first, changed)}{row_of('A0002', changed)}"
    noted = {cell.coordinate: cell.comment.text for row in grid.iter_rows() for cell in row if cell.comment}
    assert noted == {place: "1999-03-07_28d: =off\nworth more than the price of a change"}
    first_rule = min(
        (rule.priority, str(area.sqref)) for area in grid.conditional_formatting for rule in area.rules
    )
    assert first_rule[1] == place
    listed = [[cell.value for cell in row[:7]] for row in book["Changes"].iter_rows(min_row=5)]
    assert [row[0] for row in listed] == ["A0002", "Z9", "A0003"]
    assert all(cell.data_type != "f" for row in book["Changes"].iter_rows() for cell in row)


def test_a_new_roster_has_neither_marks_nor_list(roster_book: Path) -> None:
    """Without it every first roster of a month would come with an empty sheet that asks to be read."""
    book = load_workbook(roster_book)
    assert "Changes" not in book.sheetnames
    assert not any(cell.comment for row in book["Roster"].iter_rows() for cell in row)
