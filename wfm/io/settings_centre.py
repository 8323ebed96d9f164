"""From the shape of wfm.toml to the centre: texts become minutes, weekdays, zones; names must meet."""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from wfm.domain.centre import (
    Centre,
    FileHabits,
    ForecastSettings,
    PoolSettings,
    RosterSettings,
    Shrinkage,
    StaffingPrices,
)
from wfm.domain.contracts import Contract, Span
from wfm.domain.queues import Cover, Goal, Queue
from wfm.domain.shifts import BreakRule, ShiftPattern
from wfm.domain.time import OpeningHours
from wfm.io.columns import INPUT_TABLES
from wfm.io.hours_text import WEEKDAYS, hours, minute_of_day
from wfm.io.near import did_you_mean, one_of
from wfm.io.settings_shape import (
    ContractSection,
    GoalsSection,
    OpeningSection,
    QueueSection,
    Settings,
    ShiftSection,
)
from wfm.io.toml_lines import Step

Place = tuple[Step, ...]
Built = TypeVar("Built")
Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong with the settings, at a key."""

    path: Place
    expected: str
    value: str | None = None
    hint: str | None = None


@dataclass
class Builder:
    """Builds the centre part by part; what cannot be built is kept in `problems`.

    `broken` are parts already reported and left out: a name that points to one of them is not a second problem.
    """

    settings: Settings
    broken: Collection[Place] = ()
    problems: list[Wrong] = field(default_factory=list)

    def centre(self) -> Centre | None:
        """The centre; None when a part of it failed."""
        s = self.settings
        parts: dict[str, Any] = {
            "zone": self._try(("centre", "timezone"), lambda: _zone(s.centre.timezone)),
            "opening": self._opening(("centre", "opening"), s.centre.opening) or _always_open(),
            "queues": tuple(filter(None, (self._queue(name, queue) for name, queue in s.queues.items()))),
            "shifts": self._each("shifts", s.shifts, _shift),
            "contracts": self._each("contracts", s.contracts, _contract),
            "shrinkage": self._try(("shrinkage",), lambda: Shrinkage(**s.shrinkage.model_dump())),
            "roster": self._try(("roster",), self._roster),
            "pool": self._try(("pool",), lambda: PoolSettings(**s.pool.model_dump())),
        }
        self._check_names()
        if self.problems:
            return None
        return Centre(
            name=s.centre.name,
            interval_minutes=s.centre.interval_minutes,
            week_start=WEEKDAYS.index(s.centre.week_start),
            covers=tuple(Cover.of(cover.queues) for cover in s.cover),
            forecast=ForecastSettings(**s.forecast.model_dump(), holidays=s.centre.holidays),
            columns=s.columns,
            files=FileHabits(**s.files.model_dump()),
            **parts,
        )

    def _try(self, path: Place, build: Callable[[], Built]) -> Built | None:
        try:
            return build()
        except ValueError as error:
            self.problems.append(Wrong(path, "settings that fit together", hint=str(error)))
            return None

    def _each(
        self, name: str, sections: Mapping[str, Any], build: Callable[[str, Any], Built]
    ) -> dict[str, Built]:
        built = {key: self._try((name, key), partial(build, key, part)) for key, part in sections.items()}
        return {key: part for key, part in built.items() if part is not None}

    def _queue(self, name: str, own: QueueSection) -> Queue | None:
        """A queue's goal: its own figures over those of [goals]."""
        figures = {**self.settings.goals.model_dump(), **own.model_dump(exclude_unset=True, exclude={"opening"})}
        merged = GoalsSection.model_construct(**figures)
        opening = self._opening(("queues", name, "opening"), own.opening)
        patience = merged.patience_seconds or None
        return self._try(("queues", name), lambda: Queue(name, _goal(merged), patience, opening))

    def _opening(self, path: Place, section: OpeningSection | None) -> OpeningHours | None:
        if section is None:
            return None
        days = {
            weekday: self._try((*path, day), partial(hours, getattr(section, day)))
            for weekday, day in enumerate(WEEKDAYS)
        }
        return OpeningHours({weekday: ranges for weekday, ranges in days.items() if ranges})

    def _roster(self) -> RosterSettings:
        section = self.settings.roster
        prices = section.prices
        return RosterSettings(
            prices=StaffingPrices(
                tuple(prices.under), tuple(prices.over), tuple(prices.bands), prices.unprotected
            ),
            late_after=minute_of_day(section.late_after),
            night=_night(section.night),
            early_before=minute_of_day(section.early_before),
            weekend=tuple(sorted(WEEKDAYS.index(day) for day in self.settings.centre.weekend)),
            time_limit_seconds=_or_none(section.time_limit_seconds),
            **section.model_dump(exclude={"prices", "late_after", "night", "early_before", "time_limit_seconds"}),
        )

    def _check_names(self) -> None:
        s = self.settings
        for name, contract in s.contracts.items():
            for index, shift in enumerate(contract.shifts):
                self._must_be_known(("contracts", name, "shifts", index), shift, "shifts", s.shifts)
        for number, cover in enumerate(s.cover):
            for index, queue in enumerate(cover.queues):
                self._must_be_known(("cover", number, "queues", index), queue, "queues", s.queues)
        columns = sorted({name for table in INPUT_TABLES for name in table.names})
        for header, column in s.columns.items():
            self._must_be_known(("columns", header), column, "columns", columns)

    def _must_be_known(self, path: Place, name: str, what: str, known: Collection[str]) -> None:
        if name not in known and (what, name) not in self.broken:
            self.problems.append(Wrong(path, one_of(known), name, did_you_mean(name, known)))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = difflib.get_close_matches(name, available_timezones(), n=1)
        advice = f"; did you mean '{near[0]}'?" if near else ""
        raise ValueError(f"'{name}' is not an IANA time zone such as Asia/Shanghai{advice}") from None


