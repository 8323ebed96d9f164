"""The sample centre's published files, recomputed with nothing but the csv module."""

import csv
import shutil
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from wfm.app.check_pool import check_pool
from wfm.app.order import Order
from wfm.app.run_chain import run_chain
from wfm.app.run_result import RunResult
from wfm.app.steps import NobodyWatches

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
MINUTE = timedelta(minutes=1)
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunResult]:
    """The sample centre, planned for its four weeks in a workspace of its own."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copy(ROOT / "wfm.toml", root)
    shutil.copytree(ROOT / "inputs", root / "inputs")
    order = Order(workspace=root, first=datetime(1999, 3, 7, tzinfo=UTC).date(), days=28)
    return root, run_chain(order, NobodyWatches())


def breaks_of(shift: Row) -> list[tuple[datetime, datetime]]:
    """Breaks are written as wall-clock times of the shift's own day or the next."""
    start = datetime.fromisoformat(shift["start"])
    found = []
    for span in filter(None, shift["breaks"].split(";")):
        begins, ends = (start.replace(hour=int(clock[:2]), minute=int(clock[3:])) for clock in span.split("-"))
        later = timedelta(days=1 if begins < start else 0)
        found.append(((begins + later).astimezone(UTC), (ends + later).astimezone(UTC)))
    return found


def minutes_on_contact(root: Path, run: Path) -> dict[str, set[datetime]]:
    """Every minute that each agent is on contact, by the shifts less breaks and booked absences."""
    present: dict[str, set[datetime]] = defaultdict(set)
    for shift in rows(run / "shifts.csv"):
        if shift["kind"] == "shift":
            start, end = moment(shift["start"]), moment(shift["end"])
            span = {start + n * MINUTE for n in range(int((end - start) / MINUTE))}
            for begins, ends in breaks_of(shift):
                span -= {begins + n * MINUTE for n in range(int((ends - begins) / MINUTE))}
            present[shift["agent_id"]] |= span
    offset = timedelta(hours=2)  # Jerusalem before the clock change; the sample's timed absences all are
    for absence in rows(root / "inputs" / "absences.csv"):
        if "T" in absence["start"]:
            start, end = (
                datetime.fromisoformat(absence[key]).replace(tzinfo=UTC) - offset for key in ("start", "end")
            )
            present[absence["agent_id"]] -= {start + n * MINUTE for n in range(int((end - start) / MINUTE))}
    return present


def test_open_agents_and_the_pool_recomputed_minute_by_minute(sample: tuple[Path, RunResult]) -> None:
    """Without it nobody outside the program could say that the pool leaves every interval protected."""
    root, result = sample
    skills = {
        row["agent_id"]: set(filter(None, row["skills"].split(";"))) for row in rows(root / "inputs/agents.csv")
    }
    present = minutes_on_contact(root, result.run)
    sessions = rows(result.run / "pool.csv")
    assert sessions
    gone: dict[str, set[datetime]] = defaultdict(set)
    for session in sessions:
        start, minutes = moment(session["start"]), int(session["minutes"])
        for agent_id in filter(None, (session["agent_id"], session["trainer_id"])):
            gone[agent_id] |= {start + n * MINUTE for n in range(minutes)}
    for interval in rows(result.run / "intervals.csv"):
        start = moment(interval["start"])
        span = {start + n * MINUTE for n in range(30)}
        counted = [agent for agent, own in skills.items() if own & set(interval["cover"].split("+"))]
        open_now = sum(len(span & present[agent]) for agent in counted) / 30
        away = sum(len(span & gone[agent]) for agent in counted) / 30
        assert float(interval["agents_open"]) == pytest.approx(open_now), interval
        assert float(interval["agents_in_pool"]) == pytest.approx(away), interval
        if away:
            # wfm.toml: 3 % of those at work are expected to be absent, and are kept out of the pool.
            assert open_now * 0.97 - away >= float(interval["agents_protected"]) - 1e-9, interval


def test_everybody_in_the_pool_is_at_work_is_judged_fairly_and_is_told_why(sample: tuple[Path, RunResult]) -> None:
    """Without it somebody could be drafted on his day off, in his break, or on a handful of calls."""
    root, result = sample
    present = minutes_on_contact(root, result.run)
    handled: dict[str, int] = defaultdict(int)
    for period in rows(root / "inputs" / "performance.csv"):
        handled[period["agent_id"]] += int(period["handled"])
    for session in rows(result.run / "pool.csv"):
        start, minutes = moment(session["start"]), int(session["minutes"])
        block = {start + n * MINUTE for n in range(minutes)}
        assert block <= present[session["agent_id"]], session
        assert handled[session["agent_id"]] >= 100, session
        assert len(session["reason"]) > 20, session
        if session["trainer_id"]:
            assert block <= present[session["trainer_id"]], session


def test_hours_and_rest_of_everybody_recomputed(sample: tuple[Path, RunResult]) -> None:
    """Without it the audit and the engine could share a mistake about the two rules that matter most."""
    _, result = sample
    shifts: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    paid: dict[str, int] = defaultdict(int)
    for row in rows(result.run / "shifts.csv"):
        if row["kind"] == "shift":
            shifts[row["agent_id"]].append((moment(row["start"]), moment(row["end"])))
            paid[row["agent_id"]] += int(row["paid_minutes"])
    for own in shifts.values():
        own.sort()
        rests = [later[0] - earlier[1] for earlier, later in pairwise(own)]
        assert min(rests) >= timedelta(hours=11)
    assert max(paid.values()) <= 4 * 40 * 60
    assert sum(paid.values()) / 60 == pytest.approx(result.summary["paid_hours"])


def test_the_audit_of_the_pool_finds_nothing(sample: tuple[Path, RunResult]) -> None:
    """Without it the pool that every new planner sees first could break its own rules."""
    root, _ = sample
    found = check_pool(root, None)
    assert found.sessions
    assert (found.breaches, found.notes) == ((), ())
