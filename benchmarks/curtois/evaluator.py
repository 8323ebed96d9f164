"""What a roster is worth by the instances' own rules, told from who works which shift on which day.

It shares nothing with the engine: the rules are written out from the instances' description. Days outside the
horizon are off for runs that may not be too long, and runs that touch its edges are never too short.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from benchmarks.curtois.instance import Employee, Instance

Days = Sequence[str]
"""One employee's shifts, day by day; "" is a day off."""
SATURDAY, SUNDAY, WEEK = 5, 6, 7


def objective(instance: Instance, days_of: Mapping[str, Days]) -> int:
    """Weighted wishes not heeded plus weighted heads short and over."""
    refused = sum(
        wish.weight for wish in instance.wishes if (days_of[wish.employee][wish.day] == wish.shift) != wish.wanted
    )
    there = Counter((day, shift) for days in days_of.values() for day, shift in enumerate(days))
    short_or_over = sum(
        cover.under * max(0, cover.wanted - there[cover.day, cover.shift])
        + cover.over * max(0, there[cover.day, cover.shift] - cover.wanted)
        for cover in instance.covers
    )
    return refused + short_or_over


def violations(instance: Instance, days_of: Mapping[str, Days]) -> tuple[str, ...]:
    """Every hard rule that is broken, in words."""
    return tuple(
        f"{employee.name}: {text}"
        for employee in instance.employees
        for text in _broken(employee, days_of[employee.name], instance)
    )


def _broken(employee: Employee, days: Days, instance: Instance) -> Iterator[str]:
    if len(days) != instance.days:
        yield f"{len(days)} days instead of {instance.days}"
    for day, (today, tomorrow) in enumerate(pairwise(days)):
        if today and tomorrow in instance.shifts[today].never_next:
            yield f"{tomorrow} follows {today} on day {day + 1}"
    times = Counter(shift for shift in days if shift)
    for shift, times_worked in times.items():
        if times_worked > employee.most_of_shift.get(shift, 0):
            yield f"{shift} {times_worked} times"
    minutes = sum(instance.shifts[shift].minutes * count for shift, count in times.items())
    if not employee.least_minutes <= minutes <= employee.most_minutes:
        yield f"{minutes} minutes"
    yield from _runs(employee, days)
    weekends = sum(
        bool(days[week + SATURDAY] or days[week + SUNDAY]) for week in range(0, instance.days - SUNDAY, WEEK)
    )
    if weekends > employee.most_weekends:
        yield f"{weekends} weekends"
    for day in sorted(employee.days_off):
        if days[day]:
            yield f"works on day off {day}"


def _runs(employee: Employee, days: Days) -> Iterator[str]:
    at = 0
    for works, run in groupby(days, key=bool):
        length = len(list(run))
        inside = at > 0 and at + length < len(days)
        at += length
        if works and length > employee.most_in_row:
            yield f"{length} days in a row to day {at - 1}"
        if works and inside and length < employee.least_in_row:
            yield f"only {length} days in a row to day {at - 1}"
        if not works and inside and length < employee.least_off_in_row:
            yield f"only {length} days off to day {at - 1}"
