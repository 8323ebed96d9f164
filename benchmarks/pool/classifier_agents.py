"""Synthetic agents whose true level is known, and the figures they show on so many contacts.

Most are in line: on every figure a normal spread around the level of their stage and queues, nobody more than one
and a half spreads worse. A tenth to a fifth struggle: on one to three figures they are two to four and a half
spreads worse (quality 77 to 68 against 84, say). What they show is drawn contact by contact: scores of the few
contacts that are listened to, gamma handling times, resolved or not, answers of the few customers who answer, days
of adherence.
"""

from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np
from numpy.typing import NDArray

from wfm.domain.people import Agent, Performance

Floats = NDArray[np.float64]

DAY = date(2026, 3, 1)
PERIODS = (
    (date(2025, 9, 1), date(2025, 9, 30)),
    (date(2025, 10, 1), date(2025, 10, 31)),
    (date(2025, 11, 1), date(2025, 11, 30)),
    (date(2025, 12, 1), date(2025, 12, 31)),
    (date(2026, 1, 1), date(2026, 1, 31)),
    (date(2026, 2, 1), date(2026, 2, 28)),
)
HIRED = {
    "novelty": date(2025, 12, 15),
    "frustration": date(2025, 9, 20),
    "growth": date(2025, 3, 1),
    "maturity": date(2023, 3, 1),
}
QUEUES = (("service",), ("service", "sales"))
WORST_IN_LINE = 1.5
STRUGGLE_BY = (2.0, 4.5)
BURN_OUT, FALL_BY = 0.10, (2.0, 3.5)
SPREAD_OF_SCORES, SPREAD_OF_ANSWERS, SPREAD_OF_A_DAY = 12.0, 0.9, 0.06
VARIATION_OF_TIMES = 0.9
CONTACTS_A_DAY = 40


@dataclass(frozen=True, slots=True)
class Level:
    """A figure of those in line: the mean of mature agents, how much worse novices are (in spreads), the true
    spread between agents (own unit, or a share of the level where `by_share`), and whether more is worse."""

    kpi: str
    mean: float
    spread: float
    more_is_worse: bool
    by_share: bool = False
    novices: float = 1.5


LEVELS = (
    Level("qa_score", 86.0, 3.5, False),
    Level("errors", 1.4, 0.25, True, True),
    Level("fcr", 0.77, 0.035, False),
    Level("complaints", 0.5, 0.30, True, True),
    Level("aht_seconds", 240.0, 0.08, True, True),
    Level("csat", 4.2, 0.18, False, False, 0.5),
    Level("transfers", 6.0, 0.20, True, True),
    Level("adherence", 0.92, 0.02, False, False, 0.0),
)


@dataclass(frozen=True, slots=True)
class Listening:
    """Who hears of a contact: shares that are scored and that are answered by the customer. `scores_a_month`: so
    many scores per agent and month whatever he handles, in place of a share. `told`: the numbers of scores and
    answers are in the file."""

    scored: float = 0.05
    answered: float = 0.10
    scores_a_month: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class SyntheticCentre:
    """Agents, what they showed, and the truth: who struggles, and who burned out in the last month."""

    agents: tuple[Agent, ...]
    performance: tuple[Performance, ...]
    struggling: frozenset[str]
    burned_out: frozenset[str]


