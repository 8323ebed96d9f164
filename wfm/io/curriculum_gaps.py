"""What is not wrong with a curriculum, but keeps a topic from ever being taught, or from helping anybody."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from wfm.domain.people import Role
from wfm.domain.pool import TrainingFormat
from wfm.io.cross_checks import Checks
from wfm.io.near import did_you_mean
from wfm.io.performance import FIGURES
from wfm.io.reading import Record

LONG_PAST_DAYS = 180


def note_gaps(records: Sequence[Record], checks: Checks) -> None:
    """Say of each topic what its planner may not have meant."""
    for record in records:
        for column, remark in _remarks(record, checks):
            checks.note(record, column, remark)
    taught = [record for record in records if record["format"] is not TrainingFormat.SELF]
    if taught and checks.agents and all(agent.role is Role.AGENT for agent in checks.agents):
        checks.findings.notes.append(
            f"{taught[0].reading.file}: {len(taught)} of {len(records)} topics need a trainer, and nobody in "
            "agents.csv has the role trainer or lead; only self-study can be drafted"
        )


def _remarks(record: Record, checks: Checks) -> Iterator[tuple[str, str]]:
    pool = checks.centre.pool
    if not pool.minimum_block <= record["minutes"] <= pool.maximum_block:
        yield (
            "minutes",
            f"{record['minutes']} min fit no block of {pool.minimum_block} to {pool.maximum_block} min, so the "
            "topic is never drafted; divide it, or change minimum_block and maximum_block in [pool] of wfm.toml",
        )
    yield from (("cures", remark) for name in record["cures"] if (remark := _strange(name, checks)))
    deadline, today = record["mandatory_by"], checks.last_day or datetime.now(checks.centre.zone).date()
    if deadline is not None and deadline < today - timedelta(days=LONG_PAST_DAYS):
        yield (
            "mandatory_by",
            f"{deadline} is long past; it counts as overdue for everybody without this topic in the ledger: leave "
            "the cell blank if it is over",
        )


def _strange(name: str, checks: Checks) -> str | None:
    """What to say of a cure that no figure and no weakness of performance.csv is called; None: it is known."""
    if checks.tags is None or name in FIGURES or name in checks.tags:
        return None
    hint = did_you_mean(name, [*FIGURES, *sorted(checks.tags)])
    return f"'{name}' is no figure, and no weakness that performance.csv names{f'; {hint}' if hint else ''}"
