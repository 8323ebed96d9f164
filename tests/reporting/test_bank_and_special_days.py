"""The roster grid of a centre with hours banks, public holidays and make-up days."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from wfm.domain.contracts import Contract
from wfm.domain.minors import MinorTerms
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.working_time import BankStanding
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.fairness import shares_of
from wfm.reporting.workbook.hours import hours_of
from wfm.reporting.workbook.roster_book import write_roster_workbook
from wfm.reporting.workbook.roster_grid import column_of
from wfm.reporting.workbook.shift_code import code_of

SOFFICE = shutil.which("soffice")
SUNDAY, FRIDAY, SATURDAY = date(1999, 3, 7), date(1999, 3, 12), date(1999, 3, 13)


@pytest.fixture(scope="module")
def special(content: RunContent) -> RunContent:
    """The made-up run with two hours banks, a public holiday, and a Saturday worked instead of it."""
    first, second, *_ = content.staff
    return replace(
        content,
        banks={first.agent_id: BankStanding(-3.5, 152.0), second.agent_id: BankStanding(6.0, 90.0)},
        holidays={FRIDAY: "=Purim 春节"},
        make_up_days={SATURDAY: 3},
    )


def test_a_bank_is_shown_before_and_after(special: RunContent, tmp_path: Path) -> None:
    """Otherwise nobody would see from the roster how far anybody is over or under his year's hours."""
    book = tmp_path / "roster.xlsx"
    write_roster_workbook(special, book)
    sheet = load_workbook(book)["Roster"]
    assert [sheet.cell(6, column).value for column in (11, 12, 13)] == [
        "Bank before",
        "Bank, this roster",
        "Bank after",
    ]
    assert sheet["K7"].value == -3.5
    assert sheet["K9"].value is None
    assert column_of(SUNDAY, special) == "N"
    assert sheet["N7"].value == code_of(special.plans_of(special.staff[0].agent_id)[0], special)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_the_bank_follows_the_hours_of_the_grid(special: RunContent, tmp_path: Path) -> None:
    """Otherwise an edited roster would show a balance that it does not lead to."""
    assert SOFFICE is not None
    write_roster_workbook(special, tmp_path / "roster.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "out"), str(tmp_path / "roster.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    sheet = load_workbook(tmp_path / "out" / "roster.xlsx", data_only=True)["Roster"]
    for row, agent in enumerate(special.staff[:2], 7):
        bank, worked = special.banks[agent.agent_id], hours_of(agent, special).worked
        shown = [sheet.cell(row, column).value for column in (11, 12, 13)]
        assert shown == pytest.approx([bank.before, worked - bank.normal, bank.after(worked)])
    assert not sheet["K9"].value
    assert sheet["L9"].value is None


def test_the_header_says_what_kind_of_day_it_is(special: RunContent, tmp_path: Path) -> None:
    """Otherwise a lead would take a worked Saturday for a slip, and a holiday for an ordinary Friday."""
    write_roster_workbook(special, tmp_path / "roster.xlsx")
    sheet = load_workbook(tmp_path / "roster.xlsx")["Roster"]
    holiday, made_up, weekend = (
        sheet[f"{column_of(day, special)}6"] for day in (FRIDAY, SATURDAY, SATURDAY + timedelta(days=7))
    )
    assert [cell.style for cell in (holiday, made_up, weekend)] == [
        "wfm header holiday",
        "wfm header make-up day",
        "wfm header weekend",
    ]
    assert ("holiday" in holiday.number_format, "make-up" in made_up.number_format) == (True, True)
    assert holiday.comment is not None
    assert "春节" in holiday.comment.text


def test_leave_on_a_make_up_day_is_leave(special: RunContent) -> None:
    """Otherwise a day of leave on a worked Saturday would not be credited: full-timers have no Saturday shifts."""
    away = DayPlan("A0005", SATURDAY, DayKind.ABSENT)
    assert code_of(away, special) == "leave"
    assert code_of(away, replace(special, make_up_days={})) == "off"


def test_a_make_up_day_is_no_weekend_and_its_hours_can_still_come(special: RunContent) -> None:
    """Otherwise weekend shifts would be counted that are none, and a week would seem to owe what it cannot."""
    # The centre's weekend is Saturday and Sunday; without make-up days A0011 works its four Sundays.
    worked_sunday = replace(special, make_up_days={SUNDAY: 0})
    assert {share.agent.agent_id: share for share in shares_of(worked_sunday)}["A0011"].weekend == 3
    # Sunday to Wednesday are planned. Thursday could bring 8.5 h, a made-up Saturday 8.5 h more: 36 - 17.
    part = replace(special, horizon=special.centre.horizon(SUNDAY, 4))
    assert hours_of(special.agents[9], part).least == 19.0


def test_the_hours_of_a_minor_and_of_a_make_up_week_are_those_of_the_roster(special: RunContent) -> None:
    """Otherwise the sheet would mark hours as wrong that the rule book asks for."""
    agent, week = special.agents[9], replace(special, horizon=special.centre.horizon(SUNDAY, 7))
    contract = special.centre.contracts[agent.contract]

    def owed(contract: Contract, born: date | None) -> tuple[float, float]:
        centre = replace(special.centre, contracts={agent.contract: contract})
        hours = hours_of(replace(agent, birth_date=born), replace(week, centre=centre))
        return hours.least, hours.most

    assert owed(contract, None) == (36, 40)
    more = replace(contract, more_on_make_up_days=True)
    assert owed(more, None) == (36, 48)  # a day of 40/5 h for the made-up Saturday
    assert owed(replace(more, minors=MinorTerms(most_per_week_minutes=35 * 60)), date(1982, 1, 1)) == (35, 35)
