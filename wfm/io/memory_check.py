"""Whether the program's memory is as it wrote it, and what a planner can do when it is not."""

from collections.abc import Callable, Sequence

from wfm.domain.errors import Problem
from wfm.io.chain import Break, Head, Line, Texts, first_break
from wfm.io.chained_table import POOL_LEDGER, PROGRAMME, ChainedTable
from wfm.io.memory_lines import ledger_entry, programme_step

READERS: dict[ChainedTable, Callable[[Texts], object]] = {POOL_LEDGER: ledger_entry, PROGRAMME: programme_step}
FROM_AN_EXPORT = "put the rest back from an export with `wfm pool ledger --restore FILE`, or "


def problem_of(table: ChainedTable, lines: Sequence[Line], head: Head | None) -> Problem | None:
    """What is wrong with a table, from which entry on (`row`), and what follows; None when it is as written."""
    broken = first_break(lines, head) or _first_unreadable(table, lines)
    if broken is None:
        return None
    before = [line for line in lines if line.number < broken.number]
    until = f" (written up to {str(before[-1].texts[0])[:10]})" if before else ""
    these = "entry 1" if broken.number == 2 else f"entries 1 to {broken.number - 1}"
    stand = f"{these}{until} {'stands' if broken.number == 2 else 'stand'}; " if before else ""
    export = FROM_AN_EXPORT if table is POOL_LEDGER else ""
    accept = f"take the {table.words} as it is now with `wfm pool ledger --accept`"
    expected = f"entries as the program wrote them: {broken.words}"
    return Problem(f"wfm.db ({table.words})", expected, broken.number, hint=f"{stand}{export}{accept}")


def can_be_read(table: ChainedTable, line: Line) -> bool:
    """Whether a line holds what the table is for."""
    try:
        READERS[table](line.texts)
    except ValueError:
        return False
    return True


def _first_unreadable(table: ChainedTable, lines: Sequence[Line]) -> Break | None:
    numbers = (line.number for line in lines if not can_be_read(table, line))
    number = next(numbers, None)
    return None if number is None else Break(number, f"entry {number} cannot be read")
