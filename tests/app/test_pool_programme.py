"""The retraining programme through the commands: published, remembered, replaced, told."""

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wfm.app.draft_pool import draft_pool
from wfm.app.pool_decide import Decision, decide
from wfm.app.pool_status import StatusView, pool_status
from wfm.app.register import steps_of
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems
from wfm.domain.pool import ProgrammeState, ProgrammeStep
from wfm.io.database import opened
from wfm.pool.programme.record import DECISION

MONDAY = date(2026, 1, 26)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def steps(workspace: Path) -> tuple[ProgrammeStep, ...]:
    with opened(workspace / "wfm.db") as database:
        return steps_of(database)


@pytest.fixture
def behind(planned_copy: Path) -> Path:
    """The tiny centre with A2 surely behind on quality, and its pool drafted by these figures."""
    path = planned_copy / "inputs" / "performance.csv"
    lines = ["agent_id,period_start,period_end,handled,aht_seconds,qa_score,evaluations"]
    for agent in rows(planned_copy / "inputs" / "agents.csv"):
        quality = 55 if agent["agent_id"] == "A2" else 84
        lines.append(f"{agent['agent_id']},2025-12-01,2025-12-31,900,240,{quality},60")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft_pool(planned_copy, None, NobodyWatches())
    return planned_copy


def test_the_run_publishes_and_remembers_who_came_in(behind: Path) -> None:
    """Otherwise every run would meet everybody for the first time."""
    run = behind / "rosters" / (behind / "rosters" / "latest").read_text(encoding="utf-8").strip()
    published = [(row["agent_id"], row["date"], row["state"]) for row in rows(run / "programme.csv")]
    assert ("A2", "2026-01-26", "drafted") in published
    assert [(one.agent_id, one.date.isoformat(), str(one.state)) for one in steps(behind)] == published
    due = [row for row in rows(run / "quality_samples.csv") if row["agent_id"] == "A2"]
    at_work = {
        row["date"] for row in rows(run / "shifts.csv") if row["agent_id"] == "A2" and row["kind"] == "shift"
    }
    assert due
    assert {row["due"] for row in due} <= at_work


def test_the_summary_counts_states_and_calls_for_a_person_once(behind: Path) -> None:
    """A night's run must wake somebody for a new case, but not every night for the same one."""
    performance = behind / "inputs" / "performance.csv"
    waiting = ProgrammeStep("A2", MONDAY - timedelta(days=90), ProgrammeState.DRAFTED, "behind")
    with opened(behind / "wfm.db") as database:
        database.append_steps([waiting], DECISION, next(iter(database.runs())).published_at)
    text = performance.read_text(encoding="utf-8").replace("A2,2025-12-01", "A2,2025-12-02")
    performance.write_text(text, encoding="utf-8")
    done = draft_pool(behind, None, NobodyWatches())
    assert done.summary["programme"] == {"escalated": 1}
    assert done.summary["programme_new_cases"] == 1
    assert done.exit_code(strict=True) == 5
    with opened(behind / "wfm.db") as database:
        known = replace(waiting, date=MONDAY - timedelta(days=1), state=ProgrammeState.ESCALATED)
        database.append_steps([known], DECISION, next(iter(database.runs())).published_at)
    again = draft_pool(behind, None, NobodyWatches())
    assert (again.summary["programme"], again.summary["programme_new_cases"]) == ({"escalated": 1}, 0)


def test_a_second_run_for_the_same_days_takes_the_place_of_the_first(behind: Path) -> None:
    """Otherwise people would stand in the programme twice after every correction of a file."""
    before = steps(behind)
    assert before
    draft_pool(behind, None, NobodyWatches())
    assert steps(behind) == before


def test_a_lost_database_is_told_again_by_the_runs(behind: Path) -> None:
    """Otherwise deleting wfm.db would send everybody back to the beginning."""
    before = steps(behind)
    for path in behind.glob("wfm.db*"):
        path.unlink()
    draft_pool(behind, None, NobodyWatches())
    assert steps(behind) == before


def test_a_persons_case_is_not_drafted_and_the_refusal_says_why(behind: Path) -> None:
    """More sessions for somebody whose sessions failed would be taken from others."""
    with opened(behind / "wfm.db") as database:
        case = ProgrammeStep("A2", MONDAY - timedelta(days=5), ProgrammeState.ESCALATED, "2 reviews failed")
        database.append_steps([case], DECISION, next(iter(database.runs())).published_at)
    draft_pool(behind, None, NobodyWatches())
    run = behind / "rosters" / (behind / "rosters" / "latest").read_text(encoding="utf-8").strip()
    refusals = [row["reason"] for row in rows(run / "pool_refusals.csv") if row["agent_id"] == "A2"]
    assert refusals
    assert all(reason.startswith("escalated since 2026-01-21: 2 reviews failed") for reason in refusals)
    assert "A2" not in {row["agent_id"] for row in rows(run / "pool.csv") if "quality" in row["reason"]}


def test_the_status_tells_state_and_samples_of_a_day(behind: Path) -> None:
    """What a lead asks every Monday must not need the workbook."""
    found = pool_status(behind, None, StatusView(agent_id="A2", day=MONDAY))
    (one,) = found.standings
    assert one.programme is not None
    assert one.programme.state in (ProgrammeState.DRAFTED, ProgrammeState.IN_PROGRAMME)
    assert one.samples
    assert found.as_dict()["date"] == "2026-01-26"
    nobody = pool_status(behind, None, StatusView(state=ProgrammeState.ESCALATED, day=MONDAY))
    assert nobody.standings == ()
    before = pool_status(behind, None, StatusView(day=MONDAY - timedelta(days=1)))
    assert all(one.programme is None for one in before.standings)
    with pytest.raises(InputProblems, match="A22"):
        pool_status(behind, None, StatusView(agent_id="A22", day=MONDAY))


def test_a_persons_decision_stands_and_is_entered_once(behind: Path) -> None:
    """A case that a person has closed must be closed, also for the pool of the same day."""
    now = datetime(2026, 1, 26, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    decision = Decision("A2", ProgrammeState.RETURNED, "was on the wrong queue")
    done = decide(behind, decision, now)
    assert done.before in (ProgrammeState.DRAFTED, ProgrammeState.IN_PROGRAMME)
    assert decide(behind, decision, now).known
    draft_pool(behind, None, NobodyWatches())
    (one,) = pool_status(behind, None, StatusView(agent_id="A2", day=date(2026, 2, 1))).standings
    assert one.programme is not None
    assert (one.programme.state, one.programme.reason) == (
        ProgrammeState.RETURNED,
        "decided: was on the wrong queue",
    )


def test_a_decision_that_cannot_be_is_refused_whole(behind: Path) -> None:
    """Every mistake of the line is told at once, and nothing is entered."""
    before = steps(behind)
    wrong = Decision("A9", ProgrammeState.REVIEWING, " ", date(2999, 1, 1))
    with pytest.raises(InputProblems) as refused:
        decide(behind, wrong)
    assert [problem.file for problem in refused.value.problems] == ["AGENT", "STATE", "--reason", "--date"]
    assert steps(behind) == before
