"""What can be wrong or missing in the retraining pool's own inputs: each case through the command line."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from wfm.cli.main import exit_code_of

TINY = Path(__file__).parent.parent / "data" / "tiny"
AGENTS = "agent_id,name,team,contract,skills,role\n"
FIGURES = "agent_id,period_start,period_end,handled,qa_score,fcr,errors,transfers,adherence,weaknesses\n"
TOPICS = "topic,minutes,prerequisite,format,min_group,max_group,cures,mandatory_by\n"
GOOD_AGENTS = "".join(f"A{n},Ann,Day,full,calls,agent\n" for n in range(1, 5)) + "T1,Tess,Day,full,,trainer\n"
GOOD = "A1,2025-12-01,2025-12-31,400,90,0.8,4,20,0.95,\n"
OTHERS = "".join(f"A{n},2025-12-01,2025-12-31,400,90,0.8,4,20,0.95,listening\n" for n in (2, 3, 4))


def figures(*rows: str) -> dict[str, str]:
    return {"performance.csv": FIGURES + "".join(f"{row}\n" for row in rows) + OTHERS}


def topics(*rows: str) -> dict[str, str]:
    return {"training.csv": TOPICS + "".join(f"{row}\n" for row in rows)}


def agents(rows: str) -> dict[str, str]:
    return {"agents.csv": AGENTS + rows}


PROBLEMS: Mapping[str, tuple[dict[str, str], str]] = {
    "quality above 100": (
        figures("A1,2025-12-01,2025-12-31,400,900,0.8,4,20,0.95,"),
        "inputs/performance.csv:2, column 'qa_score': found '900'; expected a number (points) from 0 to 100",
    ),
    "quality below 0": (
        figures("A1,2025-12-01,2025-12-31,400,-5,0.8,4,20,0.95,"),
        "inputs/performance.csv:2, column 'qa_score': found '-5'; expected a number (points) from 0 to 100",
    ),
    "one share among others as a percentage": (
        figures("A1,2025-12-01,2025-12-31,400,90,80,4,20,0.95,"),
        "inputs/performance.csv:2, column 'fcr': found '80'; expected a share such as 0.85 or 85% from 0 to 1\n"
        "    write 0.8 or 80% if it is a percentage",
    ),
    "a percentage above 100": (
        figures("A1,2025-12-01,2025-12-31,400,90,0.8,4,20,130%,"),
        "inputs/performance.csv:2, column 'adherence': found '130%'; expected a share",
    ),
    "negative count": (
        figures("A1,2025-12-01,2025-12-31,400,90,0.8,-4,20,0.95,"),
        "inputs/performance.csv:2, column 'errors': found '-4'; expected a whole number (errors), 0 or more",
    ),
    "more transfers than contacts": (
        figures("A1,2025-12-01,2025-12-31,400,90,0.8,4,401,0.95,"),
        "inputs/performance.csv:2, column 'transfers': found '401'; expected at most the 400 contacts of handled\n"
        "    count both over the same period",
    ),
    "errors without contacts": (
        figures("A1,2025-12-01,2025-12-31,0,,,4,0,0.95,"),
        "inputs/performance.csv:2, column 'errors': found '4'; expected no errors where handled is 0",
    ),
    "one agent and period twice": (
        figures("A2,2025-12-01,2025-12-31,400,90,0.8,4,20,0.95,"),
        "inputs/performance.csv:3, column 'agent_id': found 'A2'; expected one row per agent and period\n"
        "    row 2 says it already",
    ),
    "a period in the future": (
        figures("A1,2125-12-01,2125-12-31,400,90,0.8,4,20,0.95,"),
        "inputs/performance.csv:2, column 'period_start': found '2125-12-01'; expected a period that has begun by",
    ),
    "a period that ends before it starts": (
        figures("A1,2025-12-31,2025-12-01,400,90,0.8,4,20,0.95,"),
        "inputs/performance.csv:2, column 'period_end': found '2025-12-01'; expected no earlier than period_start",
    ),
    "a stranger's figures": (
        figures("A9,2025-12-01,2025-12-31,400,90,0.8,4,20,0.95,"),
        "inputs/performance.csv:2, column 'agent_id': found 'A9'; expected an agent_id of agents.csv",
    ),
    "an agent in two teams": (
        agents(GOOD_AGENTS + "A2,Ann,Night,full,calls,agent\n"),
        "inputs/agents.csv:7, column 'agent_id': found 'A2'; expected one row per agent\n"
        "    row 3 says it already in team Day; an agent is in one team",
    ),
    "an agent twice in one team": (
        agents(GOOD_AGENTS + "A2,Ann,Day,full,calls,agent\n"),
        "inputs/agents.csv:7, column 'agent_id': found 'A2'; expected one row per agent\n"
        "    row 3 says it already\n",
    ),
    "a curriculum in a circle": (
        topics("b,60,a,coach,,,,", "a,60,c,coach,,,,", "c,60,b,coach,,,,"),
        "inputs/training.csv:2, column 'prerequisite': found 'a'; expected prerequisites without a circle\n"
        "    b → a → c → b",
    ),
    "a topic before itself": (
        topics("a,60,a,coach,,,,"),
        "inputs/training.csv:2, column 'prerequisite': found 'a'; expected prerequisites without a circle\n"
        "    a → a",
    ),
    "an unknown prerequisite": (
        topics("listening,60,,coach,,,,", "calm,60,lisening,coach,,,,"),
        "inputs/training.csv:3, column 'prerequisite': found 'lisening'; expected one of listening, calm\n"
        "    did you mean 'listening'?",
    ),
    "a topic twice": (
        topics("a,60,,coach,,,,", "a,60,,self,,,,"),
        "inputs/training.csv:3, column 'topic': found 'a'; expected one row per topic\n    row 2 says it already",
    ),
    "a group that cannot be": (
        topics("a,60,,group,4,3,,"),
        "inputs/training.csv:2, column 'min_group': found '4'; expected at most max_group (3)",
    ),
}

NOTES: Mapping[str, tuple[dict[str, str], str]] = {
    "shares in percent": (
        {
            "performance.csv": FIGURES
            + "A1,2025-12-01,2025-12-31,400,90,80,4,20,0.95,\nA2,2025-12-01,2025-12-31,400,90,75.5,4,20,0.9,\n"
        },
        "inputs/performance.csv: read as percent (0-100): fcr\n",
    ),
    "figures missing for some": (
        figures("A1,2025-12-01,2025-12-31,400,,,4,20,0.95,"),
        "inputs/performance.csv: no qa_score for 1, no fcr for 1 of 4 agents; they are compared on what there is",
    ),
    "agents without figures": (
        figures(),
        "inputs/performance.csv: no row for 1 of 4 agents; nobody is judged without figures",
    ),
    "periods that overlap": (
        figures(GOOD.strip(), "A1,2025-12-15,2026-01-11,380,90,0.8,4,20,0.95,"),
        "inputs/performance.csv: row 3: overlap other periods of the same agent; each day counts once",
    ),
    "a period that has not ended": (
        figures("A1,2025-12-01,2125-12-31,400,90,0.8,4,20,0.95,"),
        "inputs/performance.csv: row 2: the period has not ended; it counts from its end on",
    ),
    "a trainer with figures": (
        figures(GOOD.strip(), "T1,2025-12-01,2025-12-31,400,50,0.4,4,20,0.95,"),
        "inputs/performance.csv: row 3: figures of trainers or leads; only the role agent is judged and drafted, "
        "and nobody teaches himself",
    ),
    "absences of somebody who left": (
        {"absences.csv": "agent_id,start,end,kind\nA9,2026-01-12,2026-01-13,unplanned\n"},
        "inputs/absences.csv: row 2: over, and of nobody in agents.csv; left out",
    ),
    "a topic longer than every block": (
        topics("a,90,,coach,,,,"),
        "inputs/training.csv:2, column 'minutes': 90 min fit no block of 60 to 60 min, so the topic is never ",
    ),
    "a cure that nobody knows": (
        {**figures(GOOD.strip()), **topics("a,60,,coach,,,qa_scor;lisening;listening;fcr,")},
        "inputs/training.csv:2, column 'cures': 'qa_scor' is no figure, and no weakness that performance.csv "
        "names; did you mean 'qa_score'?\n"
        "note: inputs/training.csv:2, column 'cures': 'lisening' is no figure, and no weakness that "
        "performance.csv names; did you mean 'listening'?\n",
    ),
    "a mandatory day long past": (
        topics("a,60,,coach,,,,2025-01-31"),
        "inputs/training.csv:2, column 'mandatory_by': 2025-01-31 is long past; it counts as overdue ",
    ),
    "nobody who teaches": (
        {**agents(GOOD_AGENTS.rpartition("T1")[0]), **topics("a,60,,coach,,,,", "b,60,,self,,,,")},
        "inputs/training.csv: 1 of 2 topics need a trainer, and nobody in agents.csv has the role trainer or "
        "lead; only self-study can be drafted",
    ),
}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def told_by(
    root: Path, files: Mapping[str, str], capsys: pytest.CaptureFixture[str], *command: str
) -> tuple[int, str]:
    """The exit code and all that is printed once these files stand in inputs/."""
    for name, text in files.items():
        (root / "inputs" / name).write_text(text, encoding="utf-8")
    code = exit_code_of([*(command or ("check",)), "-w", str(root)])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return code, printed.out + printed.err


@pytest.mark.parametrize("case", PROBLEMS)
def test_a_contradiction_stops_with_its_place_and_what_to_do(
    case: str, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise somebody would be trained, or left out, for a typing mistake."""
    files, expected = PROBLEMS[case]
    code, told = told_by(tiny, files, capsys)
    assert code == 3
    assert expected in told