def _always_open() -> OpeningHours:
    return OpeningHours(dict.fromkeys(range(7), ((0, 1440),)))


def _goal(figures: GoalsSection) -> Goal:
    return Goal(
        service_level=_or_none(figures.service_level),
        threshold_seconds=figures.threshold_seconds,
        asa_seconds=_or_none(figures.asa_seconds),
        max_abandonment=_or_none(figures.max_abandonment),
        max_occupancy=figures.max_occupancy,
        minimum_agents=figures.minimum_agents,
    )


def _shift(name: str, section: ShiftSection) -> ShiftPattern:
    first, _, last = section.starts.partition("-")
    earliest = minute_of_day(first, latest=1439)
    return ShiftPattern(
        name=name,
        earliest_start=earliest,
        latest_start=minute_of_day(last, latest=1439) if last else earliest,
        start_step=section.step,
        minutes=section.minutes,
        breaks=tuple(
            BreakRule(rest.minutes, rest.paid, rest.after, rest.before, rest.name) for rest in section.breaks
        ),
        break_gap=section.break_gap,
        weekdays=tuple(sorted({WEEKDAYS.index(day) for day in section.weekdays})),
        drift_exempt=section.drift_exempt,
    )


def _contract(name: str, section: ContractSection) -> Contract:
    return Contract(
        name=name,
        shifts=tuple(section.shifts),
        days_per_week=Span(*section.days_per_week),
        week_minutes=Span(*(round(hours * 60) for hours in section.week_hours)),
        rest_minutes=round(section.rest_hours * 60),
        weekly_rest_minutes=_minutes_or_none(section.weekly_rest_hours),
        max_days_in_row=section.max_days_in_row,
        max_weekends_in_row=_or_none(section.max_weekends_in_row),
        start_drift_minutes=_or_none(section.start_drift_minutes),
        min_days_in_row=_or_none(section.min_days_in_row),
        min_days_off_in_row=_or_none(section.min_days_off_in_row),
        max_nights_in_row=_or_none(section.max_nights_in_row),
        rest_after_nights_minutes=_minutes_or_none(section.rest_after_nights_hours),
        no_early_after_night_minutes=_minutes_or_none(section.no_early_after_night_hours),
        forbidden_next_day={shift: tuple(never) for shift, never in section.forbidden_next_day.items()},
        whole_weekends=section.whole_weekends,
        max_days_in_period=_or_none(section.max_days_in_period),
        max_minutes_in_period=_minutes_or_none(section.max_hours_in_period),
    )


def _night(text: str) -> tuple[int, int]:
    ranges = hours(text, past_midnight=True)
    if len(ranges) != 1:
        raise ValueError(f"night '{text}' is not one range such as 23:00-06:00")
    return ranges[0]


def _or_none(value: Number | Literal["none"]) -> Number | None:
    """'none' in the file means: no such rule."""
    return None if value == "none" else value


def _minutes_or_none(hours_or_none: float | Literal["none"]) -> int | None:
    """The hours of the file in minutes."""
    return None if hours_or_none == "none" else round(hours_or_none * 60)
