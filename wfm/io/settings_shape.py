"""The shape of wfm.toml: which keys exist, of which type, in which range."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from wfm.domain.minors import ADULT_AT

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=0)]
Minutes = Count
NoSuchRule = Literal["none"]
SamplesAWeek = Annotated[int, Field(ge=0, le=50)]
Stage = Literal["novelty", "frustration", "growth", "maturity", "burn_out"]


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
    minimum_agents: Count = 0
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
    points: Count = 0


DayHours = Annotated[list[Annotated[float, Field(ge=0, le=24)]], Field(min_length=2, max_length=2)]


class OvertimeSection(Section):
    """From which hours of a day and a week overtime begins, how much of it is allowed, and its price."""

    normal_day_hours: Annotated[float, Field(gt=0, le=24)]
    normal_week_hours: Annotated[float, Field(gt=0, le=168)] | NoSuchRule = "none"
    max_per_day_hours: Annotated[float, Field(ge=0, le=24)] | NoSuchRule = "none"
    max_per_month_hours: Annotated[float, Field(ge=0)] | NoSuchRule = "none"
    points_per_hour: Annotated[float, Field(ge=0)] = 0


class HoursBankSection(Section):
    """Hours over and under the normal week that are carried on; `band_hours`: from below 0 to above 0."""

    normal_week_hours: Annotated[float, Field(gt=0, le=168)]
    band_hours: Annotated[list[float], Field(min_length=2, max_length=2)]
    points_per_hour: Annotated[float, Field(ge=0)] = 0


class ContractSection(Section):
    shifts: Annotated[list[str], Field(min_length=1)]
    days_per_week: Annotated[list[Annotated[int, Field(ge=0, le=7)]], Field(min_length=2, max_length=2)]
    week_hours: Annotated[list[Annotated[float, Field(ge=0, le=168)]], Field(min_length=2, max_length=2)]
    # a shift and the rest after it
    day_hours: DayHours | None = None
    no_work_between: str = ""
    rest_hours: Annotated[float, Field(ge=0, le=24)] = 11
    # a week
    weekly_rest_hours: Annotated[float, Field(ge=0, le=168)] | NoSuchRule = 35
    start_drift_minutes: Minutes | NoSuchRule = 120
    max_split_shifts_per_week: Annotated[int, Field(ge=0, le=7)] | NoSuchRule = "none"
    # days in a row
    max_days_in_row: Annotated[int, Field(ge=1, le=28)] = 6
    min_days_in_row: Annotated[int, Field(ge=1, le=28)] | NoSuchRule = "none"
    min_days_off_in_row: Annotated[int, Field(ge=1, le=14)] | NoSuchRule = "none"
    rest_day_every_days: Annotated[int, Field(ge=2, le=28)] | NoSuchRule = "none"
    two_days_off_every_days: Annotated[int, Field(ge=3, le=28)] | NoSuchRule = "none"
    isolated_day_off_points: Count = 0
    isolated_work_day_points: Count = 0
    # weekends
    max_weekends_in_row: Positive | NoSuchRule = 3
    weekend_off_every: Annotated[int, Field(ge=1, le=52)] | NoSuchRule = "none"
    max_weekends_in_period: Count | NoSuchRule = "none"
    whole_weekends: bool = False
    same_shift_on_weekends: bool = False
    # nights
    max_nights_in_row: Annotated[int, Field(ge=1, le=28)] | NoSuchRule = "none"
    min_nights_in_row: Annotated[int, Field(ge=1, le=28)] | NoSuchRule = "none"
    max_nights_in_period: Count | NoSuchRule = "none"
    rest_after_nights_hours: Annotated[float, Field(ge=0, le=168)] | NoSuchRule = "none"
    days_off_after_nights: Annotated[int, Field(ge=1, le=14)] | NoSuchRule = "none"
    no_early_after_night_hours: Annotated[float, Field(ge=0, le=168)] | NoSuchRule = "none"
    # what follows what
    forbidden_next_day: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    required_next_day: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    required_next_shift: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    rotate_forward: list[str] = []
    rotate_until: Literal["day_off", "week", "period"] = "week"
    # all days that are planned at once, and beyond
    min_days_in_period: Positive | NoSuchRule = "none"
    max_days_in_period: Positive | NoSuchRule = "none"
    min_hours_in_period: Annotated[float, Field(gt=0)] | NoSuchRule = "none"
    max_hours_in_period: Annotated[float, Field(gt=0)] | NoSuchRule = "none"
    min_hours_in_month: Annotated[float, Field(gt=0, le=744)] | NoSuchRule = "none"
    max_hours_in_month: Annotated[float, Field(gt=0, le=744)] | NoSuchRule = "none"
    max_shifts_in_period: dict[str, Positive] = {}
    max_holidays_in_period: Count | NoSuchRule = "none"
    more_on_make_up_days: bool = False
    overtime: OvertimeSection | None = None
    hours_bank: HoursBankSection | None = None


class MinorsSection(Section):
    """What holds below an age, beside everybody's contract; a blank time of day: no such limit."""

    until_age: Annotated[int, Field(ge=14, le=25)] = ADULT_AT
    max_per_day_hours: Annotated[float, Field(gt=0, le=24)] | NoSuchRule = "none"
    max_per_week_hours: Annotated[float, Field(gt=0, le=168)] | NoSuchRule = "none"
    earliest_start: str = ""
    latest_end: str = ""
    rest_hours: Annotated[float, Field(gt=0, le=24)] | NoSuchRule = "none"


