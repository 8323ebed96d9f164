"""The figures by which need is judged: what they are called, how much they weigh, how far chance moves them."""

from collections.abc import Mapping
from dataclasses import dataclass

from wfm.domain.people import Performance
from wfm.pool.need import scales
from wfm.pool.need.scales import Observations, Position, SamplingError


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of performance.csv. A finding weighs `weight` points per unit of its gap.

    `position` and `chance` put it on its even scale, `rests_on` counts its observations. Peers never count as
    closer together than `least_spread` (own unit) or `least_share` of their median: less than that is no reason to
    train anybody.
    """

    kpi: str
    words: str
    higher_is_worse: bool
    weight: float
    position: Position
    chance: SamplingError
    rests_on: Observations = scales.contacts
    decimals: int = 0
    scale: float = 1.0
    unit: str = ""
    least_spread: float = 0.0
    least_share: float = 0.0

    @property
    def sign(self) -> int:
        """+1 where more is worse, else -1."""
        return 1 if self.higher_is_worse else -1

    def least(self, median: float) -> float:
        """The least spread among peers that means anything, in the figure's own unit."""
        return max(self.least_spread, self.least_share * abs(median), 1e-9)

    def text(self, value: float) -> str:
        return f"{value * self.scale:.{self.decimals}f}{self.unit}"


PER_HUNDRED = ("errors", "complaints", "transfers")


def _rate(kpi: str, words: str, weight: float, decimals: int, least_spread: float) -> Figure:
    """A count of something bad, per hundred contacts."""
    return Figure(
        kpi,
        words,
        True,
        weight,
        scales.per_hundred,
        scales.of_count,
        decimals=decimals,
        least_spread=least_spread,
        least_share=0.2,
    )


def _percent(
    kpi: str,
    words: str,
    weight: float,
    position: Position,
    chance: SamplingError,
    rests_on: Observations,
    least: float,
) -> Figure:
    """A share of something good, shown in percent."""
    return Figure(kpi, words, False, weight, position, chance, rests_on, scale=100, unit=" %", least_spread=least)


FIGURES: tuple[Figure, ...] = (
    Figure("qa_score", "quality", False, 3.0, scales.as_it_is, scales.of_scores, scales.scores, least_spread=3.0),
    _rate("errors", "errors per 100", 2.0, 1, 0.3),
    _percent("fcr", "first-contact resolution", 2.0, scales.share, scales.of_share, scales.contacts, 0.03),
    _rate("complaints", "complaints per 100", 2.0, 2, 0.15),
    Figure(
        "aht_seconds", "handling time", True, 2.0, scales.seconds, scales.of_seconds, unit=" s", least_share=0.06
    ),
    Figure(
        "csat", "satisfaction", False, 1.0, scales.as_it_is, scales.of_answers, scales.answers, 1, least_share=0.04
    ),
    _rate("transfers", "transfers per 100", 1.0, 1, 0.5),
    _percent("adherence", "adherence", 1.0, scales.as_it_is, scales.of_days, scales.days, 0.02),
)

BY_KPI: Mapping[str, Figure] = {figure.kpi: figure for figure in FIGURES}


def measured(period: Performance, kpi: str) -> float | None:
    """The figure of one period; counts as a rate per 100 handled contacts; None when it was not measured."""
    value: float | None = getattr(period, kpi)
    if value is None or period.handled == 0:
        return None
    return 100 * value / period.handled if kpi in PER_HUNDRED else float(value)
