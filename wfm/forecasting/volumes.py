"""Volumes of all queues of a centre: each queue's own models, a small queue's day shaped like the centre's."""

from collections.abc import Mapping, Sequence

import numpy as np

from wfm.forecasting.borrowed_shape import with_borrowed_shape
from wfm.forecasting.combination import NAME, predictions, unseen
from wfm.forecasting.factors import Factors, factors_ahead
from wfm.forecasting.grid import BoolArray, Days, FloatArray
from wfm.forecasting.queue_history import QueueHistory, whole_centre

Members = dict[str, FloatArray]


def volumes_ahead(
    histories: Sequence[QueueHistory], ahead: Mapping[str, Days]
) -> dict[str, tuple[Members, Factors]]:
    """Per queue: contacts per interval by member and combined (`NAME`), events applied, and the factors used."""
    centre = whole_centre(histories) if len(histories) > 1 else None
    shapes: dict[bytes, FloatArray] = {}
    result: dict[str, tuple[Members, Factors]] = {}
    for history in histories:
        days = ahead[history.queue]
        lessons = history.lessons()
        members = predictions(lessons, days)
        if centre is not None:
            habits = days.weekdays.tobytes()
            if habits not in shapes:
                shapes[habits] = predictions(centre, days)[NAME]
            opened: BoolArray = ~unseen(lessons, days)
            contacts = history.contacts_per_interval()
            members[NAME] = with_borrowed_shape(members[NAME], shapes[habits], contacts, opened)
        factors = factors_ahead(history, days)
        volumes = {name: np.maximum(volume, 0.0) * factors.values for name, volume in members.items()}
        result[history.queue] = (volumes, factors)
    return result
