"""Runs at the edge: nothing to answer, nobody in the pool, one day, a doubled hour, people who have left."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from wfm.domain.demand import IntervalRow
from wfm.domain.roster import DayKind, DayPlan, Roster
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.pool_book import write_pool_workbook
from wfm.reporting.workbook.roster_book import write_roster_workbook


def first_days(content: RunContent, days: int) -> RunContent:
    """The same run cut to its first days."""
    horizon = content.centre.horizon(content.horizon.first, days)
    last = horizon.last
    return replace(
        content,
        horizon=horizon,
        roster=Roster(horizon, tuple(plan for plan in content.roster.plans if plan.date <= last)),
        intervals=tuple(row for row in content.intervals if content.day_of(row.start) <= last),
        forecast=tuple(row for row in content.forecast if content.day_of(row.start) <= last),
        sessions=(),
        refusals=(),
    )


@pytest.mark.parametrize("days", [1, 3])
def test_a_short_horizon_makes_both_books(content: RunContent, tmp_path: Path, days: int) -> None:
    """Without it a planner who plans tomorrow only gets no workbook."""
    few = first_days(content, days)
    write_roster_workbook(few, tmp_path / "roster.xlsx")
    write_pool_workbook(few, tmp_path / "pool.xlsx")
    assert load_workbook(tmp_path / "roster.xlsx")["Roster"].max_column == 10 + days
    assert not load_workbook(tmp_path / "pool.xlsx")["TrainingLog"].tables


def test_a_run_without_demand_still_shows_the_roster(content: RunContent, tmp_path: Path) -> None:
    """Without it a centre that is closed on these days would get a stack trace."""
    closed = replace(
        content,
        intervals=(),
        forecast=(),
        accuracy={},
        requests=(),
        breaches=(),
        notes=(),
        rule_table=(),
        manifest={},
    )
    write_roster_workbook(closed, tmp_path / "roster.xlsx")
    assert load_workbook(tmp_path / "roster.xlsx")["Roster"]["A7"].value == content.staff[0].name


def test_somebody_who_left_the_agents_file_keeps_his_row(content: RunContent, tmp_path: Path) -> None:
    """Without it an old run could not be exported again after a resignation."""
    left = replace(content, agents=content.agents[1:])
    write_roster_workbook(left, tmp_path / "roster.xlsx")
    rows = load_workbook(tmp_path / "roster.xlsx")["Roster"].iter_rows(min_row=7, max_row=66, values_only=True)
    gone = next(row for row in rows if row[3] == "A0000")
    assert gone[0] == "A0000"
    assert "07:00/6" in gone


def test_both_hours_of_a_doubled_hour_are_kept(content: RunContent, tmp_path: Path) -> None:
    """Without it the night on which clocks go back would lose an hour of requirement."""
    # Asia/Jerusalem goes back on 1999-09-03 at 02:00: 01:00 comes twice, an elapsed hour apart
    horizon = content.centre.horizon(date(1999, 9, 3), 1)
    starts = [horizon.moment(minute) for minute in (60, 120)]
    assert [content.wall(start).hour for start in starts] == [1, 1]
    rows = tuple(IntervalRow("vip", start, 4, 4, 5.0, 0.0, 1.0, 0.9, 5.0, 0.6, 0.0) for start in starts)
    asleep = Roster(horizon, (DayPlan("A0001", horizon.first, DayKind.OFF),))
    night = replace(first_days(content, 1), horizon=horizon, roster=asleep, intervals=rows, requests=())
    write_roster_workbook(night, tmp_path / "roster.xlsx")
    sheet = load_workbook(tmp_path / "roster.xlsx")["Interval data"]
    assert [row[2].hour for row in sheet.iter_rows(min_row=5, values_only=True)] == [1, 1]
