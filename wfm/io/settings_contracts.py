"""From [contracts.*] of wfm.toml to contracts: hours become minutes, "none" no rule."""

from wfm.domain.contracts import Contract, RotateUntil, Span
from wfm.domain.minors import MinorTerms
from wfm.domain.working_time import HoursBank, OvertimeTerms
from wfm.io.hours_text import one_range
from wfm.io.settings_numbers import minutes_of, minutes_or_none, or_none
from wfm.io.settings_shape import ContractSection, HoursBankSection, OvertimeSection


def contract(name: str, section: ContractSection, minors: MinorTerms | None = None) -> Contract:
    """The contract of one section, with what holds for minors. Raises ValueError when it does not fit together."""
    return Contract(
        name=name,
        shifts=tuple(section.shifts),
        days_per_week=Span(*section.days_per_week),
        week_minutes=Span(*map(minutes_of, section.week_hours)),
        day_minutes=None if section.day_hours is None else Span(*map(minutes_of, section.day_hours)),
        no_work_between=one_range("no_work_between", section.no_work_between) if section.no_work_between else None,
        rest_minutes=minutes_of(section.rest_hours),
        weekly_rest_minutes=minutes_or_none(section.weekly_rest_hours),
        start_drift_minutes=or_none(section.start_drift_minutes),
        max_split_shifts_per_week=or_none(section.max_split_shifts_per_week),
        max_days_in_row=section.max_days_in_row,
        min_days_in_row=or_none(section.min_days_in_row),
        min_days_off_in_row=or_none(section.min_days_off_in_row),
        rest_day_every_days=or_none(section.rest_day_every_days),
        two_days_off_every_days=or_none(section.two_days_off_every_days),
        isolated_day_off_points=section.isolated_day_off_points,
        isolated_work_day_points=section.isolated_work_day_points,
        max_weekends_in_row=_weekends_in_row(name, section),
        max_weekends_in_period=or_none(section.max_weekends_in_period),
        whole_weekends=section.whole_weekends,
        same_shift_on_weekends=section.same_shift_on_weekends,
        max_nights_in_row=or_none(section.max_nights_in_row),
        min_nights_in_row=or_none(section.min_nights_in_row),
        max_nights_in_period=or_none(section.max_nights_in_period),
        rest_after_nights_minutes=minutes_or_none(section.rest_after_nights_hours),
        days_off_after_nights=or_none(section.days_off_after_nights),
        no_early_after_night_minutes=minutes_or_none(section.no_early_after_night_hours),
        forbidden_next_day={shift: tuple(never) for shift, never in section.forbidden_next_day.items()},
        required_next_day={shift: tuple(only) for shift, only in section.required_next_day.items()},
        required_next_shift={shift: tuple(only) for shift, only in section.required_next_shift.items()},
        rotate_forward=tuple(section.rotate_forward),
        rotate_until=RotateUntil(section.rotate_until),
        min_days_in_period=or_none(section.min_days_in_period),
        max_days_in_period=or_none(section.max_days_in_period),
        min_minutes_in_period=minutes_or_none(section.min_hours_in_period),
        max_minutes_in_period=minutes_or_none(section.max_hours_in_period),
        min_minutes_in_month=minutes_or_none(section.min_hours_in_month),
        max_minutes_in_month=minutes_or_none(section.max_hours_in_month),
        max_shifts_in_period=section.max_shifts_in_period,
        max_holidays_in_period=or_none(section.max_holidays_in_period),
        more_on_make_up_days=section.more_on_make_up_days,
        overtime=None if section.overtime is None else _overtime(section.overtime),
        hours_bank=None if section.hours_bank is None else _hours_bank(section.hours_bank),
        minors=minors,
    )


def _weekends_in_row(name: str, section: ContractSection) -> int | None:
    """Weekends that may be worked in a row: of any `weekend_off_every` of them, one is off."""
    if section.weekend_off_every == "none":
        return or_none(section.max_weekends_in_row)
    if "max_weekends_in_row" in section.model_fields_set:
        raise ValueError(f"contract {name}: weekend_off_every or max_weekends_in_row, not both")
    return section.weekend_off_every - 1


def _overtime(section: OvertimeSection) -> OvertimeTerms:
    return OvertimeTerms(
        normal_day_minutes=minutes_of(section.normal_day_hours),
        normal_week_minutes=minutes_or_none(section.normal_week_hours),
        most_per_day_minutes=minutes_or_none(section.max_per_day_hours),
        most_per_month_minutes=minutes_or_none(section.max_per_month_hours),
        points_per_hour=section.points_per_hour,
    )


def _hours_bank(section: HoursBankSection) -> HoursBank:
    least, most = map(minutes_of, section.band_hours)
    return HoursBank(minutes_of(section.normal_week_hours), least, most, section.points_per_hour)
