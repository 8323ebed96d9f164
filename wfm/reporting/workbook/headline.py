"""The figures of the front page: as generated, and where the workbook can follow edits, as a live formula."""

from collections.abc import Iterator
from dataclasses import dataclass

from wfm.reporting.content import RunContent
from wfm.reporting.workbook import interval_data, roster_grid
from wfm.reporting.workbook.cells import Formula, Value
from wfm.reporting.workbook.hours import hours_of
from wfm.reporting.workbook.looks import Look


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: `live` None where only a new run can tell."""

    label: str
    generated: Value
    live: Formula | None
    look: Look


def headline(content: RunContent) -> list[Figure]:
    """Roster, then coverage of the widest cover, then what only the run knows."""
    return [*_roster(content), *_coverage(content), *_run(content)]


def _roster(content: RunContent) -> Iterator[Figure]:
    hours = [hours_of(agent, content) for agent in content.staff]
    days = sum(plan.works for plan in content.roster.plans)
    worked, over, on = (
        roster_grid.figures(c, content) for c in (roster_grid.WORKED, roster_grid.OVER, roster_grid.DAYS)
    )
    paid = round(sum(one.worked for one in hours), 2)
    beyond = sum(bool(one.over_or_under) for one in hours)
    yield Figure("Paid hours", paid, Formula(f"SUM({worked})"), Look.HOURS)
    yield Figure("Shifts", days, Formula(f"SUM({on})"), Look.COUNT)
    yield Figure("Agents outside contract hours", beyond, Formula(f'COUNTIF({over},"<>0")'), Look.COUNT)


def _coverage(content: RunContent) -> Iterator[Figure]:
    """Agent-hours of the widest cover; open counts before the pool, short and spare after it."""
    if not content.covers:
        return
    cover, hour = content.covers[0], content.centre.interval_minutes / 60
    rows = [row for row in content.intervals if row.cover == cover]
    net = [row.agents_open - row.agents_in_pool - row.agents_net for row in rows]
    where = interval_data.placed(content)
    names, required, opened, pool, nets = (
        where.column(number)
        for number in (
            interval_data.COVER, interval_data.REQUIRED, interval_data.OPEN, interval_data.POOL, interval_data.NET
        )
    )  # fmt: skip
    this = f"{names},INDEX({names},{content.first_row_of_widest})"
    for label, value, formula in (
        ("Required, agent-hours", sum(row.agents_net for row in rows), f"SUMIFS({required},{this})"),
        ("Open, agent-hours", sum(row.agents_open for row in rows), f"SUMIFS({opened},{this})"),
        ("In retraining pool, agent-hours", sum(row.agents_in_pool for row in rows), f"SUMIFS({pool},{this})"),
        ("Short, agent-hours", -sum(n for n in net if n < 0), f'-SUMIFS({nets},{this},{nets},"<0")'),
        ("Spare, agent-hours", sum(n for n in net if n > 0), f'SUMIFS({nets},{this},{nets},">0")'),
    ):
        yield Figure(label, round(value * hour, 2), Formula(f"ROUND({hour!r}*{formula},2)"), Look.HOURS)
    short = Formula(f'COUNTIFS({this},{nets},"<0")')
    yield Figure("Intervals below the requirement", sum(n < 0 for n in net), short, Look.COUNT)
    yield Figure("Intervals planned", len(rows), Formula(f"COUNTIF({this})"), Look.COUNT)


def _run(content: RunContent) -> Iterator[Figure]:
    known = content.summary
    asked, granted = len(content.requests), sum(given for _, given in content.requests)
    yield Figure("Wishes granted", f"{granted} of {asked}", None, Look.CENTRED)
    for label, key, look in (
        ("Expected service level, all contacts", "service_level", Look.PERCENT),
        ("Person-hours short, all covers together", "understaffed_hours", Look.HOURS),
        ("Person-hours over, all covers together", "overstaffed_hours", Look.HOURS),
        ("Person-hours above protected", "surplus_hours", Look.HOURS),
        ("Days of a cover below its goal", "cover_days_below_goal", Look.COUNT),
        ("Hard breaches", "hard_breaches", Look.COUNT),
        ("Soft findings", "soft_breaches", Look.COUNT),
        ("Retraining sessions", "pool_sessions", Look.COUNT),
        ("Retraining minutes", "pool_minutes", Look.COUNT),
        ("Gap between objective and bound", "gap", Look.PERCENT),
    ):
        value = known.get(key)
        if isinstance(value, int | float):
            yield Figure(label, value, None, look)