@pytest.mark.parametrize("case", NOTES)
def test_a_gap_is_told_and_the_rest_works(case: str, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A roster must not be lost because one figure is missing; nor may it be missing unsaid."""
    files, expected = NOTES[case]
    code, told = told_by(tiny, files, capsys)
    assert code == 0
    assert f"note: {expected}" in told


def test_everything_wrong_with_the_pool_is_told_at_once(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise a planner would run the check once per mistake, and cron once per night."""
    bad_figures = figures("A1,2025-12-01,2025-12-31,400,900,80,-4,401,0.95,")
    bad_topics = topics("a,60,b,coach,,,,", "b,60,a,coach,,,,", "c,60,d,group,4,3,,")
    code, told = told_by(tiny, {**bad_figures, **bad_topics}, capsys)
    assert code == 3
    assert "7 problems in the inputs:" in told
    for place in ("'qa_score'", "'fcr'", "'errors'", "'transfers'", "'prerequisite': found 'b'", "'min_group'"):
        assert place in told


def test_a_broken_curriculum_does_not_keep_a_forecast_from_being_made_and_staffed(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What does not read the pool's inputs must work without them; what does stops before it writes anything."""
    broken = topics("a,60,a,coach,,,,")
    days = ("--from", "2026-01-26", "--days", "7")
    assert told_by(tiny, broken, capsys, "forecast", *days)[0] == 0
    assert told_by(tiny, broken, capsys, "staff")[0] == 0
    before = sorted(path.name for path in tiny.rglob("*"))
    assert told_by(tiny, broken, capsys, "run", *days)[0] == 3
    assert sorted(path.name for path in tiny.rglob("*")) == before
