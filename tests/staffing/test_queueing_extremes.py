"""Where formulas usually break: no calls, a hundred thousand erlangs, fewer agents than load, half agents."""

import math

import numpy as np
import pytest

from wfm.staffing import erlang_a
from wfm.staffing.erlang_b import blocking
from wfm.staffing.erlang_c import wait_probability
from wfm.staffing.positive_series import sum_of_products
from wfm.staffing.service import service_figures


def test_series_sums_term_and_index() -> None:
    """Without it every formula above stands on a sum nobody checked: ratios ½ give Σ 2^-j = 2, Σ j·2^-j = 2."""
    total, moment = sum_of_products(lambda rows, steps: np.full((rows.size, steps.size), 0.5), 3)
    assert total == pytest.approx([2.0] * 3, rel=1e-15)
    assert moment == pytest.approx([2.0] * 3, rel=1e-14)


def test_blocking_at_the_edges() -> None:
    """Without it an empty interval or an empty team could divide by zero: B(s,0)=0, B(0,a)=1."""
    assert blocking(5, 0) == 0
    assert blocking(0, 7) == 1
    assert blocking(10_000, 1) == 0  # 1/10,000! is below every float
    assert blocking(1e-9, 3) == pytest.approx(1, abs=1e-8)


def test_half_agents_obey_the_recursion_of_whole_ones() -> None:
    """Without it service during breaks (agents and a half) would be interpolated, not computed:
    B(s) = aB(s-1) / (s + aB(s-1)) holds for every real s."""
    agents = np.array([1.5, 2.25, 7.01, 33.3, 1000.5])
    for load in (0.01, 1.0, 6.5, 40.0, 990.0):
        larger, smaller = blocking(agents, load), blocking(agents - 1, load)
        assert larger == pytest.approx(load * smaller / (agents + load * smaller), rel=1e-12, abs=1e-280)


@pytest.mark.parametrize("fraction", [0.1, 0.5, 0.9])
def test_a_fraction_of_an_agent_equals_its_incomplete_gamma(fraction: float) -> None:
    """Without it the quadrature would have no independent check:
    1/B = e^a a^-f Γ(f+1, a), with Γ(f+1, a) = Γ(f+1) - Σ (-1)^k a^(f+1+k) / (k! (f+1+k))."""
    for load in (1e-6, 0.01, 0.4, 1.0):
        lower = sum(
            (-1) ** k * load ** (fraction + 1 + k) / (math.factorial(k) * (fraction + 1 + k)) for k in range(30)
        )
        inverse = math.exp(load) * load**-fraction * (math.gamma(fraction + 1) - lower)
        assert 1 / blocking(fraction, load) == pytest.approx(inverse, rel=1e-12)


def test_patience_equal_to_handling_time_makes_a_poisson_crowd() -> None:
    """Without it Erlang A could drift unseen in overload: with patience = AHT the number of contacts present
    is Poisson with the load as mean, whatever the agents."""
    load = 40.0
    weights = np.exp([k * math.log(load) - load - math.lgamma(k + 1) for k in range(300)])
    for agents in (1, 20, 38, 40, 45, 60):
        fate = erlang_a.outcome(agents, load, 240, 20, 240)
        assert fate.waited[0] == pytest.approx(weights[agents:].sum(), rel=1e-11)
        beyond = sum((k - agents) * weights[k] for k in range(agents, 300))
        assert fate.abandoned[0] == pytest.approx(beyond / load, rel=1e-11)


@pytest.mark.parametrize("load", [1e5, 1e6])
def test_a_huge_overloaded_centre_loses_exactly_what_it_cannot_carry(load: float) -> None:
    """Without it large centres could meet overflow or drift: deep below the load, 1 - agents/load abandons."""
    for share in (0.5, 0.9):
        for patience in (60, 3_600):
            fate = erlang_a.outcome(share * load, load, 300, 20, patience)
            assert fate.abandoned[0] == pytest.approx(1 - share, rel=1e-9)
            assert 0 <= fate.answered_in_time[0] <= share + 1e-12


def test_everything_answered_in_time_or_late_or_lost() -> None:
    """Without it the late share could silently be clipped: with threshold 0 whoever waits is late or lost."""
    agents = np.array([0.5, 3, 11.5, 40, 400])
    load = np.array([2.0, 5, 11.5, 38, 500])
    fate = erlang_a.outcome(agents, load, 200, 0, 90)
    assert fate.answered_late + fate.abandoned == pytest.approx(fate.waited, rel=1e-12)
    assert fate.in_line_at_threshold == pytest.approx(fate.waited, rel=1e-12)


def test_no_load_and_no_agents() -> None:
    """Without it closed or quiet intervals would print nan: no load is perfect service, no agents is none."""
    patient = service_figures([0, 3, 0], [0, 0, 10], 180, 30, 20, None)
    assert patient.service_level.tolist() == [1, 1, 0]
    assert patient.asa_seconds.tolist() == [0, 0, math.inf]
    assert patient.occupancy.tolist() == [0, 0, 1]
    leaving = service_figures([0, 3, 0], [0, 0, 10], 180, 30, 20, 90)
    assert leaving.abandonment.tolist() == [0, 0, 1]
    assert leaving.asa_seconds.tolist() == [0, 0, 90]  # all of them wait out their patience


def test_unstable_erlang_c_promises_nothing() -> None:
    """Without it agents equal to the load would print a negative or zero wait."""
    figures = service_figures([9, 10], 100, 180, 30, 20, None)  # 10 erlangs
    assert figures.service_level.tolist() == [0, 0]
    assert figures.asa_seconds.tolist() == [math.inf, math.inf]
    assert wait_probability(10, 10) == 1


def test_arguments_broadcast_and_patience_may_differ_by_cell() -> None:
    """Without it a roster's grid of covers and intervals would need loops: infinite patience is Erlang C."""
    grid = service_figures(np.array([[12.0], [14.0]]), 100, 180, 30, 20, np.array([math.inf, 300.0]))
    assert grid.service_level.shape == (2, 2)
    assert grid.service_level[1, 0] == service_figures(14, 100, 180, 30, 20, None).service_level
    assert grid.service_level[1, 1] == service_figures(14, 100, 180, 30, 20, 300).service_level


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((-1, 10, 180, 30, 20, 90), "agents"),
        ((5, math.nan, 180, 30, 20, 90), "offered"),
        ((5, 10, math.inf, 30, 20, 90), "aht_seconds"),
        ((5, 10, 180, 0, 20, 90), "interval_minutes"),
        ((5, 10, 180, 30, 20, 0), "patience_seconds"),
    ],
)
def test_nonsense_is_refused_by_name(arguments: tuple[float, ...], named: str) -> None:
    """Without it a nan in the load would travel as a requirement of nobody."""
    with pytest.raises(ValueError, match=named):
        service_figures(*arguments)
