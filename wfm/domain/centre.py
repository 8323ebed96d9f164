"""The centre: everything `wfm.toml` says, valid by construction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from wfm.domain.burdens import Burden, BurdenKind
from wfm.domain.contracts import Contract
from wfm.domain.groups import GroupSettings
from wfm.domain.people import Agent
from wfm.domain.pool import Favor
from wfm.domain.programme import ProgrammeSettings, SamplingSettings, Treatment, usual_treatments
from wfm.domain.queues import Cover, Queue
from wfm.domain.rotations import Rotation
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import MINUTES_PER_DAY, Horizon, OpeningHours


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Paid time not on contact, as shares of paid time. `total` turns net into gross requirement;
    `unplanned` is the part that nobody knows of beforehand (sickness, lateness)."""

    total: float = 0.30
    unplanned: float = 0.03

    def __post_init__(self) -> None:
        if not 0 <= self.unplanned <= self.total < 1:
            raise ValueError("shrinkage needs 0 <= unplanned <= total < 1")


@dataclass(frozen=True, slots=True)
class StaffingPrices:
    """What an interval costs per agent short or over, by depth as a share of the requirement.

    `under[i]` and `over[i]` hold within the i-th band of `bands` (e.g. 5 % and 15 %: three bands);
    `unprotected` is the price of an agent missing between net and protected requirement. With
    `points_per_contact` an agent short costs that much per contact that is not answered in time because he is
    missing, rounded to the nearest of the `under` prices, whatever the bands say.
    """

    under: tuple[int, ...] = (10, 20, 40)
    over: tuple[int, ...] = (2, 4, 8)
    bands: tuple[float, ...] = (0.05, 0.15)
    unprotected: int = 1
    points_per_contact: float | None = None

    def __post_init__(self) -> None:
        in_bands = [self.over] if self.points_per_contact is not None else [self.under, self.over]
        if any(len(steps) != len(self.bands) + 1 for steps in in_bands):
            raise ValueError("prices need one more step in under and over than in bands")
        for name in ("under", "over"):
            steps = getattr(self, name)
            if list(steps) != sorted(steps) or steps[0] < 0:
                raise ValueError(f"{name} prices must not fall with depth: {steps}")
        if list(self.bands) != sorted(self.bands) or (self.bands and self.bands[0] <= 0):
            raise ValueError(f"bands must rise from above 0: {self.bands}")
        if not 0 <= self.unprotected <= self.under[0]:
            raise ValueError("unprotected must lie between 0 and the first under price")


@dataclass(frozen=True, slots=True)
class RosterSettings:
    """Weights of what is wished, and how hard to look. `late_after` is the wall-clock minute from which an
    end counts as late; a shift that works any time of `night` (wall-clock minutes, past midnight above 1440) is a
    night shift, any other that starts before `early_before` an early one; `weekend` the weekdays (Monday = 0) of
    the weekend.

    A weight is the points for the square of what somebody carries beyond his fair share, 0: it is not shared.
    `balance_weeks`: weeks before the roster whose burdens still count, 0: none. `preference_points`: a day worked
    otherwise than the agent prefers. A wish counts (1 + `seniority_weight` per year of service) x (1 +
    `wish_carry_over` per wish that was refused beyond the agent's share before)."""

    prices: StaffingPrices = field(default_factory=StaffingPrices)
    request_points: int = 12
    late_after: int = 20 * 60
    night: tuple[int, int] = (23 * 60, 30 * 60)
    early_before: int = 8 * 60
    weekend: tuple[int, ...] = (5, 6)
    late_weight: int = 2
    weekend_weight: int = 4
    night_weight: int = 0
    holiday_weight: int = 0
    early_weight: int = 0
    points_weight: int = 0
    refused_weight: int = 0
    balance_weeks: int = 0
    preference_points: float = 2.0
    seniority_weight: float = 0.0
    wish_carry_over: float = 0.0
    sweeps: int = 30
    neighbourhoods: int = 60
    recreations: int = 1500
    seed: int = 1
    work_limit: float = 5.0
    time_limit_seconds: float | None = None

    def __post_init__(self) -> None:
        if self.sweeps < 1 or self.work_limit <= 0:
            raise ValueError("sweeps and work_limit must be above 0")
        for key in ("neighbourhoods", "recreations"):
            if getattr(self, key) < 0:
                raise ValueError(f"{key} is {getattr(self, key)}; expected 0 or more")
        if not 0 <= self.night[0] < self.night[1] <= self.night[0] + MINUTES_PER_DAY:
            raise ValueError(f"night from minute {self.night[0]} to {self.night[1]} is not a part of a day")

    @property
    def burden_weights(self) -> Burden:
        """The weight of each kind of burden."""
        return Burden(*(getattr(self, f"{kind}_weight") for kind in BurdenKind))


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """How much must be known before somebody is called struggling.

    `minimum_confidence`: probability (0-1) that a figure truly is behind by the threshold. `half_life_days`: after
    so many days a contact counts half. `minimum_peers`: with fewer of the same stage and queues the comparison is
    widened. `evaluated_share`, `survey_share`: shares of the contacts that are scored, and that send back a
    survey; they say how much chance there is in quality and satisfaction.
    """

    minimum_confidence: float = 0.90
    half_life_days: int = 60
    minimum_peers: int = 5
    evaluated_share: float = 0.05
    survey_share: float = 0.10

    def __post_init__(self) -> None:
        if not 0.5 <= self.minimum_confidence < 1:
            raise ValueError(f"minimum_confidence is {self.minimum_confidence}; expected 0.5 to below 1")
        if self.half_life_days < 1:
            raise ValueError(f"half_life_days is {self.half_life_days}; expected 1 or more")
        if self.minimum_peers < 3:
            raise ValueError(f"minimum_peers is {self.minimum_peers}; expected 3 or more")
        for name in ("evaluated_share", "survey_share"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}; expected above 0 and at most 1")


