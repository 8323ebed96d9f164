"""Sheet Forecast: how good the forecast was when it was tried, and what it says for every queue and day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.demand import ForecastRow
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Value, put
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.table import Column, write_headers, write_rows, write_table

NAME = "Forecast"
Figures = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class QueueDay:
    """One queue on one day; `peak` is its busiest interval."""

    queue: str
    date: date
    offered: float
    aht_seconds: float
    peak: ForecastRow

    @property
    def load_hours(self) -> float:
        """Hours of handling time that the day brings."""
        return self.offered * self.aht_seconds / 3600


def write_forecast(book: Book, content: RunContent) -> Worksheet:
    """Accuracy on top, queue-days below."""
    sheet = new_sheet(
        book,
        NAME,
        "Forecast",
        "Quantiles are those of the day's busiest interval: 80 of 100 such intervals bring no more than its P80.",
    )
    figures = _figures(content.accuracy)
    put(sheet, 4, 1, _tried(content.accuracy), Look.SECTION)
    write_headers(sheet, 5, [column.header for column in ACCURACY])
    write_rows(book, sheet, 6, ACCURACY, figures)
    top = 6 + len(figures) + 3
    put(
        sheet,
        top - 3,
        1,
        "WAPE: sum of absolute errors over contacts. Naive: the last same weekday. Floor: the error that pure "
        "chance leaves to whoever knows the true rate. Coverage: share of intervals inside the band.",
        Look.NOTE,
    )
    put(sheet, top - 1, 1, f"Volumes per queue and day, {content.days_in_words}", Look.SECTION)
    write_table(book, sheet, "ForecastTable", top, _columns(content), queue_days(content))
    print_as(sheet, Paper(title_rows=f"{top}:{top}"), content)
    return sheet


def queue_days(content: RunContent) -> list[QueueDay]:
    """The forecast by queue and day; handling time is the mean weighted by contacts."""
    days: dict[tuple[str, date], list[ForecastRow]] = {}
    for row in content.forecast:
        days.setdefault((row.queue, content.day_of(row.start)), []).append(row)
    return [_queue_day(queue, day, rows) for (queue, day), rows in days.items()]


def _queue_day(queue: str, day: date, rows: Sequence[ForecastRow]) -> QueueDay:
    offered = sum(row.offered for row in rows)
    work = sum(row.offered * row.aht_seconds for row in rows)
    return QueueDay(
        queue, day, offered, work / offered if offered else 0.0, max(rows, key=lambda row: row.offered)
    )


def _columns(content: RunContent) -> tuple[Column[QueueDay], ...]:
    return (
        Column("Queue", 24, Look.TEXT, lambda day, _: day.queue),
        Column("Date", 16, Look.DATE, lambda day, _: day.date),
        Column("Offered", 10, Look.HOURS, lambda day, _: day.offered),
        Column("AHT s", 10, Look.COUNT, lambda day, _: day.aht_seconds),
        Column("Handling h", 10, Look.HOURS, lambda day, _: day.load_hours),
        Column("Busiest at", 10, Look.CLOCK, lambda day, _: content.wall(day.peak.start).time()),
        Column("Offered then", 10, Look.HOURS, lambda day, _: day.peak.offered),
        Column("P10", 9, Look.HOURS, lambda day, _: day.peak.offered_p10),
        Column("P50", 9, Look.HOURS, lambda day, _: day.peak.offered_p50),
        Column("P80", 9, Look.HOURS, lambda day, _: day.peak.offered_p80),
        Column("P90", 9, Look.HOURS, lambda day, _: day.peak.offered_p90),
        Column("P95", 9, Look.HOURS, lambda day, _: day.peak.offered_p95),
        Column("Model", 14, Look.CENTRED, lambda day, _: day.peak.model),
    )


def _share(header: str, key: str) -> Column[Figures]:
    return Column(header, 10, Look.PERCENT, lambda figures, _: _number(figures[1].get(key)))


ACCURACY: tuple[Column[Figures], ...] = (
    Column("Queue", 24, Look.LABEL, lambda figures, _: figures[0]),
    Column("Contacts tried on", 16, Look.COUNT, lambda figures, _: _number(figures[1].get("contacts"))),
    _share("WAPE interval", "interval_wape"),
    _share("Naive", "naive_interval_wape"),
    _share("Floor", "poisson_floor"),
    Column("Ours / naive", 10, Look.DECIMAL, lambda figures, _: _number(figures[1].get("ratio_to_naive"))),
    _share("Bias", "interval_bias"),
    _share("WAPE day", "day_wape"),
    _share("Naive day", "naive_day_wape"),
    _share("Coverage 80 %", "coverage_80"),
    _share("Coverage 95 %", "coverage_95"),
    _share("Up to P80", "below_p80"),
)


def _figures(accuracy: Mapping[str, object]) -> list[Figures]:
    """The queues of accuracy.json, then all of them together."""
    queues = cast("Mapping[str, Mapping[str, object]]", accuracy.get("queues") or {})
    total = cast("Mapping[str, object] | None", accuracy.get("total"))
    return [*queues.items(), *([("all queues", total)] if total else [])]


def _tried(accuracy: Mapping[str, object]) -> str:
    """What the backtest was, in a line."""
    origins = cast("Sequence[str]", accuracy.get("origins") or ())
    if not origins:
        return "Accuracy: the history is too short to try the forecast"
    return (
        f"Accuracy of {accuracy.get('model')} in {len(origins)} trials of {accuracy.get('horizon_days')} days "
        f"each, from {min(origins)} to {max(origins)}"
    )


def _number(value: object) -> Value:
    return value if isinstance(value, int | float) else "n/a"