def centre(seed: int, people: int, contacts: int, listening: Listening, months: int = 2) -> SyntheticCentre:
    """A centre of so many agents in eight groups of stage and queues, each with so many contacts in two months.

    With more months than two, a tenth of those in line past their first half year burn out: in the last month
    quality, adherence and one more figure are two to three and a half spreads worse than they were.
    """
    chance = np.random.default_rng([seed, people, contacts])
    places = list(product(HIRED, QUEUES))
    agents = tuple(
        Agent(f"A{n:04}", f"A{n:04}", "T", "any", places[n % len(places)][1], HIRED[places[n % len(places)][0]])
        for n in range(people)
    )
    worse = np.minimum(chance.standard_normal((people, len(LEVELS))), WORST_IN_LINE)
    struggling = chance.random(people) < chance.uniform(0.10, 0.20)
    for n in np.flatnonzero(struggling):
        figures = chance.choice(len(LEVELS), size=chance.integers(1, 4), replace=False)
        worse[n, figures] = chance.uniform(*STRUGGLE_BY, size=figures.size)
    grown = np.array([places[n % len(places)][0] in ("growth", "maturity") for n in range(people)])
    burned = grown & ~struggling & (chance.random(people) < BURN_OUT) if months > 2 else np.zeros(people, bool)
    fall = np.zeros_like(worse)
    for n in np.flatnonzero(burned):
        fall[n, [0, 7, chance.integers(1, 7)]] = chance.uniform(*FALL_BY, size=3)
    rows = []
    for n, agent in enumerate(agents):
        stage, queues = places[n % len(places)]
        for period in PERIODS[-months:]:
            standing = worse[n] + (fall[n] if period == PERIODS[-1] else 0.0)
            truth = {one.kpi: true_level(one, standing[k], stage, queues) for k, one in enumerate(LEVELS)}
            rows.append(shown(agent.agent_id, truth, period, contacts // 2, listening, chance))
    named = [frozenset(agents[n].agent_id for n in np.flatnonzero(who)) for who in (struggling, burned)]
    return SyntheticCentre(agents, tuple(rows), *named)


def true_level(one: Level, worse: float, stage: str, queues: tuple[str, ...]) -> float:
    """What he would show on endless contacts, in the figure's own unit; selling takes a quarter longer."""
    behind = worse + one.novices * {"novelty": 1.0, "frustration": 0.6, "growth": 0.2, "maturity": 0.0}[stage]
    mean = one.mean * (1.25 if one.kpi == "aht_seconds" and len(queues) > 1 else 1.0)
    if one.by_share:
        return mean * (1 + one.spread) ** behind
    return mean + one.spread * behind * (1 if one.more_is_worse else -1)


def shown(
    agent_id: str,
    truth: dict[str, float],
    period: tuple[date, date],
    contacts: int,
    listening: Listening,
    chance: np.random.Generator,
) -> Performance:
    """The figures of one month, as so many contacts happen to show them; None where nothing was measured."""
    scores = listening.scores_a_month or int(chance.binomial(contacts, listening.scored))
    answers = int(chance.binomial(contacts, listening.answered))
    days = -(-contacts // CONTACTS_A_DAY)
    shape = contacts / VARIATION_OF_TIMES**2
    return Performance(
        agent_id,
        *period,
        handled=contacts,
        aht_seconds=truth["aht_seconds"] * chance.gamma(shape) / shape,
        qa_score=_mean_between(0, 100, truth["qa_score"], SPREAD_OF_SCORES, scores, chance),
        fcr=chance.binomial(contacts, truth["fcr"]) / contacts,
        csat=_mean_between(1, 5, truth["csat"], SPREAD_OF_ANSWERS, answers, chance),
        errors=int(chance.poisson(contacts * truth["errors"] / 100)),
        complaints=int(chance.poisson(contacts * truth["complaints"] / 100)),
        transfers=int(chance.poisson(contacts * truth["transfers"] / 100)),
        adherence=_mean_between(0, 1, truth["adherence"], SPREAD_OF_A_DAY, days, chance),
        evaluations=scores if listening.told else None,
        surveys=answers if listening.told else None,
    )


def _mean_between(
    least: float, most: float, mean: float, spread: float, count: int, chance: np.random.Generator
) -> float | None:
    """Mean of so many draws between two ends with that mean and spread (beta); None of none."""
    if count == 0:
        return None
    share = min(max((mean - least) / (most - least), 0.01), 0.99)
    concentration = max(share * (1 - share) / (spread / (most - least)) ** 2 - 1, 0.5)
    drawn = chance.beta(share * concentration, (1 - share) * concentration, size=count)
    return float(least + (most - least) * drawn.mean())
