"""What a centre asks of several agents together: who must be there, who belongs to whom, which team works when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import ceil

from wfm.domain.people import Agent, Role, TenureStage
from wfm.domain.time import MINUTES_PER_DAY

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Who:
    """The agents for whom all that is said holds; None: says nothing. The stage is that of the day asked about."""

    role: Role | None = None
    skill: str | None = None
    stage: TenureStage | None = None
    team: str | None = None
    contract: str | None = None

    def means(self, agent: Agent, day: date) -> bool:
        """Whether `agent` is one of them on `day`."""
        return (
            self.role in (None, agent.role)
            and (self.skill is None or self.skill in agent.skills)
            and (self.stage is None or self.stage is agent.stage(day))
            and self.team in (None, agent.team)
            and self.contract in (None, agent.contract)
        )

    def __str__(self) -> str:
        names = ("role", "skill", "stage", "team", "contract")
        said = [(name, getattr(self, name)) for name in names]
        return ", ".join(f"{name} {value}" for name, value in said if value is not None) or "all"


EVERYBODY = Who()


@dataclass(frozen=True, slots=True)
class OnDuty:
    """At least and at most so many of some agents on duty at every moment of `hours` (wall-clock minutes, past
    midnight above 1440) of the `weekdays` (Monday = 0); hours past midnight belong to the day on which they begin.

    `least_share`: the least as a share (0-1) of all who are meant that day. With `by_day` agents who have a shift
    that starts that day are counted instead, at whatever hour. `points`: per agent-hour too few or too many (per
    agent and day with `by_day`), when the rule is not hard.
    """

    who: Who
    least: int = 0
    most: int | None = None
    least_share: float = 0.0
    hours: tuple[int, int] = (0, MINUTES_PER_DAY)
    weekdays: tuple[int, ...] = EVERY_DAY
    by_day: bool = False
    hard: bool = True
    points: float = 20.0

    def __post_init__(self) -> None:
        begins, ends = self.hours
        if not 0 <= begins < ends <= begins + MINUTES_PER_DAY:
            raise ValueError(f"on duty from minute {begins} to {ends} is not a part of a day")
        if not self.least and self.most is None and not self.least_share:
            raise ValueError("on duty needs least, least_share or most")
        if self.most is not None and self.most < self.least:
            raise ValueError(f"on duty: at least {self.least} and at most {self.most}")
        if self.by_day and self.hours != (0, MINUTES_PER_DAY):
            raise ValueError("on duty counts by day or at every moment of its hours, not both")

    def needed(self, members: int) -> int:
        """The least number when `members` are meant that day."""
        return max(self.least, ceil(self.least_share * members - 1e-9))


@dataclass(frozen=True, slots=True)
class Mentoring:
    """At least `share` (0-1) of every shift of a novice lies in hours in which some mentor is on duty.

    Mentors are the agents meant by `mentors` and those marked as such among the agents; no novice is a mentor.
    `points`: per hour that is missing, when the rule is not hard.
    """

    share: float = 0.5
    novices: Who = field(default_factory=lambda: Who(stage=TenureStage.NOVELTY))
    mentors: Who | None = None
    hard: bool = False
    points: float = 20.0

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"mentoring: a share of {self.share}; expected above 0 and at most 1")

    def is_novice(self, agent: Agent, day: date) -> bool:
        return self.novices.means(agent, day)

    def is_mentor(self, agent: Agent, day: date) -> bool:
        """Whether `agent` can stand by a novice who works on `day`."""
        asked = agent.mentor or (self.mentors is not None and self.mentors.means(agent, day))
        return asked and not self.is_novice(agent, day)


@dataclass(frozen=True, slots=True)
class TeamShift:
    """All shifts of a team in one week are of one pattern, whichever the search chooses for that team and week.

    `shifts`: the patterns between which the teams change; other patterns (a Saturday shift) do not count. With
    `rotate` a team never has the same pattern in two weeks in a row. `points`: per shift of another pattern and
    per week in which the team does not rotate, when the rule is not hard.
    """

    teams: tuple[str, ...]
    shifts: tuple[str, ...]
    rotate: bool = True
    hard: bool = False
    points: float = 20.0

    def __post_init__(self) -> None:
        if len(set(self.shifts)) < 2:
            raise ValueError("a team shift needs two or more patterns to choose from")


class Bond(StrEnum):
    """What holds between any two members of a group."""

    BUDDIES = "buddies"
    APART = "apart"
    CAR_POOL = "car_pool"
    SAME_DAYS = "same_days"


DEFAULT_VALUES: Mapping[Bond, float] = {Bond.BUDDIES: 100.0, Bond.CAR_POOL: 0.0}
"""What a bond means when its group does not say: see AgentGroup.value."""


@dataclass(frozen=True, slots=True)
class AgentGroup:
    """Agents with a bond between any two of them: a row of groups.csv.

    `value`: for buddies the percentage of the shorter shift during which both are there, on days on which both
    work; for a car pool the minutes by which starts and ends may differ on such days. `points`: per pair and hour
    by which the bond is broken (same_days: per pair and day), when the group is not hard. `row`: where it was
    read.
    """

    bond: Bond
    members: tuple[str, ...]
    value: float = 0.0
    points: float = 20.0
    hard: bool = False
    row: int | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if len(set(self.members)) < 2 or len(set(self.members)) < len(self.members):
            raise ValueError(f"a group needs two or more different members, not {', '.join(self.members)}")


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """The rules across agents that stand in wfm.toml."""

    on_duty: Sequence[OnDuty] = ()
    mentoring: Mentoring | None = None
    team_shifts: Sequence[TeamShift] = ()
