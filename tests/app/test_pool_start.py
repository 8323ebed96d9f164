"""What a pool drawn again in the middle of its days leaves alone."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wfm.app.draft_pool import draft_pool
from wfm.app.order import Order
from wfm.app.pool_start import first_to_draft
from wfm.app.pool_status import StatusView, pool_status
from wfm.app.recall_pool import RecallOrder, recall_pool
from wfm.app.run_chain import run_chain
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.domain.roster import DayKind, DayPlan, Roster
from wfm.domain.time import Horizon
from wfm.io.columns import POOL, PROGRAMME
from wfm.io.database import opened
from wfm.io.tables import read_rows
from wfm.pool.ledger import Ledger

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 1, 26)
SUNDAY = MONDAY + timedelta(days=6)


def moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def week() -> Roster:
    """One agent from nine to five, Monday to Sunday."""
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    plans = [DayPlan("a", day, DayKind.SHIFT, "day", moment(day, 9), moment(day, 17), 480) for day in days]
    return Roster(Horizon(MONDAY, 7, 30, ZONE), tuple(plans))


def planned_through(last: date) -> Ledger:
    """A run that drafted nobody on the days up to `last`."""
    days = [MONDAY + timedelta(days=n) for n in range((last - MONDAY).days + 1)]
    at = moment(MONDAY - timedelta(days=7), 12)
    return Ledger(tuple(LedgerEntry(at, "r", "", day, "", at, at, 0, SessionStatus.PLANNED) for day in days))


@pytest.mark.parametrize(
    ("now", "planned_to", "first"),
    [
        (moment(MONDAY - timedelta(days=3), 10), SUNDAY, MONDAY),  # all lies ahead
        (moment(MONDAY, 8), SUNDAY, MONDAY),  # before the first shift
        (moment(MONDAY, 9), SUNDAY, MONDAY + timedelta(days=1)),
        (moment(MONDAY + timedelta(days=3), 8), SUNDAY, MONDAY + timedelta(days=3)),
        (moment(MONDAY + timedelta(days=3), 12), SUNDAY, MONDAY + timedelta(days=4)),
        (moment(MONDAY + timedelta(days=3), 12), MONDAY, MONDAY + timedelta(days=1)),  # no pool since Tuesday
        (moment(MONDAY + timedelta(days=3), 12), MONDAY - timedelta(days=1), MONDAY),  # no pool yet at all
        (moment(SUNDAY, 12), SUNDAY, None),
        (moment(SUNDAY + timedelta(days=1), 0), SUNDAY, MONDAY),  # a rehearsal
    ],
)
def test_days_that_have_begun_keep_their_pool(now: datetime, planned_to: date, first: date | None) -> None:
    """Otherwise sessions that nobody had would be planned for last Monday, and count as attended."""
    assert first_to_draft(week(), planned_through(planned_to), now) == first


def test_the_ledger_keeps_what_people_worked_by(planned_copy: Path) -> None:
    """Otherwise a second `wfm pool` in the middle of the week would rewrite the days before it."""
    wednesday = MONDAY + timedelta(days=2)
    with opened(planned_copy / "wfm.db") as database:
        before = Ledger(database.ledger())
    done = draft_pool(planned_copy, None, NobodyWatches(), now=moment(wednesday, 0))
    sessions = read_rows(done.run / "pool.csv", POOL, ZONE)
    assert sessions
    assert all(session.date >= wednesday for session in sessions)
    with opened(planned_copy / "wfm.db") as database:
        after, steps = Ledger(database.ledger()), database.programme_by_run()
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    assert [after.run_of(day) == before.run_of(day) for day in days] == [True] * 2 + [False] * 5
    early = [one for one in after.accounts() if one.date < wednesday]
    assert early == [one for one in before.accounts() if one.date < wednesday]
    assert all(step.date >= wednesday for run, step in steps if run.endswith(done.run.name))
    assert read_rows(done.run / "programme.csv", PROGRAMME, ZONE)
    assert any("have begun and keep their retraining pool" in note for note in done.notes)


def test_a_roster_whose_last_day_has_begun_is_not_drafted_again(tiny: Path) -> None:
    """Otherwise the planner would wait for a pool that nobody can be told of, and the day's be replaced."""
    nobody = NobodyWatches()
    run_chain(Order(tiny, MONDAY, 1, force=False), nobody)
    runs = sorted(path.name for path in (tiny / "rosters").iterdir())
    with pytest.raises(InputProblems, match="wfm pool redraw"):
        draft_pool(tiny, None, nobody, now=moment(MONDAY, 20))
    assert sorted(path.name for path in (tiny / "rosters").iterdir()) == runs


def test_the_status_of_a_day_tells_apart_what_was_had_and_what_lies_ahead(planned_copy: Path) -> None:
    """Otherwise next week's plan, and what was recalled, would pass for training that somebody has had."""
    with opened(planned_copy / "wfm.db") as database:
        entries = [one for one in database.ledger() if one.agent_id]
    first = min(entries, key=lambda one: one.start)
    minutes = sum(one.minutes for one in entries if one.agent_id == first.agent_id)
    before, on_the_day = (
        next(
            one
            for one in pool_status(planned_copy, None, StatusView(day=day)).standings
            if one.agent_id == first.agent_id
        )
        for day in (first.date - timedelta(days=1), first.date)
    )
    assert (before.sessions, before.minutes, before.last, before.ahead) == (0, 0, None, minutes)
    assert (on_the_day.sessions, on_the_day.minutes, on_the_day.last) == (1, first.minutes, first.date)
    assert on_the_day.ahead == minutes - first.minutes
    recall_pool(
        planned_copy,
        RecallOrder(1, first.start.hour * 60 + first.start.minute + 20, first.date, enter=True),
        now=first.start + timedelta(minutes=20),
    )
    (called,) = (
        one
        for one in pool_status(planned_copy, None, StatusView(day=first.date)).standings
        if one.agent_id == first.agent_id
    )
    assert called.minutes == 20


@pytest.mark.parametrize(
    ("missing", "told"), [("training", "nothing to teach"), ("performance", "no figures of a period that ended")]
)
def test_a_pool_without_anybody_says_why(planned_copy: Path, missing: str, told: str) -> None:
    """Otherwise a planner whose export failed would read "0 sessions" as a day without surplus."""
    (planned_copy / "inputs" / f"{missing}.csv").unlink()
    done = draft_pool(planned_copy, None, NobodyWatches())
    assert done.summary["pool_sessions"] == 0
    assert any(told in note for note in done.notes)
