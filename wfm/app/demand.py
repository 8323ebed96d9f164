"""What the centre must answer on the days of a run: forecast, and the agents it takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wfm.app.opening import Opened
from wfm.domain.centre import Centre
from wfm.domain.demand import ForecastRow, RequirementRow
from wfm.domain.people import Agent, Role
from wfm.domain.queues import Cover
from wfm.domain.time import Horizon
from wfm.forecasting.forecast import forecast
from wfm.rostering.reach import out_of_reach
from wfm.staffing.covers import derive_covers
from wfm.staffing.requirement import requirement


@dataclass(frozen=True)
class Demand:
    """The forecast of a horizon with its accuracy, and (once staffed) the requirement."""

    horizon: Horizon
    forecast: tuple[ForecastRow, ...]
    accuracy: Mapping[str, object]
    notes: tuple[str, ...] = ()
    requirement: tuple[RequirementRow, ...] = ()

    @property
    def covers(self) -> tuple[Cover, ...]:
        """The cover rows of the requirement, in its order."""
        return tuple(Cover.parse(name) for name in dict.fromkeys(row.cover for row in self.requirement))

    def staffed(self, centre: Centre, agents: Sequence[Agent]) -> "Demand":
        """The same demand with the agents it takes, for covers that suit these agents' skills."""
        needs = requirement(self.forecast, covers_of(centre, agents), centre)
        notes = dict.fromkeys((*self.notes, *unanswered(centre, agents)))
        return replace(self, requirement=needs, notes=tuple(notes))


def forecast_demand(opened: Opened, horizon: Horizon) -> Demand:
    """Forecast the horizon from the workspace's history and events."""
    made = forecast(opened.history, opened.centre, horizon, opened.inputs.events)
    return Demand(horizon, made.rows, made.accuracy.as_dict(), made.notes)


def covers_of(centre: Centre, agents: Sequence[Agent]) -> tuple[Cover, ...]:
    """The covers that wfm.toml names, else those that follow from who can serve what."""
    if centre.covers:
        return centre.covers
    skills = {frozenset(agent.skills) for agent in agents if agent.role is Role.AGENT}
    return derive_covers(
        [tuple(sorted(known)) for known in skills if known], [queue.name for queue in centre.queues]
    )


def unanswered(centre: Centre, agents: Sequence[Agent]) -> tuple[str, ...]:
    """A note for everything that stays unanswered whatever the roster: queues that are nobody's skill or in no
    cover of wfm.toml, opening hours outside the shifts of those who serve them."""
    return (*_uncovered(centre), *_unserved(centre, agents), *out_of_reach(centre, agents))


def _uncovered(centre: Centre) -> Iterator[str]:
    covered = {queue for cover in centre.covers for queue in cover.queues}
    for queue in centre.queues if centre.covers else ():
        if queue.name not in covered:
            yield f"{queue.name}: no [[cover]] of wfm.toml names it; nobody is planned for its contacts"


def _unserved(centre: Centre, agents: Sequence[Agent]) -> tuple[str, ...]:
    served = {queue for agent in agents for queue in agent.skills}
    return tuple(
        f"{queue.name}: nobody has this skill in inputs/agents.csv; its contacts will not be answered"
        for queue in centre.queues
        if queue.name not in served
    )
