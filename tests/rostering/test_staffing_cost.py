"""What being short or over costs, worked out by hand and compared over all presences."""

import numpy as np
import pytest

from wfm.domain.centre import StaffingPrices
from wfm.rostering.staffing_cost import StaffingCost

PRICES = StaffingPrices(under=(10, 20, 40), over=(2, 4, 8), bands=(0.10, 0.50), unprotected=1)


def cost_of(net: float, protected: float, units: int = 1) -> StaffingCost:
    """One cover, one interval."""
    return StaffingCost(np.array([[net]]), np.array([[protected]]), PRICES, units)


@pytest.mark.parametrize(
    ("agents", "points"),
    [
        (12, 0),  # the protected requirement
        (11, 1),  # one short of protected, price 1
        (10, 2),  # the net requirement
        (9, 12),  # + 1 x 10 in the first band (10 % of 10)
        (8, 32),  # + 1 x 20 in the second
        (5, 92),  # + 4 x 20, the second band ends at 50 %
        (4, 132),  # + 1 x 40
        (13, 2),  # one over; the first band reaches to 13.2
        (14, 5.6),  # + 0.2 x 2 + 0.8 x 4
    ],
)
def test_points_by_depth(agents: int, points: float) -> None:
    """Without it a planner's prices could be charged in the wrong band."""
    assert cost_of(10, 12).of(np.array([[agents]]))[0, 0] == pytest.approx(points)


def test_half_agents_cost_half() -> None:
    """Without it a 15-min break in a 30-min interval would count as a whole agent gone or none."""
    # 2 units to an agent: 19 units are 9.5 agents, half an agent short of net 10, at 10 points an agent.
    assert cost_of(10, 10, units=2).of(np.array([[19]]))[0, 0] == pytest.approx(5)


def test_one_more_agent_is_the_difference_of_two_presences() -> None:
    """Without it an agent would be priced for something else than the change he makes."""
    cost = cost_of(3, 4, units=2)
    for present in range(14):
        units = np.array([[present]])
        added = cost.added(units, [0])
        expected = [(cost.of(units + more) - cost.of(units))[0, 0] for more in range(3)]
        assert added[0] == pytest.approx(expected)


def test_a_closed_interval_charges_everybody_at_the_last_price() -> None:
    """Without it surplus would be hidden in hours when nobody calls."""
    assert cost_of(0, 0).of(np.array([[3]]))[0, 0] == pytest.approx(3 * 8)


def test_least_cost_at_a_price_is_the_least_over_all_presences() -> None:
    """Without it the lower bound would not be one."""
    cost = cost_of(6, 8)
    presences = np.linspace(0, 40, 4001)
    points = np.array([cost.of(np.array([[x]]))[0, 0] for x in presences])
    for price in np.linspace(-40, 8, 49):
        _, least = cost.least_at(np.array([[price]]))
        brute = (points - price * presences).min()
        assert least[0, 0] == pytest.approx(brute, abs=0.5)
        assert least[0, 0] <= brute + 1e-9


def test_rounded_corners_are_never_below_the_true_cost_and_meet_it_far_away() -> None:
    """Without it the hot sweeps would follow a cost that is not a smooth picture of the true one."""
    cost = cost_of(10, 12)
    presences = np.arange(0, 60)[:, None, None].astype(float)
    smooth = np.array([cost.of(x, 0.2)[0, 0] for x in presences])
    sharp = np.array([cost.of(x)[0, 0] for x in presences])
    assert (smooth >= sharp - 1e-9).all()
    assert smooth[-1] == pytest.approx(sharp[-1])
    assert smooth[12] > sharp[12]
