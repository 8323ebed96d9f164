"""Sheet Roster: everybody's month on one page, agent by day, with hours that follow every edit."""

from datetime import date

from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.people import Agent
from wfm.reporting.content import RunContent
from wfm.reporting.workbook import palette
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Formula, Value, cell_at, clean_text, put, width_of
from wfm.reporting.workbook.changes import note_of
from wfm.reporting.workbook.codes import CODE_LIST, HOURS_LIST
from wfm.reporting.workbook.hours import hours_of, leave_credit, weeks_of
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import A3, Paper, new_sheet, print_as, set_widths
from wfm.reporting.workbook.shift_code import LEAVE, OFF, START_CLASSES, TRAINING, code_of
from wfm.reporting.workbook.signals import when

NAME = "Roster"
HEADER_ROW = 6
FIRST_ROW = 7
ROW_HEIGHT = 15
HEADERS = (
    "Name",
    "Team",
    "Contract",
    "Agent ID",
    "Worked h",
    "Leave h",
    "At least",
    "At most",
    "Over / under",
    "Days",
)
WORKED, LEAVE_HOURS, LEAST, MOST, OVER, DAYS = "E", "F", "G", "H", "I", "J"
BANK_HEADERS = ("Bank before", "Bank, this roster", "Bank after")
BANK_BEFORE, BANK_NOW = "K", "L"
HEADER_HEIGHT, SPECIAL_HEADER_HEIGHT = 44, 80
AGENTS_ON_ONE_PAGE = 75


def headers_of(content: RunContent) -> tuple[str, ...]:
    """The headers before the days; those of the hours bank where anybody has one."""
    return (*HEADERS, *BANK_HEADERS) if content.banks else HEADERS


def number_of(day: date, content: RunContent) -> int:
    """The number of a day's column."""
    return len(headers_of(content)) + 1 + content.horizon.day_index(day)


def column_of(day: date, content: RunContent) -> str:
    """The letter of a day's column."""
    return get_column_letter(number_of(day, content))


def row_of(agent_id: str, content: RunContent) -> int:
    """The row of an agent; the header for somebody who is not in the roster."""
    return FIRST_ROW + content.staff_number.get(agent_id, HEADER_ROW - FIRST_ROW)


def figures(letter: str, content: RunContent) -> str:
    """An absolute reference to one column of all agents, for the live figures of other sheets."""
    return f"'{NAME}'!${letter}${FIRST_ROW}:${letter}${FIRST_ROW + len(content.staff) - 1}"


def write_roster_grid(book: Book, content: RunContent) -> Worksheet:
    """The grid that team leads look at and edit."""
    sheet = new_sheet(
        book,
        NAME,
        f"Roster · {content.centre.name}",
        f"{content.days_in_words} · {content.zone_in_words} · run {content.run_name}",
    )
    put(
        sheet,
        3,
        1,
        "07:30/8 means: starts 07:30, paid 8 h. Pick another code from the list in a cell: hours, days and totals "
        "follow at once. Underlined: fixed by hand. Shifts past midnight belong to the day they start on.",
        Look.NOTE,
    )
    _legend(sheet, content)
    _header(sheet, content)
    for row, agent in enumerate(content.staff, FIRST_ROW):
        _agent_row(book, sheet, row, agent, content)
    _totals(sheet, content)
    _widths(sheet, content)
    _drop_downs(sheet, content)
    _changes(sheet, content)
    _colours(sheet, content)
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{_last_column(content)}{_last_row(content)}"
    print_as(
        sheet,
        Paper(
            size=A3,
            title_rows=f"4:{HEADER_ROW}",
            title_columns="A:B",
            one_page=len(content.staff) <= AGENTS_ON_ONE_PAGE,
        ),
        content,
    )
    return sheet


