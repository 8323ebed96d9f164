"""Whose contacts are sampled on which day."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.people import Performance
from wfm.domain.pool import ProgrammeState, ProgrammeStep, SampleDue
from wfm.domain.programme import SamplingSettings
from wfm.domain.time import Horizon
from wfm.pool.programme.quality_samples import samples_due

MONDAY = date(2026, 3, 2)
WEEKS = Horizon(MONDAY, 14, 30, ZoneInfo("Asia/Shanghai"), 0)
WEEKDAYS = [MONDAY + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]


def due(
    steps: tuple[ProgrammeStep, ...] = (),
    performance: tuple[Performance, ...] = (),
    days: list[date] | None = None,
    horizon: Horizon = WEEKS,
) -> tuple[SampleDue, ...]:
    at_work = {"X": WEEKDAYS if days is None else days}
    return samples_due(["X"], steps, performance, at_work, horizon, SamplingSettings())


def since(day: date, state: ProgrammeState) -> ProgrammeStep:
    return ProgrammeStep("X", day, state, "")


def test_those_in_the_programme_are_sampled_every_working_day() -> None:
    """Five a week over five days: one each, or the review would rest on one bad Monday."""
    found = due((since(MONDAY, ProgrammeState.IN_PROGRAMME),))
    assert [one.due for one in found] == WEEKDAYS
    assert found[1].reason == "in programme: 5 a week; 2 of 5 of the week from 2026-03-02"


def test_everybody_else_is_sampled_once_in_the_middle_of_the_week() -> None:
    """The usual rate goes on, or peers would have no figures to compare with."""
    assert [one.due for one in due()] == [WEEKDAYS[2], WEEKDAYS[7]]


def test_a_change_of_state_within_the_week_counts_by_days() -> None:
    """In from Thursday on: three days at the usual 1 a week and four at 5, 23 sevenths, 3 samples."""
    found = due((since(date(2026, 3, 5), ProgrammeState.IN_PROGRAMME),))
    assert sum(one.due < MONDAY + timedelta(days=7) for one in found) == 3


def test_what_was_sampled_already_is_not_due_again() -> None:
    """Two of the five were taken in the first four days, and 4 of a week's 8 of which half lies before."""
    steps = (since(MONDAY, ProgrammeState.REVIEWING),)
    told = Performance("X", MONDAY, MONDAY + timedelta(days=3), 100, evaluations=2)
    first_week = [one for one in due(steps, (told,)) if one.due < MONDAY + timedelta(days=7)]
    assert len(first_week) == 3
    assert "2 taken" in first_week[0].reason
    half = Performance("X", MONDAY - timedelta(days=7), MONDAY + timedelta(days=6), 100, evaluations=8)
    assert len([one for one in due(steps, (half,)) if one.due < MONDAY + timedelta(days=7)]) == 1


@pytest.mark.parametrize("days", [[], WEEKDAYS[5:]])
def test_nobody_is_sampled_who_does_not_work(days: list[date]) -> None:
    """A sample of somebody on leave can only be missed."""
    assert all(one.due in days for one in due((since(MONDAY, ProgrammeState.REVIEWING),), days=days))


@given(
    st.lists(st.sampled_from(list(ProgrammeState)), min_size=1, max_size=4),
    st.sets(st.integers(0, 13)),
    st.integers(1, 14),
)
def test_samples_fall_on_working_days_of_the_horizon_and_never_exceed_the_densest_rate(
    states: list[ProgrammeState], working: set[int], length: int
) -> None:
    """Whatever somebody goes through, quality gets a list that can be worked off."""
    horizon = Horizon(MONDAY, length, 30, ZoneInfo("Asia/Shanghai"), 0)
    days = [MONDAY + timedelta(days=n) for n in sorted(working) if n < length]
    steps = tuple(since(MONDAY + timedelta(days=3 * n), state) for n, state in enumerate(states))
    found = due(steps, days=days, horizon=horizon)
    assert {one.due for one in found} <= set(days)
    assert len(found) <= 5 * horizon.weeks
