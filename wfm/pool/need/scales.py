"""Even scales: where a figure stands on a scale on which chance moves everybody alike, and by how much.

On such a scale a normal distribution fits far better than on the figure's own, where a rate near nothing can only
rise and a long handling time spreads wider than a short one.
"""

from collections.abc import Callable
from math import asin, log, sqrt

from wfm.domain.centre import EvidenceSettings
from wfm.domain.people import Performance

Position = Callable[[float, float], float]
"""(value in its own unit, observations behind it) -> its place on the even scale."""
SamplingError = Callable[[float, float], float]
"""(observations, the centre's typical value) -> standard error on the even scale, from chance alone."""
Observations = Callable[[Performance, EvidenceSettings], float]
"""How many contacts, scores, answers or days of a period a figure rests on."""

POINTS_BETWEEN_SCORES = 12.0
"""Two scored contacts of one agent differ by about so many points (standard deviation)."""
SPREAD_OF_ANSWERS = 0.25
"""Answers of customers spread by about a quarter of their mean, on any scale."""
SPREAD_OF_A_DAY = 0.06
"""From day to day the same agent's adherence varies by about six points in a hundred."""
CONTACTS_A_DAY = 40


def as_it_is(value: float, observations: float) -> float:
    return value


def seconds(value: float, observations: float) -> float:
    """Handling times spread by a share of their mean: on the logarithm that share is the same for everybody."""
    return log(max(value, 1.0))


def share(value: float, contacts: float) -> float:
    """Arcsine of the root of a share (Anscombe 1948, Biometrika 35:246-254), whose variance is 1 / (4n + 2)."""
    within = min(max(value, 0.0), 1.0)
    return asin(sqrt((within * contacts + 0.375) / (contacts + 0.75)))


def per_hundred(value: float, contacts: float) -> float:
    """Root of a count (Anscombe 1948), per root of a hundred contacts; its variance is 1/4 whatever the rate."""
    return sqrt((max(value, 0.0) * contacts / 100 + 0.375) / (contacts / 100))


def of_scores(scores: float, typical: float) -> float:
    return POINTS_BETWEEN_SCORES / sqrt(scores)


def of_seconds(contacts: float, typical: float) -> float:
    """Handling times spread by about their own mean, as the Erlang formulas assume of them."""
    return 1 / sqrt(contacts)


def of_share(contacts: float, typical: float) -> float:
    """Binomial, on the arcsine scale."""
    return 0.5 / sqrt(contacts + 0.5)


def of_answers(answers: float, typical: float) -> float:
    return SPREAD_OF_ANSWERS * abs(typical) / sqrt(answers)


def of_count(contacts: float, typical: float) -> float:
    """Poisson, on the root scale."""
    return 0.5 / sqrt(contacts / 100)


def of_days(days: float, typical: float) -> float:
    return SPREAD_OF_A_DAY / sqrt(days)


def contacts(period: Performance, evidence: EvidenceSettings) -> float:
    return period.handled


def scores(period: Performance, evidence: EvidenceSettings) -> float:
    """Scored contacts, as told or as usual; a score there is at least one."""
    return _told_or_share(period.evaluations, evidence.evaluated_share, period.handled)


def answers(period: Performance, evidence: EvidenceSettings) -> float:
    """Surveys answered, as told or as usual; an answer there is at least one."""
    return _told_or_share(period.surveys, evidence.survey_share, period.handled)


def days(period: Performance, evidence: EvidenceSettings) -> float:
    """Every planned minute is measured, but days differ; the contacts tell how many days they were."""
    return max(period.handled / CONTACTS_A_DAY, 1.0)


def _told_or_share(told: int | None, share: float, handled: int) -> float:
    return max(handled * share, 1.0) if told is None else float(told)
