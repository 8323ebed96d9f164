"""Bands that hold what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.forecasting.quantiles import LEVELS, Band, calibrated, overdispersion, within


def busy_days(b: float, days: int, rate: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Poisson counts at half to one and a half of `rate`, times a gamma of mean 1 and variance b."""
    rng = np.random.default_rng(seed)
    forecast = rate * rng.uniform(0.5, 1.5, days * 20)
    level = rng.gamma(1 / b, b, len(forecast)) if b else np.ones(len(forecast))
    return forecast, rng.poisson(forecast * level).astype(np.float64)


@pytest.mark.parametrize("b", [0.0, 0.03, 0.1])
def test_overdispersion_is_recovered(b):
    """Without it the bands would be those of pure chance, far too narrow."""
    forecast, counted = busy_days(b, 200, 100.0, seed=4)
    assert overdispersion(forecast, counted) == pytest.approx(b, abs=0.006)


def test_bands_cover_new_days_as_promised():
    """Without it P80, by which the retraining pool is protected, would be a name."""
    band = calibrated(*busy_days(0.05, 100, 30.0, seed=5))
    forecast, counted = busy_days(0.05, 100, 30.0, seed=6)
    levels = band.quantiles(forecast)
    # 2,000 intervals: the standard error of a share of 0.8 is 0.009
    assert within(levels, counted, 0.10, 0.90).mean() == pytest.approx(0.80, abs=0.03)
    assert within(levels, counted, 0.025, 0.975).mean() == pytest.approx(0.95, abs=0.02)
    assert (counted <= levels[:, LEVELS.index(0.80)]).mean() == pytest.approx(0.80, abs=0.03)


def test_thin_evidence_gives_the_documented_band():
    """Without it ten intervals would decide how wide a centre's bands are."""
    assert calibrated(np.full(10, 5.0), np.full(10, 5.0)) == Band()
    # f = 100, b = 0.05: deviation sqrt(100 + 500) = 24.49; P80 = 100 + 0.8416 x 24.49 = 120.6
    levels = Band().quantiles(np.array([100.0]))[0]
    assert levels[LEVELS.index(0.80)] == pytest.approx(120.615, abs=0.01)
    assert levels[LEVELS.index(0.50)] == pytest.approx(100.0)


@given(st.floats(0, 1e5), st.floats(0, 3), st.lists(st.floats(-5, 8), min_size=len(LEVELS), max_size=len(LEVELS)))
def test_quantiles_rise_and_never_fall_below_nothing(forecast, b, scores):
    """Without it a P80 below the median, or fewer than no calls, could reach the requirement."""
    levels = Band(b, tuple(sorted(scores))).quantiles(np.array([forecast]))[0]
    assert (np.diff(levels) >= 0).all()
    assert (levels >= 0).all()


def test_nothing_expected_has_no_band():
    """Without it a closed or dead queue would be staffed against ghosts."""
    assert not Band().quantiles(np.array([0.0])).any()
