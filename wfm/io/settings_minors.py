"""From [minors] of wfm.toml to what holds for agents who are not of age."""

from wfm.domain.minors import MinorTerms
from wfm.io.hours_text import minute_of_day
from wfm.io.settings_numbers import minutes_or_none
from wfm.io.settings_shape import MinorsSection


def minor_terms(section: MinorsSection) -> MinorTerms:
    """The limits of the section. Raises ValueError when they do not fit together."""
    return MinorTerms(
        until_age=section.until_age,
        most_per_day_minutes=minutes_or_none(section.max_per_day_hours),
        most_per_week_minutes=minutes_or_none(section.max_per_week_hours),
        earliest_start=minute_of_day(section.earliest_start) if section.earliest_start else None,
        latest_end=minute_of_day(section.latest_end) if section.latest_end else None,
        rest_minutes=minutes_or_none(section.rest_hours),
    )
