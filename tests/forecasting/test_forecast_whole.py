"""The forecast as the rest of the program calls it."""

import json
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from wfm.domain.centre import Centre, ForecastSettings
from wfm.domain.errors import InputProblems
from wfm.domain.queues import Goal, Queue
from wfm.domain.time import Horizon, OpeningHours
from wfm.forecasting.forecast import forecast

ROOT = Path(__file__).parents[2]
BERLIN = ZoneInfo("Europe/Berlin")
FEBRUARY = date(2026, 2, 2)


def week(centre, first=FEBRUARY, days=7):
    return Horizon(first, days, 60, centre.zone)


def test_every_open_interval_has_one_row_in_order(centre, history):
    """Without it an hour could go unstaffed, or be staffed twice."""
    two = centre("sales", "billing")
    past = pd.concat([history(lambda d, h: 6, 28, "sales"), history(lambda d, h: 9, 28, "billing")])
    made = forecast(past.sample(frac=1, random_state=1), two, week(two), [])
    keys = [(row.queue, row.start) for row in made.rows]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys) == 2 * 5 * 8
    assert all(9 <= row.start.hour < 17 and row.start.tzinfo == two.zone for row in made.rows)


def test_the_order_of_the_rows_does_not_matter(centre, history):
    """Without it sorting a file in Excel would change the roster."""
    past = history(lambda d, h: 5 + (d.day * h) % 7, 42)
    shuffled = past.sample(frac=1, random_state=2)
    horizon = week(centre(), date(2026, 2, 16))
    assert forecast(past, centre(), horizon, []) == forecast(shuffled, centre(), horizon, [])


def test_quantiles_are_in_order_in_every_row(centre, history):
    """Without it the protected requirement could lie below the plain one."""
    rng = np.random.default_rng(7)
    made = forecast(history(lambda d, h: rng.poisson(4), 56), centre(), week(centre(), date(2026, 3, 2)), [])
    for row in made.rows:
        levels = [row.offered_p10, row.offered_p50, row.offered_p80, row.offered_p90, row.offered_p95]
        assert levels == sorted(levels)
        assert levels[0] >= 0
        assert row.aht_seconds > 0


def test_a_gap_before_the_horizon_is_bridged(centre, history):
    """Without it a history that ends a week early would move every weekday."""
    past = history(lambda d, h: 20 if d.weekday() == 0 else 10, 28)
    made = forecast(past, centre(), week(centre(), date(2026, 2, 9)), [])
    monday = [row.offered for row in made.rows if row.start.weekday() == 0]
    assert monday == pytest.approx([20] * 8, rel=0.03)


def test_days_after_the_start_are_not_looked_at(centre, history):
    """Without it a forecast for a past month, made to test the tool, would know the answer."""
    past = history(lambda d, h: 10 if d < FEBRUARY else 99, 42)
    made = forecast(past, centre(), week(centre()), [])
    assert max(row.offered for row in made.rows) == pytest.approx(10, rel=0.01)
    assert any("80 history rows from 2026-02-02" in note for note in made.notes)


def test_a_queue_without_history_is_named(centre, history):
    """Without it a misspelt queue would be forecast as silence."""
    with pytest.raises(InputProblems) as refused:
        forecast(history(lambda d, h: 5, 28), centre("calls", "chat", "mail"), week(centre()), [])
    assert [problem.value for problem in refused.value.problems] == ["chat", "mail"]


def test_an_interval_off_the_grid_is_refused(centre, history):
    """Without it half-hours in an hourly centre would be averaged, and half of the calls vanish."""
    past = history(lambda d, h: 5, 28)
    past.loc[0, "start"] += pd.Timedelta(minutes=30)
    with pytest.raises(InputProblems, match="grid of 60 minutes"):
        forecast(past, centre(), week(centre()), [])


