"""What earlier rosters asked of people, read back from what was published."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from wfm.app.earlier_rosters import earlier_facts, earlier_rosters
from wfm.app.opening import Opened, open_workspace
from wfm.app.order import Order
from wfm.app.recognise import key_of
from wfm.app.run_chain import run_chain
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems
from wfm.io.manifest import read_manifest, write_json
from wfm.pool.ledger import Ledger

MONDAY = date(2026, 1, 26)


def opened_with(root: Path, roster: str) -> Opened:
    """The workspace with more keys in [roster]."""
    path = root / "wfm.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count("[roster]\n") == 1
    path.write_text(text.replace("[roster]\n", f"[roster]\n{roster}\n"), encoding="utf-8")
    return open_workspace(root)


def rewritten(run: Path, again: Path, old: str, new: str) -> None:
    """A second run of the same days, published later, with another shifts.csv."""
    shutil.copytree(run, again)
    text = (run / "shifts.csv").read_text(encoding="utf-8")
    assert old in text
    (again / "shifts.csv").write_text(text.replace(old, new), encoding="utf-8")
    write_json(again / "manifest.json", {**read_manifest(run), "ended": "2099-01-01T00:00:00+00:00"})


def test_the_past_counts_as_far_back_as_the_centre_says(planned_copy: Path) -> None:
    """Without it somebody's nights of last month would be forgotten, or those of last year never."""
    run = planned_copy / "rosters" / "2026-01-26_7d"
    opened = opened_with(planned_copy, "balance_weeks = 1")
    following = opened.centre.horizon(date(2026, 2, 2), 7)
    earlier = earlier_rosters(opened, following)
    assert {plan.date for plan in earlier.plans} == set(opened.centre.horizon(MONDAY, 7).dates)
    refused = (run / "breaches.csv").read_text(encoding="utf-8").count("Requests,")
    assert sum((earlier.refused or {}).values()) == refused
    # a week from the 5th on sees the last four days of the published one
    later = earlier_rosters(opened, opened.centre.horizon(date(2026, 2, 5), 7))
    assert {plan.date.day for plan in later.plans} == {29, 30, 31, 1}
    assert not earlier_rosters(opened, opened.centre.horizon(MONDAY, 7)).plans


def test_of_two_rosters_for_a_day_the_newer_counts(planned_copy: Path) -> None:
    """Without it a roster that was replaced would count twice or instead of the one that was worked."""
    shelf = planned_copy / "rosters"
    opened = opened_with(planned_copy, "balance_weeks = 2")
    horizon = opened.centre.horizon(date(2026, 2, 2), 7)
    before, key = earlier_rosters(opened, horizon).plans, key_of("run", opened, horizon, (), Ledger())
    agent_id = before[0].agent_id
    rewritten(shelf / "2026-01-26_7d", shelf / "2026-01-26_7d_2", f"\n{agent_id},", "\nSomebody,")
    after = earlier_rosters(opened, horizon).plans
    assert len(after) == len(before)
    assert agent_id not in {plan.agent_id for plan in after}
    assert [facts[0] for facts in earlier_facts(opened, horizon)] == ["2026-01-26_7d_2"]
    assert key_of("run", opened, horizon, (), Ledger()) != key


def test_no_weeks_is_no_past(planned_copy: Path) -> None:
    """Without it a centre that never asked for it would get other rosters by an update."""
    opened = open_workspace(planned_copy)
    horizon = opened.centre.horizon(date(2026, 2, 2), 7)
    assert (earlier_rosters(opened, horizon).plans, earlier_facts(opened, horizon)) == ((), [])


def test_a_balance_for_a_stranger_is_refused(tiny: Path) -> None:
    """Without it a misspelt agent would keep his nights."""
    (tiny / "inputs" / "balance.csv").write_text("agent_id,kind,value\nnobody,night,3\n", encoding="utf-8")
    with pytest.raises(InputProblems, match="balance"):
        run_chain(Order(tiny, MONDAY, 7), NobodyWatches())
