"""``wfm pool absences``: the absence review, and what the pool's reserve learns from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wfm.app.absence_record import absences_on_record, last_known_day
from wfm.app.opening import Opened, open_workspace
from wfm.domain.errors import InputProblems, Problem
from wfm.domain.people import AbsenceKind
from wfm.io.inputs import PREVIOUS
from wfm.pool.absence.days import AbsenceDays
from wfm.pool.absence.rates import Rate
from wfm.pool.absence.reserve import AbsenceReserve, fixed_reserve, learned_reserve
from wfm.pool.absence.review import AbsenceReview, GroupAbsence, review

READ = ("history", "agents", "absences", PREVIOUS)
WEEK = 7


@dataclass(frozen=True)
class PoolAbsences:
    """The review of the days on record, the reserve that a pool of one week would keep, and what is assumed."""

    first: date
    last: date
    agents: int
    review: AbsenceReview
    reserve: AbsenceReserve
    cautions: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        found = self.review
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "agents": self.agents,
            "centre": _group(found.centre),
            "teams": [_group(one) for one in found.teams],
            "weekdays": [_group(one) for one in found.weekdays],
            "months": [_group(one) for one in found.months],
            "spells": dict(zip(("one_day", "up_to_a_week", "longer"), found.lengths, strict=True)),
            "trend": None
            if found.trend is None
            else {
                "recent": _rate(found.trend.recent),
                "before": _rate(found.trend.before),
                "chance": found.trend.chance,
            },
            "people": [{"agent_id": one.agent_id, "spells": one.spells, "days": one.days} for one in found.people],
            "reserve": self.reserve.as_dict(),
            "cautions": list(self.cautions),
        }


def pool_absences(where: Path | None, first: date | None = None, last: date | None = None) -> PoolAbsences:
    """The absence review from `first` (else the first absence on file) to `last` (else the end of the history).

    Raises InputProblems when no absence is on record by then, or the days are the wrong way round.
    """
    opened = open_workspace(where, READ)
    known = last_known_day(opened)
    until = known if last is None else last
    if until > known:
        expected = f"a day of which is known who came: {known} or before, the last day of the history"
        raise InputProblems([Problem("--to", expected, value=str(until))])
    if first is not None and first > until:
        raise InputProblems([Problem("--from", f"a day no later than {until}", value=str(first))])
    record = absences_on_record(opened, first, until)
    if record is None:
        hint = "write down who was away and when, kind planned or unplanned; reasons are not read"
        raise InputProblems([Problem("inputs/absences.csv", f"an absence that began by {until}", hint=hint)])
    return PoolAbsences(
        record.first,
        record.last,
        len(record.agents),
        review(record),
        _reserve(opened, record),
        tuple(_cautions(opened, record, assumed_start=first is None)),
    )


def _reserve(opened: Opened, record: AbsenceDays) -> AbsenceReserve:
    fixed = opened.centre.shrinkage.unplanned
    if opened.centre.pool.absence_reserve == "fixed":
        return fixed_reserve(fixed, "[pool] absence_reserve is fixed; as [shrinkage] unplanned says")
    return learned_reserve(record, fixed, WEEK)


def _cautions(opened: Opened, record: AbsenceDays, *, assumed_start: bool) -> Iterator[str]:
    """What the figures rest on."""
    assumed = record.expected - float(record.rostered.sum())
    if assumed >= 1:
        yield (
            f"{assumed:.0f} of {record.expected:.0f} days due are assumed from contracts, because no published "
            "roster holds them (or only as absence): their mean days a week, over the weekdays of their shifts"
        )
    if assumed_start:
        yield f"absences are taken to be on file from {record.first} on, the first that is; --from says otherwise"
    yield "only agents of agents.csv, each from his hire date on; those who left are not in it"
    if not any(absence.kind is AbsenceKind.UNPLANNED for absence in opened.inputs.absences):
        yield "no absence is marked unplanned: either nobody was ever ill, or it is not written down"
    yield "by chance: were all alike; what comes on days off shows on the first day due, so on many Mondays"
    yield "more than chance is no cause: an epidemic, one long illness or the roster itself can make a difference"


def _group(one: GroupAbsence) -> dict[str, object]:
    return {
        "name": one.name,
        "days_due": round(one.due, 1),
        "planned_days": round(one.planned, 1),
        "planned_share": round(one.planned_share, 6),
        "unplanned_days": round(one.unplanned, 1),
        **_rate(one.rate),
        "spells": one.spells,
        "spells_by_chance": round(one.by_chance, 2),
        "chance": round(one.chance, 6),
        "stands_out": one.stands_out,
    }


def _rate(found: Rate) -> dict[str, float]:
    return {
        "unplanned_share": round(found.share, 6),
        "low": round(found.low, 6),
        "high": round(found.high, 6),
    }
