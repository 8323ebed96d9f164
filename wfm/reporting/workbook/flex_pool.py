"""Sheet FlexPool: one printed page a day, who leaves the phones for which lesson, and who stays and why."""

from collections.abc import Sequence
from datetime import date

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.pool import Refusal, Session
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Value, lines_of, put
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as, set_widths
from wfm.reporting.workbook.table import LINE_HEIGHT, Column, write_headers, write_rows

NAME = "FlexPool"
FIRST_DAY_ROW = 5
WIDTHS = (7, 24, 16, 7, 7, 7, 24, 20, 58, 9, 9, 8)


def write_flex_pool(book: Book, content: RunContent) -> Worksheet:
    """Day after day, each on its own page."""
    minutes = sum(session.minutes for session in content.sessions)
    people = len({session.agent_id for session in content.sessions})
    sheet = new_sheet(
        book,
        NAME,
        f"Retraining pool drawn from surplus · {content.centre.name}",
        f"{content.days_in_words} · {len(content.sessions)} sessions, {people} people, {minutes} minutes · "
        f"{content.zone_in_words}",
    )
    put(
        sheet,
        3,
        1,
        "Nobody leaves an interval below its protected requirement. When the day turns out busier, call people "
        "back in the order of column Recall: 1 first. What they miss is carried over.",
        Look.NOTE,
    )
    row = FIRST_DAY_ROW
    for day in content.horizon.dates:
        sessions = [session for session in content.sessions if session.date == day]
        refusals = [refusal for refusal in content.refusals if refusal.date == day]
        if sessions or refusals:
            if row > FIRST_DAY_ROW:
                sheet.row_breaks.append(Break(id=row - 1))
            row = _day(book, sheet, row, day, sessions, refusals, content)
    set_widths(sheet, WIDTHS)
    sheet.freeze_panes = f"A{FIRST_DAY_ROW}"
    print_as(sheet, Paper(title_rows="1:3"), content)
    return sheet


def _day(
    book: Book,
    sheet: Worksheet,
    top: int,
    day: date,
    sessions: Sequence[Session],
    refusals: Sequence[Refusal],
    content: RunContent,
) -> int:
    """One day's page; the number of the first row of the next one."""
    put(sheet, top, 1, f"{day:%A} {day.day} {day:%B %Y}", Look.SECTION)
    sheet.row_dimensions[top].height = 20
    columns = _columns(content)
    write_headers(sheet, top + 1, [column.header for column in columns])
    write_rows(book, sheet, top + 2, columns, sorted(sessions, key=lambda session: session.rank))
    row = top + 2 + len(sessions)
    if not sessions:
        put(sheet, row, 2, "Nobody today, for the reasons below.", Look.NOTE)
        row += 1
    if refusals:
        put(sheet, row + 1, 1, "Stay on the phones, and why", Look.SECTION)
        row += 2
        for reason, names in _by_reason(refusals, content):
            row = _refusal_line(sheet, row, reason, names)
    return row + 1


def _columns(content: RunContent) -> tuple[Column[Session], ...]:
    return (
        Column("Rank", WIDTHS[0], Look.COUNT, lambda one, _: one.rank),
        Column("Name", WIDTHS[1], Look.LABEL, lambda one, _: content.name_of(one.agent_id)),
        Column("Team", WIDTHS[2], Look.TEXT, lambda one, _: content.team_of(one.agent_id)),
        Column("From", WIDTHS[3], Look.CLOCK, lambda one, _: content.wall(one.start)),
        Column("To", WIDTHS[4], Look.CLOCK, lambda one, _: content.wall(one.end)),
        Column("Min", WIDTHS[5], Look.COUNT, lambda one, _: one.minutes),
        Column("Topic", WIDTHS[6], Look.TEXT, lambda one, _: words(one.topic)),
        Column("With", WIDTHS[7], Look.TEXT, lambda one, _: trainer(one, content)),
        Column("Why", WIDTHS[8], Look.PROSE, lambda one, _: one.reason),
        Column("Service before", WIDTHS[9], Look.PERCENT, lambda one, _: one.service_level_before),
        Column("Service after", WIDTHS[10], Look.PERCENT, lambda one, _: one.service_level_after),
        Column("Recall", WIDTHS[11], Look.COUNT, lambda one, _: one.recall_order),
    )


def words(topic: str) -> str:
    """A topic's name as people say it: ``call_structure`` is call structure."""
    return topic.replace("_", " ")


def trainer(session: Session, content: RunContent) -> Value:
    """Who teaches, or that nobody has to."""
    return content.name_of(session.trainer_id) if session.trainer_id else "self-study"


def _by_reason(refusals: Sequence[Refusal], content: RunContent) -> list[tuple[str, str]]:
    """Each reason once, with the names it holds for; the commonest first."""
    names: dict[str, list[str]] = {}
    for refusal in refusals:
        names.setdefault(refusal.reason, []).append(content.name_of(refusal.agent_id))
    commonest = sorted(names.items(), key=lambda entry: -len(entry[1]))
    return [(reason, ", ".join(people)) for reason, people in commonest]


def _refusal_line(sheet: Worksheet, row: int, reason: str, names: str) -> int:
    """Names left, running over the empty cells beside them; reason right. The number of the next row."""
    put(sheet, row, 2, names, Look.LABEL_BARE)
    put(sheet, row, 9, reason, Look.PROSE)
    sheet.row_dimensions[row].height = LINE_HEIGHT * lines_of(reason, WIDTHS[8]) + 2
    return row + 1
