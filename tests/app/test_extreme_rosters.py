"""What a planner may ask by mistake or at the edge: a clear statement and its exit code, never a trace."""

from collections.abc import Callable
from pathlib import Path

import pytest

from wfm.cli.main import exit_code_of

WEEK = ("--from", "2026-01-26", "--days", "7")
AGENTS = "agent_id,name,team,contract,skills,hire_date,availability,role\n"
NOBODY = {
    "absences.csv": "agent_id,start,end,kind\n",
    "performance.csv": "agent_id,period_start,period_end,handled\n",
    "pins.csv": "agent_id,date,kind\n",
    "requests.csv": "agent_id,date,kind\n",
}
Wfm = Callable[..., tuple[int, str]]


@pytest.fixture
def wfm(capsys: pytest.CaptureFixture[str]) -> Wfm:
    """Runs one command in a workspace; gives its exit code and everything it printed."""

    def run(root: Path, *arguments: str) -> tuple[int, str]:
        code = exit_code_of([*arguments, "-w", str(root)])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out + told.err

    return run


def put(root: Path, **files: str) -> None:
    """Write inputs/NAME.csv for every NAME."""
    for name, text in files.items():
        (root / "inputs" / f"{name}.csv").write_text(text, encoding="utf-8")


def only(root: Path, agents: str) -> None:
    """Leave these agents, and no other input about people."""
    for name, text in {**NOBODY, "agents.csv": AGENTS + agents}.items():
        (root / "inputs" / name).write_text(text, encoding="utf-8")


