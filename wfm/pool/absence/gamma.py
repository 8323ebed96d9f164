"""The gamma distribution: what counts of events per exposure leave open about their rate."""

from math import exp, inf, lgamma, log

PRECISION = 1e-12


def below(shape: float, x: float) -> float:
    """Probability that a gamma number of that shape and rate 1 is at most `x`: the regularised lower incomplete
    gamma function, by its series or its continued fraction (DLMF 8.7.1 and 8.9.2). For whole k it is also the
    probability of k or more Poisson events where x are expected."""
    if x <= 0:
        return 0.0
    if shape <= 0:
        return 1.0
    front = exp(shape * log(x) - x - lgamma(shape))
    return front * _series(shape, x) if x < shape + 1 else 1 - front * _fraction(shape, x)


def quantile(shape: float, probability: float) -> float:
    """The gamma number (rate 1) that is exceeded with 1 - `probability`; 0 for a shape of 0."""
    if shape <= 0 or probability <= 0:
        return 0.0
    if probability >= 1:
        return inf
    low, high = 0.0, shape + 1
    while below(shape, high) < probability:
        low, high = high, 2 * high
    while high - low > PRECISION * high:
        middle = (low + high) / 2
        low, high = (middle, high) if below(shape, middle) < probability else (low, middle)
    return (low + high) / 2


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    step = shape
    while term > PRECISION * total:
        step += 1
        term *= x / step
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    """By the method of Lentz (1976)."""
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    value, change, n = d, inf, 0
    while abs(change - 1) > PRECISION:
        n += 1
        a = -n * (n - shape)
        b += 2
        d = 1 / (a * d + b or tiny)
        c = b + a / c or tiny
        change = c * d
        value *= change
    return value
