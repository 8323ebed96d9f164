"""The live figures, computed by LibreOffice: equal to what was generated, and following an edit."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from wfm.reporting.content import RunContent
from wfm.reporting.workbook.hours import hours_of
from wfm.reporting.workbook.shift_code import code_of

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


def computed(path: Path, folder: Path) -> Workbook:
    """The workbook with the values that LibreOffice computes for its formulas."""
    assert SOFFICE is not None
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return load_workbook(folder / path.name, data_only=True)


@pytest.fixture(scope="module")
def book(roster_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """roster.xlsx, computed."""
    return computed(roster_book, tmp_path_factory.mktemp("computed"))


def test_the_front_page_agrees_with_itself(book: Workbook) -> None:
    """Without it a lead sees two different totals and trusts neither."""
    live = [row for row in book["Summary"].iter_rows(min_row=7, max_col=4, values_only=True) if row[2] is not None]
    assert len(live) == 10
    for label, generated, now, change in live:
        assert now == pytest.approx(generated), label
        assert change == 0


def test_live_hours_are_the_hours(book: Workbook, content: RunContent) -> None:
    """Without it the grid would pay people wrongly at sight."""
    sheet = book["Roster"]
    for row, agent in enumerate(content.staff, 7):
        hours = hours_of(agent, content)
        shown = [sheet.cell(row, column).value for column in range(5, 11)]
        days = sum(plan.works for plan in content.plans_of(agent.agent_id))
        assert shown == pytest.approx(
            [hours.worked, hours.leave, hours.least, hours.most, hours.over_or_under, days]
        )


def test_net_is_open_less_pool_less_required(book: Workbook, content: RunContent) -> None:
    """Without it the colour scale would colour the wrong half-hours."""
    rows = book["Interval data"].iter_rows(min_row=5, values_only=True)
    for interval, row in zip(content.intervals, rows, strict=True):
        assert row[7] == pytest.approx(interval.net)
        assert row[8] == pytest.approx(interval.agents_open - interval.agents_in_pool - interval.agents_protected)


def test_the_map_shows_the_chosen_cover(book: Workbook, content: RunContent) -> None:
    """Without it map and rows could tell different stories."""
    sheet = book["Interval"]
    cover = sheet["A4"].value
    assert cover == "regular+vip"
    net = {
        (content.day_of(row.start), content.wall(row.start).time()): row.net
        for row in content.intervals
        if row.cover == cover
    }
    days = [cell.value.date() for cell in sheet[24][1:29]]
    for row in sheet.iter_rows(min_row=25, max_row=54, max_col=29):
        for day, cell in zip(days, row[1:], strict=True):
            assert cell.value == pytest.approx(net[day, row[0].value])


def test_no_cell_shows_an_error(book: Workbook) -> None:
    """Without it a wrong range or name shows up first on a lead's screen."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "e"], sheet.title


def test_totals_follow_an_edit(roster_book: Path, content: RunContent, tmp_path: Path) -> None:
    """Without it an edited roster would be handed back with the old hours."""
    edited = load_workbook(roster_book)
    sheet = edited["Roster"]
    agent = content.staff[0]
    day = next(index for index, plan in enumerate(content.plans_of(agent.agent_id)) if plan.works)
    before = content.plans_of(agent.agent_id)[day]
    assert sheet.cell(7, 11 + day).value == code_of(before, content)
    sheet.cell(7, 11 + day).value = "off"
    edited.save(tmp_path / "edited.xlsx")
    book = computed(tmp_path / "edited.xlsx", tmp_path / "out")
    hours = hours_of(agent, content)
    assert book["Roster"]["E7"].value == pytest.approx(hours.worked - before.paid_minutes / 60)
    assert book["Summary"]["D7"].value == pytest.approx(-before.paid_minutes / 60)
