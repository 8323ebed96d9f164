"""From agents on contact to agents paid."""

import math
from fractions import Fraction

import numpy as np
import pytest

from wfm.staffing.shrinkage import gross


def test_twenty_one_at_thirty_per_cent_is_thirty() -> None:
    """Without it a float ceiling would schedule a 31st agent (21 / 0.7 = 30.000000000000004)."""
    assert math.ceil(gross(21, 0.3)) == 30
    assert math.ceil(gross(14, 0.30)) == 20  # and not 14 × 1.3 = 18.2


def test_every_whole_percentage_rounds_up_like_a_fraction() -> None:
    """Without it some other pair of numbers would still be one agent too many or too few."""
    for percent in range(100):
        for net in range(120):
            exact = Fraction(net * 100, 100 - percent)
            assert math.ceil(gross(net, percent / 100)) == math.ceil(exact)


def test_numbers_of_numpy_are_numbers() -> None:
    """Without it requirements straight from an array would be refused."""
    assert gross(np.float64(7), 0.0) == 7
    assert gross(np.float64(7.5), np.float64(0.25)) == 10


@pytest.mark.parametrize(("net", "shrinkage"), [(-1, 0.3), (5, 1.0), (5, -0.1)])
def test_impossible_shares_are_refused(net: float, shrinkage: float) -> None:
    """Without it a shrinkage of 100 % would divide by zero."""
    with pytest.raises(ValueError, match="expected"):
        gross(net, shrinkage)
