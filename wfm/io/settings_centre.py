"""From the shape of wfm.toml to the centre: its parts are built one by one, and names must meet."""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from wfm.domain.centre import (
    Centre,
    EffectSettings,
    EvidenceSettings,
    FileHabits,
    ForecastSettings,
    PoolSettings,
    ReserveSettings,
    RosterSettings,
    Shrinkage,
    StaffingPrices,
)
from wfm.domain.groups import GroupSettings
from wfm.domain.minors import MinorTerms
from wfm.domain.pool import Favor
from wfm.domain.programme import ProgrammeSettings, SamplingSettings
from wfm.domain.queues import Cover, Goal, Queue
from wfm.domain.time import OpeningHours
from wfm.io.hours_text import WEEKDAYS, hours, minute_of_day, one_range
from wfm.io.settings_contracts import contract
from wfm.io.settings_groups import mentoring, on_duty, team_shift
from wfm.io.settings_minors import minor_terms
from wfm.io.settings_names import Place, Wrong, unknown_names
from wfm.io.settings_numbers import or_none
from wfm.io.settings_rotations import rotation
from wfm.io.settings_shape import GoalsSection, OpeningSection, QueueSection, Settings
from wfm.io.settings_shifts import shift_pattern
from wfm.io.settings_treatment import treatments

Built = TypeVar("Built")


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
        week_start = WEEKDAYS.index(s.centre.week_start)
        parts: dict[str, Any] = {
            "zone": self._try(("centre", "timezone"), lambda: _zone(s.centre.timezone)),
            "opening": self._opening(("centre", "opening"), s.centre.opening) or _always_open(),
            "queues": tuple(filter(None, (self._queue(name, queue) for name, queue in s.queues.items()))),
            "shifts": self._each("shifts", s.shifts, shift_pattern),
            "contracts": self._each("contracts", s.contracts, partial(contract, minors=self._minors())),
            "rotations": self._each("rotations", s.rotations, partial(rotation, week_start=week_start)),
            "groups": self._groups(),
            "shrinkage": self._try(("shrinkage",), lambda: Shrinkage(**s.shrinkage.model_dump())),
            "roster": self._try(("roster",), self._roster),
            "pool": self._try(("pool",), self._pool),
        }
        self.problems += unknown_names(s, self.broken)
        if self.problems:
            return None
        return Centre(
            name=s.centre.name,
            interval_minutes=s.centre.interval_minutes,
            week_start=week_start,
            covers=tuple(Cover.of(cover.queues) for cover in s.cover),
            forecast=ForecastSettings(**s.forecast.model_dump(), holidays=s.centre.holidays),
            columns=s.columns,
            files=FileHabits(**s.files.model_dump()),
            **parts,
        )

    def _pool(self) -> PoolSettings:
        """The pool's own keys, and its parts."""
        s = self.settings.pool
        evidence = EvidenceSettings(**s.evidence.model_dump())
        effect = EffectSettings(**s.effect.model_dump())
        programme = ProgrammeSettings(**s.programme.model_dump())
        sampling = SamplingSettings(**s.sampling.model_dump())
        reserve = ReserveSettings(**s.reserve.model_dump())
        own = s.model_dump(
            exclude={"evidence", "effect", "reserve", "programme", "sampling", "treatment", "favor"}
        )
        return PoolSettings(
            **own,
            favor=Favor(s.favor),
            evidence=evidence,
            effect=effect,
            reserve=reserve,
            programme=programme,
            sampling=sampling,
            treatment=treatments(s.treatment),
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

    def _groups(self) -> GroupSettings:
        """The rules across agents; those that do not fit together are left out and told."""
        s = self.settings
        duties = [self._try(("on_duty", n), partial(on_duty, part)) for n, part in enumerate(s.on_duty)]
        teams = [self._try(("team_shift", n), partial(team_shift, part)) for n, part in enumerate(s.team_shift)]
        mentors = None if s.mentoring is None else self._try(("mentoring",), partial(mentoring, s.mentoring))
        return GroupSettings(tuple(filter(None, duties)), mentors, tuple(filter(None, teams)))

    def _minors(self) -> MinorTerms | None:
        section = self.settings.minors
        return None if section is None else self._try(("minors",), lambda: minor_terms(section))

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
                tuple(prices.under),
                tuple(prices.over),
                tuple(prices.bands),
                prices.unprotected,
                prices.points_per_contact if prices.basis == "service_level" else None,
            ),
            late_after=minute_of_day(section.late_after),
            night=one_range("night", section.night),
            early_before=minute_of_day(section.early_before),
            weekend=tuple(sorted(WEEKDAYS.index(day) for day in self.settings.centre.weekend)),
            time_limit_seconds=or_none(section.time_limit_seconds),
            **section.model_dump(exclude={"prices", "late_after", "night", "early_before", "time_limit_seconds"}),
        )


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
        service_level=or_none(figures.service_level),
        threshold_seconds=figures.threshold_seconds,
        asa_seconds=or_none(figures.asa_seconds),
        max_abandonment=or_none(figures.max_abandonment),
        max_occupancy=figures.max_occupancy,
        minimum_agents=figures.minimum_agents,
    )
