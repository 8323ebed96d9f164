"""Events and holidays: not learnt from, and laid over the days ahead."""

from datetime import date, timedelta

import numpy as np
import pytest

from wfm.domain.centre import ForecastSettings
from wfm.domain.events import Event, EventKind
from wfm.domain.time import Horizon
from wfm.forecasting.forecast import forecast

MONDAY_AHEAD = date(2026, 2, 2)


def planned(made, day):
    """The day's rows as {hour: contacts}."""
    return {row.start.hour: row.offered for row in made.rows if row.start.date().isoformat() == day}


@pytest.fixture
def ten_an_hour(history):
    """Four weeks of ten contacts an hour, from 2026-01-05 to 2026-02-01."""
    return history(lambda day, hour: 10, 28)


@pytest.fixture
def week_ahead(centre):
    """Monday 2026-02-02 to Sunday 2026-02-08."""
    return Horizon(MONDAY_AHEAD, 7, 60, centre().zone)


def test_a_known_factor_multiplies_its_hours_only(ten_an_hour, centre, week_ahead, moment):
    """Without it a campaign would be staffed as an ordinary afternoon, or the whole week as the campaign."""
    campaign = Event("calls", moment("2026-02-03", 13), moment("2026-02-03", 15), EventKind.CAMPAIGN, factor=1.5)
    made = forecast(ten_an_hour, centre(), week_ahead, [campaign])
    day = planned(made, "2026-02-03")
    assert [day[hour] for hour in (12, 13, 14, 15)] == pytest.approx([10, 15, 15, 10], rel=0.01)
    assert {row.model for row in made.rows if row.start.hour == 13} == {"combo4h", "combo4h x event"}


def test_events_of_other_queues_change_nothing(ten_an_hour, centre, week_ahead, moment):
    """Without it one queue's campaign would be staffed in all of them."""
    campaign = Event("chat", moment("2026-02-03"), moment("2026-02-04"), EventKind.CAMPAIGN, factor=3.0)
    made = forecast(ten_an_hour, centre(), week_ahead, [campaign])
    assert {row.model for row in made.rows} == {"combo4h"}


def test_a_closure_takes_its_intervals_out(ten_an_hour, centre, week_ahead, moment):
    """Without it people would be rostered before a closed door."""
    closure = Event("*", moment("2026-02-04", 12), moment("2026-02-05"), EventKind.CLOSURE)
    made = forecast(ten_an_hour, centre(), week_ahead, [closure])
    assert sorted(planned(made, "2026-02-04")) == [9, 10, 11]
    assert len(made.rows) == 5 * 8 - 5


def test_a_make_up_day_works_like_the_nearest_working_day(history, centre, week_ahead, moment):
    """Without it a make-up Saturday would be closed, and its callers alone."""
    # Fridays have 20 contacts an hour, other days 10; Saturday 2026-02-07 is worked like a Friday, Sunday
    # like a Monday
    past = history(lambda day, hour: 20 if day.weekday() == 4 else 10, 28)
    saturday, sunday = (
        Event("*", moment(day), moment(day) + timedelta(days=1), EventKind.MAKE_UP_DAY)
        for day in ("2026-02-07", "2026-02-08")
    )
    made = forecast(past, centre(), week_ahead, [saturday, sunday])
    assert planned(made, "2026-02-07") == pytest.approx(dict.fromkeys(range(9, 17), 20), rel=0.03)
    assert planned(made, "2026-02-08") == pytest.approx(dict.fromkeys(range(9, 17), 10), rel=0.03)


def test_special_days_are_not_learnt_from(history, centre, week_ahead, moment):
    """Without it last month's campaign would be forecast for next week."""
    past = history(lambda day, hour: 15 if day.day in (26, 27, 28) and day.month == 1 else 10, 28)
    campaign = Event("*", moment("2026-01-26"), moment("2026-01-29"), EventKind.CAMPAIGN)
    made = forecast(past, centre(), week_ahead, [campaign])
    assert [row.offered for row in made.rows] == pytest.approx([10] * 40, rel=0.01)


def test_a_repeated_event_brings_what_it_brought(history, centre, week_ahead, moment):
    """Without it the planner would have to measure every campaign by hand."""
    # on Tuesday 2026-01-20 the mailing brought 15 an hour where other Tuesdays had 10: ratio 1.5
    past = history(lambda day, hour: 15 if day.isoformat() == "2026-01-20" else 10, 28)
    mailing = Event("*", moment("2026-01-20"), moment("2026-01-21"), EventKind.CAMPAIGN, name="mailing")
    by_name, by_date = (
        Event("*", moment("2026-02-03"), moment("2026-02-04"), EventKind.CAMPAIGN, repeat_of=which)
        for which in ("mailing", "2026-01-20")
    )
    for again in (by_name, by_date):
        made = forecast(past, centre(), week_ahead, [mailing, again])
        assert planned(made, "2026-02-03") == pytest.approx(dict.fromkeys(range(9, 17), 15), rel=0.02)


@pytest.mark.parametrize(
    ("repeat_of", "told"), [("", "neither factor nor repeat_of"), ("never", "no earlier event is called 'never'")]
)
def test_an_event_of_unknown_size_is_told(ten_an_hour, centre, week_ahead, moment, repeat_of, told):
    """Without it the planner would believe that his campaign is in the forecast."""
    unknown = Event("*", moment("2026-02-03"), moment("2026-02-04"), EventKind.CAMPAIGN, repeat_of=repeat_of)
    made = forecast(ten_an_hour, centre(), week_ahead, [unknown])
    assert any(told in note for note in made.notes)
    assert planned(made, "2026-02-03")[9] == pytest.approx(10, rel=0.01)


