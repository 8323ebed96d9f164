"""The headline figures of a published roster, for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from wfm.app.run_result import RunResult
from wfm.cli.output import columns


def headline(done: RunResult, *, verbose: bool) -> Iterator[str]:
    """What a planner wants to know first, and one summary line at the end."""
    if done.repeated:
        yield f"nothing to do: {done.name} is this run (--force runs it again)"
    yield from columns(list(_figures(done)))
    yield from (f"note: {note}" for note in (*(done.readings if verbose else ()), *done.notes))
    yield from (f"workbook: {path}" for path in done.workbooks)
    yield summary_line(done)


def summary_line(done: RunResult) -> str:
    """One line that a log can be searched for."""
    told = done.summary
    stopped = f" stopped_by={told['stopped_by']}" if done.interruption_code else ""
    return (
        f"wfm: {told['status']} run={done.name} understaffed={told['understaffed_hours']}h "
        f"service_level={_share(told['service_level'])} pool={told['pool_sessions']} "
        f"hard_breaches={told['hard_breaches']}{stopped}"
    )


def _figures(done: RunResult) -> Iterator[tuple[str, str]]:
    told = done.summary
    yield "days", f"{told['days']} from {told['first_day']}, {told['agents']} people"
    if told.get("based_on"):
        changed, moved = told["changed_agent_days"], told["moved_breaks"]
        yield "changes", f"{changed} days of agents in {told['based_on']}, breaks on {moved} more; see changes.csv"
    yield "status", f"{told['status']}, {told['seconds']} s, {told['stopped_by']}"
    yield (
        "distance to the bound",
        f"at most {_share(told['excess'])} of weighted demand ({_share(told['gap'])} of the objective)",
    )
    yield "expected service level", f"{_share(told['service_level'])} of offered contacts answered in time"
    yield "days below goal", f"{told['cover_days_below_goal']} (cover and day)"
    yield "demand on contact", f"{told['demand_hours']} h"
    yield "understaffed", f"{told['understaffed_hours']} h"
    yield "overstaffed", f"{told['overstaffed_hours']} h"
    yield "above protected", f"{told['surplus_hours']} h; short of protected {told['short_of_protected_hours']} h"
    yield "paid", f"{told['paid_hours']} h"
    yield "wishes granted", f"{told['requests_met']} of {told['requests']}"
    yield "audit", f"{told['hard_breaches']} hard breaches, {told['soft_breaches']} soft"
    yield (
        "retraining pool",
        f"{told['pool_sessions']} sessions, {told['pool_minutes']} min, {told['pool_agents']} people",
    )
    if told.get("programme"):
        yield "programme", _programme(told)
    training = told.get("training_reserve")
    if isinstance(training, Mapping):
        yield "planned for training", _planned(training, told)
    cost = told.get("pool_favor_cost")
    if isinstance(cost, Mapping):
        yield "favouring training costs", _favor_cost(cost)
    reserve = told.get("absence_reserve")
    if isinstance(reserve, Mapping):
        yield "kept for absences", _reserve(reserve)


def _favor_cost(cost: Mapping[str, Any]) -> str:
    """What mandatory topics take below the protected requirement, by the queue formula."""
    worst = cost["worst"]
    if worst is None:
        return "nothing: all mandatory topics due that could be placed fit the surplus"
    return (
        f"{cost['intervals']} intervals below protection, {cost['agent_hours']:.1f} agent hours, "
        f"{cost['mean_points']:.1f} points of service level in them; worst {worst['cover']} {worst['start']}: "
        f"{worst['points']:.1f} points"
    )


def _programme(told: Mapping[str, Any]) -> str:
    """How many stand where in the retraining programme, and whom a person has to look at anew."""
    states = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in told["programme"].items())
    cases = told["programme_new_cases"]
    return f"{states}; {cases} new for a person to look at: wfm pool status --state escalated" if cases else states


def _planned(training: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """What training is due, what of it the roster was built to have room for, and what found a place."""
    due = f"{training['wanted_minutes']} min due"
    placed = f", {told['training_placed_minutes']} min placed" if told["pool_sessions"] else ""
    if not training["kept"]:
        return f"{due}{placed}; the roster keeps nobody free for it: {training['reason']}"
    paid = f"{training['paid_hours_more']:+g} h paid"
    return f"{due}, people kept free for {training['reserved_minutes']} min ({paid}){placed}"


def _reserve(reserve: Mapping[str, Any]) -> str:
    """The share of those open that the pool may not take, on the days with least and most."""
    least, most = min(reserve["shares"].values()), max(reserve["shares"].values())
    shares = f"{least:.1%}" if most - least < 0.0005 else f"{least:.1%} to {most:.1%} by weekday"
    return f"{shares} of those open, {reserve['kind']}: {reserve['reason']}"


def _share(value: object) -> str:
    return f"{value:.1%}" if isinstance(value, float) else "unknown"
