"""The people of the centre: who they are, when they cannot come, what they wish, how they do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from wfm.domain.time import MINUTES_PER_DAY, at_minute


class Role(StrEnum):
    AGENT = "agent"
    TRAINER = "trainer"
    LEAD = "lead"


class TenureStage(StrEnum):
    """Where an agent stands in his working life here; sets peers, speed and who can mentor."""

    NOVELTY = "novelty"
    FRUSTRATION = "frustration"
    GROWTH = "growth"
    MATURITY = "maturity"
    UNKNOWN = "unknown"

    @classmethod
    def at(cls, hire_date: date | None, day: date) -> "TenureStage":
        """The stage on `day`: novelty in months 0-3, frustration 4-6, growth 7-18, maturity after."""
        if hire_date is None:
            return cls.UNKNOWN
        months = (day - hire_date).days / 30.4375
        if months < 4:
            return cls.NOVELTY
        if months < 7:
            return cls.FRUSTRATION
        return cls.GROWTH if months < 19 else cls.MATURITY


@dataclass(frozen=True, slots=True)
class Preference:
    """When an agent likes to work on any day: one of `shifts` (none named: any), with a start within one of
    `starts` (wall-clock minutes, both ends included; none: any)."""

    shifts: tuple[str, ...] = ()
    starts: tuple[tuple[int, int], ...] = ()

    def suits(self, shift: str, wall_start: int) -> bool:
        """Whether a shift of that name and start is as he likes it."""
        named = not self.shifts or shift in self.shifts
        return named and (not self.starts or any(first <= wall_start <= last for first, last in self.starts))


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who may be rostered. `availability` maps weekday (Monday = 0) to wall-clock minute ranges
    in which he may work (None: any time); a weekday that is absent from the mapping is not available.
    `hours_balance`: hours already over (+) or under (-) the normal ones in his hours bank.
    `prefers`: when he likes to work. `seniority`: years that count for his wishes (None: those since his hire).
    `mentor`: stands by novices. `shifts`: those of his contract that he may work (None: all of them).
    `rotation`: his own in place of his team's, `rotation_offset`: by how many entries he is ahead in it.
    `birth_date`: says until when he is a minor; it is never printed."""

    agent_id: str
    name: str
    team: str
    contract: str
    skills: tuple[str, ...]
    hire_date: date | None = None
    speed: float = 1.0
    availability: Mapping[int, tuple[tuple[int, int], ...]] | None = None
    role: Role = Role.AGENT
    site: str = ""
    hours_balance: float = 0.0
    mentor: bool = False
    prefers: Preference | None = None
    seniority: float | None = None
    shifts: tuple[str, ...] | None = None
    rotation: str = ""
    rotation_offset: int | None = None
    birth_date: date | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.agent_id:
            raise ValueError("agent_id is empty")
        if not 0 < self.speed <= 3:
            raise ValueError(f"speed is {self.speed}; expected above 0 and at most 3 (1 = proficient)")

    def stage(self, day: date) -> TenureStage:
        return TenureStage.at(self.hire_date, day)

    def years_of_service(self, day: date) -> float:
        """Years on `day` that count for his wishes; 0 when nobody knows."""
        if self.seniority is not None:
            return self.seniority
        return 0.0 if self.hire_date is None else max(0.0, (day - self.hire_date).days / 365.25)


class AbsenceKind(StrEnum):
    PLANNED = "planned"
    UNPLANNED = "unplanned"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Absence:
    """Time away from work or contact: whole local days when `whole_days`, else a span of hours."""

    agent_id: str
    start: datetime
    end: datetime
    kind: AbsenceKind
    whole_days: bool

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"absence of {self.agent_id} ends at {self.end}, not after its start {self.start}")

    def takes(self, day: date, zone: ZoneInfo) -> bool:
        """Whether nothing of that local day is left beside the absence."""
        begins, ends = at_minute(day, 0, zone), at_minute(day, MINUTES_PER_DAY, zone)
        return self.start <= begins and ends <= self.end

    def whole_days_among(self, first: date, last: date, zone: ZoneInfo) -> Iterator[date]:
        """The days from `first` to `last` that it takes."""
        day = max(first, self.start.astimezone(zone).date())
        while day <= min(last, self.end.astimezone(zone).date()):
            if self.takes(day, zone):
                yield day
            day += timedelta(days=1)


class RequestKind(StrEnum):
    OFF = "off"
    WORK = "work"
    START_AFTER = "start_after"
    END_BEFORE = "end_before"
    START_BETWEEN = "start_between"
    SHIFT = "shift"
    NOT_SHIFT = "not_shift"


@dataclass(frozen=True, slots=True)
class Request:
    """A wish for one day. `value`: wall-clock minute for start_after/end_before, two of them joined by "-" for
    start_between, shift name for shift/not_shift."""

    agent_id: str
    date: date
    kind: RequestKind
    value: str = ""
    weight: float = 1.0

    def __post_init__(self) -> None:
        if self.weight <= 0:
            raise ValueError(f"weight is {self.weight}; expected above 0")


class PinKind(StrEnum):
    SHIFT = "shift"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Pin:
    """An assignment fixed by hand; `start`/`end` None: any time of that shift. `row`: where it was read."""

    agent_id: str
    date: date
    kind: PinKind
    start: datetime | None = None
    end: datetime | None = None
    shift: str = ""
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Performance:
    """One agent's figures for one period. Shares (fcr, adherence) 0-1, qa_score 0-100, csat on the centre's
    own scale, errors/complaints/transfers counted. `evaluations`: contacts behind qa_score, `surveys`: answers
    behind csat. None: not measured, or not told."""

    agent_id: str
    period_start: date
    period_end: date
    handled: int
    aht_seconds: float | None = None
    qa_score: float | None = None
    fcr: float | None = None
    csat: float | None = None
    errors: int | None = None
    complaints: int | None = None
    transfers: int | None = None
    adherence: float | None = None
    weaknesses: tuple[str, ...] = field(default=())
    evaluations: int | None = None
    surveys: int | None = None

    def __post_init__(self) -> None:
        if self.period_end < self.period_start:
            raise ValueError(f"period ends {self.period_end}, before it starts {self.period_start}")
        if self.handled < 0:
            raise ValueError(f"handled is {self.handled}; expected 0 or more")
