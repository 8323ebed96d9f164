"""Which changes of state stand when plans are made again, and which ones a draft brings."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wfm.domain.pool import LedgerEntry, ProgrammeState, ProgrammeStep, Session, SessionStatus, Topic
from wfm.domain.programme import ProgrammeSettings
from wfm.pool.ledger import Ledger
from wfm.pool.programme.courses import Courses
from wfm.pool.programme.lines import lines_of
from wfm.pool.programme.record import DECISION, eve_of, in_force
from wfm.pool.programme.states import steps_of_draft

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 2)
IN, OUT = ProgrammeState.IN_PROGRAMME, ProgrammeState.RETURNED


def on(number: int) -> date:
    """The so-many-th day, Monday the 2nd being day 0."""
    return MONDAY + timedelta(days=number)


def plan(run: str, written: int, first: int, days: int) -> list[LedgerEntry]:
    """What a run that drafted nobody leaves in the ledger."""
    at = datetime(2026, 2, written, tzinfo=ZONE)
    return [LedgerEntry(at, run, "", on(first + n), "", at, at, 0, SessionStatus.PLANNED) for n in range(days)]


def step(number: int, state: ProgrammeState = IN) -> ProgrammeStep:
    return ProgrammeStep("X", on(number), state, "")


def session(number: int, topic: str = "orders", agent_id: str = "X") -> Session:
    start = datetime(2026, 3, 2, 9, tzinfo=ZONE) + timedelta(days=number)
    end = start + timedelta(minutes=30)
    return Session(on(number), 1, agent_id, 5.0, "behind", topic, "T1", start, end, 30, 0.9, 0.9, 1)


def test_a_plan_made_again_for_the_same_days_takes_the_place_of_the_first() -> None:
    """Otherwise everybody would enter the programme as often as the planner re-runs the month."""
    entries = [*plan("a", 1, 0, 28), *plan("b", 2, 0, 28)]
    recorded = [("a", step(0)), ("a", step(9)), ("b", step(3))]
    assert in_force(recorded, entries) == (("b", step(3)),)


def test_a_later_week_overtakes_what_the_month_foresaw() -> None:
    """Somebody who is a person's case since the second week must not be moved on by the old plan of the fourth."""
    entries = [*plan("month", 1, 0, 28), *plan("week", 2, 7, 7)]
    recorded = [("month", step(0)), ("month", step(9)), ("month", step(20, OUT)), ("week", step(7, OUT))]
    assert in_force(recorded, entries) == (("month", step(0)), ("week", step(7, OUT)))


def test_a_past_week_that_is_planned_again_leaves_the_weeks_after_it_alone() -> None:
    """Repeating an old run must not undo what has happened since."""
    entries = [*plan("first", 1, 0, 7), *plan("second", 2, 7, 7), *plan("first again", 3, 0, 7)]
    recorded = [("first", step(0)), ("second", step(8, OUT)), ("first again", step(1))]
    assert in_force(recorded, entries) == (("second", step(8, OUT)), ("first again", step(1)))


def test_what_a_person_decided_stands_and_ends_what_was_foreseen() -> None:
    """A lead's word on Friday must not be undone by what the month's plan foresaw for Monday."""
    entries = plan("month", 1, 0, 28)
    recorded = [("month", step(0)), ("month", step(7)), (DECISION, step(4, OUT))]
    stand = in_force(recorded, entries)
    assert stand == (("month", step(0)), (DECISION, step(4, OUT)))
    assert in_force(recorded, [*entries, *plan("again", 2, 0, 28)]) == ((DECISION, step(4, OUT)),)
    # a plan from day 4 on begins with the decision of that day, but not with what a run had foreseen for it
    assert eve_of(stand, on(4)) == (step(0), step(4, OUT))
    assert eve_of((("month", step(4)),), on(4)) == ()


def test_a_draft_brings_in_by_the_first_session_and_to_review_after_the_last() -> None:
    """Quality must know from which day on to sample more, and the draft whom to leave alone next month."""
    now = {"X": ProgrammeStep("X", on(0), ProgrammeState.DRAFTED, "behind")}
    courses = Courses(Ledger(), (Topic("orders", 30), Topic("fire_drill", 30, mandatory_by=on(30))), on(0))
    sessions = [session(2), session(4), session(9), session(12, "fire_drill"), session(1, agent_id="stranger")]
    found = steps_of_draft(now, sessions, courses, ProgrammeSettings(), on(27))
    assert [(one.agent_id, one.date, one.state) for one in found] == [
        ("X", on(2), IN),
        ("X", on(10), ProgrammeState.REVIEWING),
    ]
    two = steps_of_draft(now, sessions[:2], courses, ProgrammeSettings(), on(27))
    assert [one.state for one in two] == [IN]
    on_the_last_day = steps_of_draft(now, sessions, courses, ProgrammeSettings(), on(9))
    assert [one.state for one in on_the_last_day] == [IN]


def test_nobody_under_review_is_moved_by_a_mandatory_session() -> None:
    """Fire drill is no retraining."""
    now = {"X": ProgrammeStep("X", on(0), ProgrammeState.REVIEWING, "3 sessions")}
    courses = Courses(Ledger(), (), on(0))
    assert steps_of_draft(now, [session(2)], courses, ProgrammeSettings(), on(27)) == ()


def test_the_printed_line_tells_sessions_minutes_owed_and_what_comes_next() -> None:
    """A lead reads one line per person, not the ledger."""
    entries = []
    for number, status in ((1, SessionStatus.ATTENDED), (3, SessionStatus.MISSED)):
        one = session(number)
        for state in (SessionStatus.PLANNED, status):
            entries.append(LedgerEntry(one.end, "a", "X", one.date, one.topic, one.start, one.end, 30, state))
    steps = [
        ProgrammeStep("X", on(0), ProgrammeState.DRAFTED, "behind"),
        ProgrammeStep("X", on(1), IN, "first session"),
    ]
    courses = Courses(Ledger(tuple(entries)), (), on(7))
    (line,) = lines_of(steps, steps[1:], courses, ProgrammeSettings())
    assert (line.sessions, line.minutes_owed) == (1, 30)
    # the last session was on day 1; after 14 days without another one
    assert (line.due, line.what_next) == (on(16), "the review begins, if no session is to be had before")
    (line,) = lines_of(steps, steps[1:], courses, ProgrammeSettings(), [session(8)])
    assert (line.due, line.what_next) == (on(8), "session")
