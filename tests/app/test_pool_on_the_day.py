"""The pool on the day itself: recalled, reported on, drawn again; from files to the ledger."""

import csv
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from wfm.app.attend_pool import attend_pool
from wfm.app.opening import open_workspace
from wfm.app.pool_day import pool_day
from wfm.app.pool_ledger import LedgerView, pool_ledger
from wfm.app.recall_pool import RecallOrder, recall_pool
from wfm.app.redraw_pool import PoolRedraw, RedrawOrder, redraw_pool
from wfm.app.register import ledger_as_it_is
from wfm.app.service import service_of
from wfm.app.steps import NobodyWatches
from wfm.domain.breaches import Breach
from wfm.domain.errors import InputProblems
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.io.columns import REQUIREMENT
from wfm.io.database import opened
from wfm.io.manifest import is_whole
from wfm.io.tables import read_rows
from wfm.pool.audit import caps, lessons, limits, phones, presence
from wfm.pool.audit.case import PublishedPool

ZONE = ZoneInfo("Asia/Shanghai")
RUN = "rosters/2026-01-26_7d"


def entries(root: Path) -> tuple[LedgerEntry, ...]:
    with opened(root / "wfm.db") as database:
        return database.ledger()


def facts(root: Path) -> list[tuple[str, int]]:
    return [(str(entry.status), entry.minutes) for entry in entries(root) if entry.happened]


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def lesson(planned_copy: Path) -> LedgerEntry:
    """The first lesson of the week."""
    return next(entry for entry in entries(planned_copy) if entry.agent_id)


def minute_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def ask(lesson: LedgerEntry, into: int, **more: Any) -> RecallOrder:
    """A head missing so many minutes after the lesson began."""
    return RecallOrder(1, minute_of(lesson.start) + into, lesson.date, **more)


def test_a_proposal_changes_nothing(planned_copy: Path, lesson: LedgerEntry) -> None:
    """Otherwise asking who could come back would already take somebody's lesson away."""
    before = contents(planned_copy / "rosters" / "2026-01-26_7d")
    found = recall_pool(planned_copy, ask(lesson, 20), now=lesson.start)
    [one] = found.recall.recalled
    assert (one.session.agent_id, one.had, one.carried) == (lesson.agent_id, 20, 40)
    assert found.still_short == ()
    assert facts(planned_copy) == []
    assert contents(planned_copy / "rosters" / "2026-01-26_7d") == before


def test_the_service_level_is_told_with_and_without(planned_copy: Path, lesson: LedgerEntry) -> None:
    """Otherwise a planner could not weigh a lesson against the queue."""
    [interval] = recall_pool(planned_copy, ask(lesson, 0), now=lesson.start).intervals
    assert interval.heads_with == interval.heads_without + 1
    assert interval.service_level_with > interval.service_level_without


def test_what_is_entered_stands_in_the_ledger_and_again_adds_nobody(
    planned_copy: Path, lesson: LedgerEntry
) -> None:
    """Otherwise a cron job that runs twice would empty the pool, or the minutes be lost."""
    run = planned_copy / "rosters" / "2026-01-26_7d"
    before = contents(run)
    order = ask(lesson, 20, enter=True)
    recall_pool(planned_copy, order, now=lesson.start + timedelta(minutes=21))
    assert facts(planned_copy) == [("attended", 20), ("recalled", 40)]
    again = recall_pool(planned_copy, order, now=lesson.start + timedelta(minutes=25))
    assert (again.recall.recalled, again.already, again.still_short) == ((), 1, ())
    assert facts(planned_copy) == [("attended", 20), ("recalled", 40)]
    assert contents(run) == before
    told = pool_ledger(planned_copy, LedgerView())
    assert told.accounts[0].carried == 40
    assert {entry.run for entry in entries(planned_copy)} == {RUN}


def test_nobody_is_called_when_the_centre_is_closed(planned_copy: Path, lesson: LedgerEntry) -> None:
    """Otherwise a head would be missing, and lessons end, where nobody calls."""
    night = recall_pool(planned_copy, RecallOrder(1, 2 * 60, lesson.date), now=lesson.start)
    assert (night.recall.recalled, night.still_short, night.intervals) == ((), (), ())
    assert any("is closed from 02:00" in note for note in night.notes)


