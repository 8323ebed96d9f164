"""Everybody's place in the programme as it is printed: state, sessions so far, minutes owed, what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from wfm.domain.pool import ProgrammeLine, ProgrammeState, ProgrammeStep, Session
from wfm.domain.programme import ProgrammeSettings
from wfm.pool.programme.courses import Courses
from wfm.pool.programme.stays import Stays

Next = tuple[date | None, str]


def lines_of(
    steps: Sequence[ProgrammeStep],
    wanted: Sequence[ProgrammeStep],
    courses: Courses,
    rules: ProgrammeSettings,
    sessions: Sequence[Session] = (),
) -> tuple[ProgrammeLine, ...]:
    """A line for each of the `wanted` steps, by agent and date. `steps`: all that stand, `sessions`: those of a
    draft that is not in the ledger yet."""
    stays = Stays(tuple(steps))
    ahead = courses.planned(sessions)
    return tuple(_lines(stays, sorted(wanted, key=lambda step: (step.agent_id, step.date)), courses, rules, ahead))


def _lines(
    stays: Stays,
    wanted: Sequence[ProgrammeStep],
    courses: Courses,
    rules: ProgrammeSettings,
    ahead: Mapping[str, Sequence[Session]],
) -> Iterator[ProgrammeLine]:
    for step in wanted:
        until = stays.until(step)
        planned = [one.date for one in ahead.get(step.agent_id, ())]
        had = [entry.date for entry in courses.had(step.agent_id, until.entered(step.agent_id))]
        had += [day for day in planned if day < step.date]
        first_planned = min((day for day in planned if day >= step.date), default=courses.ahead(step.agent_id))
        owed = sum(courses.owed(step.agent_id).values())
        due, what_next = _next(step, had, first_planned, rules)
        yield ProgrammeLine(step.agent_id, step.date, step.state, step.reason, len(had), owed, due, what_next)


def _next(step: ProgrammeStep, had: Sequence[date], session: date | None, rules: ProgrammeSettings) -> Next:
    """What is expected next, and when."""
    match step.state:
        case ProgrammeState.WATCH:
            return None, "his figures with the next run"
        case ProgrammeState.DRAFTED if session is None:
            return None, "a first session, as soon as there is surplus for it"
        case ProgrammeState.IN_PROGRAMME if session is None:
            quiet = max([step.date, *had]) + timedelta(days=rules.quiet_days + 1)
            return quiet, "the review begins, if no session is to be had before"
        case ProgrammeState.DRAFTED | ProgrammeState.IN_PROGRAMME:
            return session, "session"
        case ProgrammeState.REVIEWING:
            decides = max(had, default=step.date) + timedelta(days=rules.window_days + 1)
            return decides, f"review by figures of {rules.window_days} days, if they are there by then"
        case ProgrammeState.ESCALATED:
            return step.date, "a person looks at what the reason says"
        case _:
            return None, ""
