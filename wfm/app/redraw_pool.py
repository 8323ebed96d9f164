"""``wfm pool redraw``: the rest of a day seen anew; who else may leave the phones, or who has to go back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from wfm.app.desk import Desk, at_desk
from wfm.app.opening import open_workspace
from wfm.app.pool_day import PoolDay, moment_of, pool_day
from wfm.app.pool_rest_of_day import RestOfDay, ShortInterval
from wfm.app.provenance import Provenance
from wfm.app.publish import entered
from wfm.app.recall_pool import WANTED
from wfm.app.register import ledger_of
from wfm.app.steps import Steps, Watcher
from wfm.domain.errors import GoalsMissed, InputProblems, Problem
from wfm.domain.pool import Session
from wfm.domain.time import iso
from wfm.forecasting.carried_level import CarriedLevel
from wfm.forecasting.rest_of_day import Counted, DayLevel
from wfm.io.actuals import Actuals, read_actuals
from wfm.io.columns import FORECAST, HISTORY, INTERVALS, POOL, REFUSALS, REQUIREMENT
from wfm.io.fingerprint import file_hash
from wfm.io.manifest import write_json, write_manifest
from wfm.io.privacy import keep_to_owner
from wfm.io.runs import publishing
from wfm.io.tables import write_rows
from wfm.pool.day.recall import Recall, later
from wfm.pool.drafting.draft import PoolDraft


@dataclass(frozen=True, slots=True)
class RedrawOrder:
    """Draw again at the wall-clock minute `at` of `day` (None: now, today), from the day's history in `actuals`.
    `absent`: agents who did not come. `enter`: tell the ledger who has to be back before the freeze ends."""

    actuals: Path
    at: int | None = None
    day: date | None = None
    absent: tuple[str, ...] = ()
    enter: bool = False


@dataclass(frozen=True)
class PoolRedraw:
    """The rest of the day. `carried`: how much of a surprise carries on; `sessions`: drafted now, from `begin` on;
    `published`: where they stand, if there are any; `short`: intervals below the requirement; `recalls`: whom to
    call back for them, by cover; `entered`: how many of them the ledger has been told of."""

    run: str
    at: datetime
    begin: datetime
    levels: Sequence[DayLevel]
    carried: CarriedLevel
    sessions: tuple[Session, ...]
    refused: tuple[tuple[str, int], ...]
    short: tuple[ShortInterval, ...]
    recalls: tuple[tuple[str, Recall], ...]
    published: Path | None
    entered: int = 0
    notes: tuple[str, ...] = ()
    interruption_code: int = 0

    @property
    def minutes(self) -> int:
        return sum(session.minutes for session in self.sessions)

    def exit_code(self, *, strict: bool) -> int:
        """The code of an interruption; with `strict` 5 when fewer are on the phones than the load takes."""
        if self.interruption_code:
            return self.interruption_code
        return GoalsMissed.exit_code if strict and self.short else 0

    def as_dict(self) -> dict[str, object]:
        return {
            "run": self.run,
            "at": iso(self.at),
            "further_blocks_from": iso(self.begin),
            "levels": [{**asdict(level), "ratio": level.ratio} for level in self.levels],
            "carries_on": asdict(self.carried),
            "sessions": [_told(session) for session in self.sessions],
            "minutes": self.minutes,
            "refused": [{"reason": reason, "agents": count} for reason, count in self.refused],
            "short": [{**asdict(one), "start": iso(one.start)} for one in self.short],
            "recall": [
                {
                    "cover": cover,
                    "recalled": [
                        {"agent_id": one.session.agent_id, "back": iso(one.back), "minutes_carried": one.carried}
                        for one in found.recalled
                    ],
                    "still_short": [
                        {"start": iso(one.start), "end": iso(one.end), "heads": one.heads} for one in found.short
                    ],
                }
                for cover, found in self.recalls
            ],
            "recalls_entered": self.entered,
            "published": None if self.published is None else str(self.published),
            "notes": list(self.notes),
        }


def redraw_pool(
    where: Path | None, order: RedrawOrder, watcher: Watcher, now: datetime | None = None
) -> PoolRedraw:
    """Re-scale the rest of the day, draft what it can spare on top, and name whom it needs back.

    What is drafted is published under intraday/, beside the day's roster, and entered in the ledger under the
    roster's name; a repeated call finds it there and drafts only what is left. Raises InputProblems.
    """
    steps = Steps(watcher)
    with steps.step("read"):
        opened = open_workspace(where, (*WANTED, HISTORY.name))
        actuals = read_actuals(order.actuals, opened.centre)
    moment = (now or datetime.now().astimezone()).astimezone(opened.centre.zone)
    with at_desk(opened.workspace, "pool redraw", steps) as desk:
        day = pool_day(opened, ledger_of(desk.database), order.day or moment.date(), None, order.absent)
        if day.day < moment.date():
            hint = "the day is over; nothing can be drafted for it"
            raise InputProblems([Problem("--date", "today or a day ahead", value=day.day.isoformat(), hint=hint)])
        at = moment_of(day.day, order.at, moment, opened.centre.zone)
        counted, notes = _counted(actuals, day, at)
        with steps.step("re-scale"):
            rest = RestOfDay(day, at, counted, moment)
        desk.interruption.keep_best()
        with steps.step("pool"):
            drafted = rest.draft(desk)
        published = _publish(rest, drafted, order, desk) if drafted.sessions else None
        recalls = rest.recalls()
        soon = [_soon(found, rest.begin) for _, found in recalls] if order.enter else []
        desk.database.append(entry for found in soon for entry in found.entries(day.run_name, moment))
        return PoolRedraw(
            day.run_name,
            at,
            rest.begin,
            rest.levels,
            rest.carried,
            drafted.sessions,
            _reasons(drafted),
            rest.short,
            recalls,
            published,
            sum(len(found.recalled) for found in soon),
            (*actuals.notes, *notes),
            desk.interruption.exit_code,
        )


def _soon(found: Recall, begin: datetime) -> Recall:
    """Those who are needed before the freeze ends; of the others the next look at the day will tell."""
    return replace(found, recalled=tuple(one for one in found.recalled if one.back < begin))


def _counted(actuals: Actuals, day: PoolDay, at: datetime) -> tuple[list[Counted], list[str]]:
    """The complete intervals of the day before `at`, and notes on the rows that are none."""
    of_day = [row for row in actuals.rows if row.start.date() == day.day]
    complete = [row for row in of_day if later(row.start, day.horizon.interval_minutes) <= at]
    notes = []
    if len(of_day) < len(actuals.rows):
        notes.append(f"{actuals.shown}: {len(actuals.rows) - len(of_day)} rows of other days are not looked at")
    if len(complete) < len(of_day):
        notes.append(
            f"{actuals.shown}: {len(of_day) - len(complete)} rows of intervals not over at {at:%H:%M} left out"
        )
    if not complete:
        expected = f"counts of at least one interval of {day.day} that is over at {at:%H:%M}"
        hint = f"its rows are of {_span(actuals)}" if actuals.rows else None
        raise InputProblems([Problem(actuals.shown, expected, hint=hint)])
    silent = sorted({row.queue for row in day.demand.forecast} - {row.queue for row in complete})
    notes += [f"{queue}: nothing counted yet; its forecast stands as it was" for queue in silent]
    return [Counted(row.queue, row.start, row.offered, row.aht_seconds) for row in complete], notes


def _span(actuals: Actuals) -> str:
    starts = [row.start for row in actuals.rows]
    return f"{min(starts):%Y-%m-%d %H:%M} to {max(starts):%Y-%m-%d %H:%M}"


def _publish(rest: RestOfDay, drafted: PoolDraft, order: RedrawOrder, desk: Desk) -> Path:
    """The further sessions, with the load that they were drafted for, as a directory of their own."""
    day, opened = rest.day, rest.day.opened
    origin = Provenance(opened, day.horizon, file_hash(order.actuals))
    with desk.steps.step("publish"), publishing(opened.workspace.intraday, day.day, 1) as staged:
        write_rows(staged / "forecast.csv", FORECAST, rest.demand.forecast)
        write_rows(staged / "requirement.csv", REQUIREMENT, rest.demand.requirement)
        write_rows(staged / "intervals.csv", INTERVALS, rest.intervals(drafted.sessions))
        write_rows(staged / "pool.csv", POOL, drafted.sessions)
        write_rows(staged / "pool_refusals.csv", REFUSALS, drafted.refusals)
        levels = {"at": iso(rest.at), "carries_on": asdict(rest.carried)}
        write_json(staged / "levels.json", {**levels, "levels": [asdict(level) for level in rest.levels]})
        keep_to_owner(staged.glob("pool*"))
        facts = origin.manifest(
            "further pool",
            str(drafted.status),
            desk.steps.seconds,
            interrupted=desk.interruption.name,
            adds_to=day.run_name,
            at=iso(rest.at),
        )
        write_manifest(staged, facts)
    return entered(staged, desk).path


def _reasons(drafted: PoolDraft) -> tuple[tuple[str, int], ...]:
    """Why nobody else was drafted: each reason with how many it holds for, the commonest first."""
    counted: dict[str, int] = {}
    for refusal in drafted.refusals:
        counted[refusal.reason] = counted.get(refusal.reason, 0) + 1
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _told(session: Session) -> dict[str, object]:
    return {
        "agent_id": session.agent_id,
        "topic": session.topic,
        "trainer_id": session.trainer_id,
        "start": iso(session.start),
        "end": iso(session.end),
        "minutes": session.minutes,
        "reason": session.reason,
        "service_level_before": session.service_level_before,
        "service_level_after": session.service_level_after,
        "recall_order": session.recall_order,
    }
