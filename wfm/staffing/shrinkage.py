"""From agents on contact to agents paid."""

from fractions import Fraction


def gross(net: float, shrinkage: float) -> float:
    """Agents to schedule so that `net` remain on contact: net / (1 - shrinkage), not net × (1 + shrinkage).

    Worked out on the decimals as written and rounded once, so that 21 / (1 - 0.3) is 30 and not a little
    more, and rounding up to whole people is safe. Raises ValueError unless net ≥ 0 and 0 ≤ shrinkage < 1.
    """
    if net < 0:
        raise ValueError(f"net is {net} agents; expected 0 or more")
    if not 0 <= shrinkage < 1:
        raise ValueError(f"shrinkage is {shrinkage}; expected a share from 0 to below 1")
    return float(Fraction(str(net)) / (1 - Fraction(str(shrinkage))))
