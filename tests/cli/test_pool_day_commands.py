"""``wfm pool recall``, ``attend`` and ``redraw`` on the command line: for people, for scripts, and gone wrong."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from wfm.cli.main import exit_code_of
from wfm.io.database import opened

TINY = Path(__file__).parent.parent / "data" / "tiny"
Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny centre with one published week of 2026, which is over; tests must not write to it."""
    root = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("week") / "tiny"))
    assert exit_code_of(["run", "--from", "2026-01-26", "--days", "7", "-w", str(root), "--quiet"]) == 0
    return root


@pytest.fixture
def centre(week: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may write to."""
    return Path(shutil.copytree(week, tmp_path / "tiny"))


@pytest.fixture
def lesson_day(week: Path) -> date:
    """The day of its first lesson."""
    with opened(week / "wfm.db") as database:
        return next(entry.date for entry in database.ledger() if entry.agent_id)


def answer(capsys: Printed, *arguments: str) -> tuple[int, dict[str, object]]:
    code = exit_code_of([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_recall_reads_well_and_says_that_nothing_was_written(
    week: Path, lesson_day: date, capsys: Printed
) -> None:
    """Otherwise a planner would believe that people had been called."""
    where = ["-w", str(week), "--date", lesson_day.isoformat()]
    assert exit_code_of(["pool", "recall", "--at", "9:00", "--until", "17:00", "--short", "1", *where]) == 0
    told = capsys.readouterr().out
    assert "carried over" in told
    assert "service level" in told
    assert "nothing has been entered in the ledger" in told


def test_a_script_gets_the_proposal_and_the_code_of_a_shortage(
    week: Path, lesson_day: date, capsys: Printed
) -> None:
    """Otherwise cron could not call a person when the pool is not enough."""
    asked = ("pool", "recall", "--at", "09:00", "--short", "3", "-w", str(week), "--date", lesson_day.isoformat())
    code, told = answer(capsys, *asked)
    assert code == 0
    assert told["still_short"]
    assert told["entered"] is False
    assert answer(capsys, *asked, "--strict")[0] == 5


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["pool", "recall", "--at", "half past ten", "--short", "1"], 2),
        (["pool", "recall", "--at", "10:30"], 2),
        (["pool", "recall", "--at", "10:30", "--short", "1", "--date", "2026-03-01"], 3),
        (["pool", "recall", "--at", "10:30", "--short", "1", "--date", "2026-01-26", "--yes"], 3),
        (["pool", "recall", "--at", "10:30", "--short", "1", "--date", "2026-01-26", "--cover", "mail"], 3),
        (["pool", "recall", "--at", "10:30", "--short", "1", "--date", "2026-01-26", "--absent", "A1,A99"], 3),
        (["pool", "attend", "nowhere.csv"], 3),
        (["pool", "redraw", "--at", "13:00", "--actuals", "nowhere.csv"], 3),
    ],
)
def test_what_goes_wrong_is_told_without_a_trace(
    week: Path, capsys: Printed, arguments: list[str], code: int
) -> None:
    """Otherwise a script could not tell a slip from a bug."""
    assert exit_code_of([*arguments, "-w", str(week)]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_attendance_is_told_and_told_again(
    centre: Path, lesson_day: date, capsys: Printed, tmp_path: Path
) -> None:
    """Otherwise nobody would know whether the file was read, or read twice."""
    with opened(centre / "wfm.db") as database:
        lesson = next(entry for entry in database.ledger() if entry.agent_id)
    file = tmp_path / "log.csv"
    file.write_text(
        f"agent_id,date,status,minutes\n{lesson.agent_id},{lesson_day},attended,50\n", encoding="utf-8"
    )
    assert exit_code_of(["pool", "attend", str(file), "-w", str(centre)]) == 0
    assert "1 session entered (50 min attended, 10 min missed)" in capsys.readouterr().out
    code, told = answer(capsys, "pool", "attend", str(file), "-w", str(centre))
    assert (code, told["sessions_entered"], told["known_already"]) == (0, 0, 1)
