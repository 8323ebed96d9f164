"""Signs of burn-out: good figures that fell, less care for the plan, more days away; each beyond chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import comb

from wfm.domain.people import Absence, AbsenceKind, Agent, TenureStage
from wfm.pool.need.changes import Changes
from wfm.pool.need.evidence import SEEMS, Evidence
from wfm.pool.need.figures import BY_KPI, FIGURES, Figure

FALLEN_BY = 1.0
"""A figure has fallen when it truly is worse than before by so many units of the peers' spread."""
AWAY_RECENT_DAYS = 56
AWAY_BEFORE_DAYS = 224
"""Unplanned absences of the last eight weeks are held against those of the rest of these days."""
LEAST_SPELLS = 3
SPELLS_BY_CHANCE = 0.01
"""More absences than before count when chance alone would show them in one of a hundred agents at most."""
BURNS_OUT = (TenureStage.GROWTH, TenureStage.MATURITY)
"""Before these stages figures move because somebody is learning."""
CARE = (BY_KPI["adherence"], BY_KPI["qa_score"])


@dataclass(frozen=True)
class BurnOut:
    """Looks for signs in everybody's changes and in the absences of the past."""

    evidence: Evidence
    absences: Sequence[Absence] = ()

    def signs(self, agent: Agent) -> tuple[str, ...]:
        """What points to burn-out, in words; nothing for those in their first months."""
        if self.evidence.places[agent.agent_id].stage not in BURNS_OUT:
            return ()
        fallen = [figure for figure in FIGURES if self._fell(agent.agent_id, figure)]
        careless = [figure for figure in self._less_care(agent.agent_id) if figure not in fallen]
        words = [self._words(agent.agent_id, figure) for figure in [*fallen, *careless]]
        return tuple(filter(None, [*words, self._away(agent)]))

    def _fell(self, agent_id: str, figure: Figure) -> bool:
        return self._changes.confidence(agent_id, figure, FALLEN_BY) >= self._minimum

    def _less_care(self, agent_id: str) -> Sequence[Figure]:
        """Adherence and quality, when each more likely than not fell and it is as good as sure that one did; their
        errors are independent."""
        one, other = (self._changes.confidence(agent_id, figure, FALLEN_BY) for figure in CARE)
        sure = 1 - (1 - one) * (1 - other) >= self._minimum
        return CARE if sure and min(one, other) >= SEEMS else ()

    def _words(self, agent_id: str, figure: Figure) -> str:
        change = self._changes.of(agent_id, figure)
        way = "up" if figure.higher_is_worse else "down"
        return (
            f"{figure.words} {way} from {figure.text(change.before)} to {figure.text(change.now)}"
            if change
            else ""
        )

    def _away(self, agent: Agent) -> str:
        """Unplanned absences against those of earlier months, by the exact test of two Poisson rates (Przyborowski
        and Wilenski 1940, Biometrika 31:313-323)."""
        since = self._known_since(agent)
        starts = [first for first in self._unplanned.get(agent.agent_id, ()) if first >= since]
        recent = [first for first in starts if first >= self._recent]
        days_before = (self._recent - since).days
        if len(recent) < LEAST_SPELLS or days_before < AWAY_RECENT_DAYS:
            return ""
        share = AWAY_RECENT_DAYS / (AWAY_RECENT_DAYS + days_before)
        if _at_least(len(recent), len(starts), share) > SPELLS_BY_CHANCE:
            return ""
        before = len(starts) - len(recent)
        return f"{len(recent)} unplanned absences in {AWAY_RECENT_DAYS} days after {before} in {days_before}"

    def _known_since(self, agent: Agent) -> date:
        """From when on his absences would stand in the file."""
        first = min((absence.start.date() for absence in self.absences), default=self.evidence.day)
        return max(first, agent.hire_date or date.min, self.evidence.day - timedelta(days=AWAY_BEFORE_DAYS))

    @property
    def _minimum(self) -> float:
        return self.evidence.settings.evidence.minimum_confidence

    @property
    def _recent(self) -> date:
        return self.evidence.day - timedelta(days=AWAY_RECENT_DAYS)

    @cached_property
    def _changes(self) -> Changes:
        return Changes(self.evidence)

    @cached_property
    def _unplanned(self) -> Mapping[str, Sequence[date]]:
        """First days of unplanned absences before the day; days that follow each other are one absence."""
        past = (a for a in self.absences if a.kind is AbsenceKind.UNPLANNED and a.start.date() < self.evidence.day)
        firsts: dict[str, list[date]] = {}
        back: dict[str, date] = {}
        for absence in sorted(past, key=lambda absence: absence.start):
            if absence.start.date() > back.get(absence.agent_id, date.min):
                firsts.setdefault(absence.agent_id, []).append(absence.start.date())
            back[absence.agent_id] = max(absence.end.date(), back.get(absence.agent_id, date.min))
        return firsts


def _at_least(successes: int, trials: int, share: float) -> float:
    """Probability of so many or more of that many binomial trials."""
    return sum(comb(trials, n) * share**n * (1 - share) ** (trials - n) for n in range(successes, trials + 1))
