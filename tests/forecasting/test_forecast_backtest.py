"""The backtest: enough origins, no look at the answer, figures that can be worked out by hand."""

import math
from datetime import date

import numpy as np
import pytest

from wfm.domain.time import Horizon
from wfm.forecasting.accuracy import judged, together
from wfm.forecasting.backtest import NAIVE, Trial, backtest, plan_backtest
from wfm.forecasting.combination import MEMBERS, NAME
from wfm.forecasting.history import read_history
from wfm.forecasting.measures import bias, day_variation, poisson_floor, wape
from wfm.forecasting.quantiles import Band


def test_the_sample_centre_is_tried_on_four_fortnights():
    """Without it 59 days would be stretched over a horizon they cannot bear."""
    # 59 days, 34 wanted, 4 origins: 14 ahead, origins a week apart, 24 days to learn from at first
    plan = plan_backtest(59, 34, 4)
    assert (plan.horizon, plan.cuts) == (14, (24, 31, 38, 45))


def test_a_long_history_is_tried_on_the_whole_horizon():
    """Without it the error of the first week would be sold as that of the month."""
    plan = plan_backtest(365, 28, 4)
    assert plan.horizon == 28
    assert plan.cuts == tuple(365 - 28 - 21 * back for back in (5, 4, 3, 2, 1, 0))


@pytest.mark.parametrize("days", range(1, 200, 7))
@pytest.mark.parametrize("wanted", [1, 28, 300])
def test_every_origin_has_three_weeks_behind_and_its_horizon_ahead(days, wanted):
    """Without it an origin could learn from nothing or be scored on days that are not there."""
    plan = plan_backtest(days, wanted, 4)
    assert bool(plan.cuts) == (days >= 28)
    assert all(21 <= cut <= days - plan.horizon for cut in plan.cuts)


def test_no_trial_sees_the_days_it_forecasts(centre, history):
    """Without it the printed accuracy would be that of a look at the answer."""
    horizon = Horizon(date(2026, 3, 2), 7, 60, centre().zone)

    def volume(day, hour):
        return 10 + (day.toordinal() * 7 + hour * 3) % 11

    def volume_tripled_late(day, hour):
        return volume(day, hour) * (3 if day >= date(2026, 2, 23) else 1)

    plan = plan_backtest(56, 7, 4)
    once, twice = (
        backtest(read_history(history(v, 56), centre(), horizon, []).queues, plan)["calls"]
        for v in (volume, volume_tripled_late)
    )
    for trial, other in zip(once, twice, strict=True):
        for name in (*MEMBERS, NAME, NAIVE):
            assert np.array_equal(trial.forecasts[name], other.forecasts[name])
    assert not np.array_equal(once[-1].counted, twice[-1].counted, equal_nan=True)


def test_error_and_bias_by_hand():
    """Without it a mean of percentages could pass for WAPE."""
    forecast, counted = np.array([12.0, 8.0, 5.0]), np.array([10.0, 10.0, 0.0])
    # errors +2, -2, +5 on 20 contacts
    assert wape(forecast, counted) == pytest.approx(9 / 20)
    assert bias(forecast, counted) == pytest.approx(5 / 20)
    assert wape(forecast, np.zeros(3)) is None


def test_the_floor_is_the_mean_deviation_of_poisson():
    """Without it planners would chase errors that are chance."""
    # rate 1: E|Y - 1| = 2/e; rate 100: close to sqrt(2 / (pi 100)) = 0.0798
    assert poisson_floor(np.array([1.0])) == pytest.approx(2 / math.e)
    assert poisson_floor(np.array([100.0])) == pytest.approx(math.sqrt(2 / (math.pi * 100)), rel=0.01)
    # brute force at 3.7: sum of |y - 3.7| P(y)
    brute = sum(abs(y - 3.7) * math.exp(-3.7) * 3.7**y / math.factorial(y) for y in range(60)) / 3.7
    assert poisson_floor(np.array([3.7])) == pytest.approx(brute)
    assert poisson_floor(np.zeros(3)) is None


def test_day_variation_leaves_chance_out():
    """Without it a centre without busy days would seem to have them."""
    # days of 100 forecast, 120 and 80 counted: sqrt(0.04 - 0.01) = 0.1732
    assert day_variation(np.array([100.0, 100.0]), np.array([120.0, 80.0])) == pytest.approx(math.sqrt(0.03))
    assert day_variation(np.array([100.0, 100.0]), np.array([101.0, 99.0])) == 0.0


def trial(forecast: list[float], counted: list[float]) -> Trial:
    volumes = {name: np.array([forecast]) for name in (*MEMBERS, NAME)}
    answers = np.array([counted])
    return Trial(1, {**volumes, NAIVE: answers + 2}, answers, ~np.isnan(answers))


def test_closed_intervals_are_not_scored():
    """Without it nights at which nobody works would make every forecast look good."""
    figures = judged("calls", [trial([12, 5], [10, float("nan")])], Band())
    assert (figures.contacts, figures.interval_wape, figures.naive_interval_wape) == (10, 0.2, 0.2)
    assert figures.ratio_to_naive == 1.0


def test_the_whole_centre_adds_contacts_not_errors():
    """Without it errors that cancel between queues would count twice."""
    whole = together({"a": [trial([12], [10])], "b": [trial([8], [10])]})
    assert judged("*", whole, Band()).interval_wape == 0.0
