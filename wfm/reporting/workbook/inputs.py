"""Sheet Inputs and assumptions: where the numbers come from and what they rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.contracts import Contract
from wfm.domain.queues import Queue
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.table import Column, write_table

NAME = "Inputs and assumptions"
TOP = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what about, which, what it is, and where it was said."""

    about: str
    item: str
    value: str
    source: str


COLUMNS: tuple[Column[Fact], ...] = (
    Column("About", 15, Look.TEXT, lambda fact, _: fact.about),
    Column("Item", 30, Look.LABEL, lambda fact, _: fact.item),
    Column("Value", 88, Look.PROSE, lambda fact, _: fact.value),
    Column("Source", 20, Look.TEXT, lambda fact, _: fact.source),
)


def write_inputs(book: Book, content: RunContent) -> Worksheet:
    """Everything that is needed to make this roster again."""
    sheet = new_sheet(book, NAME, "Inputs and assumptions", "Everything that is needed to make this roster again.")
    write_table(book, sheet, "FactTable", TOP, COLUMNS, list(_facts(content)))
    sheet.freeze_panes = f"A{TOP + 1}"
    print_as(sheet, Paper(title_rows=f"{TOP}:{TOP}"), content)
    return sheet


def note_row(number: int) -> int:
    """The sheet row of a note of the run: notes stand first."""
    return TOP + 1 + number


def _facts(content: RunContent) -> Iterator[Fact]:
    for number, note in enumerate(content.notes, 1):
        yield Fact("Note", f"Note {number}", note, "run")
    yield from _run(content)
    yield from _settings(content)
    yield from (_goal(queue) for queue in content.centre.queues)
    yield from (_contract(contract) for contract in content.centre.contracts.values())
    yield from _pool(content)
    yield from _files(content.manifest)


def _run(content: RunContent) -> Iterator[Fact]:
    manifest = content.manifest
    known = {
        "Run": content.run_name,
        "Days": f"{content.days_in_words} ({content.horizon.days} days)",
        "Began (UTC)": manifest.get("started"),
        "Search": _search(content.summary),
        "Seed": manifest.get("seed"),
        "Stopped by": content.summary.get("stopped_by"),
        "Forecast": manifest.get("forecast_run"),
        "Fingerprint": manifest.get("fingerprint"),
    }
    for item, value in known.items():
        if value is not None:
            yield Fact("Run", item, str(value), "manifest.json")
    for name, version in cast("Mapping[str, str]", manifest.get("versions") or {}).items():
        yield Fact("Version", name, version, "manifest.json")


def _search(summary: Mapping[str, object]) -> str:
    gap, seconds = summary.get("gap"), summary.get("seconds")
    distance = f"gap of {gap:.1%} between objective and bound" if isinstance(gap, float) else "no bound known"
    return f"{summary.get('status')}, {distance}, {seconds} s"


def _settings(content: RunContent) -> Iterator[Fact]:
    centre = content.centre
    shrinkage, prices = centre.shrinkage, centre.roster.prices
    yield Fact("Centre", "Name and zone", f"{centre.name}, {centre.zone.key}", "wfm.toml [centre]")
    yield Fact("Centre", "Interval", f"{centre.interval_minutes} minutes", "wfm.toml [centre]")
    yield Fact(
        "Centre",
        "Shrinkage",
        f"{shrinkage.total:.0%} of paid time in all, {shrinkage.unplanned:.0%} unplanned; gross = net / (1 - s)",
        "wfm.toml [shrinkage]",
    )
    yield Fact(
        "Centre",
        "Prices",
        f"an agent short costs {_list(prices.under)}, an agent over {_list(prices.over)} points an interval; "
        f"dearer from {_list([f'{band:.0%}' for band in prices.bands])} of the requirement",
        "wfm.toml [roster]",
    )


def _goal(queue: Queue) -> Fact:
    goal, parts = queue.goal, []
    if goal.service_level is not None:
        parts.append(f"{goal.service_level:.0%} of offered contacts within {goal.threshold_seconds:g} s")
    if goal.asa_seconds is not None:
        parts.append(f"average answer within {goal.asa_seconds:g} s")
    if goal.max_abandonment is not None:
        parts.append(f"at most {goal.max_abandonment:.0%} abandoned")
    parts.append(f"occupancy at most {goal.max_occupancy:.0%}")
    if goal.minimum_agents:
        parts.append(f"at least {goal.minimum_agents} agents")
    patience = queue.patience_seconds
    parts.append(
        "callers never give up" if patience is None else f"callers give up after {patience:g} s on average"
    )
    return Fact("Goal", queue.name, ", ".join(parts), "wfm.toml [goals]")


def _contract(contract: Contract) -> Fact:
    days, minutes = contract.days_per_week, contract.week_minutes
    text = (
        f"{days.least}-{days.most} days and {minutes.least / 60:g}-{minutes.most / 60:g} h a week, rest "
        f"{contract.rest_minutes / 60:g} h, at most {contract.max_days_in_row} days in a row; "
        f"shifts {', '.join(contract.shifts)}"
    )
    return Fact("Contract", contract.name, text, "wfm.toml [contracts]")


def _pool(content: RunContent) -> Iterator[Fact]:
    pool = content.centre.pool
    yield Fact(
        "Pool",
        "Retraining pool from surplus",
        f"only above the protected requirement (P80 load); blocks of {pool.minimum_block}-{pool.maximum_block} "
        f"min, at most {pool.minutes_per_day} min a day and {pool.minutes_per_week} min a week, "
        f"nobody judged on fewer than {pool.minimum_sample} contacts",
        "wfm.toml [pool]",
    )


def _files(manifest: Mapping[str, object]) -> Iterator[Fact]:
    settings = cast("Mapping[str, object] | None", manifest.get("settings"))
    inputs = cast("Sequence[Mapping[str, object]]", manifest.get("inputs") or ())
    for known in (*([settings] if settings else []), *inputs):
        rows = f"{known['rows']} rows, " if "rows" in known else ""
        yield Fact("File", str(known["file"]), f"{rows}SHA-256 {known['sha256']}", "manifest.json")


def _list(values: Sequence[object]) -> str:
    return " / ".join(str(value) for value in values)
