"""What is left of a day and its pool, at the level that the day turned out to have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.app.absence_record import reserve_for
from wfm.app.demand import Demand
from wfm.app.desk import Desk
from wfm.app.interval_rows import interval_rows, required
from wfm.app.pool_day import PoolDay
from wfm.app.register import steps_of
from wfm.app.service import Service, service_of
from wfm.domain.demand import IntervalRow
from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.pool import Session
from wfm.domain.queues import Cover
from wfm.forecasting.carried_level import carried_level
from wfm.forecasting.rest_of_day import Counted, DayLevel, rest_of_day
from wfm.pool.day.recall import OffThePhones, Recall, later, recall
from wfm.pool.day.today import fixed_from, without
from wfm.pool.drafting.draft import PoolDraft, draft
from wfm.pool.programme.states import standing
from wfm.pool.programme.treatment import format_weights
from wfm.pool.surplus import surplus
from wfm.staffing.requirement import requirement

Floats = NDArray[np.float64]
ROUNDING = 1e-9
"""Half an agent short of a whole one is short; a millionth is not."""


@dataclass(frozen=True, slots=True)
class ShortInterval:
    """An interval of the rest of the day in which fewer are on the phones than the re-scaled load takes."""

    cover: str
    start: datetime
    heads: float
    agents_net: int
    service_level: float


class RestOfDay:
    """The day from `at` on: its load at the level that `counted` shows, who is on the phones, who is short."""

    def __init__(self, day: PoolDay, at: datetime, counted: Sequence[Counted], now: datetime) -> None:
        self.day, self.at = day, at
        centre, step = day.opened.centre, day.horizon.interval_minutes
        running = day.horizon.moment(day.horizon.elapsed(at) // step * step)
        self.carried = carried_level(day.opened.history, running.hour * 60 + running.minute)
        errors = _day_errors(day.demand)
        forecast, levels = rest_of_day(day.demand.forecast, counted, running, errors, self.carried.share)
        self.levels: Sequence[DayLevel] = levels
        needs = requirement(forecast, day.demand.covers, centre)
        self.demand = replace(day.demand, forecast=forecast, requirement=needs)
        self.begin = max(later(at, centre.pool.freeze_minutes), now.astimezone(centre.zone))
        self.service: Service = service_of(centre, self.demand)
        self.held = day.held(at)

    @cached_property
    def on_phones(self) -> dict[str, Floats]:
        """Heads per cover and interval with the pool as it stands and without the absent."""
        away = self.day.heads(self.held)
        return {name: np.maximum(heads - away[name], 0.0) for name, heads in self.day.open_now.items()}

    @cached_property
    def short(self) -> tuple[ShortInterval, ...]:
        """Intervals that are not over, with fewer on the phones than the expected load takes."""
        return tuple(self._short())

    def _short(self) -> Iterator[ShortInterval]:
        left = self.day.share(self.at, self._end)
        for row in self.demand.requirement:
            interval = self.service.interval_of(row.start)
            heads = float(self.on_phones[row.cover][interval])
            if left[interval] > 0 and heads < row.agents_net - ROUNDING:
                level = self.service.level_at(row.cover, row.start, heads)
                yield ShortInterval(row.cover, row.start, heads, row.agents_net, level)

    @property
    def _end(self) -> datetime:
        return self.day.horizon.moment(self.day.horizon.minutes)

    def recalls(self) -> tuple[tuple[str, Recall], ...]:
        """Whom to call back, cover by cover, the one that lacks most first; nobody is called twice."""
        lacking = {cover.name: self._lacking(cover) for cover in self.demand.covers}
        found: list[tuple[str, Recall]] = []
        for cover in sorted(self.demand.covers, key=lambda one: -int(lacking[one.name].sum())):
            called = [one.session for _, earlier in found for one in earlier.recalled]
            counts = self.day.counts_to(cover)
            for one in (one for _, earlier in found for one in earlier.recalled if one.session.agent_id in counts):
                self._credit(lacking[cover.name], one.back, one.until)
            if not lacking[cover.name].any():
                continue
            pool = OffThePhones(
                without(self.day.today.unreported(), called),
                counts.__contains__,
                self.day.absent_from_pool(self.at),
                self.day.smallest_groups,
            )
            one_cover = recall(pool, lacking[cover.name], self.at)
            if one_cover.recalled:
                found.append((cover.name, one_cover))
        return tuple(found)

    def _lacking(self, cover: Cover) -> NDArray[np.int64]:
        """Whole heads missing in each minute from `at` to the end of the day."""
        by_interval = np.zeros(self.day.horizon.intervals, dtype=np.int64)
        for one in self.short:
            if one.cover == cover.name:
                by_interval[self.service.interval_of(one.start)] = int(
                    np.ceil(one.agents_net - one.heads - ROUNDING)
                )
        return np.repeat(by_interval, self.day.horizon.interval_minutes)[self.day.horizon.elapsed(self.at) :]

    def _credit(self, lacking: NDArray[np.int64], back: datetime, until: datetime) -> None:
        first, last = (
            self.day.horizon.elapsed(moment) - self.day.horizon.elapsed(self.at) for moment in (back, until)
        )
        lacking[first:last] = np.maximum(lacking[first:last] - 1, 0)

    def draft(self, desk: Desk) -> PoolDraft:
        """Blocks that begin after the freeze, beside those that stand, from the surplus of the rest of the day."""
        day, centre = self.day, self.day.opened.centre
        reserve = reserve_for(day.opened, day.horizon).by_interval(day.horizon)
        protected = required(self.demand.requirement, self.demand.covers, day.horizon, "agents_protected")
        return draft(
            roster=day.roster,
            agents=day.agents,
            needs=day.needs(),
            topics=day.opened.inputs.topics,
            covers=self.demand.covers,
            surplus=surplus(day.open_now, protected, reserve),
            service_level=self.service.level_at,
            agents_open=self.on_phones,
            settings=centre.pool,
            ledger=fixed_from(day.today.ledger, day.day),
            seed=centre.roster.seed,
            should_stop=desk.interruption.requested,
            absences=(*day.absences, *self._nobody_sooner()),
            standing=standing(steps_of(desk.database), day.day),
            suits=format_weights(centre.pool.treatment),
            beside=self.held,
        )

    def _nobody_sooner(self) -> Iterator[Absence]:
        """Keeps everybody on the phones until the freeze, and the way there, is over."""
        until = later(self.begin, self.day.opened.centre.pool.transition_minutes)
        for agent in self.day.agents:
            yield Absence(agent.agent_id, self.day.horizon.start, until, AbsenceKind.TRAINING, False)

    def intervals(self, sessions: Sequence[Session]) -> tuple[IntervalRow, ...]:
        """The rest of the day, interval by interval, with the further sessions."""
        away = self.day.heads((*self.held, *sessions))
        rows = interval_rows(self.demand.requirement, self.day.open_now, away, self.service)
        return tuple(row for row in rows if row.start >= self.at)


def _day_errors(demand: Demand) -> Mapping[str, float | None]:
    """The error of day totals per queue in the backtest, as accuracy.json has it; none of an empty backtest."""
    queues = demand.accuracy["queues"]
    return {name: told["day_wape"] for name, told in queues.items()} if isinstance(queues, Mapping) else {}
