"""Public holidays and make-up days: what events.csv says, and the holidays of the centre's country."""

from datetime import date, timedelta

from wfm.app.opening import Opened
from wfm.domain.events import Event, EventKind
from wfm.domain.time import Horizon, at_minute
from wfm.forecasting.calendar import public_holidays


def special_days(opened: Opened, horizon: Horizon) -> tuple[Event, ...]:
    """The events of the workspace, and an event for every public holiday in the years that the horizon and the
    weeks whose burdens still count before it touch."""
    centre = opened.centre
    looked_back = horizon.first - timedelta(weeks=centre.roster.balance_weeks)
    years = range(looked_back.year, horizon.last.year + 1)
    holidays = (
        Event(
            queue="*",
            start=at_minute(date.fromordinal(ordinal), 0, centre.zone),
            end=at_minute(date.fromordinal(ordinal), 1440, centre.zone),
            kind=EventKind.HOLIDAY,
            name=name,
        )
        for ordinal, name in sorted(public_holidays(centre.forecast.holidays, years).items())
    )
    return (*opened.inputs.events, *holidays)