def test_a_silent_queue_is_forecast_as_silent_and_told(centre, history):
    """Without it a queue that never rang would break the run or be staffed by default."""
    both = centre("calls", "chat")
    past = pd.concat([history(lambda d, h: 8, 28), history(lambda d, h: 0, 28, "chat")])
    made = forecast(past, both, week(both), [])
    chat = [row for row in made.rows if row.queue == "chat"]
    assert [row.offered for row in chat] == pytest.approx([0.0] * 40)
    assert {row.offered_p95 for row in chat} == {0.0}
    assert "chat: no contacts in the whole history; zero is forecast" in made.notes


def test_a_queue_without_handling_times_takes_the_centres(centre, history):
    """Without it a new queue would be staffed for calls of no length."""
    both = centre("calls", "chat")
    chat = history(lambda d, h: 4, 28, "chat").assign(aht_seconds=np.nan)
    made = forecast(pd.concat([history(lambda d, h: 8, 28), chat]), both, week(both), [])
    assert [row.aht_seconds for row in made.rows if row.queue == "chat"] == pytest.approx([240.0] * 40)
    assert any(note.startswith("chat: no handling time known") for note in made.notes)


def test_no_handling_time_at_all_is_refused(centre, history):
    """Without it the requirement would be worked out from nothing."""
    past = history(lambda d, h: 8, 28).assign(aht_seconds=np.nan)
    with pytest.raises(InputProblems, match="aht_seconds"):
        forecast(past, centre(), week(centre()), [])


@pytest.mark.parametrize("days", [1, 5, 9, 20])
def test_a_few_days_of_history_give_a_forecast_and_a_warning(centre, history, days):
    """Without it a new centre could not begin."""
    made = forecast(history(lambda d, h: 10, days), centre(), week(centre()), [])
    assert [row.offered for row in made.rows] == pytest.approx([10] * 40, rel=0.05)
    assert made.accuracy.origins == ()
    assert made.accuracy.as_dict()["total"] is None
    assert any("too little history to try the forecast out" in note for note in made.notes)


def test_the_doubled_and_the_missing_hour_are_forecast_as_they_come(centre, history):
    """Without it the night of the clock change would have an hour too many or too few."""
    always = dict.fromkeys(range(7), ((0, 1440),))
    berlin = centre(zone=BERLIN, hours=always)
    past = history(lambda d, h: 10, 56, zone=BERLIN, first=date(2025, 12, 1), hours=range(24), weekdays=range(7))
    spring = forecast(past, berlin, Horizon(date(2026, 3, 29), 1, 60, BERLIN), [])
    autumn = forecast(past, berlin, Horizon(date(2026, 10, 25), 1, 60, BERLIN), [])
    assert (len(spring.rows), len(autumn.rows)) == (23, 25)
    assert [row.offered for row in autumn.rows] == pytest.approx([10] * 25, rel=0.01)
    assert any("days after the history ends" in note for note in autumn.notes)


def test_the_doubled_hour_of_the_past_is_one_hour_of_the_clock(centre, history):
    """Without it the autumn clock change would teach that two in the morning is twice as busy."""
    always = dict.fromkeys(range(7), ((0, 1440),))
    berlin = centre(zone=BERLIN, hours=always)
    past = history(lambda d, h: 10, 21, zone=BERLIN, first=date(2025, 10, 6), hours=range(24), weekdays=range(7))
    twice = past[past["start"] == pd.Timestamp("2025-10-26T02:00+02:00")]
    past = pd.concat([past, twice.assign(start=twice["start"] + pd.Timedelta(hours=1))])
    made = forecast(past, berlin, Horizon(date(2025, 11, 2), 1, 60, BERLIN), [])
    assert len(twice) == 1
    assert [row.offered for row in made.rows] == pytest.approx([10] * 24, rel=0.01)


def test_hours_never_open_before_are_filled_and_told(centre, history):
    """Without it a centre that opens an hour longer would be forecast at zero, or not at all."""
    longer = centre(hours=dict.fromkeys(range(6), ((9 * 60, 18 * 60),)))
    made = forecast(history(lambda d, h: 10, 28), longer, week(longer), [])
    assert len(made.rows) == 6 * 9
    assert [row.offered for row in made.rows] == pytest.approx([10] * 54, rel=0.01)
    # Saturday's nine hours and the ninth hour of five days
    assert any("14 intervals lie at hours its history does not show" in note for note in made.notes)


