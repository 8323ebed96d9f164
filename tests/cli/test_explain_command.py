"""``wfm roster explain`` on the command line: sentences for people, JSON for scripts, codes for mistakes."""

import json
import shutil
from pathlib import Path

import pytest

from wfm.cli.explained import points
from wfm.cli.main import exit_code_of

TINY = Path(__file__).parent.parent / "data" / "tiny"
INTERVAL = ("--interval", "2026-01-29 10:00")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One published week of the tiny centre; tests only read it."""
    root = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("explained") / "tiny"))
    assert exit_code_of(["run", "-w", str(root), "--from", "2026-01-26", "--days", "7", "-q"]) == 0
    return str(root)


@pytest.mark.parametrize("question", [(), ("A1",), ("A1", "2026-01-29"), INTERVAL, ("--wishes",), ("--prices",)])
def test_every_question_is_answered_in_sentences_and_in_json(
    planned: str, question: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise a reason could be had on the screen but not by a script, or the other way round."""
    assert exit_code_of(["roster", "explain", *question, "-w", planned]) == 0
    assert capsys.readouterr().out.strip()
    assert exit_code_of(["roster", "explain", *question, "-w", planned, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_wrong_questions_are_code_2_and_unanswerable_ones_code_3(
    planned: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise a typing error would be answered with something that was not asked."""
    wrong = (("A1", "--wishes"), ("--cover", "calls"), ("--interval", "noon"))
    assert [exit_code_of(["roster", "explain", *asked, "-w", planned]) for asked in wrong] == [2, 2, 2]
    unanswerable = (("A9",), ("A1", "2027-01-01"), (*INTERVAL, "--cover", "chat"))
    assert [exit_code_of(["roster", "explain", *asked, "-w", planned]) for asked in unanswerable] == [3, 3, 3]
    capsys.readouterr()


def test_without_a_roster_there_is_nothing_to_explain_but_clashes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise an agent whom nobody can roster could only be explained once he has been rostered."""
    root = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    assert exit_code_of(["roster", "explain", "-w", str(root)]) == 3
    pins = "agent_id,date,kind\n" + "".join(f"A2,2026-01-{day},off\n" for day in (26, 27, 28))
    (root / "inputs" / "pins.csv").write_text(pins, encoding="utf-8")
    for step in (["forecast", "--from", "2026-01-26", "--days", "7"], ["staff"]):
        assert exit_code_of([*step, "-w", str(root), "-q"]) == 0
    assert exit_code_of(["roster", "explain", "A2", "-w", str(root)]) == 4
    told = capsys.readouterr().out
    assert "cheapest way out: give up pin 'off'" in told


def test_points_say_which_way_they_go() -> None:
    """Otherwise a saving could be read as a price."""
    assert (points(12), points(-3.25), points(0.01)) == ("+12.0 points", "-3.2 points", "equal")
