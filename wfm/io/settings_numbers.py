"""Numbers of wfm.toml: hours as minutes, and "none" where a rule is not wanted."""

from typing import TypeVar

from wfm.io.settings_shape import NoSuchRule

Number = TypeVar("Number", int, float)


def or_none(value: Number | NoSuchRule) -> Number | None:
    """The number, or None for "none": no such rule."""
    return None if value == "none" else value


def minutes_of(hours: float) -> int:
    """The hours of the file in minutes."""
    return round(hours * 60)


def minutes_or_none(hours: float | NoSuchRule) -> int | None:
    """The hours of the file in minutes, or None for "none"."""
    return None if hours == "none" else minutes_of(hours)
