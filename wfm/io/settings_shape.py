"""The shape of wfm.toml: which keys exist, of which type, in which range."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[int, Field(ge=1)]
Minutes = Annotated[int, Field(ge=0)]
NoSuchRule = Literal["none"]


class Section(BaseModel):
    """A table of the file; an unknown key in it is an error, and numbers are not read from texts."""

    model_config = ConfigDict(strict=True, extra="forbid")


class OpeningSection(Section):
    mon: str = ""
    tue: str = ""
    wed: str = ""
    thu: str = ""
    fri: str = ""
    sat: str = ""
    sun: str = ""


class CentreSection(Section):
    name: Annotated[str, Field(min_length=1)]
    timezone: str
    interval_minutes: Literal[5, 10, 15, 20, 30, 60] = 30
    week_start: Day = "mon"
    weekend: list[Day] = ["sat", "sun"]
    holidays: Annotated[str, Field(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$")] = ""
    opening: OpeningSection | None = None


class GoalsSection(Section):
    """Goals of every queue; a queue may say otherwise. Patience 0: callers never give up."""

    service_level: Annotated[float, Field(gt=0, lt=1)] | NoSuchRule = 0.80
    threshold_seconds: Annotated[float, Field(ge=0)] = 20.0
    asa_seconds: Annotated[float, Field(gt=0)] | NoSuchRule = "none"
    max_abandonment: Annotated[float, Field(gt=0, lt=1)] | NoSuchRule = 0.05
    max_occupancy: Annotated[float, Field(gt=0, le=1)] = 0.85
    minimum_agents: Minutes = 0
    patience_seconds: Annotated[float, Field(ge=0)] = 180.0


class QueueSection(GoalsSection):
    opening: OpeningSection | None = None


class CoverSection(Section):
    queues: Annotated[list[str], Field(min_length=1)]


class ShrinkageSection(Section):
    total: Annotated[float, Field(ge=0, lt=1)] = 0.30
    unplanned: Annotated[float, Field(ge=0, lt=1)] = 0.03


class BreakSection(Section):
    """One break; it starts `after` to `before` minutes into the shift."""

    name: str = "break"
    minutes: Positive
    paid: bool
    after: Minutes
    before: Minutes


class ShiftSection(Section):
    starts: str
    step: Positive = 30
    minutes: Annotated[int, Field(ge=1, le=1440)]
    weekdays: Annotated[list[Day], Field(min_length=1)] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    breaks: list[BreakSection] = []
    break_gap: Minutes = 60
    drift_exempt: bool = False


class ContractSection(Section):
    shifts: Annotated[list[str], Field(min_length=1)]
    days_per_week: Annotated[list[Annotated[int, Field(ge=0, le=7)]], Field(min_length=2, max_length=2)]
    week_hours: Annotated[list[Annotated[float, Field(ge=0, le=168)]], Field(min_length=2, max_length=2)]
    rest_hours: Annotated[float, Field(ge=0, le=24)] = 11
    weekly_rest_hours: Annotated[float, Field(ge=0, le=168)] | NoSuchRule = 35
    max_days_in_row: Annotated[int, Field(ge=1, le=28)] = 6
    max_weekends_in_row: Positive | NoSuchRule = 3
    start_drift_minutes: Minutes | NoSuchRule = 120
    min_days_in_row: Annotated[int, Field(ge=1, le=28)] | NoSuchRule = "none"
    min_days_off_in_row: Annotated[int, Field(ge=1, le=14)] | NoSuchRule = "none"
    max_nights_in_row: Annotated[int, Field(ge=1, le=28)] | NoSuchRule = "none"
    rest_after_nights_hours: Annotated[float, Field(ge=0, le=168)] | NoSuchRule = "none"
    no_early_after_night_hours: Annotated[float, Field(ge=0, le=168)] | NoSuchRule = "none"
    forbidden_next_day: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    whole_weekends: bool = False
    max_days_in_period: Positive | NoSuchRule = "none"
    max_hours_in_period: Annotated[float, Field(gt=0)] | NoSuchRule = "none"


class PricesSection(Section):
    bands: list[float] = [0.05, 0.15]
    under: Annotated[list[int], Field(min_length=1)] = [10, 20, 40]
    over: Annotated[list[int], Field(min_length=1)] = [2, 4, 8]
    unprotected: Minutes = 1


class RosterSection(Section):
    late_after: str = "20:00"
    night: str = "23:00-06:00"
    early_before: str = "08:00"
    late_weight: Minutes = 2
    weekend_weight: Minutes = 4
    request_points: Minutes = 12
    sweeps: Positive = 30
    seed: Minutes = 1
    work_limit: Annotated[float, Field(gt=0)] = 5.0
    time_limit_seconds: Annotated[float, Field(gt=0)] | NoSuchRule = "none"
    prices: PricesSection = Field(default_factory=PricesSection)


class PoolSection(Section):
    minimum_sample: Positive = 100
    minimum_block: Positive = 30
    maximum_block: Positive = 120
    minutes_per_day: Minutes = 120
    minutes_per_week: Minutes = 120
    blocks_per_day: Minutes = 1
    cool_down_days: Minutes = 1
    break_clearance: Minutes = 15
    rooms: Positive = 2
    gap_threshold: Annotated[float, Field(ge=0)] = 1.0
    maximum_share_of_team: Share = 0.34
    work_limit: Annotated[float, Field(gt=0)] = 5.0


class ForecastSection(Section):
    history_weeks: Positive = 104
    backtest_origins: Annotated[int, Field(ge=0)] = 4


class FilesSection(Section):
    """What the input files do not say themselves."""

    date_order: Literal["", "dmy", "mdy"] = ""
    decimal_mark: Literal["", ",", "."] = ""
    encoding: str = ""


class Settings(Section):
    """The whole file."""

    centre: CentreSection
    goals: GoalsSection = Field(default_factory=GoalsSection)
    queues: Annotated[dict[str, QueueSection], Field(min_length=1)]
    cover: list[CoverSection] = []
    shrinkage: ShrinkageSection = Field(default_factory=ShrinkageSection)
    shifts: dict[str, ShiftSection] = {}
    contracts: dict[str, ContractSection] = {}
    roster: RosterSection = Field(default_factory=RosterSection)
    pool: PoolSection = Field(default_factory=PoolSection)
    forecast: ForecastSection = Field(default_factory=ForecastSection)
    files: FilesSection = Field(default_factory=FilesSection)
    columns: dict[str, str] = {}