def test_a_greater_shortage_at_the_same_time_is_not_filled_by_those_who_came_for_another_hour(
    planned_copy: Path, lesson: LedgerEntry
) -> None:
    """Otherwise everybody called back in the course of the day would pass for a head all day long."""
    until = minute_of(lesson.end) + 60
    first = recall_pool(planned_copy, ask(lesson, 0, until=until, enter=True), now=lesson.start)
    again = recall_pool(planned_copy, ask(lesson, 0, until=until), now=lesson.start)
    assert first.recall.recalled
    assert (again.recall.recalled, again.still_short) == ((), first.still_short)


def test_somebody_absent_by_now_is_no_help(planned_copy: Path, lesson: LedgerEntry) -> None:
    """Otherwise the floor would wait for somebody who called in sick this morning."""
    absent = recall_pool(planned_copy, ask(lesson, 20, absent=(lesson.agent_id,)), now=lesson.start)
    assert absent.recall.recalled == ()
    assert [one.heads for one in absent.still_short] == [1]
    day = lesson.date.isoformat()
    path = planned_copy / "inputs" / "absences.csv"
    with path.open("a" if path.exists() else "w", encoding="utf-8") as file:
        if not file.tell():
            file.write("agent_id,start,end,kind\n")
        file.write(f"{lesson.agent_id},{day},{day},unplanned\n")
    assert recall_pool(planned_copy, ask(lesson, 20), now=lesson.start).recall.recalled == ()
    with pytest.raises(InputProblems, match=r"agent_id of agents\.csv"):
        recall_pool(planned_copy, ask(lesson, 20, absent=("A22",)), now=lesson.start)


def test_days_without_a_pool_are_told_apart(planned_copy: Path, lesson: LedgerEntry) -> None:
    """Otherwise a planner would not know whether to draft, to build a roster, or to look for heads elsewhere."""
    monday = date(2026, 1, 26)
    nobody = recall_pool(planned_copy, RecallOrder(2, 600, monday), now=datetime(2026, 1, 26, 10, tzinfo=ZONE))
    assert [one.heads for one in nobody.still_short] == [2]
    assert any("nobody was drafted" in note for note in nobody.notes)
    with pytest.raises(InputProblems, match="a published roster for 2026-03-01"):
        recall_pool(planned_copy, RecallOrder(1, 600, date(2026, 3, 1)), now=lesson.start)
    with pytest.raises(InputProblems, match="wfm pool attend"):
        recall_pool(planned_copy, ask(lesson, 20, enter=True), now=lesson.end + timedelta(days=1))
    with pytest.raises(InputProblems, match="say --at"):
        recall_pool(planned_copy, RecallOrder(1, None, monday), now=lesson.start)
    (planned_copy / "rosters" / "2026-01-26_7d" / "pool.csv").unlink()
    with pytest.raises(InputProblems, match="wfm pool --run"):
        recall_pool(planned_copy, ask(lesson, 20), now=lesson.start)


def test_an_unknown_cover_is_named_with_those_there_are(planned_copy: Path, lesson: LedgerEntry) -> None:
    """Otherwise a slip in a queue's name would call back people who cannot help."""
    with pytest.raises(InputProblems, match="did you mean"):
        recall_pool(planned_copy, ask(lesson, 20, cover="call"), now=lesson.start)


def test_the_list_for_the_floor_is_for_its_owner_alone(
    planned_copy: Path, lesson: LedgerEntry, tmp_path: Path
) -> None:
    """Otherwise everybody on the machine could read who is in retraining."""
    path = tmp_path / "recalls.csv"
    recall_pool(planned_copy, ask(lesson, 20, export=path), now=lesson.start)
    [row] = list(csv.DictReader(path.open(encoding="utf-8")))
    assert (row["agent_id"], row["minutes_had"], row["minutes_carried"]) == (lesson.agent_id, "20", "40")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("answer", "minutes"), [("attended", "45"), ("出席", 45), ("Attended", 45.0)])
