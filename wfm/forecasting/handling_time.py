"""How long a contact takes: a recent level times a factor for the slot and one for the weekday.

Always weighted by contacts handled: a mean of interval means gives a call at night the weight of twenty at noon.
"""

from collections.abc import Mapping

import numpy as np

from wfm.domain.errors import InputProblems, Problem
from wfm.forecasting.grid import DAYS_OF_WEEK, Days, FloatArray, IntArray
from wfm.forecasting.history import FILE, CentreHistory

LEVEL_DAYS = 28
PROFILE_DAYS = 56
CAUTION_CONTACTS = 100.0
SHORTEST_SECONDS = 1.0


def handling_ahead(past: CentreHistory, ahead: Mapping[str, Days]) -> tuple[dict[str, FloatArray], list[str]]:
    """Seconds per contact by queue, shape (days ahead, slots), and a note on each queue without times of its own.

    Raises InputProblems when no handling time is known in any queue.
    """
    everywhere = mean_handling_time(
        np.concatenate(list(past.aht_seconds.values())), np.concatenate(list(past.handled.values()))
    )
    if everywhere is None:
        expected = "a handling time for at least one handled contact"
        raise InputProblems([Problem(FILE, expected, column="aht_seconds", hint="agents needed depend on it")])
    seconds: dict[str, FloatArray] = {}
    notes: list[str] = []
    for history in past.queues:
        ordinary = history.special.ordinary(history.counted.days, history.slots)
        known, handled = past.aht_seconds[history.queue], past.handled[history.queue]
        usual = mean_handling_time(known, handled)
        if usual is None:
            notes.append(
                f"{history.queue}: no handling time known; the centre's mean of {everywhere:.0f} s stands in"
            )
        mean = max(everywhere if usual is None else usual, SHORTEST_SECONDS)
        aht = np.where(ordinary, known, np.nan)
        seconds[history.queue] = handling_times(history.counted.days, aht, handled, ahead[history.queue], mean)
    return seconds, notes


def mean_handling_time(aht_seconds: FloatArray, handled: FloatArray) -> float | None:
    """Seconds per contact over all intervals; None when no contact with a known time was handled."""
    weight = _weights(aht_seconds, handled)
    total = float(weight.sum())
    return float((np.nan_to_num(aht_seconds) * weight).sum()) / total if total > 0 else None


def handling_times(
    days: Days, aht_seconds: FloatArray, handled: FloatArray, ahead: Days, usual_seconds: float
) -> FloatArray:
    """Seconds per contact, always above 0, shape (days ahead, slots).

    `aht_seconds` and `handled` have shape (days, slots); NaN or no contacts handled: unknown. The level of four
    weeks is drawn towards that of all history (or `usual_seconds`), factors of eight weeks towards 1, each as if
    100 average contacts more had been seen: the time of one contact varies by 70 to 85 % of its mean.
    """
    weight = _weights(aht_seconds, handled)
    work = np.nan_to_num(aht_seconds) * weight
    level = usual_seconds
    for recent in (len(days), PROFILE_DAYS, LEVEL_DAYS):
        level = _drawn(float(work[-recent:].sum()), float(weight[-recent:].sum()), level)
    work, weight, weekdays = work[-PROFILE_DAYS:], weight[-PROFILE_DAYS:], days.weekdays[-PROFILE_DAYS:]
    norm = _drawn(float(work.sum()), float(weight.sum()), usual_seconds)
    by_slot = _relative(work.sum(axis=0), weight.sum(axis=0), norm)
    # a weekday has a mix of slots of its own: only what the slots do not explain is the weekday's
    explained = (weight * by_slot).sum(axis=1)
    by_weekday = _relative(_per_weekday(work.sum(axis=1), weekdays), _per_weekday(explained, weekdays), norm)
    return np.maximum(level * by_weekday[ahead.weekdays][:, np.newaxis] * by_slot, SHORTEST_SECONDS)


def _drawn(work: float, contacts: float, towards: float) -> float:
    return (work + CAUTION_CONTACTS * towards) / (contacts + CAUTION_CONTACTS)


def _relative(work: FloatArray, contacts: FloatArray, norm: float) -> FloatArray:
    return np.asarray((work / norm + CAUTION_CONTACTS) / (contacts + CAUTION_CONTACTS))


def _per_weekday(daily: FloatArray, weekdays: IntArray) -> FloatArray:
    return np.bincount(weekdays, weights=daily, minlength=DAYS_OF_WEEK).astype(np.float64)


def _weights(aht_seconds: FloatArray, handled: FloatArray) -> FloatArray:
    return np.where(np.isnan(aht_seconds) | np.isnan(handled), 0.0, handled)
