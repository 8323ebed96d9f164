"""What the audit finds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Severity(StrEnum):
    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule not kept: a row of breaches.csv. `amount` in the unit the message names."""

    rule: str
    severity: Severity
    agent_id: str
    start: datetime
    end: datetime
    amount: float
    message: str
