"""roster.xlsx as a file: opens clean, holds what it should and nothing that it should not."""

import re
import zipfile
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from wfm.reporting.content import RunContent

SHEETS = [
    "Summary",
    "Actions",
    "Roster",
    "Shifts",
    "Interval",
    "Interval data",
    "Fairness",
    "Rules audit",
    "Forecast",
    "Inputs and assumptions",
    "Codes",
]
OURS = re.compile(
    r"=-?(0\.5\*)?(ROUND|SUM|SUMPRODUCT|SUMIFS|COUNTIF|COUNTIFS|IFERROR|'Roster'!|F\d+-G\d+-[DE]\d+)[^#]*", re.S
)
LIVE = {
    "Summary": "CDGHIJKL",
    "Roster": None,
    "Interval": None,
    "Interval data": "HI",
}


@pytest.fixture(scope="module")
def book(roster_book: Path) -> Workbook:
    """The workbook read back."""
    return load_workbook(roster_book)


def test_every_part_is_well_formed_and_nothing_points_outside(roster_book: Path, pool_book: Path) -> None:
    """Without it Excel would offer to repair the file, or ask whether to trust a link."""
    for path in (roster_book, pool_book):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                content = archive.read(name)
                ElementTree.fromstring(content)
                assert b'TargetMode="External"' not in content
                assert not name.startswith("xl/externalLinks")


def test_the_sheets_are_those_of_the_table_of_contents(book: Workbook) -> None:
    """Without it a link of the front page could lead nowhere."""
    assert book.sheetnames == SHEETS


def test_formulas_stand_only_where_we_wrote_them(book: Workbook) -> None:
    """Without it a formula could come in through any text of the inputs."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert OURS.fullmatch(str(cell.value)), f"{sheet.title} {cell.coordinate} {cell.value}"
                    assert "evil" not in str(cell.value)
                    columns = LIVE[sheet.title]
                    assert columns is None or cell.column_letter in columns


def test_hostile_names_arrive_as_text(book: Workbook, content: RunContent) -> None:
    """Without it a name could be lost, or run."""
    shown = {row[0].value: row[0].data_type for row in book["Roster"].iter_rows(min_row=7, max_row=66, max_col=1)}
    for agent in content.agents:
        clean = agent.name.replace("\x00", "").replace("\x07", "")
        assert shown[clean] == "s"


def test_no_performance_travels_with_the_roster(roster_book: Path) -> None:
    """Without it every team lead would read who is in retraining and why."""
    with zipfile.ZipFile(roster_book) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert "wish refused" in text
    assert "against 84 of peers" not in text
    assert "only 31 contacts" not in text


def test_tables_have_valid_names_and_headers_of_their_own(book: Workbook) -> None:
    """Without it Excel removes the table and says the file was damaged."""
    names = [table.displayName for sheet in book.worksheets for table in sheet.tables.values()]
    assert len(names) == len(set(names))
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            headers = [cell.value for cell in sheet[table.ref][0]]
            assert headers == [column.name for column in table.tableColumns]
            assert len(headers) == len(set(headers))
            assert re.fullmatch(r"[A-Za-z_]\w*", table.displayName)
            assert sheet.auto_filter.ref is None


def test_every_sheet_is_set_up_for_print(book: Workbook) -> None:
    """Without it a lead prints forty loose pages without a name, and nobody is told that people are named."""
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.oddFooter.right.text.endswith("contains personal data")
        assert not sheet.merged_cells.ranges


def test_the_grid_prints_sixty_people_on_one_a3_page(book: Workbook) -> None:
    """Without it the month does not fit the notice board."""
    sheet = book["Roster"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.page_setup.fitToHeight == 1
    assert sheet.freeze_panes == "C7"


def test_times_are_real_wall_clock_times(book: Workbook, content: RunContent) -> None:
    """Without it nobody could sort, filter or subtract them."""
    sheet = book["Shifts"]
    plan = content.plans_of(str(sheet["A6"].value))[0]
    assert plan.start is not None
    assert sheet["G6"].value == plan.start.replace(tzinfo=None)
    assert sheet["G6"].number_format == "hh:mm"
    # 360 paid minutes: [h]:mm shows 6:00
    assert sheet["J6"].value == timedelta(minutes=plan.paid_minutes)


def test_input_columns_offer_their_answers(book: Workbook) -> None:
    """Without it answers come back in every spelling and cannot be read in."""
    by_formula = {check.formula1: str(check.sqref) for check in book["Shifts"].data_validations.dataValidation}
    rows = 60 * 28
    assert by_formula == {'"pin"': f"L6:L{5 + rows}", "RosterCodes": f"M6:M{5 + rows}"}


def test_every_link_leads_to_a_cell_of_this_workbook(book: Workbook) -> None:
    """Without it clicking an action ends in an error message."""
    targets = [
        cell.hyperlink.location
        for sheet in (book["Summary"], book["Actions"])
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert targets
    for target in targets:
        name, cell = target.rsplit("!", 1)
        assert name.strip("'") in SHEETS
        assert re.fullmatch(r"[A-Z]+\d+", cell)


def test_a_refused_wish_links_to_the_very_day(book: Workbook) -> None:
    """Without it the lead would search sixty rows for the person."""
    sheet = book["Actions"]
    link = next(row[7].hyperlink.location for row in sheet.iter_rows(min_row=5) if row[2].value == "Wish refused")
    cell = book["Roster"][link.rsplit("!", 1)[1]]
    assert book["Roster"].cell(cell.row, 4).value == "A0004"
    assert book["Roster"].cell(6, cell.column).value.date().isoformat() == "1999-03-07"
