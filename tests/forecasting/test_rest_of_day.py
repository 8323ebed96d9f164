"""The rest of a day re-scaled by what has come so far."""

from datetime import datetime, timedelta
from math import pi, sqrt
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from wfm.domain.demand import ForecastRow
from wfm.forecasting.carried_level import USUAL, carried_level
from wfm.forecasting.rest_of_day import Counted, DayLevel, rest_of_day

ZONE = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 1, 26, 9, tzinfo=ZONE)
TAU = 0.2
MEAN = 100.0
CARRIES_ON = 0.8


def day(intervals: int = 8, mean: float = MEAN, tau: float = TAU, queue: str = "calls") -> list[ForecastRow]:
    """Intervals whose bands hold chance and a level of spread `tau`, as a normal law's quantiles."""
    deviation = sqrt(mean + (tau * mean) ** 2)
    p10, p50, p80, p90, p95 = (mean + z * deviation for z in (-1.281552, 0.0, 0.841621, 1.281552, 1.644854))
    starts = (NINE + timedelta(hours=n) for n in range(intervals))
    return [ForecastRow(queue, start, mean, p10, p50, p80, p90, p95, 240.0, "model") for start in starts]


def counted(*offered: float, aht: float | None = None) -> list[Counted]:
    return [Counted("calls", NINE + timedelta(hours=n), one, aht) for n, one in enumerate(offered)]


def level(*offered: float, aht: float | None = None, wape: float | None = TAU / sqrt(pi / 2)) -> DayLevel:
    [found] = rest_of_day(day(), counted(*offered, aht=aht), NINE, {"calls": wape}, CARRIES_ON)[1]
    return found


def test_the_level_is_the_credibility_estimate() -> None:
    """A wrong weight would either ignore a quiet morning or believe a quiet quarter of an hour."""
    # the day has 800 contacts: tau^2 = 0.2^2 - 1/800 = 0.03875; four intervals of 100, 320 counted of 400;
    # own variance per interval = 100 + 400 - 100 - 387.5 = 12.5; Z = 0.03875 x 160000 / (6200 + 400 + 50)
    found = level(80, 80, 80, 80)
    assert found.credibility == pytest.approx(6200 / 6650, rel=1e-4)
    assert found.level == pytest.approx(1 - CARRIES_ON * 6200 / 6650 * 0.2, rel=1e-4)
    assert found.spread == pytest.approx(sqrt(0.03875 * (1 - CARRIES_ON**2 * 6200 / 6650)), rel=1e-4)


def test_the_more_has_been_seen_the_more_is_believed() -> None:
    """Otherwise half past nine would say as much as noon."""
    levels = [level(*[70.0] * n) for n in (1, 2, 4, 8)]
    assert [one.level for one in levels] == sorted((one.level for one in levels), reverse=True)
    assert [one.spread for one in levels] == sorted((one.spread for one in levels), reverse=True)
    assert all(0.7 < one.level < 1 and one.spread < one.spread_before for one in levels)


def test_a_day_as_forecast_keeps_its_mean_and_gets_a_narrower_band() -> None:
    """Otherwise nothing would be won by having seen the morning; or the protection would be talked away."""
    rows, _ = rest_of_day(
        day(), counted(100, 100, 100, 100), NINE + timedelta(hours=4), {"calls": 0.16}, CARRIES_ON
    )
    morning, rest = rows[:4], rows[4:]
    assert morning == tuple(day()[:4])
    for row in rest:
        assert row.offered == pytest.approx(100)
        assert (
            row.offered + sqrt(100) * 0.8416 < row.offered_p80 < day()[0].offered_p80
        )  # never below chance alone


def test_without_a_backtest_the_bands_say_how_much_days_vary() -> None:
    """Otherwise a new centre could not draw again at all."""
    assert level(80, 80, 80, 80, wape=None).spread_before == pytest.approx(TAU, rel=1e-3)


def test_a_forecast_that_claims_to_know_the_level_is_not_believed_wholly() -> None:
    """Otherwise a morning of half the calls would change nothing."""
    assert level(50, 50, 50, 50, wape=0.0).level < 1