def test_the_workbook_that_comes_back_is_attendance(
    planned_copy: Path, lesson: LedgerEntry, tmp_path: Path, answer: str, minutes: str | float
) -> None:
    """Otherwise trainers would have to type everything again."""
    book = openpyxl.load_workbook(planned_copy / "rosters" / "2026-01-26_7d" / "pool.xlsx")
    sheet = book["TrainingLog"]
    rows = [row for row in sheet.iter_rows(min_row=6) if row[1].value == lesson.agent_id]
    rows[0][9].value, rows[0][10].value, rows[0][12].value = answer, minutes, "=1+1"
    book.save(tmp_path / "returned.xlsx")
    done = attend_pool(planned_copy, tmp_path / "returned.xlsx", now=lesson.end + timedelta(hours=1))
    assert facts(planned_copy) == [("attended", 45), ("missed", 15)]
    assert done.sessions == 1
    attend_pool(planned_copy, tmp_path / "returned.xlsx", now=lesson.end + timedelta(hours=2))
    assert len(facts(planned_copy)) == 2


def test_all_that_is_wrong_in_a_file_is_told_with_its_rows_and_nothing_is_entered(
    planned_copy: Path, lesson: LedgerEntry, tmp_path: Path
) -> None:
    """Otherwise half a file would be booked, and the trainer would not know which half."""
    path = tmp_path / "log.csv"
    day = lesson.date.isoformat()
    path.write_text(
        f"工号,日期,知识点,出席状态,分钟\n{lesson.agent_id},{day},{lesson.topic},出席,90\n"
        f"A9,{day},,缺席,\n{lesson.agent_id},{day},{lesson.topic},早退,\n",
        encoding="gbk",
    )
    with pytest.raises(InputProblems) as wrong:
        attend_pool(planned_copy, path, now=lesson.end + timedelta(hours=1))
    told = [(problem.row, problem.column) for problem in wrong.value.problems]
    assert told == [(2, "分钟"), (3, "工号"), (4, "工号")]
    path.write_text(f"agent_id,date,status\n{lesson.agent_id},{day},maybe\nA1,soon,attended\n", encoding="utf-8")
    with pytest.raises(InputProblems) as unread:
        attend_pool(planned_copy, path, now=lesson.end + timedelta(hours=1))
    assert {(problem.row, problem.column) for problem in unread.value.problems} == {(2, "status"), (3, "date")}
    assert facts(planned_copy) == []


def test_what_nobody_reported_is_told(planned_copy: Path, lesson: LedgerEntry, tmp_path: Path) -> None:
    """Otherwise everybody would believe that all was reported."""
    path = tmp_path / "log.csv"
    path.write_text(
        f"agent_id,date,status\n{lesson.agent_id},{lesson.date.isoformat()},missed\n", encoding="utf-8"
    )
    planned = sum(1 for entry in entries(planned_copy) if entry.agent_id)
    done = attend_pool(planned_copy, path, now=datetime(2026, 2, 9, tzinfo=ZONE))
    assert facts(planned_copy) == [("missed", 60)]
    assert sum(count for _, count in done.silent_days) == planned - 1


def redrawn(
    root: Path, day: date, hour: float, factor: float, actuals: Path, *, enter: bool = False
) -> PoolRedraw:
    """The day drawn again, when `factor` times the forecast came until then."""
    [forecast] = list((root / "forecasts").glob("2026-*/forecast.csv"))
    rows = [row for row in csv.DictReader(forecast.open(encoding="utf-8")) if row["start"][:10] == day.isoformat()]
    lines = [f"{row['queue']},{row['start']},{round(float(row['offered']) * factor)},240" for row in rows]
    actuals.write_text("\n".join(["queue,start,offered,aht_seconds", *lines]) + "\n", encoding="utf-8")
    at = datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(hours=hour)
    return redraw_pool(root, RedrawOrder(actuals, minute_of(at), day, enter=enter), NobodyWatches(), now=at)


def breaches(root: Path, day: date, published: Path) -> list[Breach]:
    """What the independent audit finds in all sessions of the day, held against the load seen on the day."""
    opened_now = open_workspace(root)
    pool = pool_day(opened_now, ledger_as_it_is(opened_now.workspace), day)
    service = service_of(opened_now.centre, pool.demand)
    case = PublishedPool(
        horizon=pool.horizon,
        settings=opened_now.centre.pool,
        agents=pool.agents,
        topics=opened_now.inputs.topics,
        plans=pool.roster.plans,
        requirement=read_rows(published / "requirement.csv", REQUIREMENT, ZONE),
        intervals=(),
        sessions=pool.today.sessions,
        figures=service.figures,
        absences=pool.absences,
    )
    rules = [
        *(phones.below_protection, presence.off_shift, presence.in_a_break, presence.in_two_places),
        *(caps.too_much_a_day, lessons.trainers, limits.rooms, limits.shares_of_teams),
    ]
    return [breach for rule in rules for breach in rule(case)]


