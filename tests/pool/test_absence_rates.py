"""What counts of absence leave open: against published values, by hand, and on drawn centres with known truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.pool.absence.gamma import below, quantile
from wfm.pool.absence.rates import (
    chance_of_so_few,
    chance_of_so_many,
    design_effect,
    dispersion,
    prior_of,
    rate,
    rate_among,
    stands_out,
)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (100, 81.3639, 121.6270)],
)
def test_intervals_of_counts_as_published(events: int, low: float, high: float) -> None:
    """The exact 95 % limits of a Poisson count (Garwood 1936; tables in Ulm 1990), over 1,000 days due."""
    found = rate(events, 1000, 1.0)
    assert found.share == events / 1000
    assert found.low * 1000 == pytest.approx(low, abs=1e-3)
    assert found.high * 1000 == pytest.approx(high, abs=1e-3)


@given(st.floats(0.05, 500), st.floats(0.001, 0.999))
def test_a_quantile_is_exceeded_as_often_as_it_says(shape: float, probability: float) -> None:
    """Every interval rests on this inverse."""
    assert below(shape, quantile(shape, probability)) == pytest.approx(probability, abs=1e-8)


def test_tails_of_counts() -> None:
    """Poisson with mean 2: P(>= 3) = 1 - 5 e^-2 = 0.3233, P(<= 1) = 3 e^-2 = 0.4060."""
    assert chance_of_so_many(3, 2) == pytest.approx(0.32332, abs=1e-5)
    assert chance_of_so_few(1, 2) == pytest.approx(0.40601, abs=1e-5)
    assert chance_of_so_many(6, 4, spread=2.0) == pytest.approx(chance_of_so_many(3, 2))


def test_one_long_illness_is_one_event() -> None:
    """Ten days of one person say as much as one: the design effect is 10; ten people with a day each: 1."""
    assert design_effect(np.array([10.0])) == 10.0
    assert design_effect(np.ones(10)) == 1.0
    together, apart = rate(10, 1000, 10.0), rate(10, 1000, 1.0)
    assert together.share == apart.share
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_small_teams_are_drawn_to_the_centre() -> None:
    """Otherwise the team of three with one flu would head every list."""
    missed, due = np.array([10.0, 300.0, 290.0]), np.array([100.0, 10_000.0, 10_000.0])
    prior = prior_of(missed, due, 2.0, 2.0)
    small, large = (rate_among(float(missed[n]), float(due[n]), 2.0, prior) for n in (0, 1))
    assert 0.03 < small.share < 0.06 < missed[0] / due[0]
    assert large.share == pytest.approx(0.03, abs=0.001)
    assert small.high - small.low > 2 * (large.high - large.low)


def test_a_group_is_never_surer_than_what_it_leans_on() -> None:
    """With a single illness in all the centre no team's rate is known to a percent."""
    missed, due = np.array([15.0, 0.0, 0.0]), np.array([150.0, 150.0, 150.0])
    prior = prior_of(missed, due, 15.0, 15.0)
    assert all(rate_among(m, d, 15.0, prior).high > 0.1 for m, d in zip(missed, due, strict=True))


def test_people_who_differ_are_no_news_of_their_team() -> None:
    """Four spells of one person among forty are less surprising when some people always have more."""
    alike, by_chance = np.ones(40), np.ones(40)
    assert dispersion(alike, by_chance) == 1.0
    frail = np.array([10.0] * 4 + [0.0] * 36)
    # 4 x 81 + 36 x 1 = 360; / 40 expected; x 40 / 39 people
    assert dispersion(frail, by_chance) == pytest.approx(9 * 40 / 39)


def test_of_many_groups_some_look_bad_by_chance() -> None:
    """One of twenty teams is below 5 % by chance; Holm's rule asks for less the more are compared."""
    assert stands_out([0.04] + [0.5] * 19) == [False] * 20
    assert stands_out([0.5, 0.001, 0.024, 0.9]) == [False, True, False, False]
    assert stands_out([0.5, 0.001, 0.016, 0.9]) == [False, True, True, False]
    assert stands_out([]) == []
