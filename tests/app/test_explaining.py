"""The published roster explains itself from its files: in short, by interval, by wish, by price."""

from datetime import date, datetime
from pathlib import Path

import pytest

from wfm.app.explain_agent import explain_agent
from wfm.app.explain_interval import explain_interval
from wfm.app.explain_overview import explain_overview
from wfm.app.explain_prices import explain_prices
from wfm.app.explain_wishes import explain_wishes
from wfm.domain.errors import InputProblems

THURSDAY = date(2026, 1, 29)


def test_a_day_is_explained_by_what_else_could_be_done(planned_copy: Path) -> None:
    """Otherwise an agent who asks "why me?" would be shown a rule book."""
    told = explain_agent(planned_copy, "A1", THURSDAY)
    assert told.conflict is None
    assert told.why is not None
    facts = told.as_dict()["alternatives"]
    assert isinstance(facts, list)
    assert len(facts) == 1  # the tiny centre has one shift: at work or off
    assert facts[0]["points"] is not None or facts[0]["forbidden"]


def test_a_day_outside_the_roster_is_refused_with_the_days_that_are(planned_copy: Path) -> None:
    """Otherwise a wrong date would be answered with nothing at all."""
    with pytest.raises(InputProblems, match="2026-01-26 to 2026-02-01"):
        explain_agent(planned_copy, "A1", date(2026, 3, 1))


def test_an_interval_accounts_for_everybody_with_its_skills(planned_copy: Path) -> None:
    """Otherwise a short interval could not be followed up by name."""
    told = explain_interval(planned_copy, datetime.fromisoformat("2026-01-29 10:20"))
    assert told.start.hour == 10
    assert sum(told.as_dict()["standing"].values()) == len(told.hands) > 0
    with pytest.raises(InputProblems, match="one of calls"):
        explain_interval(planned_copy, datetime.fromisoformat("2026-01-29 10:00"), "cals")
    with pytest.raises(InputProblems, match="the days of 2026-01-26_7d"):
        explain_interval(planned_copy, datetime.fromisoformat("2026-02-09 10:00"))


def test_overview_wishes_and_prices_tell_of_one_and_the_same_roster(planned_copy: Path) -> None:
    """Otherwise two answers about one roster could contradict each other."""
    overview, wishes, prices = (ask(planned_copy) for ask in (explain_overview, explain_wishes, explain_prices))
    assert overview.run == wishes.run == prices.run == "2026-01-26_7d"
    assert len(overview.wishes.refused) == len(wishes.refused)
    assert sum(price.points for price in overview.prices) == pytest.approx(prices.objective)
    assert overview.broken_now == ()


def test_leave_booked_after_publication_is_told_as_what_it_breaks(planned_copy: Path) -> None:
    """Otherwise one call from somebody sick would end every question with an error."""
    path = planned_copy / "inputs" / "absences.csv"
    path.write_text(path.read_text(encoding="utf-8") + "A1,2026-01-26,2026-01-29,unplanned\n", encoding="utf-8")
    overview = explain_overview(planned_copy)
    assert {breach.rule for breach in overview.broken_now} >= {"Absences"}
    told = explain_agent(planned_copy, "A1", THURSDAY)
    assert told.why is not None
    assert told.why.alternatives == ()
    assert told.why.broken_now
