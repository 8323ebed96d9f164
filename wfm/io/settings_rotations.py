"""From [rotations.*] of wfm.toml to rotations: cycles of days, or of weeks."""

from collections.abc import Sequence
from datetime import date, timedelta

from wfm.domain.contracts import OFF
from wfm.domain.rotations import DAYS_OF_WEEK, Entry, Rotation
from wfm.io.settings_shape import RotationSection


def rotation(name: str, section: RotationSection, week_start: int) -> Rotation:
    """The rotation of one section. Raises ValueError when it does not fit together.

    In a week of a weekly rotation days off may lie as they like, and a week of "off" is off; the anchor is any day
    of the first week.
    """
    if bool(section.cycle) == bool(section.weeks):
        raise ValueError(f"rotation {name} needs either cycle (one entry a day) or weeks (one entry a week)")
    anchor = _anchor(section.anchor)
    if section.cycle:
        return Rotation(name, _entries(section.cycle), anchor, teams=section.teams)
    first = anchor - timedelta(days=(anchor.weekday() - week_start) % DAYS_OF_WEEK)
    weeks = tuple((*entry, OFF) if OFF not in entry else entry for entry in _entries(section.weeks))
    return Rotation(name, weeks, first, DAYS_OF_WEEK, section.teams)


def _entries(written: Sequence[str | list[str]]) -> tuple[Entry, ...]:
    return tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in written)


def _anchor(written: date | str) -> date:
    if isinstance(written, date):
        return written
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"anchor '{written}' is not a date such as 2026-01-01") from None
