"""Whose contacts quality is to sample when: as many a week as his state in the programme asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

from wfm.domain.people import Performance
from wfm.domain.pool import ProgrammeState, ProgrammeStep, SampleDue
from wfm.domain.programme import SamplingSettings
from wfm.domain.time import Horizon
from wfm.pool.programme.states import standing

WEEK = 7
HALF = 0.5


def samples_due(
    agent_ids: Sequence[str],
    steps: Sequence[ProgrammeStep],
    performance: Sequence[Performance],
    days_at_work: Mapping[str, Sequence[date]],
    horizon: Horizon,
    settings: SamplingSettings,
) -> tuple[SampleDue, ...]:
    """The samples of the horizon by date and agent, spread over each agent's working days of every week.

    A week asks for the mean of what its days ask for (`settings.per_week` by his state on the day), in proportion
    where the horizon holds only a part of it, less the evaluations that performance.csv tells for those days.
    Nothing is due of somebody who does not work that week.
    """
    own: dict[str, list[ProgrammeStep]] = {}
    for step in steps:
        own.setdefault(step.agent_id, []).append(step)
    office = _Sampling(own, _evaluations(performance), days_at_work, horizon, settings)
    found = [due for agent_id in agent_ids for due in office.of(agent_id)]
    return tuple(sorted(found, key=lambda sample: (sample.due, sample.agent_id)))


@dataclass(frozen=True)
class _Sampling:
    steps: Mapping[str, Sequence[ProgrammeStep]]
    evaluations: Mapping[str, Sequence[Performance]]
    days_at_work: Mapping[str, Sequence[date]]
    horizon: Horizon
    settings: SamplingSettings

    def of(self, agent_id: str) -> Iterator[SampleDue]:
        """One agent's samples, week after week."""
        for week in range(self.horizon.weeks):
            yield from self._week(agent_id, self.steps.get(agent_id, ()), week)

    def _week(self, agent_id: str, steps: Sequence[ProgrammeStep], week: int) -> Iterator[SampleDue]:
        days = [day for day in self.horizon.days_of_week(week) if self.horizon.first <= day <= self.horizon.last]
        states = {day: _state(steps, agent_id, day) for day in days}
        wanted = sum(self.settings.per_week(state) for state in states.values()) / WEEK
        taken = self._taken(agent_id, days)
        left = floor(wanted + HALF) - taken
        at_work = [day for day in self.days_at_work.get(agent_id, ()) if day in states]
        if left <= 0 or not at_work:
            return
        already = f", {taken} taken" if taken else ""
        for number in range(left):
            day = at_work[floor((number + HALF) * len(at_work) / left)]
            rate = self.settings.per_week(states[day])
            why = f"{_in_words(states[day])}: {rate} a week{already}"
            yield SampleDue(agent_id, day, f"{why}; {number + 1} of {left} of the week from {days[0]}")

    def _taken(self, agent_id: str, days: Sequence[date]) -> int:
        """Evaluations told for these days; those of a longer period in proportion."""
        share = 0.0
        for period in self.evaluations.get(agent_id, ()):
            length = (period.period_end - period.period_start).days + 1
            within = sum(period.period_start <= day <= period.period_end for day in days)
            share += (period.evaluations or 0) * within / length
        return floor(share)


def _evaluations(performance: Sequence[Performance]) -> Mapping[str, Sequence[Performance]]:
    told: dict[str, list[Performance]] = {}
    for period in performance:
        if period.evaluations is not None:
            told.setdefault(period.agent_id, []).append(period)
    return told


def _state(steps: Sequence[ProgrammeStep], agent_id: str, day: date) -> ProgrammeState | None:
    step = standing(steps, day).get(agent_id)
    return None if step is None else step.state


def _in_words(state: ProgrammeState | None) -> str:
    """``in programme``; those who are outside have the usual rate."""
    if state in (None, ProgrammeState.RETURNED):
        return "as usual"
    return str(state).replace("_", " ")
