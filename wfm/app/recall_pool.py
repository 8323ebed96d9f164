"""``wfm pool recall``: who goes back to the phones, what it gives, and what is owed to those who go."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wfm.app.desk import at_desk
from wfm.app.opening import Opened, open_workspace
from wfm.app.pool_day import PoolDay, moment_of, pool_day
from wfm.app.register import ledger_as_it_is, ledger_of
from wfm.app.service import service_of
from wfm.app.steps import NobodyWatches, Steps
from wfm.domain.errors import GoalsMissed, InputProblems, Problem
from wfm.domain.queues import Cover
from wfm.domain.time import at_minute, iso
from wfm.io.columns import ABSENCES, AGENTS, TRAINING
from wfm.io.memory_files import write_table
from wfm.io.privacy import keep_to_owner
from wfm.pool.day.recall import OffThePhones, Recall, Recalled, Shortage, brought_back, later, recall
from wfm.pool.ledger import Ledger

WANTED = (AGENTS.name, ABSENCES.name, TRAINING.name)
FILE_COLUMNS = (
    "order",
    "agent_id",
    "topic",
    "trainer_id",
    "start",
    "end",
    "back",
    "minutes_had",
    "minutes_carried",
    "reason",
)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RecallOrder:
    """What a planner asks for: `short` heads missing in `cover` from `at` to `until`, in wall-clock minutes of the
    day; None: now, and the end of the interval in which they are back. `enter`: tell the ledger."""

    short: int
    at: int | None = None
    day: date | None = None
    until: int | None = None
    cover: str | None = None
    run: str | None = None
    absent: tuple[str, ...] = ()
    enter: bool = False
    export: Path | None = None


@dataclass(frozen=True, slots=True)
class TouchedInterval:
    """One interval of the cover as long as the heads are missing: mean heads on the phones and service level (0-1)
    without the recall and with it."""

    start: datetime
    heads_without: float
    heads_with: float
    service_level_without: float
    service_level_with: float


@dataclass(frozen=True)
class PoolRecall:
    """The proposal. `already`: heads called back at this very moment before, which count to what is asked for.
    `entered`: the ledger has been told; `exported`: the file that was written."""

    run: str
    cover: str
    short: int
    until: datetime
    recall: Recall
    already: int
    intervals: tuple[TouchedInterval, ...]
    entered: bool
    notes: tuple[str, ...] = ()
    exported: Path | None = None

    @property
    def still_short(self) -> tuple[Shortage, ...]:
        """What is missing when those who can be recalled are back; the way back takes its minutes."""
        return self.recall.short

    def exit_code(self, *, strict: bool) -> int:
        """With `strict` 5 when the pool is not enough."""
        return GoalsMissed.exit_code if strict and self.still_short else 0

    def as_dict(self) -> dict[str, object]:
        return {
            "run": self.run,
            "cover": self.cover,
            "at": iso(self.recall.at),
            "until": iso(self.until),
            "short": self.short,
            "recalled_before": self.already,
            "recalled": [_told(number, one) for number, one in enumerate(self.recall.recalled, 1)],
            "trainers": [
                {"trainer_id": one.trainer_id, "back": iso(one.back), "until": iso(one.until), "helps": one.helps}
                for one in self.recall.trainers
            ],
            "going_on": list(self.recall.going_on),
            "absent": [session.agent_id for session in self.recall.absent],
            "next_in_line": [
                {"agent_id": session.agent_id, "start": iso(session.start), "end": iso(session.end)}
                for session in self.recall.next_in_line
            ],
            "carried_minutes": self.recall.carried,
            "carried_minutes_by_topic": dict(self.recall.carried_by_topic),
            "still_short": [
                {"start": iso(one.start), "end": iso(one.end), "heads": one.heads} for one in self.still_short
            ],
            "intervals": [{**asdict(one), "start": iso(one.start)} for one in self.intervals],
            "entered": self.entered,
            "exported": None if self.exported is None else str(self.exported),
            "notes": list(self.notes),
        }


def recall_pool(where: Path | None, order: RecallOrder, now: datetime | None = None) -> PoolRecall:
    """Propose whom to call back; with `order.enter` tell the ledger. The published roster is never changed.

    The same order again finds those called at that moment already and adds nobody. Raises InputProblems when the
    day has no published pool, or is over and is to be entered.
    """
    opened = open_workspace(where, WANTED)
    moment = (now or datetime.now().astimezone()).astimezone(opened.centre.zone)
    if order.enter:
        with at_desk(opened.workspace, "pool recall", Steps(NobodyWatches())) as desk:
            day, proposal = _proposal(opened, ledger_of(desk.database), order, moment)
            _refuse_the_past(proposal.recall.at, moment)
            desk.database.append(proposal.recall.entries(day.run_name, moment))
    else:
        _, proposal = _proposal(opened, ledger_as_it_is(opened.workspace), order, moment)
    if order.export is not None:
        write_table(
            order.export, FILE_COLUMNS, (_file_row(n, one) for n, one in enumerate(proposal.recall.recalled, 1))
        )
        keep_to_owner([order.export])
    return proposal


def _proposal(opened: Opened, ledger: Ledger, order: RecallOrder, now: datetime) -> tuple[PoolDay, PoolRecall]:
    day = pool_day(opened, ledger, order.day or now.date(), order.run, order.absent)
    zone = opened.centre.zone
    at = moment_of(day.day, order.at, now, zone)
    way = opened.centre.pool.transition_minutes
    until = _end_of_interval(day, later(at, way)) if order.until is None else at_minute(day.day, order.until, zone)
    if until <= at:
        raise InputProblems([Problem("--until", f"a time after {at:%H:%M}", value=f"{until:%H:%M}")])
    cover = day.cover(order.cover)
    counts, absent = day.counts_to(cover), day.absent_from_pool(at)
    before = day.today.recalled_at(at)
    already = sum(session.agent_id in counts for session in before)
    pool = OffThePhones(day.today.unreported(), counts.__contains__, absent, day.smallest_groups)
    is_open = open_minutes(day, cover, at, until)
    missing = order.short - brought_back(pool, before, is_open.size, at)
    found = recall(pool, np.where(is_open, np.maximum(missing, 0), 0), at)
    return day, PoolRecall(
        run=day.run_name,
        cover=cover.name,
        short=order.short,
        until=until,
        recall=found,
        already=already,
        intervals=tuple(_touched(day, cover, found, order.short, until)),
        entered=order.enter,
        notes=(*_closed(cover, is_open, at, until), *_notes(day, at, now, order)),
        exported=order.export,
    )


def open_minutes(day: PoolDay, cover: Cover, at: datetime, until: datetime) -> NDArray[np.bool_]:
    """Of each minute between two moments, whether the cover is open; also those after midnight, of which the day
    knows nothing."""
    horizon = day.horizon
    of_day = np.zeros(horizon.intervals, dtype=np.bool_)
    for row in day.demand.requirement:
        if row.cover == cover.name:
            of_day[horizon.elapsed(row.start) // horizon.interval_minutes] = True
    minutes = np.arange(horizon.elapsed(at), horizon.elapsed(until)) // horizon.interval_minutes
    return (minutes >= of_day.size) | of_day[np.minimum(minutes, of_day.size - 1)]


def _closed(cover: Cover, is_open: NDArray[np.bool_], at: datetime, until: datetime) -> Iterable[str]:
    """Where heads are asked for and nobody calls."""
    if not is_open.any():
        yield f"{cover.name} is closed from {at:%H:%M} to {until:%H:%M}: nobody is needed there"
    elif not is_open.all():
        yield f"{cover.name} is closed for a part of {at:%H:%M} to {until:%H:%M}: nobody is called for that part"


def _refuse_the_past(at: datetime, now: datetime) -> None:
    """A shift that began yesterday may still run: the clock decides, not the day that owns the shift."""
    if at.date() < now.date():
        hint = f"tell what happened on {at.date()} with `wfm pool attend FILE`"
        raise InputProblems([Problem("--date", "today or a day ahead", value=at.date().isoformat(), hint=hint)])


def _end_of_interval(day: PoolDay, moment: datetime) -> datetime:
    step = day.horizon.interval_minutes
    return day.horizon.moment((day.horizon.elapsed(moment) // step + 1) * step)


def _touched(day: PoolDay, cover: Cover, found: Recall, short: int, until: datetime) -> Iterator[TouchedInterval]:
    """Every interval from the recall to the end of what it touches, as if the heads were missing all that time."""
    spans = [(one.back, one.until) for one in found.recalled if one.helps]
    spans += [(one.back, one.until) for one in found.trainers if one.helps]
    last = max([until, *(end for _, end in spans)])
    gained = sum((day.share(back, end) for back, end in spans), np.zeros(day.horizon.intervals))
    missing = short * day.share(found.at, last)
    away = day.heads(day.today.as_they_stand())[cover.name]
    before = np.maximum(day.planned_open[cover.name] - away - missing, 0.0)
    service = service_of(day.opened.centre, day.demand)
    served = {row.start for row in day.demand.requirement if row.cover == cover.name}
    for interval in np.flatnonzero(missing if short else day.share(found.at, last)):
        start = day.horizon.moment(int(interval) * day.horizon.interval_minutes)
        if start not in served:
            continue
        heads = float(before[interval]), float(before[interval] + gained[interval])
        levels = (service.level_at(cover.name, start, one) for one in heads)
        yield TouchedInterval(start, *heads, *levels)


def _notes(day: PoolDay, at: datetime, now: datetime, order: RecallOrder) -> Iterable[str]:
    followed = day.today.ledger.run_of(day.day)
    if followed not in (None, day.run_name):
        yield f"the ledger follows {followed} on {day.day}; what is entered makes the day belong to {day.run_name}"
    if not day.today.sessions:
        yield f"nobody was drafted into the pool of {day.day}"
    elif not any(session.end > at for session in day.today.unreported()):
        yield f"nobody is in the pool at {at:%H:%M} or later that day"
    if at.date() < now.date():
        yield f"{day.day} is over: so it would have been; tell what happened with `wfm pool attend FILE`"
    if order.until is None and order.short:
        yield "only the first interval is looked at; say --until HH:MM when it is known how long heads are missing"


def _told(number: int, one: Recalled) -> dict[str, object]:
    session = one.session
    return {
        "order": number,
        "agent_id": session.agent_id,
        "topic": session.topic,
        "trainer_id": session.trainer_id,
        "need": session.need,
        "start": iso(session.start),
        "end": iso(session.end),
        "back": iso(one.back),
        "minutes_had": one.had,
        "minutes_carried": one.carried,
        "helps": one.helps,
        "reason": one.reason,
    }


def _file_row(number: int, one: Recalled) -> tuple[object, ...]:
    told = _told(number, one)
    return tuple(told[name] for name in FILE_COLUMNS)
