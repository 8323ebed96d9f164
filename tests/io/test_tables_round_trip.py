"""What the program writes it reads back exactly, and writes again byte for byte."""

import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wfm.domain.breaches import Breach, Severity
from wfm.domain.changes import Change
from wfm.domain.demand import ForecastRow, IntervalRow, RequirementRow
from wfm.domain.errors import InputProblems
from wfm.domain.people import TenureStage
from wfm.domain.pool import Finding, Need, ProgrammeLine, ProgrammeState, Refusal, SampleDue, Session
from wfm.domain.roster import DayKind, DayPlan, Pause
from wfm.domain.shift_design import CurvePoint, ShiftStart
from wfm.io.column import Table
from wfm.io.columns import (
    BREACHES,
    CANDIDATES,
    CHANGES,
    CURVE,
    FORECAST,
    INPUT_TABLES,
    INTERVALS,
    OUTPUT_TABLES,
    POOL,
    PROGRAMME,
    REFUSALS,
    REQUIREMENT,
    SAMPLES,
    SHIFTS,
    STARTS,
)
from wfm.io.sheet import header_key
from wfm.io.tables import decimal, read_rows, write_rows

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=BERLIN)
LATER = MORNING + timedelta(hours=1)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(BERLIN)


ROWS: list[tuple[Table, list[Any]]] = [
    (FORECAST, [ForecastRow("sales", MORNING, 10.125, 4.0, 10.0, 12.5, 14.0, 16.75, 240.5, "combo4h")]),
    (
        REQUIREMENT,
        [RequirementRow("sales+service", MORNING, 1.3333, 3, 4, 4.286, 0.876543, 9.1, 0.44, 0.0, "none")],
    ),
    (INTERVALS, [IntervalRow("sales", MORNING, 3, 4, 5.5, 1.0, 1.5, 0.9, math.inf, 0.4, 0.01)]),
    (
        POOL,
        [
            Session(
                date(2026, 3, 2),
                1,
                "A1",
                2.5,
                "quality 71, peers 84",
                "hold",
                "T1",
                MORNING,
                LATER,
                60,
                0.9,
                0.85,
                1,
            )
        ],
    ),
    (
        CANDIDATES,
        [
            Need(
                "A1",
                TenureStage.NOVELTY,
                412,
                2.5,
                True,
                'a; b, "c"',
                (Finding("qa", 71.0, 84.0, 2.1),),
                ("hold",),
            ),
            Need("A2", TenureStage.UNKNOWN, 9, 0.0, False, "only 9 contacts"),
        ],
    ),
    (REFUSALS, [Refusal(date(2026, 3, 2), "A2", "no surplus in his shift")]),
    (CHANGES, [Change("A2", date(2026, 3, 2), "09:00-17:00 full (breaks 12:00-12:30)", "", "张伟: gone")]),
    (BREACHES, [Breach("Rest", Severity.HARD, "", MORNING, LATER, 1.5, "张伟: -1,5 h\n=x")]),
    (
        SHIFTS,
        [
            DayPlan(
                "A1", date(2026, 3, 2), DayKind.SHIFT, "day", MORNING, LATER, 60, (Pause(MORNING, LATER),), True
            ),
            DayPlan("A1", date(2026, 3, 3), DayKind.OFF),
            DayPlan("A1", date(2026, 3, 4), DayKind.ABSENT, paid_minutes=480),
        ],
    ),
    (
        PROGRAMME,
        [
            ProgrammeLine(
                "A1", date(2026, 3, 2), ProgrammeState.REVIEWING, "张伟; x", 3, 30, date(2026, 4, 1), "review"
            ),
            ProgrammeLine("A2", date(2026, 3, 2), ProgrammeState.ESCALATED, "2 reviews failed"),
        ],
    ),
    (SAMPLES, [SampleDue("A1", date(2026, 3, 3), "in programme: 5 a week")]),
    (STARTS, [ShiftStart("07:00-15:30", date(2026, 3, 2), 4)]),
    (CURVE, [CurvePoint(3, 12.5, 8.25, 640, True), CurvePoint(4, 10.0, 7.5, 600, False)]),
]


@pytest.mark.parametrize(("table", "rows"), ROWS, ids=lambda value: value.name if isinstance(value, Table) else "")
def test_rows_come_back_as_they_went(tmp_path: Path, table: Table, rows: list[Any]) -> None:
    """Without it a step that starts from files would work on other numbers than the one that made them."""
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    write_rows(first, table, rows)
    back = read_rows(first, table, BERLIN)
    write_rows(second, table, back)
    assert first.read_bytes() == second.read_bytes()
    if table is not BREACHES:  # there, a line break in the message has become a blank
        assert list(back) == rows
    assert first.read_bytes().splitlines()[0].decode() == ",".join(table.names)
    assert b"\r" not in first.read_bytes()


def test_every_output_is_tried(tmp_path: Path) -> None:
    """Without it a new table could be written that nobody reads back; an empty one must come back empty."""
    assert {table.name for table, _ in ROWS} == {table.name for table in OUTPUT_TABLES}
    for table in OUTPUT_TABLES:
        write_rows(tmp_path / "empty.csv", table, [])
        assert read_rows(tmp_path / "empty.csv", table, BERLIN) == ()


