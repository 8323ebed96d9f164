"""How far to believe a figure: the arithmetic of drawing it towards the peers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.pool.need.shrinkage import Norm, belief, norm, true_spread

UNIT = Norm(middle=0.0, middle_error=0.0, spread=1.0, unit=1.0)


def test_belief_is_worked_out_as_on_paper() -> None:
    """The number that decides about people must be the documented one."""
    # seen 3 behind with error 1; in line (0.85, spread 1): mean 3 x 1/2 = 1.5, deviation sqrt(1/2)
    #   weight 0.85 x exp(-9/4) / sqrt(2) = 0.06335
    # elsewhere (0.15, spread 3): mean 3 x 9/10 = 2.7, deviation sqrt(9/10) = 0.9487
    #   weight 0.15 x exp(-9/20) / sqrt(10) = 0.03024
    # shares 0.677 and 0.323: gap 0.677 x 1.5 + 0.323 x 2.7 = 1.888
    # beyond 1.5: 0.677 x 0.5 + 0.323 x Phi(1.2 / 0.9487) = 0.677 x 0.5 + 0.323 x 0.897 = 0.628
    believed = belief(3.0, 1.0, UNIT, threshold=1.5)
    assert believed.gap == pytest.approx(1.888, abs=1e-3)
    assert believed.confidence == pytest.approx(0.628, abs=1e-3)


def test_an_endless_sample_is_believed_as_it_is() -> None:
    """Somebody truly behind must be found in the end, however much he is drawn to his peers at first."""
    assert belief(2.0, 0.0, UNIT, threshold=1.5) == (belief(2.0, 1e-9, UNIT, threshold=1.5))
    assert belief(2.0, 0.0, UNIT, threshold=1.5).gap == pytest.approx(2.0)
    assert belief(2.0, 0.0, UNIT, threshold=1.5).confidence == pytest.approx(1.0)


def test_identical_peers_do_not_divide_by_nothing() -> None:
    """A centre whose figures are all the same must not stop the pool; who stands out is told in the least unit."""
    same = norm([84.0] * 6, [1.0] * 6, centre_spread=0.0, least=3.0)
    assert (same.middle, same.spread, same.unit) == (84.0, 0.0, 3.0)
    assert 0 < belief(12.0, 1.0, same, threshold=1.5).gap <= 4.0  # 12 points are four units at most
    assert belief(0.0, 1.0, same, threshold=1.5).gap == 0.0


def test_the_true_spread_is_what_chance_does_not_explain() -> None:
    """With chance left in it, everybody would look alike who is not."""
    residuals = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    # median square 1, that of a normal number 0.45494: variance 1 / 0.45494 = 2.198, spread 1.4826 (the MAD's)
    assert true_spread(residuals, np.zeros(5)) == pytest.approx(1.4826, abs=1e-3)
    # of that variance 1 is chance: sqrt(1.198) = 1.0946
    assert true_spread(residuals, np.ones(5)) == pytest.approx(1.0946, abs=1e-3)
    assert true_spread(residuals, np.full(5, 2.0)) == 0.0, "chance explains it all"
    assert true_spread(np.zeros(0), np.zeros(0)) == 0.0


def test_a_few_far_out_do_not_widen_the_norm() -> None:
    """Or two strugglers in a team of ten would hide each other."""
    residuals = np.array([-1.5, -1.0, -0.5, 0.0, 0.0, 0.5, 1.0, 1.5, 9.0, 12.0])
    assert true_spread(residuals, np.full(10, 0.1)) < 2.0


def test_the_spread_of_a_few_is_steadied_by_the_centre() -> None:
    """Five peers who happen to agree are no reason to call the sixth one far behind."""
    alone = norm([84.0, 84.0, 84.0, 84.0, 84.0], [0.5] * 5, centre_spread=0.0, least=0.1)
    steadied = norm([84.0, 84.0, 84.0, 84.0, 84.0], [0.5] * 5, centre_spread=3.0, least=0.1)
    # 5 people with spread 0 and 10 people's worth with spread 3: sqrt(10 x 9 / 15) = 2.449
    assert steadied.spread == pytest.approx(2.449, abs=1e-3)
    assert belief(5.0, 0.5, steadied, 1.5).confidence < belief(5.0, 0.5, alone, 1.5).confidence


@given(st.floats(0.0, 12.0), st.floats(0.05, 5.0), st.floats(1.05, 5.0))
def test_a_larger_error_never_makes_the_gap_larger(behind: float, error: float, times: float) -> None:
    """Ten contacts must never say more than a hundred that show the same."""
    near, far = belief(behind, error, UNIT, 1.5), belief(behind, error * times, UNIT, 1.5)
    assert far.gap <= near.gap + 1e-9 <= behind + 2e-9
    assert 0 <= far.confidence <= 1


@given(st.floats(-5.0, 10.0), st.floats(0.01, 2.0), st.floats(0.05, 5.0), st.floats(0.0, 3.0))
def test_who_is_further_behind_is_never_surer_to_be_in_line(
    behind: float, more: float, error: float, threshold: float
) -> None:
    """The order of two agents with equal samples is the order of their figures."""
    one, other = belief(behind, error, UNIT, threshold), belief(behind + more, error, UNIT, threshold)
    assert one.gap <= other.gap + 1e-9
    assert one.confidence <= other.confidence + 1e-9
