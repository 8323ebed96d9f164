"""The pool's ledger as a planner sees it, lost, changed by hand and set right."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from wfm.app.build_roster import build_from_requirement
from wfm.app.draft_pool import draft_pool
from wfm.app.order import Order, RosterOrder
from wfm.app.pool_ledger import LedgerView, PoolLedger, pool_ledger
from wfm.app.pool_ledger_repair import accept_ledger, restore_ledger
from wfm.app.run_chain import run_chain
from wfm.app.steps import NobodyWatches
from wfm.domain.errors import InputProblems, MemoryChanged
from wfm.domain.pool import LedgerEntry, SessionStatus
from wfm.io.database import opened

MONDAY = date(2026, 1, 26)


@dataclass(frozen=True)
class Reported:
    """The planned week. Of the session `plan` 20 minutes were attended and the rest recalled: the entries
    `attended` (by number) and the one after it, the last."""

    root: Path
    plan: LedgerEntry
    attended: int

    @property
    def last(self) -> int:
        return self.attended + 1

    @property
    def rest(self) -> int:
        return self.plan.minutes - 20

    def ledger(self, view: LedgerView | None = None, export: Path | None = None) -> PoolLedger:
        return pool_ledger(self.root, view or LedgerView(), export)

    def exported(self, path: Path) -> Path:
        self.ledger(export=path)
        return path

    def change_by_hand(self, script: str) -> None:
        connection = sqlite3.connect(self.root / "wfm.db")
        connection.executescript(
            f"DROP TRIGGER pool_ledger_keeps; DROP TRIGGER pool_ledger_forgets_nothing; {script}"
        )
        connection.close()

    def remove_the_memory(self) -> None:
        for path in self.root.glob("wfm.db*"):
            path.unlink()


@pytest.fixture
def reported(planned_copy: Path) -> Reported:
    with opened(planned_copy / "wfm.db") as database:
        entries = database.ledger()
        plan = next(entry for entry in entries if entry.agent_id)
        happened = ((20, SessionStatus.ATTENDED), (plan.minutes - 20, SessionStatus.RECALLED))
        database.append(
            LedgerEntry(
                plan.end, plan.run, plan.agent_id, plan.date, plan.topic, plan.start, plan.end, minutes, status
            )
            for minutes, status in happened
        )
    return Reported(planned_copy, plan, len(entries) + 1)


def test_the_ledger_shows_every_minute_and_what_is_owed(reported: Reported) -> None:
    """Otherwise nobody could say where the hour of training went."""
    told = reported.ledger()
    [account] = [one for one in told.accounts if one.attended]
    became = (account.planned, account.attended, account.recalled, account.missed, account.carried)
    assert became == (reported.plan.minutes, 20, reported.rest, 0, reported.rest)
    assert told.totals["attended"] == 20
    assert (reported.plan.agent_id, reported.plan.topic, reported.rest) in [
        (one.agent_id, one.topic, one.minutes) for one in told.owed
    ]
    assert len(told.entries) == reported.last
    assert (told.exit_code, told.problem) == (0, None)


def test_the_ledger_of_one_agent_and_some_days(reported: Reported) -> None:
    """Otherwise a talk about one agent would show everybody's retraining."""
    own = reported.ledger(LedgerView(reported.plan.agent_id, MONDAY, reported.plan.date)).accounts
    assert {one.agent_id for one in own} == {reported.plan.agent_id}
    assert max(one.date for one in own) <= reported.plan.date
    assert reported.ledger(LedgerView("nobody")).accounts == ()
    assert reported.ledger(LedgerView(first=MONDAY + timedelta(days=7))).accounts == ()


def test_a_lost_memory_comes_back_from_an_export(reported: Reported, tmp_path: Path) -> None:
    """Otherwise what was attended would be gone with a broken disk."""
    before, export = reported.ledger(), reported.exported(tmp_path / "ledger.csv")
    reported.remove_the_memory()
    done = restore_ledger(reported.root, export)
    assert (done.put_back, done.kept, done.set_aside, done.lost, done.checked) == (2, 0, (), 0, True)
    after = reported.ledger()
    assert (after.accounts, after.owed, after.head) == (before.accounts, before.owed, before.head)
    assert not restore_ledger(reported.root, export).done


