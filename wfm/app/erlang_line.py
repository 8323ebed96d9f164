"""``wfm erlang``: one line of the calculator, Erlang C beside Erlang A."""

from dataclasses import asdict, dataclass
from math import isfinite

from wfm.domain.queues import Goal
from wfm.staffing.calculator import Line, Question, Staffing, calculate


@dataclass(frozen=True, slots=True)
class ErlangQuestion:
    """What was asked on the command line. `agents` None: how many does the goal take? `patience_seconds` 0:
    callers never give up. A goal of 0 or None is no goal."""

    calls: float
    aht_seconds: float
    interval_minutes: float = 30
    agents: float | None = None
    service_level: float = 0.80
    threshold_seconds: float = 20
    asa_seconds: float | None = None
    max_abandonment: float = 0.05
    max_occupancy: float = 0.85
    minimum_agents: int = 0
    patience_seconds: float = 180
    shrinkage: float = 0.30


@dataclass(frozen=True)
class ErlangResult:
    """The answer without abandonment (C) and, when a patience is known, with it (A)."""

    asked: ErlangQuestion
    line: Line

    def as_dict(self) -> dict[str, object]:
        return {
            **asdict(self.asked),
            "erlangs": self.line.erlangs,
            "erlang_c": _figures(self.line.erlang_c),
            "erlang_a": None if self.line.erlang_a is None else _figures(self.line.erlang_a),
        }


def erlang_line(asked: ErlangQuestion) -> ErlangResult:
    """Agents for the goal, or the service that the given agents give; ValueError for an impossible question."""
    goal = Goal(
        service_level=asked.service_level or None,
        threshold_seconds=asked.threshold_seconds,
        asa_seconds=asked.asa_seconds,
        max_abandonment=asked.max_abandonment or None,
        max_occupancy=asked.max_occupancy,
        minimum_agents=asked.minimum_agents,
    )
    question = Question(
        offered=asked.calls,
        aht_seconds=asked.aht_seconds,
        interval_minutes=asked.interval_minutes,
        goal=goal,
        patience_seconds=asked.patience_seconds or None,
        shrinkage=asked.shrinkage,
    )
    return ErlangResult(asked, calculate(question, asked.agents))


def _figures(staffing: Staffing) -> dict[str, object]:
    """Figures for JSON, which knows no infinity: a wait without end is null."""
    return {**asdict(staffing), "asa_seconds": staffing.asa_seconds if isfinite(staffing.asa_seconds) else None}
