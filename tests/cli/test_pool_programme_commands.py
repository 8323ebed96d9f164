"""``wfm pool status`` and ``wfm pool decide`` on the command line: for people, for scripts, and gone wrong."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wfm.cli.main import exit_code_of
from wfm.domain.pool import LedgerEntry, ProgrammeState, ProgrammeStep, SessionStatus
from wfm.io.database import opened

TINY = Path(__file__).parent.parent / "data" / "tiny"
TEN = datetime(2026, 1, 6, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
RUN = "rosters/2026-01-05_7d"
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """The tiny centre: A2 is in the programme and missed a half hour, A4 is a person's case."""
    root = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    steps = (
        ProgrammeStep("A2", date(2026, 1, 5), ProgrammeState.DRAFTED, "quality 71 against 84"),
        ProgrammeStep("A2", date(2026, 1, 6), ProgrammeState.IN_PROGRAMME, "first session"),
        ProgrammeStep("A4", date(2026, 1, 5), ProgrammeState.ESCALATED, "2 reviews failed"),
    )
    end = TEN.replace(minute=30)
    with opened(root / "wfm.db") as database:
        for status in (SessionStatus.PLANNED, SessionStatus.MISSED):
            database.append([LedgerEntry(end, RUN, "A2", TEN.date(), "listening", TEN, end, 30, status)])
        database.append_steps(steps, RUN, TEN)
    return root


def test_the_status_begins_with_the_cases_and_tells_what_is_owed(centre: Path, capsys: Printed) -> None:
    """Otherwise the one whom somebody must look at would stand at the bottom of a long list."""
    assert exit_code_of(["pool", "status", "-w", str(centre), "--date", "2026-01-08"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [
        ["A4", "escalated", "2026-01-05"],
        ["A2", "in_programme", "2026-01-06"],
    ]
    assert " 30 " in lines[2]
    arguments = ["pool", "status", "-w", str(centre), "--date", "2026-01-08", "--state", "escalated", "--json"]
    assert exit_code_of(arguments) == 0
    (one,) = json.loads(capsys.readouterr().out)["agents"]
    assert (one["agent_id"], one["programme"]["state"], one["programme"]["reason"]) == (
        "A4",
        "escalated",
        "2 reviews failed",
    )


def test_one_agent_is_told_with_the_reason(centre: Path, capsys: Printed) -> None:
    """A lead who asks about one person wants to know why."""
    assert exit_code_of(["pool", "status", "-w", str(centre), "--agent", "A2", "--date", "2026-01-05"]) == 0
    assert "A2: drafted since 2026-01-05: quality 71 against 84" in capsys.readouterr().out
    assert exit_code_of(["pool", "status", "-w", str(centre), "--agent", "A22"]) == 3
    assert "did you mean" in capsys.readouterr().err


def test_a_person_closes_a_case(centre: Path, capsys: Printed) -> None:
    """What was handed to a person must be hers to end."""
    arguments = ["pool", "decide", "A4", "returned", "--reason", "moved to chat", "-w", str(centre)]
    assert exit_code_of([*arguments, "--date", "2026-01-08"]) == 0
    assert capsys.readouterr().out == "A4: returned from 2026-01-08 on, before escalated\n"
    assert exit_code_of(["pool", "status", "-w", str(centre), "--state", "escalated"]) == 0
    assert "nobody in the programme" in capsys.readouterr().out
    assert exit_code_of(["pool", "status", "-w", str(centre), "--agent", "A4"]) == 0
    assert "decided: moved to chat" in capsys.readouterr().out


def test_what_only_shows_itself_cannot_be_decided(centre: Path, capsys: Printed) -> None:
    """A review rests on figures; nobody's word replaces them."""
    arguments = ["pool", "decide", "A9", "reviewing", "--reason", "seems fine", "-w", str(centre)]
    assert exit_code_of(arguments) == 3
    told = capsys.readouterr().err
    assert "STATE" in told
    assert "AGENT" in told
