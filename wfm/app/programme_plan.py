"""Where everybody stands in the retraining programme when a pool is planned, and where the plan brings him."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wfm.app.opening import Opened
from wfm.domain.pool import Need, ProgrammeLine, ProgrammeStep, SampleDue, Session
from wfm.domain.roster import DayKind, Roster
from wfm.domain.time import Horizon
from wfm.pool.ledger import Ledger
from wfm.pool.programme.courses import Courses
from wfm.pool.programme.lines import lines_of
from wfm.pool.programme.quality_samples import samples_due
from wfm.pool.programme.states import Standing, advance, standing, steps_of_draft


@dataclass(frozen=True)
class Programme:
    """The programme on the eve of a plan: the steps that stood `before` its first day, and those that the figures
    and sessions since then bring `now`."""

    opened: Opened
    horizon: Horizon
    needs: Sequence[Need]
    courses: Courses
    before: tuple[ProgrammeStep, ...]
    now: tuple[ProgrammeStep, ...]

    @property
    def standing(self) -> Standing:
        """Everybody's state on the first day, before anybody is drafted."""
        return standing((*self.before, *self.now), self.horizon.first)

    def after(self, sessions: Sequence[Session]) -> tuple[ProgrammeStep, ...]:
        """All steps, with those that these sessions bring."""
        rules = self.opened.centre.pool.programme
        drafted = steps_of_draft(self.standing, sessions, self.courses, rules, self.horizon.last)
        return (*self.before, *self.now, *drafted)

    def lines(self, sessions: Sequence[Session]) -> tuple[ProgrammeLine, ...]:
        """The rows of programme.csv: how everybody stood before, and every change on the days of the plan."""
        steps = self.after(sessions)
        wanted = [*standing(self.before, self.horizon.first).values(), *steps[len(self.before) :]]
        return lines_of(steps, wanted, self.courses, self.opened.centre.pool.programme, sessions)

    def samples(self, sessions: Sequence[Session], roster: Roster) -> tuple[SampleDue, ...]:
        """The quality samples due on the days of the plan."""
        return samples_due(
            [need.agent_id for need in self.needs],
            self.after(sessions),
            self.opened.inputs.performance,
            days_at_work(roster),
            self.horizon,
            self.opened.centre.pool.sampling,
        )


def programme_before(
    opened: Opened,
    horizon: Horizon,
    needs: Sequence[Need],
    past: Ledger,
    before: tuple[ProgrammeStep, ...],
) -> Programme:
    """The programme for a plan from the horizon's first day on, which begins with the steps `before`; `past` is
    the ledger for whoever plans from that day."""
    inputs, settings = opened.inputs, opened.centre.pool
    now = advance(before, needs, inputs.performance, past, horizon.first, settings, inputs.agents, inputs.topics)
    return Programme(opened, horizon, needs, Courses(past, inputs.topics, horizon.first), before, now)


def days_at_work(roster: Roster) -> Mapping[str, Sequence[date]]:
    """Every agent's days with a shift, in order."""
    found: dict[str, list[date]] = {}
    for plan in roster.plans:
        if plan.kind is DayKind.SHIFT:
            found.setdefault(plan.agent_id, []).append(plan.date)
    return {agent_id: sorted(days) for agent_id, days in found.items()}
