"""``wfm roster design`` from a staffed forecast to a published proposal."""

import csv
import json
import tomllib
from pathlib import Path

import pytest

from wfm.cli.main import exit_code_of
from wfm.io.database import opened
from wfm.io.manifest import is_whole
from wfm.io.settings import read_centre

WISH = ("--lengths", "3:00,4:00,8:00", "--step", "60", "--most", "3")


def told(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, object]]:
    """The exit code and the JSON document of one design."""
    capsys.readouterr()
    code = exit_code_of(["roster", "design", "--workspace", str(root), "--json", *WISH, *more])
    return code, json.loads(capsys.readouterr().out)


def test_a_proposal_is_published_whole_and_can_be_pasted(
    planned_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise the planner would type the proposal into wfm.toml by hand, or use half of one."""
    code, document = told(planned_copy, capsys)
    assert code == 0
    run = Path(str(document["path"]))
    assert run == planned_copy / "designs" / "2026-01-26_7d"
    assert is_whole(run)
    assert not list(run.glob("*.svg"))
    settings = planned_copy / "wfm.toml"
    snippet = (run / "shifts.toml").read_text(encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8") + "\n" + snippet, encoding="utf-8")
    proposed = set(tomllib.loads(snippet)["shifts"])
    assert proposed
    assert len(proposed) == document["kinds"]
    assert proposed <= set(read_centre(settings).shifts)
    with (run / "starts.csv").open(encoding="utf-8", newline="") as file:
        assert {row["shift"] for row in csv.DictReader(file)} == proposed


def test_the_forecast_may_hold_more_days_than_are_designed(
    planned_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise one week of a month could not be looked at by itself."""
    code, document = told(planned_copy, capsys, "--from", "2026-01-28", "--days", "2", "--plot", "svg")
    assert (code, document["days"], document["first_day"]) == (0, 2, "2026-01-28")
    assert (Path(str(document["path"])) / "curve.svg").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("--cover", "cals"), "did you mean 'calls'"),
        (("--from", "2027-01-01"), "holds these days"),
        (("--starts", "15:00-09:00"), "first and the last start"),
    ],
)
def test_what_cannot_be_designed_is_code_3_in_words(
    planned_copy: Path, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], message: str
) -> None:
    """Otherwise a slip of the hand would end in a trace, or in a design of something else."""
    code, document = told(planned_copy, capsys, *asked)
    assert code == 3
    assert message in json.dumps(document, ensure_ascii=False)
    assert not (planned_copy / "designs").exists()


def test_a_missing_plot_library_is_said_before_anything_is_computed(
    planned_copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise minutes of search would end in an import error."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    code, document = told(planned_copy, capsys, "--plot", "png")
    assert code == 3
    assert "wfm[plot]" in str(document)


def test_the_same_design_is_recognised_and_entered_in_the_register(
    planned_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise a repeated question would cost the search again, and nobody could tell what was designed when."""
    _, first = told(planned_copy, capsys)
    _, again = told(planned_copy, capsys)
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert {**again, "repeated": False} == first
    _, other = told(planned_copy, capsys, "--worth", "2")
    _, forced = told(planned_copy, capsys, "--force")
    _, drawn = told(planned_copy, capsys, "--plot", "svg")
    runs = [one["run"] for one in (first, other, forced, drawn)]
    assert len(set(runs)) == 4
    with opened(planned_copy / "wfm.db") as database:
        designs = [record.run for record in database.runs() if record.kind == "design"]
    assert sorted(designs) == sorted(map(str, runs))
