"""What a night shift is, and an early one: the words that the rules about nights share."""

from wfm.domain.centre import Centre, RosterSettings
from wfm.domain.contracts import meets_daily
from wfm.domain.wording import clock
from wfm.rostering.duties import Duty

TITLE = "Night shifts"


def is_night(duty: Duty, settings: RosterSettings) -> bool:
    """Whether the shift works any time of the night, by the clock."""
    return meets_daily(settings.night, duty.wall_start, duty.end - duty.start)


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
            contract.min_nights_in_row,
            contract.max_nights_in_period,
            contract.days_off_after_nights,
        )
    )
    if not asked:
        return None
    begins, ends = (clock(minute) for minute in centre.roster.night)
    early = clock(centre.roster.early_before)
    return f"any work between {begins} and {ends} makes a night shift; an early one starts before {early}"
