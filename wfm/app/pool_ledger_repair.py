"""``wfm pool ledger --restore`` and ``--accept``: setting right a ledger that was lost or changed by hand."""

from dataclasses import asdict, dataclass
from pathlib import Path

from wfm.app.desk import Desk, at_desk
from wfm.app.opening import open_centre
from wfm.app.register import enter_missing_runs
from wfm.app.steps import NobodyWatches, Steps
from wfm.domain.errors import InputProblems, Problem
from wfm.io.chained_table import CHAINED, POOL_LEDGER, ChainedTable
from wfm.io.ledger_file import LedgerFile, read_ledger_file
from wfm.io.ledger_repair import Repair, accepted, nothing_in_common, restored
from wfm.io.memory_check import problem_of

GO_ON = "to go on without, add --accept-cut; nothing has been written"


@dataclass(frozen=True)
class Repaired:
    """What was done to the ledger. `done` False: it needed nothing; `entries`: how many it has now; `put_back`:
    how many came from the export, `kept`: from the ledger alone; `set_aside`: the numbers of lines that have no
    place in it any more; `lost`: entries it once counted that are nowhere; `checked`: the export's checksums fit;
    `entered_runs`: those that had waited."""

    done: bool
    entries: int
    put_back: int = 0
    kept: int = 0
    set_aside: tuple[int, ...] = ()
    lost: int = 0
    checked: bool = True
    entered_runs: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def restore_ledger(where: Path | None, export: Path, *, accept_cut: bool = False) -> Repaired:
    """Take an exported ledger back: its entries, then those of this ledger that the export does not have.

    Without `accept_cut` nothing is written when the file is cut off or entries would be missing afterwards. Raises
    InputProblems with all that speaks against it.
    """
    workspace, centre = open_centre(where)
    file = read_ledger_file(export, centre.zone)
    with at_desk(workspace, "pool ledger", Steps(NobodyWatches())) as desk:
        lines, head = desk.database.lines(POOL_LEDGER)
        if nothing_in_common(lines, file.lines):
            expected = "an export of this workspace's ledger: the two have no entry in common"
            raise InputProblems([Problem(file.shown, expected)])
        repair = restored(lines, head, file.lines)
        missing = [] if accept_cut else _missing(file, repair)
        if missing:
            raise InputProblems(missing)
        as_it_was = problem_of(POOL_LEDGER, lines, head) is None and not repair.put_back
        if as_it_was:
            return Repaired(False, len(lines), checked=file.checked)
        return _written(desk, POOL_LEDGER, repair, "restored", checked=file.checked)


def accept_ledger(where: Path | None) -> Repaired:
    """Take the ledger and the record of the programme as they stand, whatever somebody changed in them by hand."""
    workspace, _ = open_centre(where)
    with at_desk(workspace, "pool ledger", Steps(NobodyWatches())) as desk:
        repaired = Repaired(False, len(desk.database.lines(POOL_LEDGER)[0]))
        for table in reversed(CHAINED):
            lines, head = desk.database.lines(table)
            if problem_of(table, lines, head) is not None:
                repaired = _written(desk, table, accepted(table, lines, head), "accepted")
        return repaired


def _missing(file: LedgerFile, repair: Repair) -> list[Problem]:
    """What would be missing from the ledger afterwards."""
    problems = []
    if file.cut_row is not None:
        whole = f"the {len(file.lines)} entries before it are complete" if file.lines else "no entry is complete"
        problems.append(
            Problem(file.shown, "a whole line: the file is cut off here", file.cut_row, hint=f"{whole}; {GO_ON}")
        )
    problems += [
        Problem(
            "wfm.db (pool ledger)",
            f"an entry as the program wrote it: this one was changed by hand and {file.shown} does not have it",
            line.number,
            hint=f"it would be set aside; {GO_ON}",
        )
        for line in repair.unreplaced
    ]
    if repair.lost > len(repair.unreplaced):
        counted = f"{len(repair.rows) + repair.lost} entries, as many as the ledger once counted"
        problems.append(
            Problem(file.shown, counted, value=f"{len(repair.rows)} with those of the ledger", hint=GO_ON)
        )
    return problems


def _written(desk: Desk, table: ChainedTable, repair: Repair, kind: str, *, checked: bool = True) -> Repaired:
    """Write it, then enter the runs that waited for it."""
    desk.database.replace(table, repair.rows, kind, repair.aside)
    entered = enter_missing_runs(desk.workspace, desk.database)
    aside = tuple(line.number for line in repair.aside)
    entries = len(desk.database.lines(POOL_LEDGER)[0])
    return Repaired(True, entries, repair.put_back, repair.kept, aside, repair.lost, checked, entered)