def _legend(sheet: Worksheet, content: RunContent) -> None:
    """Eight chips in the corner above the names, and one more when days have changed."""
    chips = [(kind.name, kind.colour) for kind in START_CLASSES]
    chips += [("leave", palette.LEAVE), ("training", palette.TRAINING), ("weekend, off", palette.WEEKEND_OFF)]
    places = [(4 + place // 4, 1 + place % 4) for place in range(len(chips))]
    if content.changed:
        chips, places = [*chips, ("changed", palette.CHANGED)], [*places, (4, 5)]
    for (row, column), (text, colour) in zip(places, chips, strict=True):
        chip = put(sheet, row, column, text, Look.CODE)
        chip.fill = PatternFill("solid", fgColor=colour)


def _header(sheet: Worksheet, content: RunContent) -> None:
    for column, header in enumerate(headers_of(content), 1):
        put(sheet, HEADER_ROW, column, header, Look.HEADER)
    for week in weeks_of(content):
        for day in week:
            column = number_of(day, content)
            label = f"Week of {week[0].day} {week[0]:%b}" if day == week[0] else None
            put(sheet, 4, column, label, Look.WEEK)
            put(sheet, 5, column, day, Look.WEEKDAY_WEEKEND if content.is_weekend(day) else Look.WEEKDAY)
            dated = put(sheet, HEADER_ROW, column, day, _look_of(day, content))
            if content.holidays.get(day):
                dated.comment = Comment(clean_text(content.holidays[day]), "wfm")
    special = any(day in content.holidays or day in content.make_up_days for day in content.horizon.dates)
    sheet.row_dimensions[HEADER_ROW].height = SPECIAL_HEADER_HEIGHT if special else HEADER_HEIGHT


def _look_of(day: date, content: RunContent) -> Look:
    """How the header shows what kind of day it is."""
    if day in content.holidays:
        return Look.HEADER_HOLIDAY
    if day in content.make_up_days:
        return Look.HEADER_MAKE_UP
    return Look.HEADER_WEEKEND if content.is_weekend(day) else Look.HEADER_UPRIGHT


def _agent_row(book: Book, sheet: Worksheet, row: int, agent: Agent, content: RunContent) -> None:
    hours, plans = hours_of(agent, content), {plan.date: plan for plan in content.plans_of(agent.agent_id)}
    days = f"{column_of(content.horizon.first, content)}{row}:{_last_column(content)}{row}"
    counted = f"{WORKED}{row}+{LEAVE_HOURS}{row}"
    head: list[tuple[Value, Look]] = [
        (agent.name, Look.LABEL),
        (agent.team, Look.TEXT),
        (agent.contract, Look.TEXT),
        (agent.agent_id, Look.TEXT),
        (Formula(f"SUMPRODUCT(SUMIF({CODE_LIST},{days},{HOURS_LIST}))"), Look.HOURS),
        (Formula(_leave_formula(agent, row, content)), Look.HOURS),
        (hours.least, Look.HOURS),
        (hours.most, Look.HOURS),
        (
            Formula(f"ROUND(MAX(0,{counted}-{MOST}{row})+MIN(0,{counted}-{LEAST}{row}),2)"),
            Look.SIGNED_HOURS,
        ),
        (Formula(f'COUNTIF({days},"*/*")'), Look.COUNT),
    ]
    if content.banks:
        head += _bank(agent, row, content)
    cells: list[tuple[Value, Look]] = []
    for day in content.horizon.dates:
        plan = plans.get(day)
        pinned = plan is not None and plan.pinned
        cells.append((code_of(plan, content) if plan else OFF, Look.CODE_PINNED if pinned else Look.CODE))
    book.append(sheet, head + cells)
    sheet.row_dimensions[row].height = ROW_HEIGHT


def _bank(agent: Agent, row: int, content: RunContent) -> list[tuple[Value, Look]]:
    """The hours bank before, what this roster's hours move it by, and after; blank for who has none."""
    bank = content.banks.get(agent.agent_id)
    if bank is None:
        return [(None, Look.SIGNED_HOURS)] * len(BANK_HEADERS)
    return [
        (bank.before, Look.SIGNED_HOURS),
        (Formula(f"ROUND({WORKED}{row}-{bank.normal!r},2)"), Look.SIGNED_HOURS),
        (Formula(f"ROUND({BANK_BEFORE}{row}+{BANK_NOW}{row},2)"), Look.SIGNED_HOURS),
    ]


def _leave_formula(agent: Agent, row: int, content: RunContent) -> str:
    """Days of leave and training of each week, no more than the contract's days, times a day's share."""
    credit = leave_credit(agent, content)
    weeks = []
    for week in weeks_of(content):
        days = f"{column_of(week[0], content)}{row}:{column_of(week[-1], content)}{row}"
        weeks.append(f'MIN({credit.days_per_week},COUNTIF({days},"{LEAVE}")+COUNTIF({days},"{TRAINING}"))')
    return f"ROUND({credit.hours_per_day!r}*({'+'.join(weeks)}),2)"


def _totals(sheet: Worksheet, content: RunContent) -> None:
    first, last = FIRST_ROW, _last_row(content)
    for offset, label in ((1, "Agents working"), (2, "Paid hours")):
        for column in range(1, number_of(content.horizon.first, content)):
            put(sheet, last + offset, column, label if column == 1 else None, Look.TOTAL_LABEL)
    put(sheet, last + 2, 5, Formula(f"SUM({WORKED}{first}:{WORKED}{last})"), Look.TOTAL_HOURS)
    put(sheet, last + 2, 6, Formula(f"SUM({LEAVE_HOURS}{first}:{LEAVE_HOURS}{last})"), Look.TOTAL_HOURS)
    put(sheet, last + 1, 10, Formula(f"SUM({DAYS}{first}:{DAYS}{last})"), Look.TOTAL_COUNT)
    for day in content.horizon.dates:
        letter, column = column_of(day, content), number_of(day, content)
        cells = f"{letter}{first}:{letter}{last}"
        put(sheet, last + 1, column, Formula(f'COUNTIF({cells},"*/*")'), Look.TOTAL_COUNT)
        paid = Formula(f"SUMPRODUCT(SUMIF({CODE_LIST},{cells},{HOURS_LIST}))")
        put(sheet, last + 2, column, paid, Look.TOTAL_COUNT)


def _widths(sheet: Worksheet, content: RunContent) -> None:
    names = max((width_of(agent.name) for agent in content.staff), default=10)
    teams = max((width_of(agent.team) for agent in content.staff), default=8)
    set_widths(sheet, (min(30, max(14, names + 1)), min(24, max(14, teams + 1)), 14, 14, 8.5, 7.5, 8, 8, 8, 6))
    set_widths(sheet, [8.5] * (len(headers_of(content)) - len(HEADERS)), len(HEADERS) + 1)
    set_widths(sheet, [6.7] * content.horizon.days, number_of(content.horizon.first, content))


def _drop_downs(sheet: Worksheet, content: RunContent) -> None:
    choice = DataValidation("list", formula1=CODE_LIST, allow_blank=False, showErrorMessage=True)
    choice.errorTitle, choice.error = (
        "Not a code",
        "Pick a code from the list; sheet Codes says what each one pays.",
    )
    choice.add(_grid(content))
    sheet.add_data_validation(choice)


def _changes(sheet: Worksheet, content: RunContent) -> None:
    """Changed days in their own colour, before all others, with a note that says what was published."""
    cells = []
    for (agent_id, day), change in content.changed.items():
        if agent_id in content.staff_number and content.amendment is not None:
            cell = cell_at(sheet, row_of(agent_id, content), number_of(day, content))
            cell.comment = note_of(change, content.amendment)
            cells.append(cell.coordinate)
    if cells:
        sheet.conditional_formatting.add(" ".join(cells), when("TRUE", palette.CHANGED, Font(bold=True)))


def _colours(sheet: Worksheet, content: RunContent) -> None:
    """Colours follow the text of a cell, so an edited cell changes colour too."""
    grid, top = _grid(content), f"{column_of(content.horizon.first, content)}{FIRST_ROW}"
    rules = sheet.conditional_formatting
    for day in content.horizon.dates:
        if content.is_weekend(day):
            letter = column_of(day, content)
            rules.add(
                f"{letter}{FIRST_ROW}:{letter}{_last_row(content)}",
                when(f'{letter}{FIRST_ROW}="{OFF}"', palette.WEEKEND_OFF, Font(color=palette.FAINT_INK)),
            )
    rules.add(grid, when(f'{top}="{OFF}"', font=Font(color=palette.FAINT_INK), last=True))
    rules.add(grid, when(f'{top}="{LEAVE}"', palette.LEAVE, Font(italic=True, color=palette.PALE_INK)))
    rules.add(grid, when(f'{top}="{TRAINING}"', palette.TRAINING))
    for kind in START_CLASSES:
        rules.add(grid, when(f'AND(ISNUMBER(SEARCH("/",{top})),LEFT({top},5)<"{kind.before}")', kind.colour))
    over = f"{OVER}{FIRST_ROW}:{OVER}{_last_row(content)}"
    rules.add(over, when(f"{OVER}{FIRST_ROW}<0", palette.SHORT_TINT, Font(bold=True)))
    rules.add(over, when(f"{OVER}{FIRST_ROW}>0", palette.SPARE_TINT, Font(bold=True)))
    everybody = f"A{FIRST_ROW}:{_last_column(content)}{_last_row(content)}"
    line = Border(top=Side("thin", color=palette.HEADER))
    rules.add(everybody, when(f"$B{FIRST_ROW}<>$B{HEADER_ROW}", border=line))


def _grid(content: RunContent) -> str:
    return f"{column_of(content.horizon.first, content)}{FIRST_ROW}:{_last_column(content)}{_last_row(content)}"


def _last_column(content: RunContent) -> str:
    return column_of(content.horizon.last, content)


def _last_row(content: RunContent) -> int:
    return FIRST_ROW + len(content.staff) - 1
