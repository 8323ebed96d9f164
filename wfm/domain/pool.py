"""The retraining pool drawn from the day's surplus: curriculum, need, sessions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from wfm.domain.people import TenureStage


class TrainingFormat(StrEnum):
    COACH = "coach"
    GROUP = "group"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Topic:
    """One small unit of the curriculum. `cures` names the figures or weakness tags it helps."""

    topic: str
    minutes: int
    prerequisite: str = ""
    format: TrainingFormat = TrainingFormat.COACH
    max_group: int = 1
    cures: tuple[str, ...] = ()
    mandatory_by: date | None = None

    def __post_init__(self) -> None:
        if not 5 <= self.minutes <= 480:
            raise ValueError(f"topic {self.topic} takes {self.minutes} minutes; expected 5 to 480")
        if self.max_group < 1:
            raise ValueError(f"topic {self.topic}: max_group is {self.max_group}; expected 1 or more")


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure on which an agent stands apart from his peers; `gap` in robust standard deviations,
    positive when worse."""

    kpi: str
    value: float
    peer_median: float
    gap: float


@dataclass(frozen=True, slots=True)
class Need:
    """How much one agent needs retraining, and why, or why he is left alone.

    `score` is 0 when nothing is wrong; `eligible` False with the `reason` when the sample is thin, the
    figures are in line, or the agent is not one to be drafted. Rank 1 is the greatest need.
    """

    agent_id: str
    stage: TenureStage
    handled: int
    score: float
    eligible: bool
    reason: str
    findings: tuple[Finding, ...] = ()
    weaknesses: tuple[str, ...] = ()


class SessionStatus(StrEnum):
    PLANNED = "planned"
    ATTENDED = "attended"
    RECALLED = "recalled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Session:
    """One block off the phones: a row of pool.csv. Recall order 1 goes back to the phones first."""

    date: date
    rank: int
    agent_id: str
    need: float
    reason: str
    topic: str
    trainer_id: str
    start: datetime
    end: datetime
    minutes: int
    service_level_before: float
    service_level_after: float
    recall_order: int
    status: SessionStatus = SessionStatus.PLANNED


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody with a need who stays on the phones that day, and what stood in the way."""

    date: date
    agent_id: str
    reason: str
