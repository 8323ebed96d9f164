"""A small centre for the retraining pool: people at work, what they should learn, what the phones can spare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.typing import NDArray

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Absence, Agent, Role, TenureStage
from wfm.domain.pool import Finding, Need, Topic
from wfm.domain.queues import Cover
from wfm.domain.roster import DayKind, DayPlan, Pause, Roster
from wfm.domain.time import Horizon, at_minute
from wfm.pool.drafting.draft import PoolDraft, draft
from wfm.pool.ledger import Ledger

ZONE = ZoneInfo("Asia/Jerusalem")
FIRST = date(1999, 3, 7)


@dataclass
class Floorplan:
    """A centre in the making. Everybody works `hours` (wall-clock minutes) every day, with the given breaks."""

    days: int = 1
    interval: int = 60
    first: date = FIRST
    settings: PoolSettings = field(default_factory=lambda: PoolSettings(cool_down_days=0, break_clearance=0))
    agents: list[Agent] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    plans: list[DayPlan] = field(default_factory=list)
    surplus: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    @property
    def horizon(self) -> Horizon:
        return Horizon(self.first, self.days, self.interval, ZONE, 6)

    def person(
        self,
        agent_id: str,
        hours: tuple[int, int] = (540, 720),
        breaks: Sequence[tuple[int, int]] = (),
        skills: tuple[str, ...] = ("calls",),
        role: Role = Role.AGENT,
        team: str = "",
        days: Sequence[int] | None = None,
    ) -> None:
        self.agents.append(Agent(agent_id, agent_id, team or agent_id, "any", skills, role=role))
        for n, day in enumerate(self.horizon.dates):
            if days is not None and n not in days:
                self.plans.append(DayPlan(agent_id, day, DayKind.OFF))
                continue
            pauses = tuple(Pause(at_minute(day, a, ZONE), at_minute(day, b, ZONE)) for a, b in breaks)
            start, end = (at_minute(day, minute, ZONE) for minute in hours)
            self.plans.append(DayPlan(agent_id, day, DayKind.SHIFT, "any", start, end, 480, pauses))

    def trainer(
        self,
        agent_id: str,
        hours: tuple[int, int] = (540, 720),
        breaks: Sequence[tuple[int, int]] = (),
        skills: tuple[str, ...] = (),
    ) -> None:
        self.person(agent_id, hours, breaks, skills, Role.TRAINER)

    def behind(
        self, agent_id: str, score: float = 10.0, handled: int = 400, weaknesses: tuple[str, ...] = ()
    ) -> None:
        """Gives him a need: quality two robust standard deviations below peers."""
        found = (Finding("qa_score", 70.0, 84.0, 2.0),)
        need = Need(agent_id, TenureStage.GROWTH, handled, score, True, "quality 70 against 84", found, weaknesses)
        self.needs.append(need)

    def in_line(self, agent_id: str, handled: int = 400) -> None:
        self.needs.append(Need(agent_id, TenureStage.GROWTH, handled, 0.0, False, "figures in line with peers"))

    @property
    def covers(self) -> tuple[Cover, ...]:
        return tuple(Cover.of([skill]) for skill in sorted({skill for a in self.agents for skill in a.skills}))

    def spare(self, heads: int | Mapping[int, int], cover: str = "calls") -> None:
        """Surplus heads of a cover: everywhere, or by interval of the horizon."""
        every = np.zeros(self.horizon.intervals, dtype=np.int64)
        if isinstance(heads, int):
            every[:] = heads
        else:
            for interval, count in heads.items():
                every[interval] = count
        self.surplus[cover] = every

    def draft(
        self,
        ledger: Ledger | None = None,
        seed: int = 1,
        should_stop: Callable[[], bool] | None = None,
        absences: Sequence[Absence] = (),
        **more: Any,
    ) -> PoolDraft:
        agents_open = {cover.name: np.full(self.horizon.intervals, 10.0) for cover in self.covers}
        return draft(
            Roster(self.horizon, tuple(self.plans)),
            self.agents,
            self.needs,
            self.topics,
            self.covers,
            self.surplus,
            share_answered,
            agents_open,
            self.settings,
            ledger or Ledger(),
            seed,
            should_stop,
            absences,
            **more,
        )


def share_answered(cover: str, start: datetime, agents: float) -> float:
    """A service level that falls with every head: 10 agents 10/11, 9 agents 9/10, 8 agents 8/9."""
    return agents / (agents + 1)


@pytest.fixture(scope="session")
def floorplan() -> type[Floorplan]:
    """The class itself: every test furnishes its own centre."""
    return Floorplan