def test_a_cut_export_is_taken_only_when_that_is_said(reported: Reported, tmp_path: Path) -> None:
    """Otherwise half a file would pass for the whole past."""
    export = reported.exported(tmp_path / "ledger.csv")
    export.write_bytes(export.read_bytes()[:-30])
    reported.remove_the_memory()
    with pytest.raises(InputProblems, match=f"the {reported.attended} entries before it are complete"):
        restore_ledger(reported.root, export)
    assert len(reported.ledger().entries) == reported.attended - 1  # what the run's directory says
    assert restore_ledger(reported.root, export, accept_cut=True).put_back == 1
    assert len(reported.ledger().entries) == reported.attended


def test_the_export_of_another_workspace_is_refused(reported: Reported, tmp_path: Path) -> None:
    """Otherwise two centres' people would be mixed up."""
    export = reported.exported(tmp_path / "ledger.csv")
    lines = export.read_text(encoding="utf-8").splitlines()
    rows = [line.split(",", 1)[1].rsplit(",", 1)[0] for line in lines]
    export.write_text("\n".join(rows).replace("rosters/", "elsewhere/") + "\n", encoding="utf-8")
    with pytest.raises(InputProblems, match="no entry in common"):
        restore_ledger(reported.root, export, accept_cut=True)


def test_of_a_changed_ledger_the_entries_before_are_shown_and_a_pool_is_refused(reported: Reported) -> None:
    """Otherwise the next draft would rest on a past that somebody made up."""
    reported.change_by_hand(f"UPDATE pool_ledger SET minutes = 60 WHERE entry = {reported.attended}")
    told = reported.ledger()
    assert told.exit_code == 3
    assert told.problem is not None
    assert told.problem.row == reported.attended
    assert told.totals["planned"] > 0
    assert told.totals["attended"] == 0
    with pytest.raises(MemoryChanged):
        draft_pool(reported.root, None, NobodyWatches())


def test_a_run_goes_on_without_a_pool_when_the_ledger_was_changed(reported: Reported) -> None:
    """Otherwise a typing error in the ledger would cost the team its roster; or the same people be taken again."""
    reported.change_by_hand(f"DELETE FROM pool_ledger WHERE entry = {reported.last}")
    done = run_chain(Order(reported.root, MONDAY + timedelta(days=7), 7), NobodyWatches())
    assert done.summary["pool_sessions"] == 0
    assert (done.person_needed, done.exit_code(strict=True), done.exit_code(strict=False)) == (True, 5, 0)
    assert any("no retraining pool was drawn" in note for note in done.notes)
    assert not (done.run / "pool.csv").exists()
    assert done.summary["hard_breaches"] == 0


def test_an_edited_entry_that_no_export_has_is_never_settled_unasked(reported: Reported, tmp_path: Path) -> None:
    """Otherwise a repair would quietly choose between two pasts."""
    export = reported.exported(tmp_path / "ledger.csv")
    older = export.read_text(encoding="utf-8").splitlines(keepends=True)[: reported.attended]
    export.write_text("".join(older), encoding="utf-8")
    reported.change_by_hand(f"UPDATE pool_ledger SET minutes = 25 WHERE entry = {reported.attended}")
    with pytest.raises(InputProblems, match="does not have it"):
        restore_ledger(reported.root, export)
    accepted = accept_ledger(reported.root)
    assert (accepted.done, accepted.entries, accepted.set_aside) == (True, reported.last, ())
    assert reported.ledger().totals["attended"] == 25
    assert not accept_ledger(reported.root).done


def test_a_run_published_while_the_ledger_was_broken_is_entered_afterwards(reported: Reported) -> None:
    """Otherwise a plan that people follow would be missing from the ledger for ever."""
    run = reported.plan.run
    reported.change_by_hand(f"DELETE FROM runs WHERE run = '{run}'; DELETE FROM pool_ledger;")
    built = build_from_requirement(RosterOrder(reported.root), NobodyWatches())
    assert built.summary["hard_breaches"] == 0
    with opened(reported.root / "wfm.db") as database:
        assert run not in {record.run for record in database.runs()}
    done = accept_ledger(reported.root)
    assert done.lost == reported.last
    assert run in done.entered_runs
    assert reported.plan in [entry for _, entry in reported.ledger().entries]
