"""Days that are not like others.

On the eve of Passover the bank closed at 14:00, as on a Friday, and opened again at 20:00 on the holiday itself,
as on a Saturday. These hours, and 0.8 of the usual contacts, are read from the year's published total volume, with
hindsight: the two days say nothing about how well a forecast does. That the seventh day went alike is assumed.
"""

EVENTS: tuple[tuple[str, ...], ...] = (
    # queue, start, end, kind, factor, repeat_of, name
    ("*", "1999-01-11", "1999-01-12", "outage", "", "", "no figures recorded"),
    ("*", "1999-03-02", "1999-03-02", "holiday", "", "", "Purim"),
    ("*", "1999-03-31", "1999-03-31", "holiday", "0.8", "", "Passover eve"),
    ("*", "1999-03-31T14:00", "1999-04-01T20:00", "closure", "", "", "closed for Passover"),
    ("*", "1999-04-01", "1999-04-01", "holiday", "0.8", "", "Passover"),
    ("*", "1999-04-06T14:00", "1999-04-07T20:00", "closure", "", "", "closed for the seventh day of Passover"),
    ("*", "1999-04-07", "1999-04-07", "holiday", "0.8", "", "seventh day of Passover"),
)


def event_rows() -> list[tuple[str, ...]]:
    """events.csv without its header."""
    return list(EVENTS)
