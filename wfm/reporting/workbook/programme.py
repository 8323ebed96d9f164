"""Sheet Programme: who stands where in the retraining programme since when, why, and what comes next."""

from collections.abc import Mapping, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.pool import ProgrammeLine, ProgrammeState
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import put
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.table import Column, write_table

NAME = "Programme"
TOP = 5


def write_programme(book: Book, content: RunContent) -> Worksheet:
    """Everybody in the programme: how he stood before these days, and every change on them."""
    sheet = new_sheet(
        book,
        NAME,
        f"Retraining programme · {content.centre.name}",
        f"{content.days_in_words} · {_counted(content)}",
    )
    put(
        sheet,
        3,
        1,
        "Escalated: a person decides; the reason says what to look at. A row dated within these days holds if the "
        "sessions take place as planned.",
        Look.NOTE,
    )
    order = {state: place for place, state in enumerate(ProgrammeState.by_urgency())}
    latest = {line.agent_id: line for line in content.programme}
    rows = sorted(content.programme, key=lambda one: (order[latest[one.agent_id].state], one.agent_id, one.date))
    write_table(book, sheet, "ProgrammeTable", TOP, _columns(content), rows)
    sheet.freeze_panes = f"C{TOP + 1}"
    print_as(sheet, Paper(title_rows=f"{TOP}:{TOP}"), content)
    return sheet


def _counted(content: RunContent) -> str:
    """How many stand where at the end of these days."""
    latest = {line.agent_id: line.state for line in content.programme}
    states = list(latest.values())
    counts = [
        f"{states.count(state)} {in_words(state)}" for state in ProgrammeState.by_urgency() if state in states
    ]
    return ", ".join(counts) or "nobody in it"


def in_words(state: ProgrammeState) -> str:
    """``in programme``."""
    return str(state).replace("_", " ")


def _columns(content: RunContent) -> tuple[Column[ProgrammeLine], ...]:
    samples = _samples(content)
    return (
        Column("Agent ID", 11, Look.TEXT, lambda one, _: one.agent_id),
        Column("Name", 20, Look.LABEL, lambda one, _: content.name_of(one.agent_id)),
        Column("Team", 16, Look.TEXT, lambda one, _: content.team_of(one.agent_id)),
        Column("State", 14, Look.TEXT, lambda one, _: in_words(one.state)),
        Column("Since", 16, Look.DATE, lambda one, _: one.date),
        Column("Why", 58, Look.PROSE, lambda one, _: one.reason),
        Column("Sessions so far", 9, Look.COUNT, lambda one, _: one.sessions),
        Column("Owed min", 9, Look.COUNT, lambda one, _: one.minutes_owed),
        Column("Next due", 16, Look.DATE, lambda one, _: one.due),
        Column("What is due", 30, Look.PROSE, lambda one, _: one.what_next),
        Column("Quality samples due", 34, Look.PROSE, lambda one, _: " ".join(samples.get(one, ()))),
    )


def _samples(content: RunContent) -> Mapping[ProgrammeLine, Sequence[str]]:
    """Month and day of the samples due while each row holds: until the agent's next row begins."""
    rows: dict[str, list[ProgrammeLine]] = {}
    for line in content.programme:
        rows.setdefault(line.agent_id, []).append(line)
    found: dict[ProgrammeLine, list[str]] = {}
    for sample in content.samples:
        begun = [line for line in rows.get(sample.agent_id, ()) if line.date <= sample.due]
        if begun:
            found.setdefault(begun[-1], []).append(f"{sample.due:%m-%d}")
    return found