@dataclass(frozen=True, slots=True)
class EffectSettings:
    """How figures before and after training are compared with those of similar agents not trained.

    `window_days`: days that figures must cover on each side at least. `matches`: similar agents per trained one,
    at most; `caliper`: how far their figure before may be from his, in standard deviations. Fewer than
    `minimum_pairs` say nothing. `confidence` (0-1) of the intervals.
    """

    window_days: int = 28
    matches: int = 3
    caliper: float = 0.5
    minimum_pairs: int = 5
    confidence: float = 0.95

    def __post_init__(self) -> None:
        if self.window_days < 1 or self.matches < 1:
            raise ValueError("pool effect needs window_days and matches of at least 1")
        if self.caliper <= 0:
            raise ValueError(f"pool effect caliper is {self.caliper}; expected above 0")
        if self.minimum_pairs < 5:
            raise ValueError(f"pool effect minimum_pairs is {self.minimum_pairs}; expected 5 or more")
        if not 0.5 <= self.confidence < 1:
            raise ValueError(f"pool effect confidence is {self.confidence}; expected 0.5 to below 1")


@dataclass(frozen=True, slots=True)
class ReserveSettings:
    """What the roster keeps free for training: at most `share` (0-1) of all agents' hours, 0 for nothing.

    `points`: what a head of the reserve that is missing costs per interval, at most the price of one missing
    between net and protected requirement. `extra_hours`: whether people may be paid for more hours for it, where
    their contracts leave the choice.
    """

    share: float = 0.05
    points: float = 1.0
    extra_hours: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 0.25:
            raise ValueError(f"pool reserve share is {self.share}; expected 0 to 0.25")
        if self.points < 0:
            raise ValueError(f"pool reserve points is {self.points}; expected 0 or more")


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """Rules of the daily retraining pool. Minutes are minutes, `cool_down_days` days between two blocks;
    `absence_reserve`: what is kept for absences nobody knows yet, "learned" from those on record once there are
    enough, or "fixed" (the centre's unplanned shrinkage);
    `freeze_minutes`: a further block of the same day begins no sooner after it was drafted."""

    minimum_sample: int = 100
    minimum_block: int = 30
    maximum_block: int = 120
    minutes_per_day: int = 120
    minutes_per_week: int = 120
    blocks_per_day: int = 1
    cool_down_days: int = 1
    break_clearance: int = 15
    rooms: int = 2
    gap_threshold: float = 1.5
    maximum_share_of_team: float = 0.34
    work_limit: float = 5.0
    transition_minutes: int = 0
    shift_clearance: int = 0
    maximum_away: int | None = None
    freeze_minutes: int = 60
    favor: Favor = Favor.SERVICE
    absence_reserve: str = "learned"
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    effect: EffectSettings = field(default_factory=EffectSettings)
    reserve: ReserveSettings = field(default_factory=ReserveSettings)
    programme: ProgrammeSettings = field(default_factory=ProgrammeSettings)
    sampling: SamplingSettings = field(default_factory=SamplingSettings)
    treatment: Mapping[str, Treatment] = field(default_factory=usual_treatments)

    def __post_init__(self) -> None:
        if not 0 < self.minimum_block <= self.maximum_block:
            raise ValueError("pool blocks need 0 < minimum_block <= maximum_block")
        if self.minimum_sample < 1 or self.rooms < 1:
            raise ValueError("pool needs minimum_sample and rooms of at least 1")
        for key in ("transition_minutes", "shift_clearance", "break_clearance", "freeze_minutes"):
            if not 0 <= getattr(self, key) <= 240:
                raise ValueError(f"pool {key} is {getattr(self, key)}; expected 0 to 240 minutes")
        if self.maximum_away is not None and self.maximum_away < 1:
            raise ValueError(f"pool maximum_away is {self.maximum_away}; expected 1 or more, or none given")
        if self.absence_reserve not in ("learned", "fixed"):
            raise ValueError(f"pool absence_reserve is {self.absence_reserve!r}; expected 'learned' or 'fixed'")


