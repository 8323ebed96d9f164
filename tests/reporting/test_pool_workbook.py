"""pool.xlsx: a page a day, reasons, recall order, and the columns that trainers fill in."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from wfm.reporting.content import RunContent
from wfm.reporting.workbook.pool_book import write_pool_workbook


@pytest.fixture(scope="module")
def book(pool_book: Path) -> Workbook:
    """The workbook read back."""
    return load_workbook(pool_book)


def test_each_day_starts_a_page(book: Workbook) -> None:
    """Without it a trainer's page for Tuesday holds half of Monday."""
    sheet = book["FlexPool"]
    days = [row[0].row for row in sheet.iter_rows(min_row=5) if " March 1999" in str(row[0].value)]
    assert len(days) == 20
    assert [at.id + 1 for at in sheet.row_breaks.brk] == days[1:]


def test_every_session_shows_its_reason_and_recall_order(book: Workbook, content: RunContent) -> None:
    """Without it nobody can tell the agent why, or call him back in the agreed order."""
    rows = [[cell.value for cell in row] for row in book["FlexPool"].iter_rows(min_row=5)]
    shown = {(row[8], row[11]) for row in rows if isinstance(row[0], int)}
    assert shown == {(session.reason, session.recall_order) for session in content.sessions}


def test_who_stays_on_the_phones_is_told_why(book: Workbook) -> None:
    """Without it a refusal looks like an oversight."""
    texts = {cell.value for row in book["FlexPool"].iter_rows() for cell in row}
    assert "only 31 contacts handled; nobody is judged below 100" in texts


def test_a_day_without_sessions_claims_no_other_reason_than_those_it_lists(
    content: RunContent, tmp_path: Path
) -> None:
    """Without it a day on which everybody rests after a session would be put down to a lack of surplus."""
    write_pool_workbook(replace(content, sessions=()), tmp_path / "pool.xlsx")
    texts = [cell.value for row in load_workbook(tmp_path / "pool.xlsx")["FlexPool"].iter_rows() for cell in row]
    assert "Nobody today, for the reasons below." in texts
    assert "only 31 contacts handled; nobody is judged below 100" in texts


def test_the_log_has_one_row_per_session_and_no_formula(book: Workbook, content: RunContent) -> None:
    """Without it attendance of a session could not be reported, or a reason could run."""
    sheet = book["TrainingLog"]
    assert sheet.tables["TrainingTable"].ref == f"A5:M{5 + len(content.sessions)}"
    assert all(cell.data_type != "f" for one in book.worksheets for row in one.iter_rows() for cell in row)


def test_the_footer_says_that_people_are_named(book: Workbook) -> None:
    """Without it a page with performance figures lies on the printer unmarked."""
    assert all(sheet.oddFooter.right.text.endswith("contains personal data") for sheet in book.worksheets)
