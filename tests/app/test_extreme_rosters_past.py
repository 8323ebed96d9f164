"""A past that broke today's rules: it is over, nobody can mend it, and it must not stop the next roster."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from wfm.cli.main import exit_code_of
from wfm.domain.centre import Centre
from wfm.domain.contracts import Contract, RotateUntil, Span
from wfm.domain.people import Agent
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.shifts import ShiftPattern
from wfm.domain.time import OpeningHours, at_minute
from wfm.domain.working_time import OvertimeTerms
from wfm.io.settings import read_centre
from wfm.rostering.build import build_roster
from wfm.rostering.check import audit
from wfm.rostering.problem import RosterProblem

MONDAY = date(2026, 1, 26)
SHIFTS = {
    name: ShiftPattern(name, start, start, 30, 480)
    for name, start in (("early", 6 * 60), ("late", 14 * 60), ("night", 22 * 60))
}
CONTRACT = Contract("full", tuple(SHIFTS), Span(3, 6), Span(24 * 60, 48 * 60), max_days_in_row=5)
RULES: Mapping[str, dict[str, object]] = {
    "days, rest and drift": {},
    "weekends": {"max_weekends_in_row": 1, "max_weekends_in_period": 1},
    "whole weekends": {"whole_weekends": True, "same_shift_on_weekends": True},
    "nights": {"max_nights_in_row": 3, "min_nights_in_row": 2, "max_nights_in_period": 3},
    "after nights": {"rest_after_nights_minutes": 48 * 60, "no_early_after_night_minutes": 48 * 60},
    "days off after nights": {"days_off_after_nights": 2},
    "short runs": {"min_days_in_row": 2, "min_days_off_in_row": 2},
    "successions": {"required_next_day": {"night": ("night", "off")}, "forbidden_next_day": {"late": ("early",)}},
    "rotation": {"rotate_forward": ("early", "late", "night"), "rotate_until": RotateUntil.WEEK},
    "rest days": {"rest_day_every_days": 6},
    "two days off": {"two_days_off_every_days": 14},
    "overtime": {"overtime": OvertimeTerms(8 * 60, 24 * 60, most_per_month_minutes=10 * 60)},
}
PASTS = {
    "eight earlies": "eeeeeeee",
    "all in turns": "nelnelnelnel",
    "ten nights": "nnnnnnnnnn",
    "single days": "oooeoooneo",
    "three weeks": "e" * 20,
}
NAMES = {"e": "early", "l": "late", "n": "night"}


@pytest.fixture(scope="module")
def centre() -> Centre:
    """The tiny centre with three shifts round the clock."""
    tiny = read_centre(Path(__file__).parent.parent / "data" / "tiny" / "wfm.toml")
    always = OpeningHours(dict.fromkeys(range(7), ((0, 1440),)))
    return replace(tiny, opening=always, shifts=SHIFTS, roster=replace(tiny.roster, sweeps=1))


def lived(past: str, centre: Centre) -> tuple[DayPlan, ...]:
    """The days up to the eve of MONDAY as one letter each says."""
    plans = []
    for back, letter in enumerate(reversed(past), start=1):
        day = MONDAY - timedelta(days=back)
        if letter == "o":
            plans.append(DayPlan("A1", day, DayKind.OFF))
        else:
            shift = SHIFTS[NAMES[letter]]
            start, end = (at_minute(day, shift.earliest_start + more, centre.zone) for more in (0, 480))
            plans.append(DayPlan("A1", day, DayKind.SHIFT, shift.name, start, end, 480))
    return tuple(plans)


@pytest.mark.parametrize("rule", RULES)
def test_a_past_that_broke_a_rule_leaves_a_legal_roster(rule: str, centre: Centre) -> None:
    """Without it one swapped shift of last month would make an agent impossible to plan."""
    contract = replace(CONTRACT, **RULES[rule])
    centre = replace(centre, contracts={"full": contract})
    agent = Agent("A1", "Ada", "Day", "full", ("calls",))
    for past in PASTS.values():
        for days in (2, 7):
            horizon = centre.horizon(MONDAY, days)
            problem = RosterProblem(centre, horizon, (agent,), (), previous=lived(past, centre))
            roster = build_roster(problem).roster
            assert [breach for breach in audit(problem, roster) if breach.severity == "hard"] == []


def test_a_pin_that_the_past_rules_out_is_explained_by_it(
    planned_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it the planner would read that one shift on Monday is more than five days in a row."""
    rows = [
        f"A2,2026-01-{day},shift,day,2026-01-{day}T09:00+08:00,2026-01-{day}T17:00+08:00,480"
        for day in range(18, 26)
    ]
    head = "agent_id,date,kind,shift,start,end,paid_minutes"
    (planned_copy / "inputs" / "previous_shifts.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    assert exit_code_of(["roster", "-w", str(planned_copy)]) == 4
    told = capsys.readouterr().err
    assert "pin 'shift' on Mon 26 Jan" in told
    assert "the days before Mon 26 Jan, as the previous roster has them" in told