class RotationSection(Section):
    """What each day (`cycle`) or week (`weeks`) brings, from `anchor` on; `teams`: by how many entries each is
    ahead."""

    cycle: list[str | list[str]] = []
    weeks: list[str | list[str]] = []
    anchor: date | str
    teams: dict[str, int] = {}


class WhoSection(Section):
    """Agents for whom all that is said holds."""

    role: Literal["agent", "trainer", "lead"] | None = None
    skill: str | None = None
    stage: Literal["novelty", "frustration", "growth", "maturity", "unknown"] | None = None
    team: str | None = None
    contract: str | None = None


class OnDutySection(Section):
    who: WhoSection = Field(default_factory=WhoSection)
    least: Count = 0
    most: Count | NoSuchRule = "none"
    least_share: Share = 0.0
    hours: str = "00:00-24:00"
    weekdays: Annotated[list[Day], Field(min_length=1)] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    count: Literal["moment", "day"] = "moment"
    hard: bool = True
    points: Annotated[float, Field(gt=0)] = 20.0


class MentoringSection(Section):
    share: Annotated[float, Field(gt=0, le=1)] = 0.5
    novices: WhoSection = Field(default_factory=lambda: WhoSection(stage="novelty"))
    mentors: WhoSection | None = None
    hard: bool = False
    points: Annotated[float, Field(gt=0)] = 20.0


class TeamShiftSection(Section):
    shifts: Annotated[list[str], Field(min_length=2)]
    teams: list[str] = []
    rotate: bool = True
    hard: bool = False
    points: Annotated[float, Field(gt=0)] = 20.0


class PricesSection(Section):
    bands: list[float] = [0.05, 0.15]
    under: Annotated[list[int], Field(min_length=1)] = [10, 20, 40]
    over: Annotated[list[int], Field(min_length=1)] = [2, 4, 8]
    unprotected: Count = 1
    basis: Literal["agents", "service_level"] = "agents"
    points_per_contact: Annotated[float, Field(gt=0)] = 10.0


class RosterSection(Section):
    late_after: str = "20:00"
    night: str = "23:00-06:00"
    early_before: str = "08:00"
    late_weight: Count = 2
    weekend_weight: Count = 4
    night_weight: Count = 0
    holiday_weight: Count = 0
    early_weight: Count = 0
    points_weight: Count = 0
    refused_weight: Count = 0
    balance_weeks: Annotated[int, Field(ge=0, le=104)] = 0
    preference_points: Annotated[float, Field(ge=0)] = 2.0
    seniority_weight: Annotated[float, Field(ge=0)] = 0.0
    wish_carry_over: Annotated[float, Field(ge=0)] = 0.0
    request_points: Count = 12
    sweeps: Positive = 30
    neighbourhoods: Count = 60
    recreations: Count = 1500
    seed: Count = 1
    work_limit: Annotated[float, Field(gt=0)] = 5.0
    time_limit_seconds: Annotated[float, Field(gt=0)] | NoSuchRule = "none"
    prices: PricesSection = Field(default_factory=PricesSection)


