"""The retraining pool drawn from the day's surplus: curriculum, need, sessions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from wfm.domain.people import TenureStage

Day = date
"""A calendar day, where a field of the same class is called `date`."""


class TrainingFormat(StrEnum):
    COACH = "coach"
    GROUP = "group"
    SELF = "self"


class Favor(StrEnum):
    """What yields when mandatory topics are due and there is no surplus: SERVICE never does; TRAINING lets these
    topics go below the protected requirement, never below what is needed on contact."""

    SERVICE = "service"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Topic:
    """One small unit of the curriculum. `cures` names the figures or weakness tags it helps, `prerequisites` the
    topics that come before it, all on earlier days. A group session has `min_group` to `max_group` agents."""

    topic: str
    minutes: int
    prerequisites: tuple[str, ...] = ()
    format: TrainingFormat = TrainingFormat.COACH
    max_group: int = 1
    cures: tuple[str, ...] = ()
    mandatory_by: date | None = None
    min_group: int = 1

    def __post_init__(self) -> None:
        if not 5 <= self.minutes <= 480:
            raise ValueError(f"topic {self.topic} takes {self.minutes} minutes; expected 5 to 480")
        if isinstance(self.prerequisites, str):
            raise TypeError(f"topic {self.topic}: prerequisites are names in a tuple, not {self.prerequisites!r}")
        if self.max_group < 1:
            raise ValueError(f"topic {self.topic}: max_group is {self.max_group}; expected 1 or more")
        if not 1 <= self.min_group <= self.max_group:
            raise ValueError(
                f"topic {self.topic}: min_group is {self.min_group}; expected 1 to max_group ({self.max_group})"
            )

    @property
    def smallest(self) -> int:
        """Fewest agents of one session."""
        return self.min_group if self.format is TrainingFormat.GROUP else 1

    @property
    def seats(self) -> int:
        """Most agents of one session."""
        return self.max_group if self.format is TrainingFormat.GROUP else 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure on which an agent stands apart from his peers.

    `gap`: how far he truly is behind as far as his sample can tell (drawn towards the peers where it is small), in
    the peers' own spread, positive when worse. `confidence`: probability (0-1) that he truly is behind by more
    than the threshold.
    """

    kpi: str
    value: float
    peer_median: float
    gap: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Need:
    """How much one agent needs retraining, and why, or why he is left alone.

    `score` is 0 when nothing is wrong; `eligible` False with the `reason` when the sample is thin, the
    figures are in line, or the agent is not one to be drafted. Rank 1 is the greatest need. `findings` of somebody
    who is not eligible only seem so: their evidence is not enough. `confidence`: probability (0-1) that at least
    one figure truly is behind. `signs`: of burn-out, in words.
    """

    agent_id: str
    stage: TenureStage
    handled: int
    score: float
    eligible: bool
    reason: str
    findings: tuple[Finding, ...] = ()
    weaknesses: tuple[str, ...] = ()
    confidence: float = 0.0
    signs: tuple[str, ...] = ()


class SessionStatus(StrEnum):
    PLANNED = "planned"
    ATTENDED = "attended"
    RECALLED = "recalled"
    MISSED = "missed"


Lesson = tuple[str, date, str]
"""Whose, when, which topic."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One line of the pool's ledger: what `run` wrote at `at` about one agent's topic on one date.

    `minutes` are those of the status: planned, attended, lost by recall or missed; a half attended block is an
    attended entry and a recalled one. Minutes carried over are no entry of their own: they follow from what was
    recalled or missed and not made good since. A planned entry without an agent says that the run drafted nobody
    that day.
    """

    at: datetime
    run: str
    agent_id: str
    date: date
    topic: str
    start: datetime
    end: datetime
    minutes: int
    status: SessionStatus

    def __post_init__(self) -> None:
        if self.minutes < 0 or self.end < self.start:
            raise ValueError(
                f"ledger entry of {self.agent_id} {self.date}: {self.start} to {self.end}, {self.minutes} min"
            )

    @property
    def lesson(self) -> Lesson:
        return self.agent_id, self.date, self.topic

    @property
    def happened(self) -> bool:
        return self.status is not SessionStatus.PLANNED


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
    transition_minutes: int = 0

    @property
    def off_phones(self) -> tuple[datetime, datetime]:
        """When he leaves the phones and when he is back: the block with the way there and back."""
        way = timedelta(minutes=self.transition_minutes)
        zone = self.start.tzinfo
        return (self.start.astimezone(UTC) - way).astimezone(zone), (self.end.astimezone(UTC) + way).astimezone(
            zone
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody with a need who stays on the phones that day, and what stood in the way."""

    date: date
    agent_id: str
    reason: str


class ProgrammeState(StrEnum):
    """Where an agent stands in the retraining programme."""

    WATCH = "watch"
    DRAFTED = "drafted"
    IN_PROGRAMME = "in_programme"
    REVIEWING = "reviewing"
    RETURNED = "returned"
    ESCALATED = "escalated"

    @classmethod
    def by_urgency(cls) -> tuple["ProgrammeState", ...]:
        """Those first who need somebody."""
        return cls.ESCALATED, cls.REVIEWING, cls.IN_PROGRAMME, cls.DRAFTED, cls.WATCH, cls.RETURNED


@dataclass(frozen=True, slots=True)
class ProgrammeStep:
    """One change of state: from `date` on the agent is in `state`, for the `reason` in words."""

    agent_id: str
    date: date
    state: ProgrammeState
    reason: str


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """Where one agent stands from `date` on, as it is printed: a row of programme.csv.

    `sessions` had since he came in, `minutes_owed` recalled or missed and not made good; `due`: when what is told
    by `what_next` is expected, None when nobody can say.
    """

    agent_id: str
    date: date
    state: ProgrammeState
    reason: str
    sessions: int = 0
    minutes_owed: int = 0
    due: Day | None = None
    what_next: str = ""

    @property
    def step(self) -> ProgrammeStep:
        return ProgrammeStep(self.agent_id, self.date, self.state, self.reason)


@dataclass(frozen=True, slots=True)
class SampleDue:
    """One quality sample to take of an agent's contacts on a day, and why so many."""

    agent_id: str
    due: date
    reason: str
