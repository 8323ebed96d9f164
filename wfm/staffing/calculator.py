"""One line of the Erlang calculator: what `wfm erlang` prints, without and with abandonment side by side."""

from dataclasses import dataclass, field

from wfm.domain.queues import Goal
from wfm.staffing.agents_needed import agents_needed
from wfm.staffing.service import SECONDS_PER_MINUTE, service_figures
from wfm.staffing.service_level_definitions import ServiceLevels, service_levels
from wfm.staffing.shrinkage import gross


@dataclass(frozen=True, slots=True)
class Question:
    """Contacts per interval, their handling time, the goal, and how long callers wait before giving up
    (None: not known, Erlang C only). Shrinkage is a share of paid time."""

    offered: float
    aht_seconds: float
    interval_minutes: float = 30
    goal: Goal = field(default_factory=Goal)
    patience_seconds: float | None = 180
    shrinkage: float = 0.30

    def __post_init__(self) -> None:
        for name in ("offered", "aht_seconds"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise ValueError(f"{name} is {getattr(self, name)}; expected 0 or more")
        if not 0 < self.interval_minutes < float("inf"):
            raise ValueError(f"interval_minutes is {self.interval_minutes}; expected above 0")
        if self.patience_seconds is not None and not self.patience_seconds > 0:
            raise ValueError(f"patience_seconds is {self.patience_seconds}; expected above 0")
        if not 0 <= self.shrinkage < 1:
            raise ValueError(f"shrinkage is {self.shrinkage}; expected a share from 0 to below 1")

    @property
    def erlangs(self) -> float:
        return self.offered * self.aht_seconds / (self.interval_minutes * SECONDS_PER_MINUTE)


@dataclass(frozen=True, slots=True)
class Staffing:
    """Agents on contact and scheduled, and the service they give (shares 0-1; ASA as in `ServiceFigures`);
    `service_levels` has the service level in the other definitions as well.

    `binding` names the goal that decided; "given" when the number of agents was asked about, not found.
    """

    agents: float
    agents_gross: float
    service_level: float
    asa_seconds: float
    occupancy: float
    abandonment: float
    binding: str
    service_levels: ServiceLevels


@dataclass(frozen=True, slots=True)
class Line:
    """The answer: Erlang C, which overstates the need when callers abandon, beside Erlang A, which saves by
    letting some of them abandon (None without a patience)."""

    question: Question
    erlangs: float
    erlang_c: Staffing
    erlang_a: Staffing | None


def calculate(question: Question, agents: float | None = None) -> Line:
    """Agents needed for the goal, or, if `agents` ≥ 0 are given, the service that they give."""
    patience = question.patience_seconds
    return Line(
        question,
        question.erlangs,
        _staffing(question, agents, None),
        None if patience is None else _staffing(question, agents, patience),
    )


def _staffing(question: Question, given: float | None, patience: float | None) -> Staffing:
    work = (question.offered, question.aht_seconds, question.interval_minutes)
    agents, binding = given, "given"
    if agents is None:
        needed = agents_needed(*work, question.goal, patience)
        agents, binding = int(needed.agents), str(needed.binding)
    figures = service_figures(agents, *work, question.goal.threshold_seconds, patience)
    return Staffing(
        agents=agents,
        agents_gross=gross(agents, question.shrinkage),
        service_level=float(figures.service_level),
        asa_seconds=float(figures.asa_seconds),
        occupancy=float(figures.occupancy),
        abandonment=float(figures.abandonment),
        binding=binding,
        service_levels=service_levels(
            agents, question.erlangs, question.aht_seconds, question.goal.threshold_seconds, patience
        ),
    )
