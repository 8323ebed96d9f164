"""What agents bring along from before: rows of balance.csv."""

from wfm.domain.burdens import BalanceRow
from wfm.io.cross_checks import Checks
from wfm.io.reading import Reading


def balance(reading: Reading, checks: Checks) -> tuple[BalanceRow, ...]:
    """What each agent carried above or below his share, one row per agent and kind."""
    found = []
    for record in reading.records():
        checks.known_agent(record)
        if record.sound("agent_id", "kind"):
            checks.once(record, (record["agent_id"], record["kind"]), "kind", "agent and kind")
        if record.sound():
            found.append(BalanceRow(**record.values()))
    return tuple(found)
