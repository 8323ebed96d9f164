"""The pool's memory."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.pool import LedgerEntry, Session, SessionStatus
from wfm.pool.ledger import Ledger, planned_entries

ZONE = ZoneInfo("Asia/Jerusalem")
SUNDAY = date(1999, 3, 7)
NIGHT = datetime(1999, 3, 1, 2, tzinfo=ZONE)


def entry(
    day: date,
    minutes: int = 60,
    status: SessionStatus = SessionStatus.PLANNED,
    run: str = "first",
    written: int = 0,
    topic: str = "listening",
    agent_id: str = "A1",
) -> LedgerEntry:
    start = datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)
    at = NIGHT + timedelta(hours=written)
    return LedgerEntry(at, run, agent_id, day, topic, start, start + timedelta(minutes=minutes), minutes, status)


def test_a_rerun_of_a_day_replaces_its_plan() -> None:
    """Two runs of one night must not use up the agent's week twice."""
    ledger = Ledger((entry(SUNDAY, 60), entry(SUNDAY, 45, run="second", written=1)))
    assert ledger.minutes_in_week("A1", SUNDAY) == 45
    assert ledger.blocks_on("A1", SUNDAY) == 1


def test_a_rerun_that_drafts_nobody_takes_the_old_plan_away() -> None:
    """Otherwise a session that no longer exists would count against him."""
    empty = planned_entries([], [SUNDAY], "second", NIGHT + timedelta(hours=1))
    assert Ledger((entry(SUNDAY), *empty)).minutes_in_week("A1", SUNDAY) == 0


def test_a_rerun_of_other_days_leaves_this_day_alone() -> None:
    """Next week's run must not wipe out this week's plan."""
    other = entry(SUNDAY + timedelta(days=7), run="second", written=1)
    assert Ledger((entry(SUNDAY), other)).minutes_in_week("A1", SUNDAY) == 60


def test_what_happened_outlives_every_later_plan() -> None:
    """Planning a past day again, to try something, must not undo attendance."""
    ledger = Ledger(
        (
            entry(SUNDAY),
            entry(SUNDAY, 60, SessionStatus.ATTENDED, written=5),
            entry(SUNDAY, 30, run="trial", written=9),
        )
    )
    assert ledger.minutes_in_week("A1", SUNDAY) == 60
    assert ledger.planning_from(SUNDAY).minutes_in_week("A1", SUNDAY) == 60


def test_a_week_is_the_seven_days_that_end_today() -> None:
    """An eighth day in the window would halve what the caps allow."""
    ledger = Ledger((entry(SUNDAY, 30), entry(SUNDAY + timedelta(days=6), 40)))
    assert ledger.minutes_in_week("A1", SUNDAY + timedelta(days=6)) == 70
    assert ledger.minutes_in_week("A1", SUNDAY + timedelta(days=7)) == 40


def test_recalled_minutes_are_owed_until_they_are_made_good() -> None:
    """What a busy day took away must come back: nothing missed is lost."""
    recalled = (
        entry(SUNDAY),
        entry(SUNDAY, 20, SessionStatus.ATTENDED, written=5),
        entry(SUNDAY, 40, SessionStatus.RECALLED, written=5),
    )
    tomorrow, later = SUNDAY + timedelta(days=1), SUNDAY + timedelta(days=4)
    ledger = Ledger(recalled)
    assert ledger.carried_over("A1", tomorrow) == {"listening": 40}
    assert ledger.topics_done("A1", tomorrow) == {}
    made_good = ledger.and_then([entry(tomorrow, 60, run="second", written=8)])
    assert made_good.carried_over("A1", later) == {}
    assert made_good.topics_done("A1", later) == {"listening": tomorrow}


def test_a_corrected_miss_is_not_owed() -> None:
    """The attendance list that arrives late must clear the miss that was noted first."""
    ledger = Ledger(
        (
            entry(SUNDAY),
            entry(SUNDAY, 60, SessionStatus.MISSED, written=5),
            entry(SUNDAY, 60, SessionStatus.ATTENDED, written=7),
        )
    )
    assert ledger.carried_over("A1", SUNDAY + timedelta(days=1)) == {}


def test_a_missed_session_is_neither_time_taken_nor_a_topic_done() -> None:
    """Otherwise he would cool down after training he never had."""
    ledger = Ledger((entry(SUNDAY), entry(SUNDAY, 60, SessionStatus.MISSED, written=5)))
    monday = SUNDAY + timedelta(days=1)
    assert ledger.last_session("A1", monday) is None
    assert ledger.minutes_in_week("A1", monday) == 0
    assert ledger.topics_done("A1", monday) == {}
    assert ledger.carried_over("A1", monday) == {"listening": 60}


def test_sessions_become_entries_in_order_of_date() -> None:
    """The ledger table must hold exactly what pool.csv says, and a line for each date that was left empty."""
    start = datetime(1999, 3, 8, 10, tzinfo=ZONE)
    end = start + timedelta(minutes=30)
    session = Session(start.date(), 1, "A1", 5.0, "why", "errors", "R1", start, end, 30, 0.9, 0.8, 1)
    empty, planned = planned_entries([session], [SUNDAY, start.date()], "run", NIGHT)
    assert (empty.agent_id, empty.date, empty.minutes) == ("", SUNDAY, 0)
    assert planned == LedgerEntry(
        NIGHT, "run", "A1", start.date(), "errors", start, end, 30, SessionStatus.PLANNED
    )


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.sampled_from([30, 45, 60])), max_size=20))
def test_only_the_newest_plan_of_each_date_ever_counts(plans: list[tuple[int, int, int]]) -> None:
    """However often days are planned again, minutes are those of the run that wrote last about each date."""
    ledger = Ledger(
        tuple(
            entry(SUNDAY + timedelta(days=day), minutes, run=f"run{n}", written=run)
            for n, (run, day, minutes) in enumerate(sorted(plans))
        )
    )
    newest = {day: minutes for _, day, minutes in sorted(plans)}
    assert ledger.minutes_in_week("A1", SUNDAY + timedelta(days=6)) == sum(newest.values())


def test_accounts_tell_what_became_of_every_planned_minute() -> None:
    """Otherwise the ledger's report and the rules that use the ledger could differ."""
    monday = SUNDAY + timedelta(days=1)
    accounts = Ledger(
        (
            entry(SUNDAY, 45),
            entry(SUNDAY, 60, run="second", written=1),
            entry(SUNDAY, 20, SessionStatus.ATTENDED, run="second", written=5),
            entry(SUNDAY, 40, SessionStatus.RECALLED, run="second", written=5),
            entry(monday, 30, agent_id="A2"),
            entry(monday, 50, SessionStatus.ATTENDED, written=9),
        )
    ).accounts()
    told = [(a.agent_id, a.planned, a.attended, a.recalled, a.missed, a.carried) for a in accounts]
    assert told == [
        ("A1", 60, 20, 40, 0, 40),  # the later plan of the day, and what became of it
        ("A1", 0, 50, 0, 0, 0),  # came although nobody had planned it
        ("A2", 30, 0, 0, 0, 0),  # nothing was reported yet
    ]
