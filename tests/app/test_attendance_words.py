"""What trainers write into an attendance file, and what is said when it cannot be read."""

from pathlib import Path

import pytest

from wfm.app.opening import open_centre
from wfm.domain.errors import InputProblems
from wfm.io.attendance import read_attendance


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("已参加", "attended"),
        ("缺勤", "missed"),
        ("未参加", "missed"),  # never taken for 参加
        ("Not attended", "missed"),
        ("被召回", "recalled"),
        ("left_early", "left early"),
    ],
)
def test_the_words_of_the_floor_are_understood(tiny: Path, word: str, answer: str) -> None:
    """Otherwise a file would come back for every word that a trainer is used to."""
    path = tiny / "log.csv"
    path.write_text(f"工号,日期,状态\nA1,2026-01-27,{word}\n", encoding="gbk")
    _, centre = open_centre(tiny)
    [line] = read_attendance(path, centre).lines
    assert line.answer == answer


def test_a_file_without_answers_is_one_problem(tiny: Path) -> None:
    """Otherwise a deleted column would be told once for each row."""
    path = tiny / "log.csv"
    path.write_text("agent_id,date,minutes\nA1,2026-01-27,20\nA2,2026-01-27,30\n", encoding="utf-8")
    _, centre = open_centre(tiny)
    with pytest.raises(InputProblems) as wrong:
        read_attendance(path, centre)
    assert [problem.row for problem in wrong.value.problems] == [1]


def test_a_file_that_is_not_there_is_named_in_full(tiny: Path) -> None:
    """The templates of `wfm init` are no help for a mistyped path."""
    _, centre = open_centre(tiny)
    with pytest.raises(InputProblems, match=r"nowhere/log\.csv: expected a file that is there"):
        read_attendance(Path("nowhere/log.csv"), centre)
