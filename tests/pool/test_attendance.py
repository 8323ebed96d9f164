"""What trainers report, held against plans and against what the ledger knows."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.pool.day.attendance import Answer, Report, Settled, settle
from wfm.pool.ledger import Ledger

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 1, 26)
EVENING = datetime(2026, 1, 26, 20, tzinfo=ZONE)


def plan(agent_id: str = "A1", topic: str = "wrap_up", hour: int = 10, day: date = MONDAY) -> LedgerEntry:
    start = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    written = datetime(2026, 1, 20, tzinfo=ZONE)
    return LedgerEntry(
        written, "rosters/a", agent_id, day, topic, start, start + timedelta(hours=1), 60, SessionStatus.PLANNED
    )


def report(answer: Answer, minutes: int | None = None, topic: str = "wrap_up", row: int = 2) -> Report:
    return Report(row, "A1", MONDAY, answer, topic, minutes=minutes)


def told(settled: Settled) -> dict[SessionStatus, int]:
    return {entry.status: entry.minutes for entry in settled.entries}


@pytest.mark.parametrize(
    ("answer", "minutes", "expected"),
    [
        (Answer.ATTENDED, None, {SessionStatus.ATTENDED: 60}),
        (Answer.ATTENDED, 45, {SessionStatus.ATTENDED: 45, SessionStatus.MISSED: 15}),
        (Answer.LEFT_EARLY, 20, {SessionStatus.ATTENDED: 20, SessionStatus.MISSED: 40}),
        (Answer.RECALLED, 25, {SessionStatus.ATTENDED: 25, SessionStatus.RECALLED: 35}),
        (Answer.RECALLED, None, {SessionStatus.RECALLED: 60}),
        (Answer.MISSED, None, {SessionStatus.MISSED: 60}),
    ],
)
def test_every_planned_minute_is_accounted_for(
    answer: Answer, minutes: int | None, expected: dict[SessionStatus, int]
) -> None:
    """Otherwise minutes that were not spent would neither be had nor carried over."""
    assert told(settle([report(answer, minutes)], Ledger((plan(),)), EVENING)) == expected


def test_the_same_report_twice_adds_nothing() -> None:
    """Otherwise a file that cron reads every night would double the training."""
    ledger = Ledger((plan(),))
    first = settle([report(Answer.ATTENDED, 45)], ledger, EVENING)
    again = settle([report(Answer.ATTENDED, 45)], ledger.and_then(first.entries), EVENING)
    assert (again.entries, again.known, again.corrected) == ((), 1, 0)


def test_a_correction_is_appended_and_counts() -> None:
    """Otherwise a slip of the pen would stand for ever, or the ledger would have to be rewritten."""
    ledger = Ledger((plan(),))
    ledger = ledger.and_then(settle([report(Answer.ATTENDED)], ledger, EVENING).entries)
    corrected = settle([report(Answer.MISSED)], ledger, EVENING + timedelta(minutes=1))
    assert told(corrected) == {SessionStatus.ATTENDED: 0, SessionStatus.MISSED: 60}
    assert corrected.corrected == 1
    after = ledger.and_then(corrected.entries)
    assert after.carried_over("A1", MONDAY + timedelta(days=1)) == {"wrap_up": 60}
    assert after.sessions_since("A1", MONDAY, MONDAY) == 0
    [account] = after.accounts()
    assert (account.planned, account.attended, account.missed, account.carried) == (60, 0, 60, 60)


def test_a_recall_that_the_ledger_knows_stays_one() -> None:
    """Otherwise minutes lost to the phones would be put down to the agent."""
    ledger = Ledger((plan(),))
    ledger = ledger.and_then(settle([report(Answer.RECALLED, 25)], ledger, EVENING).entries)
    assert settle([report(Answer.RECALLED)], ledger, EVENING).known == 1
    assert settle([report(Answer.ATTENDED, 25)], ledger, EVENING).known == 1
    later = settle([report(Answer.ATTENDED, 30)], ledger, EVENING + timedelta(minutes=1))
    assert told(later) == {SessionStatus.ATTENDED: 30, SessionStatus.RECALLED: 30}


def test_topics_are_known_as_the_sheet_writes_them() -> None:
    """Otherwise no line of a returned workbook would find its session."""
    assert told(settle([report(Answer.ATTENDED, topic="Wrap Up")], Ledger((plan(),)), EVENING))


def test_of_two_sessions_a_day_the_line_must_say_which() -> None:
    """Otherwise attendance would be booked on the wrong topic."""
    ledger = Ledger((plan(), plan(topic="listening", hour=14)))
    unclear = Report(2, "A1", MONDAY, Answer.ATTENDED)
    [mismatch] = settle([unclear], ledger, EVENING).mismatches
    assert mismatch.column == "topic"
    assert "wrap_up at 10:00, listening at 14:00" in mismatch.expected
    by_start = Report(2, "A1", MONDAY, Answer.ATTENDED, start=datetime(2026, 1, 26, 14, tzinfo=ZONE))
    [entry] = settle([by_start], ledger, EVENING).entries
    assert entry.topic == "listening"


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_entered() -> None:
    """Otherwise a trainer would send the same file five times, and half of it would be booked."""
    ledger = Ledger((plan(), plan(topic="later", hour=21), plan("A2")))
    reports = [
        Report(2, "A1", MONDAY, Answer.ATTENDED, "wrap_up", minutes=90),
        Report(3, "A9", MONDAY, Answer.ATTENDED),
        Report(4, "A1", MONDAY, Answer.MISSED, "wrap_up"),
        Report(5, "A1", MONDAY + timedelta(days=1), Answer.ATTENDED),
        Report(6, "A1", MONDAY, Answer.ATTENDED, "cooking"),
        Report(7, "A1", MONDAY, Answer.ATTENDED, "later"),
        Report(8, "A2", MONDAY, Answer.LEFT_EARLY),
    ]
    settled = settle(reports, ledger, EVENING)
    assert settled.entries == ()
    assert [(m.report.row, m.column) for m in settled.mismatches] == [
        (2, "minutes"),
        (3, "agent_id"),
        (4, "agent_id"),
        (5, "date"),
        (6, "topic"),
        (7, "date"),
        (8, "minutes"),
    ]
    assert settled.mismatches[2].hint == "row 2 tells of it"


def test_what_nobody_reported_is_missed_only_on_demand_and_only_on_the_days_of_the_file() -> None:
    """Otherwise a trainer's forgotten line would undo training that took place."""
    tuesday = MONDAY + timedelta(days=1)
    ledger = Ledger((plan(), plan("A2"), plan("A3", day=tuesday)))
    wednesday = datetime(2026, 1, 28, 9, tzinfo=ZONE)
    left = settle([report(Answer.ATTENDED)], ledger, wednesday)
    assert [(one.agent_id, one.date) for one in left.silent] == [("A2", MONDAY), ("A3", tuesday)]
    assumed = settle([report(Answer.ATTENDED)], ledger, wednesday, assume_missed=True)
    missed = [entry.agent_id for entry in assumed.entries if entry.status is SessionStatus.MISSED]
    assert (missed, assumed.assumed) == (["A2"], 1)
    assert [one.agent_id for one in assumed.silent] == ["A3"]


def test_sessions_of_a_plan_that_was_replaced_are_unknown() -> None:
    """Otherwise people could be marked absent from lessons that were never held."""
    replaced = plan()
    newer = LedgerEntry(
        replaced.at + timedelta(days=1), "rosters/b", "", MONDAY, "", EVENING, EVENING, 0, SessionStatus.PLANNED
    )
    [mismatch] = settle([report(Answer.MISSED)], Ledger((replaced, newer)), EVENING).mismatches
    assert mismatch.hint == "nobody had one that day"
