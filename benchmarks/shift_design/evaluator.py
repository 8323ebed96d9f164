"""Scoring a design without the model and without the product's own arithmetic: clock minutes, one by one."""

from collections.abc import Mapping

from wfm.rostering.design.problem import DesignProblem, Placement

DAY = 24 * 60


def score(problem: DesignProblem, people: Mapping[Placement, int]) -> int:
    """The points of `people`; ValueError when somebody starts a shift that is not on offer."""
    unknown = [place for place, count in people.items() if place not in problem.placements or count < 1]
    if unknown:
        raise ValueError(f"{len(unknown)} starts are not on offer, the first {unknown[0]}")
    cycle = len(problem.need) * problem.slot_minutes
    present = [0] * cycle
    for place, count in people.items():
        begin = place.day * DAY + place.kind.start_minute
        for minute in range(begin, begin + place.kind.minutes):
            present[minute % cycle] += count
    points = problem.prices.kind * len({(place.kind.start_minute, place.kind.minutes) for place in people})
    for slot, need in enumerate(problem.need):
        there = {present[slot * problem.slot_minutes + passed] for passed in range(problem.slot_minutes)}
        if len(there) != 1:
            raise ValueError(f"presence changes within slot {slot}")
        gap = need - there.pop()
        points += gap * problem.prices.under if gap > 0 else -gap * problem.prices.over
    return points
