"""Contracts with one rule each, and pasts to come from: what every reading of the rule book is tried on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from wfm.domain.centre import RosterSettings
from wfm.domain.contracts import Contract, RotateUntil, Span
from wfm.domain.events import Event, EventKind
from wfm.domain.minors import MinorTerms
from wfm.domain.roster import DayPlan
from wfm.domain.time import at_minute
from wfm.domain.working_time import HoursBank, OvertimeTerms
from wfm.rostering.problem import RosterProblem

SUNDAY = date(2026, 12, 6)  # a Sunday, one whole week and its weekend
FRIDAY = date(2026, 12, 4)
MONTHS_END = date(2026, 11, 29)  # a Sunday too, with December on Tuesday
SHANGHAI = ZoneInfo("Asia/Shanghai")
TWO, THREE = ("early", "late"), ("early", "late", "night")
NIGHTS = ("late", "night")
LATE_IS_NO_NIGHT = RosterSettings(night=(0, 6 * 60))

PASTS = {
    "nothing known": "",
    "four lates": "llll",
    "a weekend worked": "elo",
    "early, off": "eo",
    "off, early": "oe",
    "early long ago": "oe--",
    "three nights": "nnn",
    "off, night, late": "onl",
    "early within rest": "neo",
    "three long ones": "xxx",
    "two split ones": "sso",
    "a weekend worked, then a fortnight unknown": "ee-------------",
}
BEFORE_A_GAP = "a weekend worked, then a fortnight unknown"
WITHOUT_NIGHTS = ("nothing known", "four lates", "a weekend worked", "early, off")


@dataclass(frozen=True)
class Case:
    """What a contract has besides nothing: every pattern of its shifts over `days` is tried after each past."""

    changes: dict[str, object]
    days: int = 8
    pasts: tuple[str, ...] = WITHOUT_NIGHTS
    first: date = SUNDAY
    events: tuple[Event, ...] = ()
    hours_balance: float = 0.0
    born: date | None = None

    @classmethod
    def short(cls, days: int, **changes: object) -> "Case":
        """So few days that every past can be tried."""
        return cls(changes, days, tuple(name for name in PASTS if name != "a weekend worked"))

    @classmethod
    def by_night(cls, days: int, **changes: object) -> "Case":
        """After pasts that matter to rules about nights and successions."""
        return cls(changes, days, ("nothing known", "three nights", "off, night, late", "early within rest"))

    @classmethod
    def counting(cls, days: int, **changes: object) -> "Case":
        """What is counted looks back on hours alone."""
        return cls(changes, days, ("nothing known", "early, off", "early long ago", "three long ones"))

    def problem(self, contract: Contract, make_problem: Callable[..., RosterProblem]) -> RosterProblem:
        """One agent under the contract with the case's changes, of whom nothing is known yet."""
        changed = replace(contract, **self.changes)
        bare = make_problem(
            changed, first=self.first, days=self.days, settings=LATE_IS_NO_NIGHT, events=self.events
        )
        one = replace(bare.agents[0], hours_balance=self.hours_balance, birth_date=self.born)
        return replace(bare, agents=(one,))


def special(kind: EventKind, *days: date) -> tuple[Event, ...]:
    """Whole days of that kind for everybody."""
    return tuple(Event("*", at_minute(day, 0, SHANGHAI), at_minute(day, 1440, SHANGHAI), kind) for day in days)