def test_night_shift_through_the_doubled_hour(tmp_path: Path) -> None:
    """Without it a break in the second 02:30 of the October night would come back in the first."""
    start, end = moment("2026-10-24T22:00+02:00"), moment("2026-10-25T06:00+01:00")
    for offset in ("+02:00", "+01:00"):
        rest = Pause(moment(f"2026-10-25T02:15{offset}"), moment(f"2026-10-25T02:45{offset}"))
        meal = Pause(moment("2026-10-25T04:00+01:00"), moment("2026-10-25T04:30+01:00"))
        plan = DayPlan("A1", date(2026, 10, 24), DayKind.SHIFT, "night", start, end, 510, (rest, meal))
        write_rows(tmp_path / "shifts.csv", SHIFTS, [plan])
        [back] = read_rows(tmp_path / "shifts.csv", SHIFTS, BERLIN)
        assert [pause.start.timestamp() for pause in back.breaks] == [
            rest.start.timestamp(),
            meal.start.timestamp(),
        ]
        assert [pause.minutes for pause in back.breaks] == [30, 30]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begin=st.integers(0, 2 * 365 * 96),
    length=st.integers(8, 64),
    at=st.lists(st.integers(0, 63), max_size=3, unique=True),
)
def test_any_shift_comes_back(tmp_path: Path, begin: int, length: int, at: list[int]) -> None:
    """Without it some night of the year would lose a break; times in quarter-hours over two years."""
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * begin)
    quarters = [start + timedelta(minutes=15 * n) for n in range(length + 1)]
    pauses = tuple(
        Pause(quarters[n].astimezone(BERLIN), quarters[n + 1].astimezone(BERLIN)) for n in sorted(at) if n < length
    )
    first, last = quarters[0].astimezone(BERLIN), quarters[-1].astimezone(BERLIN)
    plan = DayPlan("A1", first.date(), DayKind.SHIFT, "x", first, last, 1, pauses)
    write_rows(tmp_path / "shifts.csv", SHIFTS, [plan])
    [back] = read_rows(tmp_path / "shifts.csv", SHIFTS, BERLIN)
    assert [(pause.start.timestamp(), pause.end.timestamp()) for pause in back.breaks] == [
        (pause.start.timestamp(), pause.end.timestamp()) for pause in pauses
    ]


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_decimals_are_stable(value: float, digits: int) -> None:
    """Without it a file would change a little each time it is read and written."""
    text = decimal(value, digits)
    assert decimal(float(text), digits) == text
    assert abs(float(text) - value) <= 0.5001 * 10**-digits
    assert text != "-0"


def test_a_roster_edited_in_a_spreadsheet(tmp_path: Path) -> None:
    """Without it a shifts.csv that a planner saved from his spreadsheet could not be audited."""
    path = tmp_path / "shifts.csv"
    head = "Date;agent_id;kind;start;end;breaks;pinned\n"
    text = head + "02.03.2026;A1;shift;02.03.2026 08:00;02.03.2026 16:00;12:00-12:30;yes\n"
    path.write_bytes(text.encode("cp1252"))
    [plan] = read_rows(path, SHIFTS, BERLIN)
    assert (plan.date, plan.start, plan.pinned) == (date(2026, 3, 2), MORNING, True)
    assert plan.breaks[0].minutes == 30


def test_what_is_wrong_in_an_edited_file(tmp_path: Path) -> None:
    """Without it an audit would stop at the first mistake, or with a stack trace."""
    path = tmp_path / "shifts.csv"
    path.write_text("agent_id,date,kind,start,end\nA1,2026-03-02,shift,,\nA1,2026-03-03,of,,\n")
    with pytest.raises(InputProblems) as caught:
        read_rows(path, SHIFTS, BERLIN, shown="rosters/x/shifts.csv")
    second, first = map(str, caught.value.problems)
    assert first.startswith(
        "rosters/x/shifts.csv:2, column 'agent_id': found 'A1'; expected a row that fits together"
    )
    assert "did you mean 'off'?" in second


def test_headers_mean_one_column_each() -> None:
    """Without it a header such as 'start date' could fill two columns of one table."""
    for table in (*INPUT_TABLES, *OUTPUT_TABLES):
        headers = [header_key(header) for name in table.names for header in table.headers(name)]
        assert len(headers) == len(set(headers)), table.name


def test_columns_of_the_contract() -> None:
    """Without it a column that scripts rely on could be renamed; extra ones may come at the end."""
    promised = {
        "history": "queue start offered aht_seconds handled abandoned answered_within asa_seconds",
        "forecast": "queue start offered offered_p10 offered_p50 offered_p80 offered_p90 offered_p95 "
        "aht_seconds model",
        "requirement": "cover start erlangs agents_net agents_protected agents_gross service_level asa_seconds "
        "occupancy abandonment binding",
        "shifts": "agent_id date kind shift start end paid_minutes breaks pinned",
        "intervals": "cover start agents_net agents_protected agents_open agents_in_pool net service_level "
        "asa_seconds occupancy abandonment",
        "pool": "date rank agent_id need reason topic trainer_id start end minutes service_level_before "
        "service_level_after recall_order status transition_minutes",
        "breaches": "rule severity agent_id start end amount message",
    }
    tables = {table.name: table for table in (*INPUT_TABLES, *OUTPUT_TABLES)}
    for name, columns in promised.items():
        assert tables[name].names == tuple(columns.split())
