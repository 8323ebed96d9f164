"""The programme's sheets in pool.xlsx: who stands where, and whose contacts to sample when."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook

from wfm.domain.pool import ProgrammeLine, ProgrammeState, SampleDue
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.pool_book import write_pool_workbook

FIRST = date(1999, 3, 7)
LINES = (
    ProgrammeLine("A0002", FIRST, ProgrammeState.DRAFTED, "quality 71 against 84", 0, 0, FIRST, "session"),
    ProgrammeLine("A0002", FIRST + timedelta(days=1), ProgrammeState.IN_PROGRAMME, "first session", 1, 30),
    ProgrammeLine("A0004", FIRST - timedelta(days=9), ProgrammeState.WATCH, "=seems behind", 0, 0),
    ProgrammeLine("A0006", FIRST, ProgrammeState.ESCALATED, "3 sessions missed", 0, 90, FIRST, "a person looks"),
)
SAMPLES = (SampleDue("A0002", FIRST, "in programme: 5 a week"), SampleDue("A0002", date(1999, 3, 9), "more"))


def test_the_sheet_begins_with_those_who_need_somebody(content: RunContent, tmp_path: Path) -> None:
    """A lead who reads only the first rows must see the persons' cases, with what is owed and due."""
    write_pool_workbook(replace(content, programme=LINES, samples=SAMPLES), tmp_path / "pool.xlsx")
    sheet = load_workbook(tmp_path / "pool.xlsx")["Programme"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert [row[0] for row in rows] == ["A0006", "A0002", "A0002", "A0004"]
    assert [row[3] for row in rows] == ["escalated", "drafted", "in programme", "watch"]
    assert rows[0][7] == 90
    assert [row[10] for row in rows[1:3]] == ["03-07", "03-09"]
    assert "1 escalated, 1 in programme, 1 watch" in str(sheet["A2"].value)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_quality_gets_its_list_by_day(content: RunContent, tmp_path: Path) -> None:
    """Without the list the denser sampling would remain an intention."""
    write_pool_workbook(replace(content, programme=LINES, samples=SAMPLES), tmp_path / "pool.xlsx")
    sheet = load_workbook(tmp_path / "pool.xlsx")["QualitySamples"]
    assert [row[1].value for row in sheet.iter_rows(min_row=6)] == ["A0002", "A0002"]
    assert str(sheet["A2"].value).endswith("2 samples of 1 people")
