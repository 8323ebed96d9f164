"""What events and holidays make of the days ahead: a multiplier per interval, and a note where none is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from wfm.domain.events import Event, EventKind
from wfm.forecasting.events import measured_ratio
from wfm.forecasting.grid import BoolArray, Days, FloatArray
from wfm.forecasting.queue_history import QueueHistory

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Factors:
    """Multipliers of the days ahead, shape (days, slots), where each comes from, and what a planner must know."""

    values: FloatArray
    from_event: BoolArray
    from_holiday: BoolArray
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Effect:
    """A multiplier on a window of the days ahead; without a ratio, the `note` says why there is none."""

    window: BoolArray
    ratio: float | FloatArray | None
    note: str = ""


def factors_ahead(history: QueueHistory, ahead: Days) -> Factors:
    """Multipliers that events and public holidays put on `ahead`, measured on nothing but `history`."""
    nowhere = np.zeros((len(ahead), history.slots), dtype=np.bool_)
    events = list(_event_effects(history, ahead))
    from_event = np.logical_or.reduce([nowhere, *(effect.window for effect in events if effect.ratio is not None)])
    holidays = list(_holiday_effects(history, ahead, from_event.any(axis=1)))
    from_holiday = np.logical_or.reduce(
        [nowhere, *(effect.window for effect in holidays if effect.ratio is not None)]
    )
    values = np.ones(nowhere.shape)
    for effect in (*events, *holidays):
        if effect.ratio is not None:
            values *= np.where(effect.window, effect.ratio, 1.0)
    told = np.logical_or.reduce([nowhere, *(effect.window for effect in events if effect.note)])
    news = [effect for effect in holidays if effect.ratio is not None or not (effect.window & told).any()]
    notes = tuple(effect.note for effect in (*events, *news) if effect.note)
    return Factors(values, from_event, from_holiday, notes)


def _event_effects(history: QueueHistory, ahead: Days) -> Iterator[_Effect]:
    for event in history.special.events:
        only_opening = event.kind is EventKind.MAKE_UP_DAY and event.factor is None
        window = _reach(history, event, ahead)
        if event.kind is not EventKind.CLOSURE and not only_opening and window.any():
            yield _effect(history, event, window)


def _reach(history: QueueHistory, event: Event, ahead: Days) -> BoolArray:
    """The intervals ahead that the event changes; a step later than the history changes all from its start on."""
    window = history.special.window(event, ahead, history.slots)
    if event.kind is not EventKind.STEP:
        return window
    first = event.start.astimezone(history.special.zone).toordinal()
    if first <= history.counted.days.ordinals[-1]:
        return np.zeros_like(window)
    return history.special.since(event, ahead, history.slots)


def _effect(history: QueueHistory, event: Event, window: BoolArray) -> _Effect:
    if event.factor is not None:
        return _Effect(window, event.factor)
    day = event.start.astimezone(history.special.zone).date().isoformat()
    label = " ".join(filter(None, (event.kind.value, event.name, "of", day)))
    if not event.repeat_of:
        return _Effect(window, None, f"{label} has neither factor nor repeat_of: ordinary days are forecast")
    earlier = history.special.resembled(event)
    if earlier is None:
        return _Effect(window, None, f"{label}: no earlier event is called '{event.repeat_of}' or begins then")
    then = history.special.window(earlier, history.counted.days, history.slots)
    ratio = measured_ratio(history.recorded(), history.ordinary(), then)
    if ratio is None:
        return _Effect(window, None, f"{label}: '{event.repeat_of}' cannot be measured on {history.queue}")
    return _Effect(window, ratio)


def _holiday_effects(history: QueueHistory, ahead: Days, settled: BoolArray) -> Iterator[_Effect]:
    """Public holidays that no event has `settled`, shape (days,)."""
    for place, ordinal in enumerate(ahead.ordinals):
        name = history.special.holidays.get(int(ordinal))
        if name is not None and not settled[place]:
            window = np.zeros((len(ahead), history.slots), dtype=np.bool_)
            window[place] = True
            day = date.fromordinal(int(ordinal))
            yield _holiday_effect(history, name, day, int(ahead.weekdays[place]), window)


def _holiday_effect(history: QueueHistory, name: str, day: date, weekday: int, window: BoolArray) -> _Effect:
    """By what that holiday brought before; by all holidays if it only fell on other kinds of day; else none."""
    days = history.counted.days
    recorded, ordinary = history.recorded(), history.ordinary()
    alike = history.special.holidays_alike
    own = measured_ratio(recorded, ordinary, alike(weekday, days, history.slots, name))
    if own is not None:
        return _Effect(window, own)
    if history.special.seen(name, days):
        common = measured_ratio(recorded, ordinary, alike(weekday, days, history.slots))
        if common is not None:
            return _Effect(window, common, f"{day} is {name}: forecast by what other holidays brought")
    reason = "too thin to measure" if history.special.seen(name, days) else "which the history does not show"
    ask = "enter a factor or a closure if you know better"
    return _Effect(
        window, None, f"{day} is {name}, {reason}: an ordinary {WEEKDAY_NAMES[weekday]} is forecast; {ask}"
    )
