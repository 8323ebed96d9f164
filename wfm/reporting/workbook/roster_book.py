"""roster.xlsx: the workbook that goes to team leads."""

from collections.abc import Callable
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from wfm.reporting.content import RunContent
from wfm.reporting.workbook.actions import write_actions
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.changes import write_changes
from wfm.reporting.workbook.codes import write_codes
from wfm.reporting.workbook.fairness import write_fairness
from wfm.reporting.workbook.forecast import write_forecast
from wfm.reporting.workbook.inputs import write_inputs
from wfm.reporting.workbook.interval_data import write_interval_data
from wfm.reporting.workbook.interval_map import write_interval_map
from wfm.reporting.workbook.roster_grid import write_roster_grid
from wfm.reporting.workbook.rules_audit import write_rules_audit
from wfm.reporting.workbook.shifts import write_shifts
from wfm.reporting.workbook.summary import write_summary

SHEETS: tuple[Callable[[Book, RunContent], Worksheet | None], ...] = (
    write_summary,
    write_actions,
    write_roster_grid,
    write_changes,
    write_shifts,
    write_interval_map,
    write_interval_data,
    write_fairness,
    write_rules_audit,
    write_forecast,
    write_inputs,
    write_codes,
)


def write_roster_workbook(content: RunContent, path: Path) -> None:
    """Write roster.xlsx; who is in retraining, and why, is not in it."""
    book = Book.blank(f"Roster {content.centre.name}", content)
    for write in SHEETS:
        write(book, content)
    book.workbook.save(path)
