"""Time limits and signals before there is a roster: a little late is better than nothing, long is not."""

import multiprocessing
import signal
import time
from collections.abc import Callable

import pytest

from wfm.domain.centre import RosterSettings
from wfm.domain.errors import Interrupted, NothingUsable
from wfm.rostering import patience
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.build import build_part, build_roster
from wfm.rostering.check import audit
from wfm.rostering.parts import built_side_by_side
from wfm.rostering.patience import Patience
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import Progress, StoppedBy
from wfm.rostering.roster_graph import roster_graph
from wfm.rostering.search import Search
from wfm.rostering.stages import Course

Make = Callable[..., RosterProblem]


def never() -> bool:
    return False


def spent() -> Patience:
    """A time limit that was over a minute ago."""
    return Patience(time.monotonic() - 60, never)


def test_a_limit_too_short_for_the_preparation_still_gives_a_roster(
    make_problem: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it a planner in a hurry would get nothing where a second more gives a roster."""
    monkeypatch.setattr(patience, "SECONDS_FOR_A_FIRST_ROSTER", 60.0)
    problem = make_problem(agents=3, needed={9: 2}, settings=RosterSettings(time_limit_seconds=1e-9))
    result = build_roster(problem)
    assert result.stopped_by is StoppedBy.TIME_LIMIT
    assert not [breach for breach in audit(problem, result.roster) if breach.severity == "hard"]


def test_nobody_waits_for_ever_for_a_first_roster(make_problem: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it a limit of ten seconds would mean minutes where a year of many contracts is prepared."""
    monkeypatch.setattr(patience, "SECONDS_FOR_A_FIRST_ROSTER", 0.0)
    problem = make_problem(agents=3, needed={9: 2}, settings=RosterSettings(time_limit_seconds=1e-9))
    with pytest.raises(NothingUsable, match="--time-limit"):
        build_roster(problem)


def test_who_asks_to_stop_does_not_wait_for_ever(make_problem: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it a signal would be answered only when all of a year is prepared."""
    monkeypatch.setattr(patience, "SECONDS_FOR_A_FIRST_ROSTER", 0.0)
    with pytest.raises(NothingUsable, match="stopped before"):
        build_roster(make_problem(agents=3, needed={9: 2}), should_stop=lambda: True)


def test_every_part_of_the_preparation_looks_at_the_clock(make_problem: Make) -> None:
    """Without it one contract of many rules, or a first roster of thousands, could outlast any limit."""
    problem = make_problem(agents=3, needed={9: 2})
    [contract] = problem.centre.contracts.values()
    with pytest.raises(NothingUsable):
        roster_graph(Course.under(contract, problem), [()], spent())
    with pytest.raises(NothingUsable):
        agent_cases(problem, spent())
    with pytest.raises(NothingUsable):
        Search(problem, agent_cases(problem), spent()).begin(spent())


def test_a_part_that_is_late_is_told_as_such(make_problem: Make) -> None:
    """Without it the limit would not hold for the preparation of a large centre's sites."""
    with pytest.raises(NothingUsable, match="--time-limit"):
        built_side_by_side([make_problem(needed={9: 1})] * 2, build_part, spent(), lambda _: None)


def test_who_leaves_in_haste_does_not_wait_for_the_parts(make_problem: Make) -> None:
    """Without it a second signal would wait until every site of a large centre has a roster."""
    long_search = RosterSettings(sweeps=1_000_000)
    problem = make_problem(agents=3, needed={9: 2}, settings=long_search)

    def leave(_: Progress) -> None:
        raise Interrupted(signal.SIGTERM)

    with pytest.raises(Interrupted):
        built_side_by_side([problem, problem], build_part, Patience(None, never), leave)
    assert not multiprocessing.active_children()