def test_a_step_ahead_holds_from_its_start_on(ten_an_hour, centre, week_ahead, moment):
    """Without it a new product would ring for one day and then be forgotten."""
    step = Event("*", moment("2026-02-04"), moment("2026-02-05"), EventKind.STEP, factor=1.3)
    made = forecast(ten_an_hour, centre(), week_ahead, [step])
    at_nine = [planned(made, f"2026-02-0{day}")[9] for day in (2, 3, 4, 5, 6)]
    assert at_nine == pytest.approx([10, 10, 13, 13, 13], rel=0.01)


@pytest.mark.parametrize("factor", [2.0, None])
def test_a_step_behind_lifts_the_days_before_it(history, centre, week_ahead, moment, factor):
    """Without it a level known to be over would pull the forecast down for two months."""
    # 10 an hour until 2026-01-18, 20 from 2026-01-19 on: known (2.0) or measured over the fortnight since
    past = history(lambda day, hour: 20 if (day.month, day.day) >= (1, 19) else 10, 28)
    step = Event("*", moment("2026-01-19"), moment("2026-01-20"), EventKind.STEP, factor=factor)
    made = forecast(past, centre(), week_ahead, [step])
    assert [row.offered for row in made.rows] == pytest.approx([20] * 40, rel=0.01)


def test_a_step_too_young_to_measure_is_told(ten_an_hour, centre, week_ahead, moment):
    """Without it the planner would believe that last Thursday's step is in the forecast."""
    step = Event("*", moment("2026-01-29"), moment("2026-01-30"), EventKind.STEP)
    made = forecast(ten_an_hour, centre(), week_ahead, [step])
    assert "calls: the step of 2026-01-29 has no factor and is too young to be measured" in made.notes


def test_a_holiday_seen_before_is_forecast_by_what_it_was(history, centre):
    """Without it New Year would be staffed like any Thursday, year after year."""
    # 2026-01-01 is a Thursday with 4 an hour instead of 10; 2027-01-01 is a Friday
    first = date(2025, 12, 1)
    past = history(lambda day, hour: 4 if (day.month, day.day) == (1, 1) else 10, 380, first=first)
    made = forecast(
        past,
        centre(settings=ForecastSettings(holidays="US")),
        Horizon(date(2026, 12, 28), 7, 60, centre().zone),
        [],
    )
    new_year = planned(made, "2027-01-01")
    assert np.mean(list(new_year.values())) == pytest.approx(4, rel=0.05)
    assert planned(made, "2026-12-30")[9] == pytest.approx(10, rel=0.02)
    assert {row.model for row in made.rows if row.start.date() == date(2027, 1, 1)} == {"combo4h x holiday"}


def test_a_holiday_last_seen_on_a_weekend_is_forecast_like_other_holidays(history, centre):
    """Without it a Labour Day that fell on a Sunday last year would be staffed in full this Tuesday."""
    # open all week, 10 an hour, 3 on weekday holidays; in France 1 May 2011 is a Sunday, 1 May 2012 a Tuesday
    holidays_on_weekdays = {date(2011, 4, 25), date(2011, 6, 2), date(2011, 6, 13), date(2011, 7, 14)}
    past = history(
        lambda day, hour: 3 if day in holidays_on_weekdays else 10, 120, first=date(2011, 4, 4), weekdays=range(7)
    )
    always = dict.fromkeys(range(7), ((9 * 60, 17 * 60),))
    french = centre(hours=always, settings=ForecastSettings(holidays="FR"))
    made = forecast(past, french, Horizon(date(2012, 5, 1), 1, 60, french.zone), [])
    assert np.mean([row.offered for row in made.rows]) == pytest.approx(3, rel=0.05)
    assert any("Labor Day: forecast by what other holidays brought" in note for note in made.notes)


def test_a_holiday_never_seen_is_forecast_as_its_weekday_and_told(ten_an_hour, centre, moment):
    """Without it a first Columbus Day would be forecast as one call, silently."""
    horizon = Horizon(MONDAY_AHEAD + timedelta(days=14), 1, 60, centre().zone)
    made = forecast(ten_an_hour, centre(settings=ForecastSettings(holidays="US")), horizon, [])
    assert planned(made, "2026-02-16")[9] == pytest.approx(10, rel=0.01)
    assert any("2026-02-16 is Washington's Birthday" in note and "Monday" in note for note in made.notes)


def test_a_holiday_that_the_planner_entered_is_told_once(ten_an_hour, centre, moment):
    """Without it a week of holidays would bury under eight lines what the planner must know."""
    horizon = centre().horizon(date(2026, 7, 1), 7)
    entered = Event("*", moment("2026-07-03"), moment("2026-07-06"), EventKind.HOLIDAY, name="4th")
    made = forecast(ten_an_hour, centre(settings=ForecastSettings(holidays="US")), horizon, [entered])
    assert [note for note in made.notes if "2026-07-03" in note] == [
        "holiday 4th of 2026-07-03 has neither factor nor repeat_of: ordinary days are forecast"
    ]
