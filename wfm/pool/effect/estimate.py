"""What all pairs say together, and how sure that is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist, fmean

from wfm.pool.effect.match import Pair


class Verdict(StrEnum):
    """What may be said of a difference."""

    BETTER = "improved more than similar colleagues"
    WORSE = "improved less than similar colleagues"
    TOO_LITTLE = "too little to say"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean difference between those trained and similar colleagues, in the figure's own unit, with its
    interval at the confidence asked for; `colleagues`: how many different ones were compared with."""

    pairs: int
    colleagues: int
    change_trained: float
    difference: float
    low: float
    high: float

    @property
    def change_similar(self) -> float:
        """What the figure of similar colleagues did over the same days, starting from where the trained did."""
        return self.change_trained - self.difference


def estimate(pairs: Sequence[Pair], slope: float, left_over: float, confidence: float) -> Estimate:
    """Mean difference of at least two pairs. Its variance counts that one colleague may stand beside several
    trained (Abadie & Imbens 2006, Econometrica 74:235-267, Theorem 7, for the treated):

        [sum (d_i - d)^2 + sum_j (K_j^2 - K'_j) left_over] / N^2

    where K_j adds up 1/M and K'_j 1/M^2 over the pairs in which colleague j is one of M. Student's t with as many
    degrees of freedom as the smaller of pairs and colleagues allows.
    """
    differences = [pair.difference(slope) for pair in pairs]
    mean, number = fmean(differences), len(pairs)
    shares: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(float)
    for pair in pairs:
        for match in pair.matches:
            shares[match.agent_id] += 1 / len(pair.matches)
            squares[match.agent_id] += 1 / len(pair.matches) ** 2
    scatter = sum((difference - mean) ** 2 for difference in differences) * number / (number - 1)
    reused = sum((shares[one] ** 2 - squares[one]) * left_over for one in shares)
    half = student_t(confidence, min(number, len(shares)) - 1) * sqrt(scatter + reused) / number
    change = fmean(pair.trained.after - pair.trained.before for pair in pairs)
    return Estimate(number, len(shares), change, mean, mean - half, mean + half)


def verdict(found: Estimate, fewest_pairs: int, worse_is: int) -> Verdict:
    """Nothing is said of an interval that holds 0, nor of fewer than a handful of pairs or colleagues.

    `worse_is`: +1 when a higher figure is worse, else -1.
    """
    if min(found.pairs, found.colleagues) < fewest_pairs or found.low <= 0 <= found.high:
        return Verdict.TOO_LITTLE
    return Verdict.WORSE if found.difference * worse_is > 0 else Verdict.BETTER


def student_t(confidence: float, freedom: int) -> float:
    """The two-sided quantile of Student's t, by the expansion of Abramowitz & Stegun 26.7.5; within 0.01 from four
    degrees of freedom on, where less is never relied upon; infinite without any."""
    if freedom < 1:
        return float("inf")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum(term / float(freedom) ** power for power, term in enumerate(terms))
