"""The command line: light to start, the same options everywhere, an exit code for everything."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from wfm.cli.failures import tell_bug
from wfm.cli.main import app, exit_code_of
from wfm.cli.output import columns

ROOT = Path(__file__).parent.parent.parent
TINY = ROOT / "tests" / "data" / "tiny"
HEAVY = {"pandas", "numpy", "openpyxl", "ortools", "holidays"}
CONTRACT = {"init", "check", "forecast", "staff", "roster", "pool", "export", "run", "erlang", "doctor"}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def leaves() -> Iterator[tuple[str, list[str]]]:
    """Every command with the names of its options."""
    group = typer.main.get_command(app)
    for name, command in sorted(getattr(group, "commands", {}).items()):
        yield name, [option for parameter in command.params for option in parameter.opts]
        for inner, leaf in sorted(getattr(command, "commands", {}).items()):
            yield f"{name} {inner}", [option for parameter in leaf.params for option in parameter.opts]


def test_starting_the_program_loads_nothing_heavy() -> None:
    """Otherwise `wfm --help` and shell completion would take a second."""
    code = "import sys, wfm.cli.main; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not HEAVY & set(loaded)


def test_every_command_of_the_contract_is_there_and_in_the_readme() -> None:
    """Otherwise a script would meet "No such command", or a planner never hear of one."""
    names = [name for name, _ in leaves()]
    assert set(names) >= CONTRACT
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in names if f"### wfm {name}\n" not in readme] == []


@pytest.mark.parametrize("name", [name for name, _ in leaves()])
def test_every_command_speaks_json_and_can_be_quiet(name: str) -> None:
    """Otherwise each command would have to be learnt on its own."""
    given = dict(leaves())[name]
    assert {"--json", "--quiet", "--verbose"} <= set(given)
    assert name in ("init", "erlang") or "--workspace" in given


def test_the_readme_says_what_the_program_says() -> None:
    """Otherwise the documentation would drift from the program."""
    done = subprocess.run([sys.executable, str(ROOT / "docs" / "generate.py"), "--check"], check=False)
    assert done.returncode == 0


def test_a_wrong_command_line_is_code_2_in_words_or_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a script could not tell its own typing error from a wrong input."""
    assert exit_code_of(["rostr"]) == 2
    assert "Did you mean 'roster'" in capsys.readouterr().err
    assert exit_code_of(["run", "--days", "7", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["exit_code"] == 2


def test_a_day_that_is_none_is_told_as_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a typing error in a date would be answered with the formats of a programming language."""
    assert exit_code_of(["run", "--from", "2026-02-30", "--days", "7"]) == 2
    assert "'2026-02-30' is no day of the calendar; expected one such as 2026-12-01" in capsys.readouterr().err


def test_what_a_planner_must_know_is_said_also_when_the_run_is_known(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise a queue that nobody can answer, or a guessed holiday, would be staffed without a word."""
    path = tiny / "inputs" / "agents.csv"
    nobody_answers = path.read_text(encoding="utf-8").replace("calls", "").replace(",agent\n", ",lead\n")
    path.write_text(nobody_answers, encoding="utf-8")
    note = "note: calls: nobody has this skill in inputs/agents.csv; its contacts will not be answered"
    command = ["run", "-w", str(tiny), "--from", "2026-01-26", "--days", "7"]
    for first_line in ("days", "nothing to do"):
        assert exit_code_of(command) == 0
        told = capsys.readouterr().out.splitlines()
        assert told[0].startswith(first_line)
        assert note in told
    assert exit_code_of(["check", "-w", str(tiny)]) == 0
    assert note in capsys.readouterr().out.splitlines()


def test_a_directory_that_is_no_workspace_is_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a wrong --workspace would look like a bug."""
    assert exit_code_of(["check", "-w", str(tmp_path)]) == 3
    assert "wfm init" in capsys.readouterr().err


def test_every_problem_of_the_inputs_is_an_object_in_json(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a script could not show a planner the cell that is wrong."""
    (tiny / "inputs" / "absences.csv").write_text(
        "agent_id,start,end,kind\nA1,2026-01-30,2026-01-29,planned\nA9,2026-01-30,2026-01-30,planned\n",
        encoding="utf-8",
    )
    assert exit_code_of(["check", "-w", str(tiny), "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert told["exit_code"] == 3
    assert [problem["row"] for problem in told["problems"]] == [2, 3]
    assert {problem["file"] for problem in told["problems"]} == {"inputs/absences.csv"}


def test_an_agent_nobody_can_roster_is_code_4(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a contract that cannot be kept would be broken in silence."""
    path = tiny / "wfm.toml"
    text = path.read_text(encoding="utf-8").replace("days_per_week = [4, 5]", "days_per_week = [6, 7]")
    path.write_text(text.replace("week_hours = [32, 40]", "week_hours = [48, 56]"), encoding="utf-8")
    assert exit_code_of(["run", "-w", str(tiny), "--from", "2026-01-26", "--days", "7"]) == 4
    told = capsys.readouterr().err
    assert "A1" in told
    assert "cheapest way out" in told
    assert not list((tiny / "rosters").glob("2026*"))


def test_a_missed_goal_is_code_5_only_when_asked_for(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise cron would either never hear of a bad roster or always fail."""
    path = tiny / "wfm.toml"
    text = path.read_text(encoding="utf-8").replace("service_level = 0.80", "service_level = 0.999")
    path.write_text(text, encoding="utf-8")
    command = ["run", "-w", str(tiny), "--from", "2026-01-26", "--days", "7", "--json"]
    assert exit_code_of(command) == 0
    assert json.loads(capsys.readouterr().out)["cover_days_below_goal"] > 0
    assert exit_code_of([*command, "--strict"]) == 5


def test_a_shelf_that_cannot_be_written_is_code_74(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a full or wrongly mounted disk would be reported as a bug."""
    (tiny / "logs").write_text("a file where a directory is needed", encoding="utf-8")
    assert exit_code_of(["forecast", "-w", str(tiny), "--from", "2026-01-26", "--days", "7"]) == 74
    assert "logs" in capsys.readouterr().err


def test_a_bug_is_one_line_and_the_trace_is_for_who_asks(capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise planners would be frightened by traces, or nobody could ever report one."""
    tell_bug(ZeroDivisionError("secret"), json=False, verbose=False)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "secret" not in told
    tell_bug(ZeroDivisionError("secret"), json=True, verbose=True)
    told_both = capsys.readouterr()
    assert json.loads(told_both.out)["exit_code"] == 1
    assert "ZeroDivisionError: secret" in told_both.err


def test_the_calculator_prints_c_beside_a_and_json_without_infinity(capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a planner could not see what abandonment hides, or a script would choke on Infinity."""
    assert exit_code_of(["erlang", "--calls", "100", "--aht", "3:00", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["erlangs"] == 10  # 100 x 180 s / 1800 s
    assert (told["erlang_c"]["agents"], told["erlang_a"]["agents"]) == (14, 13)
    assert exit_code_of(["erlang", "--calls", "100", "--aht", "180", "--agents", "9", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["erlang_c"]["asa_seconds"] is None  # 9 agents under 10 erlangs: the queue grows without end
    assert 0 < told["erlang_a"]["service_level"] < 1


def test_a_new_workspace_has_valid_settings_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise the template that everybody starts from would be wrong itself."""
    assert exit_code_of(["init", str(tmp_path / "new"), "-q"]) == 0
    assert exit_code_of(["check", "-w", str(tmp_path / "new"), "--json"]) == 3
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["file"].partition("/")[0] for problem in problems} == {"inputs"}
    assert exit_code_of(["init", str(tmp_path / "new")]) == 3


def test_the_sample_centre_can_be_copied_and_is_in_order(tmp_path: Path) -> None:
    """Otherwise the first thing a new planner tries would fail."""
    assert exit_code_of(["init", str(tmp_path / "bank"), "--sample", "-q"]) == 0
    assert exit_code_of(["check", "-w", str(tmp_path / "bank"), "-q"]) == 0


def test_the_doctor_finds_a_sound_workspace_well(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a planner with a problem would be sent looking in the wrong place."""
    assert exit_code_of(["doctor", "-w", str(tiny), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["well"]
    assert {"self-test", "inputs", "permissions"} <= {one["subject"] for one in told["diagnoses"]}


def test_the_doctor_leaves_with_the_code_of_what_ails(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a script would take a planner's typing error for a bug of ours (1)."""
    (tiny / "inputs" / "absences.csv").write_text("agent_id,start,end,kind\nA9,2026-01-30,,planned\n")
    assert exit_code_of(["doctor", "-w", str(tiny), "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert not told["well"]
    assert [one["subject"] for one in told["diagnoses"] if not one["well"]] == ["inputs"]


def test_colours_and_bars_stay_out_of_files_and_a_bare_environment_will_do(tiny: Path) -> None:
    """Otherwise a cron mail would be full of escape codes, or fail for want of HOME."""
    done = subprocess.run(
        [sys.executable, "-m", "wfm", "check", "-w", str(tiny)],
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "POSIX"},
    )
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr


def test_chinese_names_do_not_push_columns_aside() -> None:
    """Otherwise tables with Chinese names would be unreadable."""
    assert columns([("张伟", "7"), ("Ann", "12")], right=[1]) == ["张伟   7", "Ann   12"]
