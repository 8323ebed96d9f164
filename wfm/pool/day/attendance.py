"""Attendance as the trainers report it, held against what was planned and what the ledger knows already."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from wfm.domain.pool import LedgerEntry, Lesson, SessionStatus
from wfm.pool.day.recall import later
from wfm.pool.day.today import facts_by_lesson, plans_by_lesson
from wfm.pool.ledger import WHAT_HAPPENED, Ledger

Minutes = Mapping[SessionStatus, int]
"""Minutes of one lesson by what became of them."""


class Answer(StrEnum):
    """What a trainer says became of a session."""

    ATTENDED = "attended"
    RECALLED = "recalled"
    MISSED = "missed"
    LEFT_EARLY = "left early"


@dataclass(frozen=True, slots=True)
class Report:
    """One line of an attendance file. `topic` "" and `start` None: the line does not say; `minutes`: those really
    spent in the lesson, None: not said."""

    row: int
    agent_id: str
    date: date
    answer: Answer
    topic: str = ""
    start: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What is wrong with a report: in which column, what was expected, what to do."""

    report: Report
    column: str
    value: str
    expected: str
    hint: str | None = None


@dataclass(frozen=True)
class Settled:
    """What the ledger is to be told. `known`: reports that it holds already; `corrected`: lessons of which it said
    otherwise; `assumed`: missed because nobody reported on them; `silent`: plans over without a report."""

    entries: tuple[LedgerEntry, ...] = ()
    known: int = 0
    corrected: int = 0
    assumed: int = 0
    silent: tuple[LedgerEntry, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()


def settle(reports: Sequence[Report], ledger: Ledger, now: datetime, *, assume_missed: bool = False) -> Settled:
    """The entries that these reports add at `now`; none for what the ledger holds already.

    Minutes of a session that were not spent are missed, or recalled where the ledger or the report says so. With
    `assume_missed`, sessions that are over, on the days of which the reports speak, and that nobody reported on,
    count as missed. With mismatches there are no entries.
    """
    book = _Book(ledger, now)
    told = book.told(reports)
    if book.mismatches:
        return Settled(mismatches=tuple(book.mismatches))
    entries: list[LedgerEntry] = []
    known = corrected = 0
    for lesson, report in told.items():
        added = book.entries(lesson, book.minutes(lesson, report))
        entries += added
        known += not added
        corrected += bool(added) and lesson in book.facts
    silent = [plan for lesson, plan in book.plans.items() if lesson not in told and book.is_silent(plan)]
    days = {report.date for report in reports}
    assumed = [plan for plan in silent if assume_missed and plan.date in days]
    for plan in assumed:
        entries += book.entries(plan.lesson, {SessionStatus.MISSED: plan.minutes})
    left = tuple(plan for plan in silent if plan not in assumed)
    return Settled(tuple(entries), known, corrected, len(assumed), left)


class _Book:
    """Plans and facts of the ledger, and the complaints about reports that do not fit them."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self.now = now
        self.plans, self.facts = plans_by_lesson(ledger), facts_by_lesson(ledger)
        self.mismatches: list[Mismatch] = []
        self._plans_of: dict[tuple[str, date], list[LedgerEntry]] = {}
        for plan in self.plans.values():
            self._plans_of.setdefault((plan.agent_id, plan.date), []).append(plan)

    def told(self, reports: Iterable[Report]) -> dict[Lesson, Report]:
        """The report of each lesson; what cannot be one is a mismatch."""
        found: dict[Lesson, Report] = {}
        for report in reports:
            plan = self._plan_of(report)
            if plan is None:
                continue
            first = found.setdefault(plan.lesson, report)
            if first is not report:
                self._complain(
                    report, "agent_id", report.agent_id, "one row per session", f"row {first.row} tells of it"
                )
            else:
                self._check(report, plan)
        return found

    def is_silent(self, plan: LedgerEntry) -> bool:
        """Whether the session is over and nobody has said what became of it."""
        return plan.end <= self.now and plan.lesson not in self.facts

    def minutes(self, lesson: Lesson, report: Report) -> Minutes:
        """Minutes of the lesson by what became of them, as the report has it."""
        planned = self.plans[lesson].minutes
        before = {status: entry.minutes for status, entry in self.facts.get(lesson, {}).items()}
        was_recalled = before.get(SessionStatus.RECALLED, 0) > 0
        match report.answer:
            case Answer.MISSED:
                return {SessionStatus.MISSED: planned}
            case Answer.RECALLED if report.minutes is None and was_recalled:
                return before
            case Answer.RECALLED:
                spent = report.minutes or 0
                return {SessionStatus.ATTENDED: spent, SessionStatus.RECALLED: planned - spent}
        spent = planned if report.minutes is None else report.minutes
        lost = SessionStatus.RECALLED if was_recalled else SessionStatus.MISSED
        return {SessionStatus.ATTENDED: spent, lost: planned - spent}

    def entries(self, lesson: Lesson, minutes: Minutes) -> list[LedgerEntry]:
        """What the ledger does not hold yet of these minutes; 0 for what it holds and is not so."""
        plan, before = self.plans[lesson], self.facts.get(lesson, {})
        turn = later(plan.start, minutes.get(SessionStatus.ATTENDED, 0))
        added = []
        for status in WHAT_HAPPENED:
            held, true = before[status].minutes if status in before else 0, minutes.get(status, 0)
            if held != true:
                start, end = (plan.start, turn) if status is SessionStatus.ATTENDED else (turn, plan.end)
                added.append(
                    LedgerEntry(self.now, plan.run, plan.agent_id, plan.date, plan.topic, start, end, true, status)
                )
        return added

    def _plan_of(self, report: Report) -> LedgerEntry | None:
        """The planned session that a report means."""
        if report.date > self.now.date():
            self._complain(report, "date", report.date.isoformat(), "a day up to today: this one lies ahead")
            return None
        plans = self._plans_of.get((report.agent_id, report.date), [])
        if not plans:
            expected = f"somebody with a planned session on {report.date}"
            self._complain(report, "agent_id", report.agent_id, expected, _others(self._sessions_on(report.date)))
            return None
        meant = plans
        if report.topic:
            meant = [plan for plan in plans if _key(plan.topic) == _key(report.topic)]
        elif report.start is not None:
            meant = [plan for plan in plans if plan.start == report.start]
        if len(meant) == 1:
            return meant[0]
        column = "topic" if report.topic or report.start is None else "start"
        value = report.topic or (f"{report.start:%H:%M}" if report.start else "")
        his = ", ".join(f"{plan.topic} at {plan.start:%H:%M}" for plan in plans)
        self._complain(report, column, value, f"the session that is meant; he had {his}")
        return None

    def _sessions_on(self, day: date) -> list[str]:
        return sorted(agent_id for agent_id, on in self._plans_of if on == day)

    def _check(self, report: Report, plan: LedgerEntry) -> None:
        """Minutes and moment must go with the plan and with the answer."""
        if plan.start > self.now:
            self._complain(
                report,
                "date",
                report.date.isoformat(),
                f"a session that has begun; this one begins {plan.start:%H:%M}",
            )
        problem = _minutes_problem(report, plan.minutes)
        if problem:
            said = "" if report.minutes is None else str(report.minutes)
            self._complain(report, "minutes", said, problem)

    def _complain(self, report: Report, column: str, value: str, expected: str, hint: str | None = None) -> None:
        self.mismatches.append(Mismatch(report, column, value, expected, hint))


def _minutes_problem(report: Report, planned: int) -> str | None:
    """What is wrong with the minutes of a report, in words."""
    said = report.minutes
    if said is not None and said > planned:
        return f"at most the {planned} minutes that were planned"
    match report.answer:
        case Answer.ATTENDED if said == 0:
            return f"1 to {planned} minutes; whoever was not there has missed it"
        case Answer.MISSED if said:
            return "no minutes; whoever was there for a part has left early"
        case Answer.LEFT_EARLY if said is None or not 0 < said < planned:
            return f"the minutes he was there, 1 to {planned - 1}"
        case Answer.RECALLED if said == planned:
            return f"at most {planned - 1} minutes; whoever was there for all of it has attended"
    return None


def _others(sessions: Sequence[str]) -> str:
    if not sessions:
        return "nobody had one that day"
    shown = ", ".join(sessions[:10])
    return f"on that day: {shown}" + (f" and {len(sessions) - 10} more" if len(sessions) > 10 else "")


def _key(topic: str) -> str:
    """A topic's name without what a sheet changes in it: case, width, blanks, underscores, hyphens."""
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", topic).casefold())