def test_lost_days_leave_no_trace(centre, history):
    """Without it two days of a broken export would pull four weeks down."""
    lost = {date(2026, 1, 19), date(2026, 1, 20)}
    made = forecast(history(lambda d, h: 0 if d in lost else 10, 28), centre(), week(centre()), [])
    assert [row.offered for row in made.rows] == pytest.approx([10] * 40, rel=0.01)
    assert "no contacts in any queue on 2026-01-19, 2026-01-20: taken as lost, not learnt from" in made.notes


def test_only_the_weeks_that_count_are_read(centre, history):
    """Without it `history_weeks` would be a word in a file."""
    past = history(lambda d, h: 90 if d < date(2026, 1, 19) else 10, 28)
    made = forecast(past, centre(settings=ForecastSettings(history_weeks=2)), week(centre()), [])
    assert [row.offered for row in made.rows] == pytest.approx([10] * 40, rel=0.01)


@pytest.fixture(scope="module")
def sample():
    """The sample centre's forecast for the four weeks from 1999-03-07."""
    zone = ZoneInfo("Asia/Jerusalem")
    past = pd.read_csv(ROOT / "inputs" / "history.csv", encoding="utf-8")
    past["start"] = pd.to_datetime(past["start"]).dt.tz_localize(zone)
    names = sorted(past["queue"].unique())
    weekday = dict.fromkeys((6, 0, 1, 2, 3), ((7 * 60, 24 * 60),))
    hours = OpeningHours({**weekday, 4: ((7 * 60, 14 * 60),), 5: ((20 * 60, 24 * 60),)})
    queues = tuple(Queue(name, Goal()) for name in names)
    bank = Centre("Anonymous Bank", zone, 30, 6, hours, queues, {}, {})
    return forecast(past, bank, Horizon(date(1999, 3, 7), 28, 30, zone, 6), [])


def test_the_sample_is_forecast_better_than_by_repeating_last_week(sample):
    """Without it a change to the models could make them worse than no model, unnoticed."""
    assert sample.accuracy.total.ratio_to_naive < 0.80
    assert all(queue.ratio_to_naive < 1 for queue in sample.accuracy.queues)
    assert abs(sample.accuracy.total.interval_bias) < 0.05
    assert sample.accuracy.total.interval_wape > sample.accuracy.total.poisson_floor


def test_the_samples_bands_hold_roughly_what_they_promise(sample):
    """Without it a Poisson band, that covers 60 % instead of 80 %, could slip in."""
    for queue in sample.accuracy.queues:
        assert 0.70 < queue.coverage_80 < 0.90
        assert 0.88 < queue.coverage_95 <= 1
        assert 0.68 < queue.below_p80 < 0.90


def test_the_sample_leaves_no_open_interval_out(sample):
    """Without it a whole evening could miss from the requirement."""
    # five days of 34 half-hours, Friday 14, Saturday 8: 192 a week; the clocks change while the bank is closed
    assert len(sample.rows) == 6 * 4 * 192


def test_the_accuracy_is_plain_json(sample):
    """Without it accuracy.json could not be written, or would hold NaN, which is no JSON."""
    text = json.dumps(sample.accuracy.as_dict(), allow_nan=False)
    read = json.loads(text)
    assert read["origins"] == [(date(1999, 1, 25) + timedelta(days=7 * n)).isoformat() for n in range(4)]
    assert read["horizon_days"] == 14
    assert set(read["queues"]) == {row.queue for row in sample.rows}
    assert set(read["total"]["interval_wape_by_model"]) == {
        "weekday_profile", "daily_regression", "svd_factors", "shape_and_level", "combo4h", "seasonal_naive"
    }  # fmt: skip