def settings(root: Path, *changes: tuple[str, str], more: str = "") -> None:
    """Change texts of wfm.toml, each of which must be there, and add more at its end."""
    text = (root / "wfm.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (root / "wfm.toml").write_text(text + more, encoding="utf-8")


PINS = """agent_id,date,kind,start,end,shift
A1,2026-01-30,shift,,,day
A2,2026-01-31,shift,,,day
A3,2026-01-27,shift,,,day
A3,2026-01-27,off,,,
A4,2026-01-28,shift,06:00,,
A4,2026-01-29,shift,,,night
A9,2026-01-27,off,,,
A2,2025-01-04,shift,,,day
"""


def test_check_tells_every_impossible_pin_at_once(tiny: Path, wfm: Wfm) -> None:
    """Without it a planner would mend one pin, wait for the forecast, and hear of the next."""
    put(tiny, pins=PINS)
    code, told = wfm(tiny, "check")
    assert code == 3
    assert "6 problems" in told  # the pin of row 9 lies before the history's end and is nobody's problem any more
    assert "pins.csv:2, column 'date': found '2026-01-30'; expected a day on which the agent is present" in told
    assert (
        "pins.csv:3, column 'date': found '2026-01-31'; expected a day on which contract full offers day" in told
    )
    assert "pins.csv:5, column 'date': found '2026-01-27'; expected one row per agent and day" in told
    assert "pins.csv:6, column 'start': found '06:00'; expected times that are on offer: 09:00-17:00" in told
    assert "pins.csv:7, column 'shift': found 'night'; expected one of day" in told
    assert "pins.csv:8, column 'agent_id': found 'A9'" in told


def test_a_pin_outside_the_hours_of_its_agent_is_told_by_check_and_by_the_run(tiny: Path, wfm: Wfm) -> None:
    """Without it the check would call a file good that no roster can be made from."""
    agents = (tiny / "inputs" / "agents.csv").read_text(encoding="utf-8")
    put(tiny, agents=agents.replace("mon-fri 09:00-17:00", "mon-fri 12:00-17:00"))
    put(tiny, pins="agent_id,date,kind,shift\nA3,2026-01-27,shift,day\n")
    for command in (("check",), ("run", *WEEK)):
        code, told = wfm(tiny, *command)
        assert code == 3
        assert "pins.csv:2, column 'date': found '2026-01-27'; expected a shift within the hours" in told


def test_contradictory_contracts_are_told_with_what_else_is_wrong(tiny: Path, wfm: Wfm) -> None:
    """Without it the contract would come to light only after all the files have been mended."""
    settings(tiny, ("days_per_week = [4, 5]", "days_per_week = [6, 6]"))
    put(tiny, absences="agent_id,start,end,kind\nA9,2026-01-30,2026-01-30,planned\n")
    code, told = wfm(tiny, "check")
    assert code == 3
    assert "2 problems" in told
    assert "wfm.toml:40, column 'contracts.full.days_per_week': found '[6, 6]'; expected at most 5 days" in told
    assert "absences.csv:2" in told


@pytest.mark.parametrize(
    ("absences", "code", "told"),
    [
        # hours away on two of five days leave three days of the four that are owed
        (
            "A1,2026-01-26T12:00,2026-01-26T13:00,planned\nA1,2026-01-28T12:00,2026-01-28T13:00,planned\n",
            4,
            "A1: ",
        ),
        ("A1,2026-01-20,2026-02-28,planned\n", 0, "hard breaches"),
    ],
)
def test_leave_is_kept_or_explained_and_what_is_published_stays(
    planned_copy: Path, wfm: Wfm, absences: str, code: int, told: str
) -> None:
    """Without it one agent's leave could stop the roster as a riddle, or cost the roster people work by."""
    before = {path: path.read_bytes() for path in (planned_copy / "rosters" / "2026-01-26_7d").iterdir()}
    put(planned_copy, absences="agent_id,start,end,kind\n" + absences)
    done, text = wfm(planned_copy, "roster")
    assert (done, told in text) == (code, True)
    assert ("cheapest way out" in text) == (code == 4)
    assert {path: path.read_bytes() for path in (planned_copy / "rosters" / "2026-01-26_7d").iterdir()} == before


def test_open_hours_that_no_shift_reaches_are_told_and_priced(tiny: Path, wfm: Wfm) -> None:
    """Without it a night without a night shift would look like bad luck of the search."""
    settings(tiny, ('mon = "09:00-17:00"', 'mon = "00:00-24:00"'), ('tue = "09:00-17:00"', 'tue = "08:00-17:00"'))
    for command in (("check",), ("run", *WEEK)):
        code, told = wfm(tiny, *command)
        assert code == 0
        assert "nobody who serves it has a shift: Mon 00:00-09:00 17:00-24:00; Tue 08:00-09:00" in told
    # 16 hours of Monday and one of Tuesday, at least one agent in each
    assert float(told.split("understaffed=")[1].split("h")[0]) >= 17


def test_queues_that_nobody_serves_or_no_cover_names_are_told(tiny: Path, wfm: Wfm) -> None:
    """Without it the demand of a queue would be dropped in silence."""
    settings(tiny, ("[queues.calls]", "[queues.calls]\n[queues.chat]"), more='[[cover]]\nqueues = ["calls"]\n')
    code, told = wfm(tiny, "check")
    assert code == 0
    assert "chat: no [[cover]] of wfm.toml names it" in told
    assert "chat: nobody has this skill" in told


def test_shifts_that_never_meet_the_opening_hours_are_told(tiny: Path, wfm: Wfm) -> None:
    """Without it people would be planned on closed days and the phones stay empty."""
    settings(
        tiny,
        ('weekdays = ["mon", "tue", "wed", "thu", "fri"]', 'weekdays = ["sat", "sun"]'),
        ("days_per_week = [4, 5]", "days_per_week = [1, 2]"),
        ("week_hours = [32, 40]", "week_hours = [8, 16]"),
    )
    put(tiny, pins="agent_id,date,kind\n")
    code, told = wfm(tiny, "check")
    assert code == 0
    assert "contract full: none of its shifts meets the opening hours" in told


@pytest.mark.parametrize(
    ("agents", "place"),
    [
        ("", "inputs/agents.csv: expected at least one agent"),
        ("A1,Ada,Day,full,calls,,,agent\nA2,Ben,Day,full,calls,,,agent\nA1,Eve,Day,full,calls,,,agent\n", "csv:4"),
    ],
)
def test_no_agents_or_one_of_them_twice(tiny: Path, wfm: Wfm, agents: str, place: str) -> None:
    """Without it an empty file would give an empty roster, and a doubled row a person in two places."""
    only(tiny, agents)
    code, told = wfm(tiny, "run", *WEEK)
    assert code == 3
    assert place in told


@pytest.mark.parametrize("first_and_days", [("2026-01-26", "7"), ("2026-01-27", "1"), ("2026-01-31", "1")])
def test_one_agent_one_day_one_closed_day(tiny: Path, wfm: Wfm, first_and_days: tuple[str, str]) -> None:
    """Without it the smallest roster there is could divide by nothing."""
    only(tiny, "A1,Ada,Day,full,calls,,,agent\n")
    first, days = first_and_days
    code, told = wfm(tiny, "run", "--from", first, "--days", days)
    assert code == 0
    assert "hard_breaches=0" in told


def test_hundreds_of_impossible_agents_are_told_on_a_screen(tiny: Path, wfm: Wfm) -> None:
    """Without it one wrong column would print a book, or take an hour to explain."""
    starts = (f"{9 + number % 7:02d}:{number % 60:02d}" for number in range(300))
    only(tiny, "".join(f"B{n},N,Day,full,calls,,mon {start}-17:00,agent\n" for n, start in enumerate(starts)))
    code, told = wfm(tiny, "run", *WEEK)
    assert code == 4
    assert told.startswith("wfm: 300 agents have no legal roster")
    assert len(told.splitlines()) < 120


def test_a_time_limit_that_is_far_too_short_still_gives_a_roster(planned_copy: Path, wfm: Wfm) -> None:
    """Without it a night job with a deadline could come back with nothing, or not at all."""
    settings(planned_copy, ("sweeps = 5", "sweeps = 1000000"))
    code, told = wfm(planned_copy, "roster", "--time-limit", "1")
    assert code == 0
    assert "time_limit" in told
    assert "hard_breaches=0" in told


def test_too_little_memory_is_said_as_such(tiny: Path, wfm: Wfm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it a small server would report a bug of ours instead of what it lacks."""

    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("wfm.app.check_inputs.open_what_is_sound", exhausted)
    code, told = wfm(tiny, "check")
    assert code == 6
    assert "not enough memory" in told


RULES = """
[[on_duty]]
who = { role = "boss" }
[[on_duty]]
who = { contract = "ful" }
least = 1
[[on_duty]]
least = -1
[[on_duty]]
hours = "25:00-26:00"
"""


def test_rules_across_agents_are_wrong_where_they_stand(tiny: Path, wfm: Wfm) -> None:
    """Without it the second wrong rule of a list would be told at the place of the first."""
    settings(tiny, more=RULES)
    line = 1 + (tiny / "wfm.toml").read_text(encoding="utf-8").splitlines().index('who = { role = "boss" }')
    code, told = wfm(tiny, "check")
    assert code == 3
    assert f"wfm.toml:{line}, column 'on_duty[0].who.role': found 'boss'" in told
    assert f"wfm.toml:{line + 2}, column 'on_duty[1].who.contract': found 'ful'; expected one of full" in told
    assert f"wfm.toml:{line + 5}, column 'on_duty[2].least': found '-1'" in told
    assert f"wfm.toml:{line + 6}, column 'on_duty[3]'" in told


TEAMS = """
[[on_duty]]
who = { team = "Nite" }
least = 1
[rotations.weeks]
weeks = ["day", "off"]
anchor = 2026-01-01
teams = { Dag = 1 }
"""


def test_teams_that_nobody_is_in_are_told_wherever_they_are_named(tiny: Path, wfm: Wfm) -> None:
    """Without it a rule for a misspelt team would hold for nobody and be forgotten."""
    settings(tiny, more=TEAMS)
    put(tiny, headcounts="weekday,shift,wanted,group\nmon,day,2,team:Noon\nmon,day,2,team:Day\n")
    code, told = wfm(tiny, "check")
    assert code == 3
    assert "3 problems" in told
    assert "column 'on_duty[0].who.team': found 'Nite'; expected one of Day\n" in told
    assert "column 'rotations.weeks.teams.Dag': found 'Dag'; expected one of Day\n    did you mean 'Day'?" in told
    assert "inputs/headcounts.csv:2, column 'group': found 'team:Noon'; expected one of Day" in told


CANNOT = """
[[on_duty]]
who = { role = "trainer" }
least = 2
[mentoring]
hard = true
"""


def test_rules_across_agents_that_cannot_hold_are_told_by_check(tiny: Path, wfm: Wfm) -> None:
    """Without it two trainers asked where there is none would be found after the forecast and the staffing."""
    settings(tiny, more=CANNOT)
    put(tiny, groups="kind,members,hard\nsame_days,A2;A3,yes\n", pins=SAME_DAY_PINS)
    line = 1 + (tiny / "wfm.toml").read_text(encoding="utf-8").splitlines().index("least = 2")
    code, told = wfm(tiny, "check")
    assert code == 3
    assert f"wfm.toml:{line}, column 'on_duty[0].least': found '2'; expected at most 1: so many agents are" in told
    assert f"wfm.toml:{line + 1}, column 'mentoring': expected a mentor: A4 must work" in told
    place = "inputs/groups.csv:2, column 'members': found 'A2;A3'"
    assert f"{place}; expected two people who can keep same_days" in told
    assert "one is pinned to work and the other to be off" in told


SAME_DAY_PINS = "agent_id,date,kind,start,end,shift\nA2,2026-01-28,shift,,,day\nA3,2026-01-28,off,,,\n"
