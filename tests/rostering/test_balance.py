"""The balance of burdens over earlier rosters, worked out by hand."""

from collections.abc import Callable
from datetime import date, timedelta

from wfm.domain.burdens import BalanceRow, Burden, BurdenKind
from wfm.domain.roster import DayPlan
from wfm.rostering.balance import EarlierRosters, balances
from wfm.rostering.problem import RosterProblem

Make = Callable[..., RosterProblem]
MakePlan = Callable[..., DayPlan]


def before(problem: RosterProblem, make_plan: MakePlan, **shifts: str) -> tuple[DayPlan, ...]:
    """Plans of the days just before the horizon, one letter a day: e, l, n or o for off."""
    names = {"e": "early", "l": "late", "n": "night", "o": None}
    return tuple(
        make_plan(problem, problem.horizon.first - timedelta(days=len(letters) - at), names[letter], agent_id)
        for agent_id, letters in shifts.items()
        for at, letter in enumerate(letters)
    )


def test_the_past_is_shared_by_days_worked(make_problem: Make, make_plan: MakePlan) -> None:
    """Without it who was on leave, or came last week, would have to make up for everybody's nights."""
    problem = make_problem(agents=3)
    # the days before are 20 to 29 November 2026, two weekends among them (21-22, 28-29)
    plans = before(problem, make_plan, A0="nnnnneeeee", A1="eeeeeooooo")
    # five nights and ten earlies in fifteen days worked: A0 owes 10/15 of each, A1 5/15, A2 nothing
    found = balances(problem, EarlierRosters(plans), ())
    # late (a night ends late): 5 - 3.33 = 1.67, 0 - 1.67; weekend: 4 - 6 x 2/3 = 0 and 2 - 6 x 1/3 = 0;
    # early: 5 - 6.67 = -1.67, 5 - 3.33 = 1.67
    assert found == {"A0": Burden(late=2, night=2, early=-2), "A1": Burden(late=-2, night=-2, early=2)}


def test_refusals_count_and_the_planner_has_the_last_word(make_problem: Make, make_plan: MakePlan) -> None:
    """Without it what earlier rosters cannot tell, or tell wrongly, could not be put right."""
    problem = make_problem(agents=2)
    plans = before(problem, make_plan, A0="ooeee", A1="ooeee")
    earlier = EarlierRosters(plans, {"A0": 4, "left long ago": 9})
    # four refusals, two each would be fair; Saturday and Sunday were worked by both
    assert balances(problem, earlier, ()) == {"A0": Burden(refused=2), "A1": Burden(refused=-2)}
    told = (BalanceRow("A0", BurdenKind.REFUSED, 0), BalanceRow("A1", BurdenKind.HOLIDAY, 3))
    assert balances(problem, earlier, told) == {"A1": Burden(refused=-2, holiday=3)}


def test_no_past_is_no_balance(make_problem: Make, make_plan: MakePlan) -> None:
    """Without it the first roster of a centre would stop at a division by zero."""
    problem = make_problem(agents=2, first=date(2026, 12, 7))
    assert balances(problem, EarlierRosters(), ()) == {}
    assert balances(problem, EarlierRosters(before(problem, make_plan, A0="oo")), ()) == {}
