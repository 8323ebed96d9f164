"""What a night shift is, and an early one: the words that the rules about nights share."""

from wfm.domain.centre import Centre, RosterSettings
from wfm.domain.time import MINUTES_PER_DAY
from wfm.rostering.duties import Duty

TITLE = "Night shifts"


def is_night(duty: Duty, settings: RosterSettings) -> bool:
    """Whether the shift works any time of the night, by the clock."""
    begins, ends = settings.night
    first, last = duty.wall_start, duty.wall_start + duty.end - duty.start
    nights = (day * MINUTES_PER_DAY for day in (-1, 0, 1))
    return any(begins + night < last and first < ends + night for night in nights)


def is_early(duty: Duty, settings: RosterSettings) -> bool:
    """Whether the shift starts early in the day; a night shift does not."""
    return duty.wall_start < settings.early_before and not is_night(duty, settings)


def words(centre: Centre) -> str | None:
    """What the centre calls night and early, or None if none of its contracts asks."""
    asked = any(
        rule is not None
        for contract in centre.contracts.values()
        for rule in (
            contract.max_nights_in_row,
            contract.rest_after_nights_minutes,
            contract.no_early_after_night_minutes,
        )
    )
    if not asked:
        return None
    begins, ends = (_clock(minute) for minute in centre.roster.night)
    early = _clock(centre.roster.early_before)
    return f"any work between {begins} and {ends} makes a night shift; an early one starts before {early}"


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % MINUTES_PER_DAY, 60)
    return f"{hour:02d}:{rest:02d}"
