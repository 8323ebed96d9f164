"""Setting right a ledger that somebody changed by hand, or that was lost: from an export, or as it stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wfm.io.chain import Head, Line, Texts, as_written
from wfm.io.chained_table import ChainedTable
from wfm.io.memory_check import can_be_read


@dataclass(frozen=True)
class Repair:
    """What a table becomes. `rows`: all its entries; `put_back`: how many of them were not in it; `kept`: how many
    of its own the export does not have; `aside`: lines that have no place in it any more, `unreplaced`: those of
    them in whose place nothing is put back; `lost`: how many entries it once counted that are nowhere."""

    rows: tuple[Texts, ...]
    put_back: int
    kept: int
    aside: tuple[Line, ...]
    unreplaced: tuple[Line, ...]
    lost: int


def restored(stored: Sequence[Line], head: Head | None, export: Sequence[Line]) -> Repair:
    """The export's entries, then those of the ledger that the program wrote and the export does not have.

    Lines that were changed or put in by hand, and are not so in the export, are set aside.
    """
    wanted = Counter(line.texts for line in export)
    genuine = as_written(stored, export)
    kept: list[Texts] = []
    aside: list[Line] = []
    for place, line in enumerate(stored):
        if wanted[line.texts] > 0:
            wanted[line.texts] -= 1
        elif place in genuine:
            kept.append(line.texts)
        else:
            aside.append(line)
    replaced = {line.number for line in export if wanted[line.texts] > 0}
    unreplaced = tuple(line for line in aside if line.number not in replaced)
    rows = (*(line.texts for line in export), *kept)
    return Repair(rows, wanted.total(), len(kept), tuple(aside), unreplaced, _lost(head, len(rows)))


def accepted(table: ChainedTable, stored: Sequence[Line], head: Head | None) -> Repair:
    """The table as it stands, without the lines that nobody can read."""
    aside = tuple(line for line in stored if not can_be_read(table, line))
    rows = tuple(line.texts for line in stored if line not in aside)
    return Repair(rows, 0, len(rows), aside, aside, _lost(head, len(stored)))


def nothing_in_common(stored: Sequence[Line], export: Sequence[Line]) -> bool:
    """Whether both have entries and share none: the export is of another workspace."""
    return bool(stored and export) and not {line.texts for line in stored} & {line.texts for line in export}


def _lost(head: Head | None, entries: int) -> int:
    return 0 if head is None else max(0, head.lines - entries)
