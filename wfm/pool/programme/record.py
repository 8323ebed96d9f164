"""Which of the recorded changes of state stand: plans are made again, and persons decide."""

from collections.abc import Iterable, Mapping
from datetime import date

from wfm.domain.pool import LedgerEntry, ProgrammeStep

DECISION = "decision"
"""In place of a run: the step that a person decided; no plan takes its place."""


def in_force(
    recorded: Iterable[tuple[str, ProgrammeStep]], entries: Iterable[LedgerEntry]
) -> tuple[tuple[str, ProgrammeStep], ...]:
    """Of steps with the run that wrote them, oldest first, those that stand.

    The planned entries of the ledger tell which days each run planned, and when. A later run decides anew whatever
    is dated on its days, and what an earlier one only foresaw from its first day on. What a person decided stands,
    and what had been foreseen for that agent does not.
    """
    ruling, overtaken = _plans(entries)
    stand: list[tuple[str, ProgrammeStep]] = []
    for run, step in recorded:
        if run == DECISION:
            agent_id, day = step.agent_id, step.date
            stand = [(by, one) for by, one in stand if one.agent_id != agent_id or one.date < day]
            stand.append((run, step))
        elif ruling.get(step.date, run) == run and step.date < overtaken.get(run, date.max):
            stand.append((run, step))
    return tuple(stand)


def eve_of(stand: Iterable[tuple[str, ProgrammeStep]], day: date) -> tuple[ProgrammeStep, ...]:
    """Of the steps that stand, those that a plan from `day` on begins with: the earlier ones, and what a person
    decided for the day itself."""
    return tuple(step for run, step in stand if step.date < day or (run == DECISION and step.date == day))


def _plans(entries: Iterable[LedgerEntry]) -> tuple[Mapping[date, str], Mapping[str, date]]:
    """The run that planned each date last; and from when on each run was overtaken by a later one that began on
    its first day or after it."""
    plans = sorted((entry for entry in entries if not entry.happened), key=lambda entry: entry.at)
    first: dict[str, date] = {}
    for entry in plans:
        first[entry.run] = min(entry.date, first.get(entry.run, entry.date))
    latest_first = list(dict.fromkeys(entry.run for entry in plans))[::-1]  # a day's further blocks renew no run
    overtaken = {
        run: min((first[later] for later in latest_first[:place] if first[later] >= first[run]), default=date.max)
        for place, run in enumerate(latest_first)
    }
    return {entry.date: entry.run for entry in plans}, overtaken
