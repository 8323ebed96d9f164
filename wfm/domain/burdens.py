"""What nobody likes to do, kind by kind: what agents carry of it, and what they carried before."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class BurdenKind(StrEnum):
    """Kinds of unpopular work, and wishes that are refused."""

    LATE = "late"
    WEEKEND = "weekend"
    NIGHT = "night"
    HOLIDAY = "holiday"
    EARLY = "early"
    POINTS = "points"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """What is counted, as after a number."""
        match self:
            case BurdenKind.HOLIDAY:
                return "shifts on public holidays"
            case BurdenKind.POINTS:
                return "points of unpopular shifts"
            case BurdenKind.REFUSED:
                return "refused wishes"
            case _:
                return f"{self} shifts"


class Burden(NamedTuple):
    """How much of each kind somebody carries, in the order of BurdenKind: shifts, points of shifts, wishes."""

    late: int = 0
    weekend: int = 0
    night: int = 0
    holiday: int = 0
    early: int = 0
    points: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What one agent carried more (+) or less (-) than his fair share before: a row of balance.csv."""

    agent_id: str
    kind: BurdenKind
    value: int


@dataclass(frozen=True, slots=True)
class BurdenStanding:
    """How one agent stands after a roster: what he carries in it, his fair share of that (0 for who carried far
    too much before), and what he carried more (+) or less (-) than his share before."""

    burden: Burden
    share: Burden
    balance: Burden