@dataclass(frozen=True, slots=True)
class ForecastSettings:
    """How the history is read: weeks that count at most, and the origins of the printed backtest."""

    history_weeks: int = 104
    backtest_origins: int = 4
    holidays: str = ""


@dataclass(frozen=True, slots=True)
class FileHabits:
    """What a planner says about his files where they do not say it themselves; "": each file shows it.

    `date_order` "dmy" or "mdy" for 03/04/2026, `decimal_mark` "," or ".", `encoding` a name such as "cp1250".
    """

    date_order: str = ""
    decimal_mark: str = ""
    encoding: str = ""

    def __post_init__(self) -> None:
        if self.date_order not in ("", "dmy", "mdy"):
            raise ValueError(f"date_order is {self.date_order!r}; expected 'dmy' or 'mdy'")
        if self.decimal_mark not in ("", ",", "."):
            raise ValueError(f"decimal_mark is {self.decimal_mark!r}; expected ',' or '.'")


@dataclass(frozen=True)
class Centre:
    """A contact centre as its planner described it."""

    name: str
    zone: ZoneInfo
    interval_minutes: int
    week_start: int
    opening: OpeningHours
    queues: tuple[Queue, ...]
    contracts: Mapping[str, Contract]
    shifts: Mapping[str, ShiftPattern]
    covers: tuple[Cover, ...] = ()
    shrinkage: Shrinkage = field(default_factory=Shrinkage)
    forecast: ForecastSettings = field(default_factory=ForecastSettings)
    roster: RosterSettings = field(default_factory=RosterSettings)
    pool: PoolSettings = field(default_factory=PoolSettings)
    columns: Mapping[str, str] = field(default_factory=dict)
    files: FileHabits = field(default_factory=FileHabits)
    groups: GroupSettings = field(default_factory=GroupSettings)
    rotations: Mapping[str, Rotation] = field(default_factory=dict)

    def queue(self, name: str) -> Queue:
        """The queue of that name; KeyError if the centre has none."""
        for queue in self.queues:
            if queue.name == name:
                return queue
        raise KeyError(name)

    def opening_of(self, queue: str) -> OpeningHours:
        """When a queue is open: its own hours, else the centre's."""
        return self.queue(queue).opening or self.opening

    def rotation_of(self, agent: Agent) -> tuple[Rotation, int] | None:
        """The agent's own rotation, else his team's, and by how many entries he is ahead; None: he has none."""
        teams = (name for name, rotation in self.rotations.items() if agent.team in rotation.teams)
        found = self.rotations.get(agent.rotation or next(teams, ""))
        if found is None:
            return None
        of_team = found.teams.get(agent.team, 0)
        return found, of_team if agent.rotation_offset is None else agent.rotation_offset

    def horizon(self, first: date, days: int) -> Horizon:
        return Horizon(first, days, self.interval_minutes, self.zone, self.week_start)
