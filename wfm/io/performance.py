"""From rows to figures per agent and period: what contradicts itself is a problem, what is missing a note."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from wfm.domain.people import Performance, Role
from wfm.io.cross_checks import Checks, in_rows
from wfm.io.reading import Reading, Record

FIGURES = ("aht_seconds", "qa_score", "fcr", "csat", "errors", "complaints", "transfers", "adherence")
"""What topics can cure beside weakness tags."""
PARTS_OF_HANDLED = ("transfers", "evaluations", "surveys")
"""Counts of contacts among those handled. One contact can hold several errors, and complaints come later."""


def performance(reading: Reading, checks: Checks) -> tuple[Performance, ...]:
    """The figures, by agent and period, in the order of the file."""
    found = [(record, one) for record in reading.records() if (one := _performance(record, checks)) is not None]
    rows = tuple(one for _, one in found)
    checks.tags = {tag for one in rows for tag in one.weaknesses}
    checks.findings.notes += [f"{reading.file}: {note}" for note in _gaps(reading, found, checks)]
    return rows


def _performance(record: Record, checks: Checks) -> Performance | None:
    checks.known_agent(record)
    dated = record.sound("period_start", "period_end") and checks.in_order(record, "period_start", "period_end")
    if dated:
        dated = _has_begun(record, checks)
    if dated and record.sound("agent_id"):
        period = (record["agent_id"], record["period_start"], record["period_end"])
        checks.once(record, period, "agent_id", "agent and period")
    fits = [_within_handled(record, column, checks) for column in PARTS_OF_HANDLED]
    fits.append(_found_in_something(record, checks))
    return Performance(**record.values()) if dated and all(fits) and record.sound() else None


def _has_begun(record: Record, checks: Checks) -> bool:
    """Whether the period is not all in the future."""
    today = datetime.now(checks.centre.zone).date()
    if record["period_start"] <= today:
        return True
    expected = f"a period that has begun by today ({today})"
    checks.problem(record, "period_start", expected, "figures of the future are not known yet: is the year right?")
    return False


def _within_handled(record: Record, column: str, checks: Checks) -> bool:
    if not record.sound("handled", column) or record[column] is None or record[column] <= record["handled"]:
        return True
    expected = f"at most the {record['handled']} contacts of {record.reading.header.shown('handled')}"
    checks.problem(record, column, expected, "count both over the same period")
    return False


def _found_in_something(record: Record, checks: Checks) -> bool:
    """Whether errors were found in contacts that there were."""
    if not record.sound("handled", "errors") or record["handled"] or not record["errors"]:
        return True
    handled = record.reading.header.shown("handled")
    checks.problem(record, "errors", f"no errors where {handled} is 0", "count both over the same period")
    return False


def _gaps(reading: Reading, found: Sequence[tuple[Record, Performance]], checks: Checks) -> Iterator[str]:
    """What is not a contradiction, but should be known by whoever relies on the figures."""
    yield from _overlapping(found)
    open_ended = [record.row for record, one in found if one.period_end > datetime.now(checks.centre.zone).date()]
    if open_ended:
        yield f"{in_rows(open_ended)}: the period has not ended; it counts from its end on"
    if checks.agents is None:
        return
    judged = {agent.agent_id for agent in checks.agents if agent.role is Role.AGENT}
    others = [record.row for record, one in found if one.agent_id not in judged]
    if others:
        yield (
            f"{in_rows(others)}: figures of trainers or leads; only the role agent is judged and drafted, "
            "and nobody teaches himself"
        )
    yield from _missing(reading, _by_agent(found, judged), len(judged))


def _by_agent(found: Sequence[tuple[Record, Performance]], judged: set[str]) -> dict[str, list[Performance]]:
    rows: dict[str, list[Performance]] = {}
    for _, one in found:
        if one.agent_id in judged:
            rows.setdefault(one.agent_id, []).append(one)
    return rows


def _overlapping(found: Sequence[tuple[Record, Performance]]) -> Iterator[str]:
    """Periods that run into one another, as those of exports of the last four weeks do."""
    covered: dict[str, date] = {}
    rows = []
    for record, one in sorted(found, key=lambda pair: (pair[1].period_start, pair[1].period_end)):
        if one.period_start <= covered.get(one.agent_id, date.min):
            rows.append(record.row)
        covered[one.agent_id] = max(one.period_end, covered.get(one.agent_id, date.min))
    if rows:
        yield f"{in_rows(rows)}: overlap other periods of the same agent; each day counts once, in the latest one"


def _missing(reading: Reading, by_agent: Mapping[str, Sequence[Performance]], judged: int) -> Iterator[str]:
    """How many agents lack a figure that the file has for others, or have none at all."""
    lacking = {
        reading.header.shown(column): sum(
            all(getattr(one, column) is None for one in rows) for rows in by_agent.values()
        )
        for column in FIGURES
        if reading.has(column)
    }
    told = [f"no {column} for {count}" for column, count in lacking.items() if 0 < count < len(by_agent)]
    if told:
        yield f"{', '.join(told)} of {len(by_agent)} agents; they are compared on what there is"
    if judged > len(by_agent) > 0:
        yield f"no row for {judged - len(by_agent)} of {judged} agents; nobody is judged without figures"
