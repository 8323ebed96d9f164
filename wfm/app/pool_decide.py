"""``wfm pool decide``: what a person decided about somebody's case in the retraining programme."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from wfm.app.desk import at_desk
from wfm.app.opening import open_workspace
from wfm.app.register import steps_of
from wfm.app.steps import NobodyWatches, Steps
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.people import Role
from wfm.domain.pool import ProgrammeState, ProgrammeStep
from wfm.io.columns import AGENTS
from wfm.io.near import did_you_mean
from wfm.pool.programme.record import DECISION
from wfm.pool.programme.states import standing

DECIDABLE = (
    ProgrammeState.WATCH,
    ProgrammeState.DRAFTED,
    ProgrammeState.RETURNED,
    ProgrammeState.ESCALATED,
)
"""A person does not decide that somebody had his sessions, or that figures are to be awaited: that is seen."""


@dataclass(frozen=True, slots=True)
class Decision:
    """From `day` on (None: today) the agent is in `state`, for the `reason` in words."""

    agent_id: str
    state: ProgrammeState
    reason: str
    day: date | None = None


@dataclass(frozen=True)
class Decided:
    """The step that was entered, and the state before (None: outside); `known`: it was there already."""

    step: ProgrammeStep
    before: ProgrammeState | None
    known: bool = False

    def as_dict(self) -> dict[str, object]:
        return {
            "agent_id": self.step.agent_id,
            "date": self.step.date.isoformat(),
            "state": str(self.step.state),
            "reason": self.step.reason,
            "before": None if self.before is None else str(self.before),
            "known": self.known,
        }


def decide(where: Path | None, decision: Decision, now: datetime | None = None) -> Decided:
    """Enter the decision in the record of the programme; the same decision again adds nothing. Raises
    InputProblems for an unknown agent, a state that is seen rather than decided, no reason or a day ahead."""
    opened = open_workspace(where, [AGENTS.name])
    today = (now or datetime.now(opened.centre.zone)).date()
    agents = [agent.agent_id for agent in opened.inputs.agents if agent.role is Role.AGENT]
    step = ProgrammeStep(
        decision.agent_id, decision.day or today, decision.state, f"decided: {decision.reason.strip()}"
    )
    _look(decision, step, agents, today)
    with at_desk(opened.workspace, "pool decide", Steps(NobodyWatches())) as desk:
        steps = steps_of(desk.database)
        before = standing(steps, step.date).get(step.agent_id)
        if step in steps:
            return Decided(step, step.state, known=True)
        desk.database.append_steps([step], DECISION, now or datetime.now(opened.centre.zone))
    return Decided(step, None if before is None else before.state)


def _look(decision: Decision, step: ProgrammeStep, agents: list[str], today: date) -> None:
    """Everything that is wrong with the decision, at once."""
    problems = []
    if step.agent_id not in agents:
        hint = did_you_mean(step.agent_id, agents)
        problems.append(Problem("AGENT", "somebody of role agent in agents.csv", value=step.agent_id, hint=hint))
    if step.state not in DECIDABLE:
        words = ", ".join(DECIDABLE)
        problems.append(
            Problem("STATE", f"one of {words}", value=step.state, hint="the others are seen, not decided")
        )
    if not decision.reason.strip():
        problems.append(Problem("--reason", "why, in words", hint="it is shown wherever the state is"))
    if step.date > today:
        problems.append(Problem("--date", "today or a day before", value=step.date.isoformat()))
    if problems:
        raise InputProblems(problems)
