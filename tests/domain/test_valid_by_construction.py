"""Objects of the domain that exist are valid; what cannot be is refused where it is made."""

from collections.abc import Callable
from datetime import date

import pytest

from wfm.domain.centre import EffectSettings, PoolSettings, RosterSettings, Shrinkage, StaffingPrices
from wfm.domain.contracts import Contract, Span
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.people import Agent, Performance, Request, RequestKind, TenureStage
from wfm.domain.queues import Cover, Goal, Queue
from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.shifts import BreakRule, ShiftPattern

DAY = date(2026, 11, 30)
NONSENSE: dict[str, Callable[[], object]] = {
    "a service level of 80": lambda: Goal(service_level=80),
    "an occupancy above one": lambda: Goal(max_occupancy=1.2),
    "an ASA of nothing": lambda: Goal(asa_seconds=0),
    "a queue named like a cover": lambda: Queue("a+b", Goal()),
    "a cover of no queues": lambda: Cover(()),
    "a cover out of order": lambda: Cover(("b", "a")),
    "more than all shrinkage": lambda: Shrinkage(total=1.0),
    "unplanned above total": lambda: Shrinkage(total=0.1, unplanned=0.2),
    "prices that fall with depth": lambda: StaffingPrices(under=(20, 10, 40)),
    "prices without their bands": lambda: StaffingPrices(bands=(0.1,)),
    "no sweeps": lambda: RosterSettings(sweeps=0),
    "blocks longer than the longest": lambda: PoolSettings(minimum_block=90, maximum_block=60),
    "three pairs that say something": lambda: EffectSettings(minimum_pairs=3),
    "an interval of certainty": lambda: EffectSettings(confidence=1.0),
    "matches at no distance": lambda: EffectSettings(caliper=0),
    "a range upside down": lambda: Span(5, 4),
    "eight days a week": lambda: Contract("c", ("day",), Span(5, 8), Span(0, 2400)),
    "a contract without shifts": lambda: Contract("c", (), Span(5, 5), Span(0, 2400)),
    "a break that does not fit": lambda: ShiftPattern("s", 0, 0, 30, 60, (BreakRule(30, True, 45, 60),)),
    "a break before the one before": lambda: ShiftPattern(
        "s", 0, 0, 30, 480, (BreakRule(30, True, 120, 180), BreakRule(30, True, 60, 120))
    ),
    "a step that misses the last start": lambda: ShiftPattern("s", 0, 100, 30, 480),
    "a speed of nothing": lambda: Agent("A", "n", "t", "c", (), speed=0),
    "a wish without weight": lambda: Request("A", DAY, RequestKind.OFF, weight=0),
    "a period that ends before it starts": lambda: Performance("A", DAY, date(2026, 1, 1), 10),
    "a shift without a start": lambda: DayPlan("A", DAY, DayKind.SHIFT),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_is_refused(what: str) -> None:
    """Without it the nonsense would surface as a wrong figure three links further on."""
    with pytest.raises(ValueError, match=r"\w"):
        NONSENSE[what]()


@pytest.mark.parametrize(
    ("hired", "stage"),
    [
        (date(2026, 11, 1), TenureStage.NOVELTY),
        (date(2026, 6, 15), TenureStage.FRUSTRATION),
        (date(2025, 11, 30), TenureStage.GROWTH),
        (date(2024, 11, 30), TenureStage.MATURITY),
        (None, TenureStage.UNKNOWN),
    ],
)
def test_tenure_stages_follow_the_months(hired: date | None, stage: TenureStage) -> None:
    """Without it a newcomer would be measured against old hands."""
    assert TenureStage.at(hired, DAY) is stage


def test_an_agent_counts_to_every_cover_his_skills_meet() -> None:
    """Without it a many-skilled agent would be missed, or counted where he cannot serve."""
    cover = Cover.of(["vip", "regular"])
    assert cover.name == "regular+vip"
    assert Cover.parse(cover.name) == cover
    assert cover.counts(("vip", "stock"))
    assert not cover.counts(("stock",))


def test_every_problem_is_in_the_message_with_its_place() -> None:
    """Without it a planner would mend one cell, run again, and meet the next."""
    problems = [
        Problem("agents.csv", "a known contract", row=3, column="contract", value="ful", hint="try full"),
        Problem("history.csv", "a file"),
    ]
    text = str(InputProblems(problems))
    assert "2 problems" in text
    assert "agents.csv:3, column 'contract': found 'ful'; expected a known contract" in text
    assert "try full" in text
    assert "history.csv" in text