@pytest.fixture
def with_self_study(planned_copy: Path) -> Path:
    """The planned week, with a topic more that anybody may have in self-study."""
    with (planned_copy / "inputs" / "training.csv").open("a", encoding="utf-8") as file:
        file.write("reading,60,,self,1,aht_seconds,\n")
    return planned_copy


def test_a_quiet_day_trains_more_and_a_second_call_finds_it_there(with_self_study: Path, tmp_path: Path) -> None:
    """Otherwise hours in which nobody calls would be lost, or drafted twice by cron."""
    wednesday, run = date(2026, 1, 28), with_self_study / "rosters" / "2026-01-26_7d"
    before = contents(run)
    found = redrawn(with_self_study, wednesday, 11, 0.5, tmp_path / "today.csv")
    assert found.levels[0].level < 1
    assert found.sessions
    assert all(minute_of(one.start) >= 12 * 60 for one in found.sessions)  # 60 minutes after 11:00
    assert found.published is not None
    assert is_whole(found.published)
    assert breaches(with_self_study, wednesday, found.published) == []
    assert (found.published / "pool.csv").stat().st_mode & 0o777 == 0o600
    assert contents(run) == before
    further = [entry for entry in entries(with_self_study) if entry.date == wednesday and entry.agent_id]
    assert {entry.agent_id for entry in further} == {one.agent_id for one in found.sessions}
    assert {entry.run for entry in further} == {RUN}
    assert redrawn(with_self_study, wednesday, 11, 0.5, tmp_path / "today.csv").sessions == ()
    first = min(found.sessions, key=lambda one: one.start)
    order = RecallOrder(1, minute_of(first.start) + 10, wednesday)
    assert recall_pool(with_self_study, order, now=first.start).recall.recalled


def test_further_blocks_come_back_when_the_database_was_lost(with_self_study: Path, tmp_path: Path) -> None:
    """Otherwise somebody trained this afternoon would be taken again tomorrow."""
    redrawn(with_self_study, date(2026, 1, 28), 11, 0.5, tmp_path / "today.csv")
    before = [entry for entry in entries(with_self_study) if entry.agent_id]
    for path in with_self_study.glob("wfm.db*"):
        path.unlink()
    redrawn(with_self_study, date(2026, 1, 28), 11, 0.5, tmp_path / "today.csv")
    assert [entry for entry in entries(with_self_study) if entry.agent_id] == before


def test_a_busy_day_says_whom_it_needs_back(planned_copy: Path, lesson: LedgerEntry, tmp_path: Path) -> None:
    """Otherwise the pool would go on while callers wait."""
    hour = lesson.start.hour - 0.5
    found = redrawn(planned_copy, lesson.date, hour, 9.0, tmp_path / "today.csv")
    assert found.levels[0].level > 1
    assert found.short
    assert found.sessions == ()
    assert [one.session.agent_id for _, told in found.recalls for one in told.recalled] == [lesson.agent_id]
    assert facts(planned_copy) == []
    entered = redrawn(planned_copy, lesson.date, hour, 9.0, tmp_path / "today.csv", enter=True)
    assert entered.entered == 1
    assert facts(planned_copy) == [(str(SessionStatus.RECALLED), 60)]
    again = redrawn(planned_copy, lesson.date, hour, 9.0, tmp_path / "today.csv", enter=True)
    assert (again.entered, again.recalls) == (0, ())


def test_actuals_of_another_day_are_refused(planned_copy: Path, lesson: LedgerEntry, tmp_path: Path) -> None:
    """Otherwise yesterday's file would decide over today."""
    path = tmp_path / "yesterday.csv"
    path.write_text("queue,start,offered\ncalls,2026-01-26T09:00,10\n", encoding="utf-8")
    at = datetime(lesson.date.year, lesson.date.month, lesson.date.day, 11, tzinfo=ZONE)
    with pytest.raises(InputProblems, match="at least one interval"):
        redraw_pool(planned_copy, RedrawOrder(path, 660, lesson.date), NobodyWatches(), now=at)
    with pytest.raises(InputProblems, match="the day is over"):
        redraw_pool(planned_copy, RedrawOrder(path, 660, lesson.date), NobodyWatches(), now=at + timedelta(days=2))
