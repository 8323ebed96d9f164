"""The fine grid on which presence is counted: the largest step that all shifts, breaks and intervals share."""

from math import gcd

from wfm.domain.centre import Centre


def unit_minutes(centre: Centre) -> int:
    """Minutes of one unit; divides the interval and every start, length and break on offer."""
    step = centre.interval_minutes
    for shift in centre.shifts.values():
        step = gcd(step, shift.earliest_start, shift.start_step, shift.minutes)
        for rest in shift.breaks:
            step = gcd(step, rest.minutes, rest.earliest)
    return step
