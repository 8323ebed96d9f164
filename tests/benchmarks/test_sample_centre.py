"""The made part of the sample centre: the same on every run, plausible, and enough people for the real calls."""

import csv
import itertools
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

from wfm.domain.people import TenureStage
from wfm.io.hours_text import availability

REPOSITORY = Path(__file__).resolve().parents[2]
INPUTS = REPOSITORY / "inputs"
FIRST, LAST = date(1999, 3, 7), date(1999, 4, 3)
MADE = ("agents", "performance", "absences", "requests", "events", "training", "pins")
MINIMUM_SAMPLE = 100  # [pool] minimum_sample of wfm.toml
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (INPUTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def agents() -> list[Row]:
    return [row for row in rows("agents") if row["role"] == "agent"]


def days_between(start: str, end: str) -> list[date]:
    first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_the_script_writes_the_published_files_again(tmp_path: Path) -> None:
    """Without it the sample drifts from its script, and nobody can tell how a figure came about."""
    script = REPOSITORY / "benchmarks" / "sample_centre.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    for name in MADE:
        written, published = tmp_path / f"{name}.csv", INPUTS / f"{name}.csv"
        assert written.read_bytes() == published.read_bytes(), name


def test_seven_teams_of_five_to_ten_each_with_one_lead() -> None:
    """Without it the sample stops looking like a call centre that a planner knows."""
    teams = Counter(row["team"] for row in rows("agents"))
    leads = Counter(row["team"] for row in rows("agents") if row["role"] == "lead")
    assert len(teams) == 7
    assert all(5 <= size <= 10 for size in teams.values())
    assert leads == dict.fromkeys(teams, 1)
    assert sum(row["role"] == "trainer" for row in rows("agents")) == 3


def test_speed_follows_tenure_over_all_stages() -> None:
    """Without it the peers of a stage are no peers, and a stage may have nobody in it."""
    speeds = defaultdict(list)
    for row in agents():
        stage = TenureStage.at(date.fromisoformat(row["hire_date"]), FIRST)
        speeds[stage].append(float(row["speed"]))
    stages = (TenureStage.NOVELTY, TenureStage.FRUSTRATION, TenureStage.GROWTH, TenureStage.MATURITY)
    means = [sum(speeds[stage]) / len(speeds[stage]) for stage in stages]
    assert means == sorted(means)
    assert all(len(speeds[stage]) >= 5 for stage in stages)


def test_contacts_add_up_to_the_real_history() -> None:
    """Without it performance.csv contradicts history.csv, which a planner sees at once."""
    broker_queues = {"stock_trading", "internet_support"}
    brokers = {row["agent_id"] for row in agents() if set(row["skills"].split(";")) <= broker_queues}
    real: Counter[tuple[bool, str]] = Counter()
    for row in rows("history"):
        real[row["queue"] in broker_queues, row["start"][:7]] += int(float(row["handled"] or 0))
    told: Counter[tuple[bool, str]] = Counter()
    for row in rows("performance"):
        told[row["agent_id"] in brokers, row["period_end"][:7]] += int(row["handled"])
    assert told.keys() == real.keys()
    assert all(abs(told[key] - real[key]) <= 0.01 * real[key] for key in real)


def test_only_a_few_have_too_few_contacts_to_be_judged() -> None:
    """Without it the thin samples that the pool must leave alone are missing, or are half the centre."""
    handled: Counter[str] = Counter()
    for row in rows("performance"):
        handled[row["agent_id"]] += int(row["handled"])
    assert handled.keys() == {row["agent_id"] for row in agents()}
    assert sum(contacts < MINIMUM_SAMPLE for contacts in handled.values()) == 4


def test_every_weakness_has_a_unit_that_cures_it_and_every_prerequisite_exists() -> None:
    """Without it somebody is found wanting and there is nothing to teach him."""
    units = {row["topic"]: row for row in rows("training")}
    cured = {cure for row in units.values() for cure in row["cures"].split(";")}
    weaknesses = {tag for row in rows("performance") for tag in row["weaknesses"].split(";") if tag}
    assert weaknesses <= cured
    order = list(units)
    for topic, row in units.items():
        if row["prerequisite"]:
            assert order.index(row["prerequisite"]) < order.index(topic)


def test_nobody_is_away_twice_and_wishes_and_pins_keep_clear_of_absences() -> None:
    """Without it the sample centre fails its own `wfm check`, or wishes for days on which one is away anyway."""
    away: Counter[tuple[str, date]] = Counter()
    for row in rows("absences"):
        away.update((row["agent_id"], day) for day in days_between(row["start"], row["end"]))
    assert max(away.values()) == 1
    asked = Counter((row["agent_id"], date.fromisoformat(row["date"])) for row in rows("requests") + rows("pins"))
    assert max(asked.values()) == 1
    assert not asked.keys() & away.keys()
    assert all(FIRST <= day <= LAST for _, day in asked)


def test_every_student_has_a_legal_week_between_sunday_and_thursday() -> None:
    """Without it a weekend off, which the contract demands, leaves some student without his sixteen hours."""
    for row in agents():
        if row["contract"] != "student" or not row["availability"]:
            continue
        windows = availability(row["availability"])
        longest = {  # hours of the shifts that fit into the day's window
            weekday: [hours for hours in (4, 6) if any(closes - opens >= hours * 60 for opens, closes in ranges)]
            for weekday, ranges in windows.items()
            if weekday not in (4, 5)
        }
        weeks = itertools.product(*([0, *hours] for hours in longest.values()))
        legal = [week for week in weeks if 16 <= sum(week) <= 20 and 3 <= sum(hours > 0 for hours in week) <= 5]
        assert legal, row["name"]
