"""``wfm roster design``: which shifts a centre should offer for its demand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from wfm.app.demand import Demand
from wfm.app.desk import Desk, at_desk
from wfm.app.opening import Opened
from wfm.app.order import Search
from wfm.app.provenance import Provenance
from wfm.app.publish import entered
from wfm.app.reading_back import is_staffed, read_demand
from wfm.app.recognise import key_of, published_already
from wfm.app.register import register_name
from wfm.app.shift_proposal import ShiftProposal
from wfm.app.steps import Steps, Watcher
from wfm.domain.errors import InputProblems, Interrupted, NothingUsable, Problem
from wfm.domain.time import Horizon
from wfm.io.design_columns import CURVE, STARTS
from wfm.io.fingerprint import file_hash
from wfm.io.manifest import newest, read_json, write_json, write_manifest
from wfm.io.near import did_you_mean, one_of
from wfm.io.runs import Run, find_run, published, publishing
from wfm.io.shift_snippet import shift_snippet
from wfm.io.tables import write_rows
from wfm.pool.ledger import Ledger
from wfm.reporting.design_curve import draw_curve, require_plotting
from wfm.rostering.design.demand_circle import DemandCircle, people_needed
from wfm.rostering.design.effort import Effort
from wfm.rostering.design.placed_breaks import with_breaks
from wfm.rostering.design.shift_wish import AllowedShifts, ShiftWish
from wfm.rostering.design.trade_off import CURVE_SHARE, PRICE_FACTORS, PROPOSAL_SHARE, trade_off

BREAKS_SHARE = 0.12
"""Of the effort, for placing the breaks: more of it moves a few quarters of an hour."""


@dataclass(frozen=True, slots=True)
class DesignOrder:
    """A design for the days of a staffed forecast, or a part of them. `cover` None: all of them together.

    `plot`: "png" or "svg" to draw the curve as well.
    """

    workspace: Path | None
    run: str | None = None
    first: date | None = None
    days: int | None = None
    cover: str | None = None
    wish: ShiftWish = field(default_factory=ShiftWish)
    plot: str | None = None
    search: Search = field(default_factory=Search)
    force: bool = False


@dataclass(frozen=True)
class DesignResult:
    """A published design; `summary` is what its summary.json says. `repeated`: it was there already."""

    run: Path
    source: str
    summary: Mapping[str, Any]
    repeated: bool = False
    interruption_code: int = 0

    @property
    def name(self) -> str:
        return f"{self.run.parent.name}/{self.run.name}"

    def as_dict(self) -> dict[str, object]:
        told = {"run": self.name, "path": str(self.run), "source": self.source, "repeated": self.repeated}
        return {**told, **self.summary}


def design_shifts(order: DesignOrder, watcher: Watcher) -> DesignResult:
    """Propose shifts, staff them with breaks placed, and publish proposal and trade-off under designs/."""
    if order.plot is not None:
        require_plotting()
    steps = Steps(watcher)
    with steps.step("read"):
        opened = order.search.opened(order.workspace, ())
        allowed = AllowedShifts.of(opened.centre, order.wish)
    with at_desk(opened.workspace, "roster design", steps) as desk:
        source, horizon = _days_of(opened, order)
        need = _need(read_demand(source, opened), horizon, order.cover)
        origin = Provenance(opened, horizon, _key(opened, horizon, order, source))
        known = None if order.force else _published_already(order, origin)
        if known is not None:
            return DesignResult(
                known.path, register_name(source), read_json(known.path / "summary.json"), repeated=True
            )
        proposal = _proposed(DemandCircle(opened.centre, horizon, need), allowed, order, desk)
        run = _publish(proposal, origin, order, source, desk)
    summary = read_json(run.path / "summary.json")
    return DesignResult(run.path, register_name(source), summary, interruption_code=desk.interruption.exit_code)


def _key(opened: Opened, horizon: Horizon, order: DesignOrder, source: Run) -> str:
    """The fingerprint of the design: settings, wish, and the forecast whose requirement it covers."""
    requirement = file_hash(source.path / "requirement.csv")
    return key_of("design", opened, horizon, (), Ledger(), {"wish": _told(order), "requirement": requirement})


def _published_already(order: DesignOrder, origin: Provenance) -> Run | None:
    """The published design that is this very one, with the picture if one is ordered."""
    known = published_already(origin.opened.workspace.designs, origin.fingerprint)
    if known is None or order.plot is None or (known.path / f"curve.{order.plot}").is_file():
        return known
    return None


def _days_of(opened: Opened, order: DesignOrder) -> tuple[Run, Horizon]:
    """The newest staffed forecast that holds the ordered days, and these days."""
    shelf = opened.workspace.forecasts
    known = published(shelf) if order.run is None else (find_run(shelf, order.run),)
    holding = [(run, _part(run, order)) for run in known if is_staffed(run)]
    fitting = {run: part for run, part in holding if part is not None}
    if not fitting:
        hint = "make one with `wfm forecast` and `wfm staff`, or do all with `wfm run`"
        wanted = " ".join(str(part) for part in (order.run, order.first, order.days) if part) or "latest"
        expected = "a forecast with requirement.csv that holds these days"
        raise InputProblems([Problem("forecasts/", expected, value=wanted, hint=hint)])
    run = newest(fitting)
    first, days = fitting[run]
    return run, opened.centre.horizon(first, days)


def _part(run: Run, order: DesignOrder) -> tuple[date, int] | None:
    """The ordered days if the run holds them all; what is not ordered is as the run has it."""
    first = order.first or run.first
    skipped = (first - run.first).days
    days = order.days or run.days - skipped
    return (first, days) if skipped >= 0 and 0 < days <= run.days - skipped else None


def _need(demand: Demand, horizon: Horizon, cover: str | None) -> tuple[int, ...]:
    """People on contact in every interval of the days; InputProblems when nobody is ever needed."""
    names = [known.name for known in demand.covers]
    if cover is not None and cover not in names:
        raise InputProblems([Problem("--cover", one_of(names), value=cover, hint=did_you_mean(cover, names))])
    inside = [row for row in demand.requirement if 0 <= horizon.elapsed(row.start) < horizon.minutes]
    need = people_needed(inside, horizon, cover)
    if not any(need):
        raise InputProblems(
            [Problem("requirement.csv", "at least one interval of these days that needs somebody")]
        )
    return need


def _proposed(circle: DemandCircle, allowed: AllowedShifts, order: DesignOrder, desk: Desk) -> ShiftProposal:
    settings, watcher, interruption = circle.centre.roster, desk.steps.watcher, desk.interruption
    seconds = settings.time_limit_seconds
    share = (
        None if seconds is None else seconds / (len(PRICE_FACTORS) * CURVE_SHARE + PROPOSAL_SHARE + BREAKS_SHARE)
    )
    effort = Effort(settings.work_limit, share, settings.seed)
    problem = circle.problem(allowed.patterns, allowed.step, order.wish.worth)
    interruption.keep_best()

    def told(share: float) -> None:
        watcher.reaches(share, "kinds of shift")

    try:
        with desk.steps.step("design"):
            found = trade_off(problem, order.wish.most, effort, told, interruption.requested)
    except NothingUsable:
        if interruption.signal_number is not None:
            raise Interrupted(interruption.signal_number) from None
        raise
    with desk.steps.step("breaks"):
        plan = with_breaks(
            circle, found.proposed, allowed.by_kind, effort.part(BREAKS_SHARE), interruption.requested
        )
    return ShiftProposal(plan, found, order.cover or "all covers")


def _publish(proposal: ShiftProposal, origin: Provenance, order: DesignOrder, source: Run, desk: Desk) -> Run:
    horizon = proposal.plan.circle.horizon
    with desk.steps.step("publish"), publishing(desk.workspace.designs, horizon.first, horizon.days) as staged:
        write_rows(staged / "starts.csv", STARTS, proposal.starts)
        write_rows(staged / "curve.csv", CURVE, proposal.curve)
        snippet = shift_snippet(proposal.shifts, [proposal.people_of(shift.name) for shift in proposal.shifts])
        (staged / "shifts.toml").write_text(snippet, encoding="utf-8", newline="\n")
        write_json(staged / "summary.json", proposal.as_dict())
        if order.plot is not None:
            title = f"{horizon.days} days from {horizon.first}, {proposal.cover}"
            draw_curve(proposal.curve, staged / f"curve.{order.plot}", title)
        facts = origin.manifest(
            "design",
            "OK",
            desk.steps.seconds,
            interrupted=desk.interruption.name,
            forecast_run=register_name(source),
            wish=_told(order),
        )
        write_manifest(staged, facts)
    return entered(staged, desk)


def _told(order: DesignOrder) -> dict[str, object]:
    """What was wished, for the manifest."""
    wish = order.wish
    told: dict[str, Sequence[int] | float | str | None] = {
        "cover": order.cover,
        "lengths_minutes": wish.lengths,
        "starts_minutes": wish.starts,
        "step_minutes": wish.step,
        "most": wish.most,
        "worth": wish.worth,
    }
    return dict(told)
