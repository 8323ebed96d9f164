"""The columns of sheet Fairness about fair shares: what is shared in this centre, kind by kind."""

from collections.abc import Callable

from wfm.domain.burdens import Burden, BurdenKind, BurdenStanding
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.cells import Value
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.table import Column

COUNTED_ANYWAY = (BurdenKind.LATE, BurdenKind.WEEKEND)


def share_columns(content: RunContent) -> tuple[Column[str], ...]:
    """For every kind that is shared: how much of it, the fair share, and the balance from before if there is any;
    rows are agent ids."""
    columns: list[Column[str]] = []
    for kind, weight in zip(BurdenKind, content.centre.roster.burden_weights, strict=True):
        if not (weight and content.standings):
            continue
        name = _header(kind)
        if kind not in COUNTED_ANYWAY:
            columns.append(_column(name, kind, content, lambda standing: standing.burden))
        columns.append(_column(f"{name}, fair share", kind, content, lambda standing: standing.share))
        if any(getattr(standing.balance, kind) for standing in content.standings.values()):
            columns.append(_column(f"{name}, before", kind, content, lambda standing: standing.balance))
    return tuple(columns)


def _header(kind: BurdenKind) -> str:
    match kind:
        case BurdenKind.REFUSED:
            return "Wishes refused"
        case BurdenKind.POINTS:
            return "Shift points"
        case _:
            return str(kind).capitalize()


def _column(
    header: str, kind: BurdenKind, content: RunContent, part: Callable[[BurdenStanding], Burden]
) -> Column[str]:
    def value(agent_id: str, _: int) -> Value:
        standing = content.standings.get(agent_id)
        return None if standing is None else getattr(part(standing), kind)

    return Column(header, 10, Look.COUNT, value)
