"""Numbers and times of day as they stand in sentences that planners read."""

from wfm.domain.time import MINUTES_PER_DAY


def counted(number: float, one: str, several: str = "") -> str:
    """``1 night shift``, ``2 night shifts``; `several` where that is not `one` with an s."""
    return f"{number:g} {one if number == 1 else several or f'{one}s'}"


def at_most(number: float, one: str, several: str = "") -> str:
    """``at most 2 night shifts``; ``no night shifts`` where none may be."""
    return f"at most {counted(number, one, several)}" if number else f"no {several or f'{one}s'}"


def between(least: float, most: float, one: str) -> str:
    """``4-5 days``; ``5 days`` where it can only be so many."""
    return counted(most, one) if least == most else f"{least:g}-{most:g} {one}s"


def clock(minute: int) -> str:
    """A wall-clock minute as ``07:30``; above 1440 it is the next day's time, and 1440 itself ``24:00``."""
    hour, rest = divmod(minute if minute == MINUTES_PER_DAY else minute % MINUTES_PER_DAY, 60)
    return f"{hour:02d}:{rest:02d}"
