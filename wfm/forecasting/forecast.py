"""From a centre's history to the contacts, handling times and bands of the days ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wfm.domain.centre import Centre
from wfm.domain.demand import ForecastRow
from wfm.domain.events import Event
from wfm.domain.time import Horizon
from wfm.forecasting.accuracy import Accuracy, Tried, judged_together, scored
from wfm.forecasting.backtest import backtest, plan_backtest
from wfm.forecasting.calendar import calendar_days, open_starts
from wfm.forecasting.cautions import of_the_backtest, of_the_history, of_the_levels, of_the_opening
from wfm.forecasting.combination import NAME
from wfm.forecasting.handling_time import handling_ahead
from wfm.forecasting.history import CentreHistory, read_history
from wfm.forecasting.outlook import Outlook
from wfm.forecasting.quantiles import calibrated
from wfm.forecasting.volumes import volumes_ahead


@dataclass(frozen=True)
class Forecast:
    """Rows by queue and start for every open interval of the horizon, their accuracy, and what was noticed."""

    rows: tuple[ForecastRow, ...]
    accuracy: Accuracy
    notes: tuple[str, ...]


def forecast(history: pd.DataFrame, centre: Centre, horizon: Horizon, events: Sequence[Event]) -> Forecast:
    """Volume, its quantiles and handling time of every queue over the horizon.

    `history` has one row per queue and open interval: queue, start (aware), offered, aht_seconds (NaN: unknown)
    and, where known, handled; any order. Only what lies before the horizon is used.
    Raises InputProblems naming each queue without history, or when no handling time is known at all.
    """
    past = read_history(history, centre, horizon, events)
    ahead = {name: calendar_days(horizon.first, horizon.days, centre, name, events) for name in past.names}
    tried = _tried(past, centre, horizon)
    seconds, handling_notes = handling_ahead(past, ahead)
    outlooks = [
        Outlook(name, members[NAME], seconds[name], tried.bands[name], factors)
        for name, (members, factors) in sorted(volumes_ahead(past.queues, ahead).items())
    ]
    rows: list[ForecastRow] = []
    for outlook in outlooks:
        starts = open_starts(horizon, ahead[outlook.queue], centre, outlook.queue, events)
        rows += outlook.rows(starts, horizon)
    notes = [*of_the_history(past, horizon), *handling_notes]
    notes += [note for outlook in outlooks for note in outlook.factors.notes]
    notes += [*of_the_levels(past), *of_the_opening(past, ahead, centre), *of_the_backtest(tried)]
    return Forecast(tuple(rows), judged_together(tried), tuple(dict.fromkeys(notes)))


def _tried(past: CentreHistory, centre: Centre, horizon: Horizon) -> Tried:
    """The backtest, as far ahead as this forecast reaches beyond its history, or as the history allows."""
    wanted = past.days_until(horizon.last)
    plan = plan_backtest(past.days, wanted, centre.forecast.backtest_origins)
    trials = backtest(past.queues, plan)
    bands = {name: calibrated(scored(queue, NAME), scored(queue)) for name, queue in trials.items()}
    return Tried(plan, wanted, trials, bands)
