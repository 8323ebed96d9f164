"""What a person must decide or look at, gathered from the whole run and sorted by weight."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from wfm.domain.breaches import Severity
from wfm.domain.people import Request, RequestKind
from wfm.reporting.content import RunContent
from wfm.reporting.workbook import changes, inputs, interval_data, roster_grid, rules_audit
from wfm.reporting.workbook.hours import hours_of
from wfm.reporting.workbook.short_spells import Spell, short_spells

MOST_SPELLS = 40
"""Short spells listed one by one; the rest is one line that points to the interval rows."""


class Urgency(Enum):
    """Decide: somebody must act; look: probably right, but see for yourself; know: for information."""

    DECIDE = "decide"
    LOOK = "look"
    KNOW = "know"


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the list; `weight` sorts within an urgency; `sheet` and `cell` are where to look."""

    urgency: Urgency
    weight: float
    about: str
    what: str
    advice: str
    sheet: str
    cell: str
    day: date | None = None
    who: str | None = None


def actions_of(content: RunContent) -> list[Action]:
    """Everything, the weightiest first."""
    order = list(Urgency)
    found = [
        *_interrupted(content),
        *_changes(content),
        *_findings(content),
        *_short(content),
        *_hours(content),
        *_wishes(content),
        *_notes(content),
    ]
    return sorted(found, key=lambda action: (order.index(action.urgency), -action.weight))


def _interrupted(content: RunContent) -> Iterator[Action]:
    stopped = content.summary.get("stopped_by")
    if stopped not in (None, "work_done"):
        what = f"The search was stopped early ({stopped}); this is the best roster found until then."
        advice = "Run again without the limit if there is time."
        yield Action(Urgency.DECIDE, 1e6, "Search", what, advice, "Summary", "A4")


def _changes(content: RunContent) -> Iterator[Action]:
    told = content.amendment
    if told is not None and told.changes:
        what = f"{len(told.days)} days of agents differ from {told.based_on}; breaks moved on some others"
        advice = "Tell everybody on the list before the roster goes out."
        cell = f"A{changes.TOP}"
        yield Action(Urgency.DECIDE, 1e4, "Changes", what, advice, changes.NAME, cell)


def _findings(content: RunContent) -> Iterator[Action]:
    """Hard breaches one by one; soft findings as one line per rule."""
    cell = f"A{rules_audit.findings_top(content)}"
    for found in content.hard_breaches:
        yield Action(
            Urgency.DECIDE, 1e5, found.rule, found.message, "Not to be published: change the day.",
            rules_audit.NAME, cell, content.day_of(found.start), content.name_of(found.agent_id),
        )  # fmt: skip
    soft = Counter(found.rule for found in content.breaches if found.severity is Severity.SOFT)
    for rule, count in soft.items():
        what = f"{count} soft findings under '{rule}'"
        yield Action(Urgency.KNOW, count, "Audit", what, "Read them once.", rules_audit.NAME, cell)


def _short(content: RunContent) -> Iterator[Action]:
    spells = short_spells(content)
    for spell in spells[:MOST_SPELLS]:
        yield _short_spell(spell, content)
    rest = spells[MOST_SPELLS:]
    if rest:
        hours = sum(spell.agent_hours for spell in rest)
        what = f"{len(rest)} more short spells, {hours:.1f} agent-hours together"
        advice = "Filter column Net for values below 0."
        top = f"H{interval_data.TOP}"
        yield Action(Urgency.LOOK, 0.0, "Short of agents", what, advice, interval_data.NAME, top)


def _short_spell(spell: Spell, content: RunContent) -> Action:
    begins, ends = content.wall(spell.first.start), content.wall(spell.end)
    what = (
        f"{spell.first.cover}: {begins:%H:%M}-{ends:%H:%M} short by up to {spell.deepest:.1f} agents, "
        f"{spell.agent_hours:.1f} agent-hours; service level down to {spell.worst_service_level:.0%}"
    )
    cell = f"H{interval_data.row_number(spell.first, content)}"
    return Action(
        Urgency.DECIDE if spell.deepest >= 1 else Urgency.LOOK, spell.agent_hours, "Short of agents", what,
        "Overtime, a later or longer shift, or accept it.", interval_data.NAME, cell, begins.date(),
    )  # fmt: skip


def _hours(content: RunContent) -> Iterator[Action]:
    for agent in content.staff:
        hours = hours_of(agent, content)
        if hours.over_or_under:
            what = f"{hours.worked + hours.leave:g} h with leave; contract {hours.least:g} to {hours.most:g} h"
            cell = f"{roster_grid.OVER}{roster_grid.row_of(agent.agent_id, content)}"
            advice = "Add or take a shift, or settle it next month."
            yield Action(
                Urgency.DECIDE, abs(hours.over_or_under), "Contract hours", what, advice,
                roster_grid.NAME, cell, None, agent.name,
            )  # fmt: skip


def _wishes(content: RunContent) -> Iterator[Action]:
    for wish, granted in content.requests:
        if not granted:
            place = f"{roster_grid.column_of(wish.date, content)}{roster_grid.row_of(wish.agent_id, content)}"
            yield Action(
                Urgency.LOOK, wish.weight, "Wish refused", f"asked for: {wish_in_words(wish)}",
                "Tell the agent, or swap with a colleague.", roster_grid.NAME, place,
                wish.date, content.name_of(wish.agent_id),
            )  # fmt: skip


def wish_in_words(wish: Request) -> str:
    """``start after 10:00``, ``day off``."""
    if wish.kind in (RequestKind.START_AFTER, RequestKind.END_BEFORE) and wish.value.isdigit():
        minutes = int(wish.value)
        return f"{wish.kind.value.replace('_', ' ')} {minutes // 60:02d}:{minutes % 60:02d}"
    words = {RequestKind.OFF: "day off", RequestKind.WORK: "to work that day", RequestKind.SHIFT: "shift"}
    return f"{words.get(wish.kind, wish.kind.value)} {wish.value}".strip()


def _notes(content: RunContent) -> Iterator[Action]:
    for number, note in enumerate(content.notes):
        cell = f"C{inputs.note_row(number)}"
        yield Action(Urgency.KNOW, -number, "Note", note, "Know it.", inputs.NAME, cell)
