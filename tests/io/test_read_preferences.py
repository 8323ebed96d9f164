"""What agents prefer, wish every week, and bring along from before."""

from collections.abc import Callable
from datetime import date

import pytest

from wfm.domain.burdens import BalanceRow, BurdenKind
from wfm.domain.people import Preference, RequestKind
from wfm.io.inputs import Inputs

Read = Callable[..., Inputs]
Complaints = Callable[..., list[str]]
AGENTS = "agent_id,name,team,contract,skills,prefers,seniority\n"


def test_preferences_and_seniority(read_small: Read) -> None:
    """Without it what an agent likes would be lost on the way in."""
    rows = "A1,Ann,North,full,sales,day; start 08:00-10:00;start 14:00-15:30,7.5\nA2,Bo,North,full,sales,,\n"
    ann, bo = read_small({"agents.csv": AGENTS + rows}).agents
    assert ann.prefers == Preference(("day",), ((480, 600), (840, 930)))
    assert (ann.seniority, bo.prefers, bo.seniority) == (7.5, None, None)


@pytest.mark.parametrize(
    ("prefers", "told"),
    [
        ("dya", "did you mean 'day'?"),
        ("start 10:00-08:00", "'10:00-08:00' ends before it starts"),
        ("start 8", "'8' is not a range such as 08:00-10:00"),
    ],
)
def test_preferences_nobody_understands(complaints: Complaints, prefers: str, told: str) -> None:
    """Without it a misspelt shift would be a preference for nothing."""
    [text] = complaints({"agents.csv": f"{AGENTS}A1,Ann,North,full,sales,{prefers},\n"})
    assert "column 'prefers'" in text
    assert told in text


def test_wishes_of_every_week_and_new_kinds(read_small: Read) -> None:
    """Without it a planner would write the same wish for every Friday of the year."""
    text = (
        "agent_id,date,kind,value,weight,until\n"
        "A1,2026-03-06,off,,2,2026-03-20\n"
        "A1,2026-03-02,not_shift,day,,\n"
        "A2,2026-03-02,start_between,08:30-09:00,,\n"
    )
    wishes = read_small({"requests.csv": text}).requests
    assert [wish.date for wish in wishes[:3]] == [date(2026, 3, 6), date(2026, 3, 13), date(2026, 3, 20)]
    assert {wish.weight for wish in wishes[:3]} == {2.0}
    assert [(wish.kind, wish.value) for wish in wishes[3:]] == [
        (RequestKind.NOT_SHIFT, "day"),
        (RequestKind.START_BETWEEN, "510-540"),
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("A1,2026-03-06,off,,,2026-03-01\n", "expected no earlier than date"),
        ("A1,2026-03-06,off,,,2026-03-20\nA1,2026-03-13,off,,,\n", "row 2 says it already"),
        ("A1,2026-03-06,start_between,09:00,,\n", "'09:00' is not a range"),
        ("A1,2026-03-06,not_shift,dya,,\n", "did you mean 'day'?"),
    ],
)
def test_wishes_that_do_not_fit(complaints: Complaints, rows: str, told: str) -> None:
    """Without it a wish that is said twice would count double."""
    [text] = complaints({"requests.csv": "agent_id,date,kind,value,weight,until\n" + rows})
    assert told in text


def test_a_balance(read_small: Read, complaints: Complaints) -> None:
    """Without it what agents carried before the first roster could not be told."""
    head = "agent_id,kind,value\n"
    assert read_small({"balance.csv": f"{head}A1,night,3\nA1,refused,-2\n"}).balance == (
        BalanceRow("A1", BurdenKind.NIGHT, 3),
        BalanceRow("A1", BurdenKind.REFUSED, -2),
    )
    told = "\n".join(
        complaints({"balance.csv": f"{head}A9,night,1\nA1,nights,1\nA1,late,1.5\nA2,late,1\nA2,late,2\n"})
    )
    assert "an agent_id of agents.csv" in told
    assert "did you mean 'night'?" in told
    assert "a whole number" in told
    assert "row 5 says it already" in told