def test_handling_time_follows_as_far_as_contacts_bear_it_out() -> None:
    """Otherwise ten long calls would close the training rooms."""
    # 300 s against 240 s: ratio 1.25; 4 contacts: 0.0025 / (0.0025 + 1/4); 4000: 0.0025 / (0.0025 + 1/4000)
    assert level(1, 1, 1, 1, aht=300.0).handling == pytest.approx(1 + 0.25 * 0.0025 / 0.2525)
    assert level(1000, 1000, 1000, 1000, aht=300.0).handling == pytest.approx(1 + 0.25 * 0.0025 / 0.00275)
    assert level(80, 80).handling == 1.0


def test_a_queue_of_which_nothing_was_counted_keeps_its_forecast() -> None:
    """Otherwise a queue that the switch's export forgot would be taken for a dead one."""
    both = [*day(), *day(queue="vip")]
    rows, levels = rest_of_day(both, counted(50, 50), NINE, {}, CARRIES_ON)
    assert [one.queue for one in levels] == ["calls"]
    assert rows[8:] == tuple(day(queue="vip"))


def test_a_queue_without_forecast_contacts_is_left_alone() -> None:
    """Otherwise a closed morning would divide by nothing."""
    rows, [found] = rest_of_day(day(mean=0.0, tau=0.0), counted(3, 2), NINE, {"calls": None}, CARRIES_ON)
    assert (found.level, found.ratio) == (1.0, 1.0)
    assert {row.offered for row in rows} == {0.0}


def test_the_new_p80_covers_four_of_five_afternoons() -> None:
    """A band that is narrower but wrong would send people off the phones whom callers need."""
    generator = np.random.default_rng(4)
    below = total = 0
    for _ in range(400):
        # the afternoon's level goes with the morning's as the formula assumes: correlation 0.8
        morning = generator.normal(0, TAU)
        afternoon = CARRIES_ON * morning + sqrt(1 - CARRIES_ON**2) * generator.normal(0, TAU)
        seen = [float(generator.poisson(MEAN * max(0, 1 + morning))) for _ in range(4)]
        rows, _ = rest_of_day(
            day(), counted(*seen), NINE + timedelta(hours=4), {"calls": TAU / sqrt(pi / 2)}, CARRIES_ON
        )
        truth = generator.poisson(MEAN * max(0, 1 + afternoon), 4)
        below += sum(one <= row.offered_p80 for one, row in zip(truth, rows[4:], strict=True))
        total += 4
    # 1,600 intervals of 400 independent days: 0.80 give or take three standard errors of 400 days (0.06)
    assert 0.74 < below / total < 0.86


def past(correlation: float, weeks: int, seed: int = 3) -> pd.DataFrame:
    """Days of a morning and an afternoon of about 1,000 contacts, whose levels go together as far as is said."""
    generator = np.random.default_rng(seed)
    rows = []
    for day in pd.date_range("2025-01-06", periods=7 * weeks, tz=ZONE):
        morning, other = generator.normal(0, 0.1, 2)
        afternoon = correlation * morning + sqrt(1 - correlation**2) * other
        for hour, level in ((9, morning), (15, afternoon)):
            rows.append((day + pd.Timedelta(hours=hour), float(generator.poisson(1000 * (1 + level)))))
    return pd.DataFrame(rows, columns=["start", "offered"])


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_how_much_carries_on_is_learnt_from_the_centres_own_days(correlation: float) -> None:
    """Otherwise a centre whose afternoons are their own would send people off the phones after a quiet morning."""
    found = carried_level(past(correlation, 60), 12 * 60)
    # about 390 days: standard error of a correlation 0.05; the usual 0.6 weighs as much as 20 of them
    assert found.days > 300
    assert found.share == pytest.approx((found.days * correlation + 20 * USUAL) / (found.days + 20), abs=0.15)


def test_a_young_centre_takes_what_is_usual() -> None:
    """Otherwise three weeks of history would decide over the pool, or stop it."""
    assert carried_level(past(0.9, 3), 12 * 60).share == USUAL
    assert carried_level(past(0.9, 3), 0).share == USUAL  # nothing lies before midnight
