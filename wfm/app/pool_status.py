"""``wfm pool status``: how everybody stands in the pool's ledger."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wfm.app.opening import open_centre
from wfm.app.register import ledger_of
from wfm.io.atomic import storing
from wfm.io.database import opened as opened_database
from wfm.io.privacy import keep_to_owner


@dataclass(frozen=True, slots=True)
class Standing:
    """One agent in the pool's ledger: sessions and minutes so far, and the last date."""

    agent_id: str
    sessions: int
    minutes: int
    last: date


@dataclass(frozen=True)
class PoolStatus:
    """What the ledger holds, per agent, most minutes first; `exported`: files written on request."""

    standings: tuple[Standing, ...]
    exported: tuple[Path, ...] = ()

    def as_dict(self) -> dict[str, object]:
        return {
            "agents": [
                {
                    "agent_id": standing.agent_id,
                    "sessions": standing.sessions,
                    "minutes": standing.minutes,
                    "last": standing.last.isoformat(),
                }
                for standing in self.standings
            ],
            "exported": [str(path) for path in self.exported],
        }


def pool_status(where: Path | None, export_to: Path | None) -> PoolStatus:
    """How everybody stands in the ledger; with `export_to` the program's whole memory as CSV files there."""
    workspace, _ = open_centre(where)
    exported: tuple[Path, ...] = ()
    if not workspace.database.is_file():
        return PoolStatus(())
    with opened_database(workspace.database) as database:
        standing = ledger_of(database).standing
        if export_to is not None:
            with storing(export_to):
                export_to.mkdir(parents=True, exist_ok=True)
            exported = database.export(export_to)
            keep_to_owner(exported)
    standings = [
        Standing(agent_id, len(entries), sum(entry.minutes for entry in entries), entries[-1].date)
        for agent_id, entries in standing.items()
    ]
    return PoolStatus(tuple(sorted(standings, key=lambda one: (-one.minutes, one.agent_id))), exported)