class EvidenceSection(Section):
    """What must be known before the pool calls somebody struggling."""

    minimum_confidence: Annotated[float, Field(ge=0.5, lt=1)] = 0.90
    half_life_days: Positive = 60
    minimum_peers: Annotated[int, Field(ge=3)] = 5
    evaluated_share: Annotated[float, Field(gt=0, le=1)] = 0.05
    survey_share: Annotated[float, Field(gt=0, le=1)] = 0.10


class EffectSection(Section):
    """How figures before and after training are compared with those of similar agents."""

    window_days: Positive = 28
    matches: Positive = 3
    caliper: Annotated[float, Field(gt=0)] = 0.5
    minimum_pairs: Annotated[int, Field(ge=5)] = 5
    confidence: Annotated[float, Field(ge=0.5, lt=1)] = 0.95


class ProgrammeSection(Section):
    """When somebody enters the retraining programme, is reviewed, and returns."""

    window_days: Positive = 28
    review_contacts: Positive = 100
    exit_share: Annotated[float, Field(gt=0, le=0.9)] = 0.67
    minimum_stay_days: Count = 28
    watch_confidence: Annotated[float, Field(ge=0.5, lt=1)] = 0.75
    sessions: Positive = 3
    quiet_days: Positive = 14
    waiting_days: Positive = 56
    failed_reviews: Positive = 2
    missed_sessions: Positive = 3


class SamplingSection(Section):
    """Quality samples a week of each agent, by where he stands in the programme."""

    normal: SamplesAWeek = 1
    watch: SamplesAWeek = 2
    in_programme: SamplesAWeek = 5
    reviewing: SamplesAWeek = 5


class TreatmentSection(Section):
    """What suits those of one tenure stage; 0: the format is not given to them."""

    formats: dict[Literal["coach", "group", "self"], Annotated[float, Field(ge=0, le=3)]] | None = None
    topics: list[str] | None = None


class ReserveSection(Section):
    """What the roster keeps free for training."""

    share: Annotated[float, Field(ge=0, le=0.25)] = 0.05
    points: Annotated[float, Field(ge=0)] = 1.0
    extra_hours: bool = False


class PoolSection(Section):
    minimum_sample: Positive = 100
    minimum_block: Positive = 30
    maximum_block: Positive = 120
    minutes_per_day: Minutes = 120
    minutes_per_week: Minutes = 120
    blocks_per_day: Minutes = 1
    cool_down_days: Count = 1
    break_clearance: Minutes = 15
    rooms: Positive = 2
    gap_threshold: Annotated[float, Field(ge=0)] = 1.5
    maximum_share_of_team: Share = 0.34
    work_limit: Annotated[float, Field(gt=0)] = 5.0
    transition_minutes: Minutes = 0
    shift_clearance: Minutes = 0
    maximum_away: Positive | None = None
    freeze_minutes: Minutes = 60
    favor: Literal["service", "training"] = "service"
    absence_reserve: Literal["learned", "fixed"] = "learned"
    evidence: EvidenceSection = Field(default_factory=EvidenceSection)
    effect: EffectSection = Field(default_factory=EffectSection)
    reserve: ReserveSection = Field(default_factory=ReserveSection)
    programme: ProgrammeSection = Field(default_factory=ProgrammeSection)
    sampling: SamplingSection = Field(default_factory=SamplingSection)
    treatment: dict[Stage, TreatmentSection] = {}


class ForecastSection(Section):
    history_weeks: Positive = 104
    backtest_origins: Count = 4


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
    minors: MinorsSection | None = None
    rotations: dict[str, RotationSection] = {}
    on_duty: list[OnDutySection] = []
    mentoring: MentoringSection | None = None
    team_shift: list[TeamShiftSection] = []
    roster: RosterSection = Field(default_factory=RosterSection)
    pool: PoolSection = Field(default_factory=PoolSection)
    forecast: ForecastSection = Field(default_factory=ForecastSection)
    files: FilesSection = Field(default_factory=FilesSection)
    columns: dict[str, str] = {}
