"""Sheet Fairness: who carries the late and the weekend shifts, and whose wishes came true."""

from calendar import day_name
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.people import Agent
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.reporting.content import RunContent
from wfm.reporting.workbook import palette
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Value, put
from wfm.reporting.workbook.fair_shares import share_columns
from wfm.reporting.workbook.hours import hours_of
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.signals import bar
from wfm.reporting.workbook.table import Column, write_headers, write_rows, write_table

NAME = "Fairness"


@dataclass(frozen=True, slots=True)
class Share:
    """What one agent carries over the horizon."""

    agent: Agent
    days: int
    hours: float
    late: int
    weekend: int
    wishes: int
    granted: int


@dataclass(frozen=True, slots=True)
class Group:
    """The agents of one contract."""

    contract: str
    shares: tuple[Share, ...]

    def mean(self, figure: str) -> float:
        return fmean(getattr(share, figure) for share in self.shares)

    def span(self, figure: str) -> str:
        values = [getattr(share, figure) for share in self.shares]
        return f"{min(values)} to {max(values)}"


def write_fairness(book: Book, content: RunContent) -> Worksheet:
    """Per contract on top, per agent below."""
    late_after, weekend = content.centre.roster.late_after, content.centre.roster.weekend
    days = " or ".join(day_name[number] for number in weekend)
    sheet = new_sheet(
        book,
        NAME,
        "Fairness",
        f"Late: the shift ends after {late_after // 60:02d}:{late_after % 60:02d}. Weekend: the shift starts on "
        f"{days}. As generated, {content.days_in_words}.",
    )
    shares = shares_of(content)
    groups = _groups(shares)
    put(sheet, 4, 1, "By contract", Look.SECTION)
    write_headers(sheet, 5, [column.header for column in GROUP_COLUMNS])
    write_rows(book, sheet, 6, GROUP_COLUMNS, groups)
    top = 6 + len(groups) + 2
    put(sheet, top - 1, 1, "By agent", Look.SECTION)
    placed = write_table(book, sheet, "FairnessTable", top, _columns(content), shares)
    for letter, colour in (("F", palette.SPARE), ("G", palette.SHORT)):
        sheet.conditional_formatting.add(f"{letter}{placed.first}:{letter}{placed.last}", bar(colour))
    print_as(sheet, Paper(landscape=False, title_rows=f"{top}:{top}"), content)
    return sheet


GROUP_COLUMNS: tuple[Column[Group], ...] = (
    Column("Contract", 20, Look.LABEL, lambda group, _: group.contract or "none"),
    Column("Agents", 18, Look.COUNT, lambda group, _: len(group.shares)),
    Column("Hours, mean", 14, Look.HOURS, lambda group, _: group.mean("hours")),
    Column("Days, mean", 9, Look.HOURS, lambda group, _: group.mean("days")),
    Column("Late, mean", 9, Look.DECIMAL, lambda group, _: group.mean("late")),
    Column("Late, from-to", 9, Look.CENTRED, lambda group, _: group.span("late")),
    Column("Weekend, mean", 9, Look.DECIMAL, lambda group, _: group.mean("weekend")),
    Column("Weekend, from-to", 9, Look.CENTRED, lambda group, _: group.span("weekend")),
    Column("Wishes granted", 12, Look.CENTRED, lambda group, _: _granted(group.shares)),
)


def _columns(content: RunContent) -> tuple[Column[Share], ...]:
    return (
        Column("Name", 22, Look.LABEL, lambda share, _: share.agent.name),
        Column("Team", 18, Look.TEXT, lambda share, _: share.agent.team),
        Column("Contract", 14, Look.TEXT, lambda share, _: share.agent.contract),
        Column("Days", 9, Look.COUNT, lambda share, _: share.days),
        Column("Hours", 9, Look.HOURS, lambda share, _: share.hours),
        Column("Late shifts", 10, Look.COUNT, lambda share, _: share.late),
        Column("Weekend shifts", 10, Look.COUNT, lambda share, _: share.weekend),
        Column("Wishes", 10, Look.COUNT, lambda share, _: share.wishes),
        Column("Granted", 10, Look.COUNT, lambda share, _: share.granted),
        *(_of_agent(column) for column in share_columns(content)),
    )


def _of_agent(column: Column[str]) -> Column[Share]:
    return Column(
        column.header, column.width, column.look, lambda share, row: column.value(share.agent.agent_id, row)
    )


def shares_of(content: RunContent) -> list[Share]:
    """One share per agent, in the order of the roster grid."""
    asked: dict[str, list[bool]] = {}
    for wish, granted in content.requests:
        asked.setdefault(wish.agent_id, []).append(granted)
    return [_share(agent, asked.get(agent.agent_id, []), content) for agent in content.staff]


def _share(agent: Agent, wishes: Sequence[bool], content: RunContent) -> Share:
    worked = [plan for plan in content.plans_of(agent.agent_id) if plan.works]
    standing = content.standings.get(agent.agent_id)
    late = sum(_is_late(plan, content) for plan in worked)
    weekend = sum(content.is_weekend(plan.date) for plan in worked)
    return Share(
        agent,
        len(worked),
        hours_of(agent, content).worked,
        late if standing is None else standing.burden.late,
        weekend if standing is None else standing.burden.weekend,
        len(wishes),
        sum(wishes),
    )


def _is_late(plan: DayPlan, content: RunContent) -> bool:
    return plan.span()[1] > at_minute(plan.date, content.centre.roster.late_after, content.centre.zone)


def _groups(shares: Sequence[Share]) -> list[Group]:
    names = dict.fromkeys(share.agent.contract for share in shares)
    return [Group(name, tuple(share for share in shares if share.agent.contract == name)) for name in names]


def _granted(shares: Sequence[Share]) -> Value:
    wishes, granted = sum(share.wishes for share in shares), sum(share.granted for share in shares)
    return f"{granted} of {wishes}" if wishes else "none asked"