CASES = {
    "minimum rest": Case({"rest_minutes": 11 * 60}, 5),
    # an early after a late has 6 h of rest, a late after a night 8 h, any other shift more than 12 h
    "12 h of rest for minors": replace(
        Case.short(4, minors=MinorTerms(rest_minutes=12 * 60), rest_minutes=5 * 60, shifts=THREE),
        born=date(2010, 1, 1),
    ),
    "12 h of rest until he is of age on Tuesday": replace(
        Case.short(4, minors=MinorTerms(rest_minutes=12 * 60), rest_minutes=5 * 60, shifts=THREE),
        born=date(2008, 12, 8),
    ),
    "three days in a row": Case({"max_days_in_row": 3, "shifts": ("early",)}),
    "weekly rest of 35 h": Case({"weekly_rest_minutes": 35 * 60}),
    "weekly rest of 50 h": Case({"weekly_rest_minutes": 50 * 60}),
    "no two weekends in a row": Case(
        {"max_weekends_in_row": 1, "shifts": ("early",)}, pasts=(*WITHOUT_NIGHTS, BEFORE_A_GAP)
    ),
    "starts within two hours": Case({"start_drift_minutes": 120}, 5, first=FRIDAY),
    "two to four days, 16 to 32 h": Case(
        {"days_per_week": Span(2, 4), "week_minutes": Span(960, 1920), "shifts": ("early",)}
    ),
    "all together": Case(
        {
            "rest_minutes": 11 * 60,
            "max_days_in_row": 4,
            "weekly_rest_minutes": 35 * 60,
            "max_weekends_in_row": 1,
            "start_drift_minutes": 600,
            "days_per_week": Span(2, 5),
            "week_minutes": Span(960, 2400),
        }
    ),
    "two days in a row or none": Case.short(5, min_days_in_row=2),
    "three or four days in a row": Case.short(8, min_days_in_row=3, max_days_in_row=4, shifts=("early",)),
    "two days off or none": Case.short(5, min_days_off_in_row=2),
    "three days off or none": Case.short(8, min_days_off_in_row=3, shifts=("early",)),
    "two nights in a row": Case.short(5, max_nights_in_row=2, shifts=NIGHTS),
    "48 h after nights": Case.short(5, rest_after_nights_minutes=48 * 60, shifts=NIGHTS),
    # a night ends at 07:00; the early of 06:00 begins 23 h later two days after it, 47 h later three days after it
    "no early within 40 h of a night": Case.short(4, no_early_after_night_minutes=40 * 60, shifts=THREE),
    "no early within 48 h of a night": Case.short(4, no_early_after_night_minutes=48 * 60, shifts=THREE),
    "successions": Case.short(4, forbidden_next_day={"late": ("early",), "night": TWO}, shifts=THREE),
    "whole weekends": Case.short(8, whole_weekends=True, shifts=("early",)),
    "one weekend in the period": Case({"max_weekends_in_period": 1, "shifts": ("early",)}, 8),
    "two earlies in the period": Case.by_night(4, max_shifts_in_period={"early": 2}),
    "weekends on one shift": Case({"same_shift_on_weekends": True}, 4, first=FRIDAY),
    "weekends on one shift, begun before": Case({"same_shift_on_weekends": True}, 2),
    "two nights in a row or none": Case.by_night(5, min_nights_in_row=2, shifts=NIGHTS),
    "three nights in a row or none": Case.by_night(5, min_nights_in_row=3, shifts=NIGHTS),
    "two nights in the period": Case.by_night(4, max_nights_in_period=2, shifts=NIGHTS),
    "one day off after nights": Case.by_night(4, days_off_after_nights=1, shifts=NIGHTS),
    "two days off after nights": Case.by_night(5, days_off_after_nights=2, shifts=NIGHTS),
    "night or off after a night": Case.by_night(3, required_next_day={"night": ("night", "off")}, shifts=THREE),
    "late after early, no day off": Case.by_night(3, required_next_day={"early": ("late",)}, shifts=THREE),
    "after a night a late is next, after an early a late or a night": Case.by_night(
        4, required_next_shift={"night": ("late",), "early": NIGHTS}, shifts=THREE
    ),
    "forward within a week": Case.by_night(4, rotate_forward=THREE, shifts=THREE),
    "forward until a day off": Case.by_night(
        3, rotate_forward=THREE, rotate_until=RotateUntil.DAY_OFF, shifts=THREE
    ),
    "early before night, Friday to Monday": replace(
        Case.by_night(4, rotate_forward=("early", "night"), shifts=THREE), first=FRIDAY
    ),
    "early before night in the period": replace(
        Case.by_night(4, rotate_forward=("early", "night"), rotate_until=RotateUntil.PERIOD, shifts=THREE),
        first=FRIDAY,
    ),
    "single days are priced": Case(
        {"isolated_day_off_points": 3, "isolated_work_day_points": 5, "shifts": ("early",)}, 4
    ),
    "8 h a day": Case.short(5, day_minutes=Span(480, 480), shifts=("early", "long")),
    "nothing after 22:00": Case.short(5, no_work_between=(22 * 60, 30 * 60)),
    "a rest day in any four": Case.short(5, rest_day_every_days=4, shifts=THREE),
    "50 h of rest in any four days": Case.short(
        5, rest_day_every_days=4, weekly_rest_minutes=50 * 60, shifts=NIGHTS
    ),
    "two days off in any five": Case.short(8, two_days_off_every_days=5, shifts=("early",)),
    "one split shift a week": Case.short(5, max_split_shifts_per_week=1, shifts=("early", "split")),
    "one holiday worked": replace(
        Case.short(5, max_holidays_in_period=1),
        events=special(EventKind.HOLIDAY, SUNDAY, SUNDAY + timedelta(days=2), SUNDAY + timedelta(days=3)),
    ),
    "a weekend day made up for": replace(
        Case.short(8, whole_weekends=True, max_weekends_in_row=1, shifts=("early",)),
        events=special(EventKind.MAKE_UP_DAY, SUNDAY, SUNDAY + timedelta(days=6)),
    ),
    # the week from Monday to Sunday has a make-up day, the Saturday
    "two days a week, three with a make-up day": replace(
        Case(
            {
                "days_per_week": Span(0, 2),
                "week_minutes": Span(0, 960),
                "shifts": ("early",),
                "more_on_make_up_days": True,
            }
        ),
        events=special(EventKind.MAKE_UP_DAY, SUNDAY + timedelta(days=6)),
    ),
    # beyond 8 h a day, and beyond 16 h a week, 24 h with a make-up day
    "an hour of overtime in a week with a make-up day": replace(
        Case.counting(
            4,
            overtime=OvertimeTerms(480, 16 * 60, None, 60),
            more_on_make_up_days=True,
            shifts=("early", "long"),
        ),
        events=special(EventKind.MAKE_UP_DAY, SUNDAY + timedelta(days=6)),
    ),
    "two to four days in the period": Case.counting(
        8, min_days_in_period=2, max_days_in_period=4, shifts=("early",)
    ),
    "exactly 28 h in the period": Case.counting(
        5, min_minutes_in_period=28 * 60, max_minutes_in_period=28 * 60, shifts=("early", "long")
    ),
    # normal: 28.57 h, of 40 h five sevenths, of which one day is in the week before; so 16 to 40 h are worked
    "hours bank": replace(
        Case.counting(5, hours_bank=HoursBank(2400, -480, 960, points_per_hour=1), shifts=("early", "long")),
        hours_balance=4.5,
    ),
    "overdrawn hours bank": replace(
        Case.counting(5, hours_bank=HoursBank(2400, -480, 960), shifts=("early", "long")), hours_balance=-10
    ),
    # a long shift has 10 paid hours
    "an hour of overtime a day": Case.counting(4, overtime=OvertimeTerms(480, None, 60), shifts=("early", "long")),
    "4 h of overtime a month": Case.counting(
        5, overtime=OvertimeTerms(480, None, None, 240), shifts=("early", "long")
    ),
    "8 h a month beyond the day or 24 h a week": replace(
        Case.counting(5, overtime=OvertimeTerms(480, 24 * 60, None, 480), shifts=("early", "long")),
        first=MONTHS_END,
    ),
    # November's days before the 25th may have had 198 h: 10 on the 1st, 56 in each of three weeks, 20 on two days
    "220 h or more a month, most of November gone": replace(
        Case.counting(8, min_minutes_in_month=220 * 60, shifts=("long",)), first=MONTHS_END - timedelta(days=4)
    ),
    "exactly 28 h a month, seen from the 29th on": replace(
        Case.counting(5, min_minutes_in_month=28 * 60, max_minutes_in_month=28 * 60, shifts=("early", "long")),
        first=MONTHS_END,
    ),
    "204 to 216 h a month": replace(
        Case.counting(5, min_minutes_in_month=204 * 60, max_minutes_in_month=216 * 60, shifts=("early", "long")),
        first=MONTHS_END - timedelta(days=3),
    ),
    "three days in the period": Case.counting(8, max_days_in_period=3, shifts=("early",)),
    # with free weeks the days of the period are counted one by one
    "28 to 30 h in a period of free weeks": Case.counting(
        4,
        week_minutes=Span(0, 7 * 1440),
        min_minutes_in_period=28 * 60,
        max_minutes_in_period=30 * 60,
        shifts=("early", "long"),
    ),
    "25 h in the period": Case.counting(8, max_minutes_in_period=25 * 60, shifts=("early",)),
    "all of these together": Case.short(
        4,
        shifts=THREE,
        min_days_in_row=2,
        min_days_off_in_row=2,
        max_nights_in_row=3,
        rest_after_nights_minutes=30 * 60,
        no_early_after_night_minutes=60 * 60,
        forbidden_next_day={"late": ("early",)},
        whole_weekends=True,
        max_days_in_period=3,
    ),
}


def past_of(text: str, problem: RosterProblem, make_plan: Callable[..., DayPlan]) -> tuple[DayPlan, ...]:
    """The days up to the horizon, one letter each: e(arly), l(ate), n(ight), x (long), s(plit), o(ff); - is a day
    without a plan."""
    names = {"e": "early", "l": "late", "n": "night", "x": "long", "s": "split", "o": None}
    first = problem.horizon.first
    return tuple(
        make_plan(problem, first - timedelta(days=len(text) - n), names[letter])
        for n, letter in enumerate(text)
        if letter in names
    )
