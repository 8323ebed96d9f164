"""``wfm pool absences``: planned and unplanned absence by team, weekday and month, for the absence review."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output, columns

if TYPE_CHECKING:
    from wfm.app.pool_absences import PoolAbsences
    from wfm.pool.absence.rates import Rate
    from wfm.pool.absence.review import AbsenceReview, GroupAbsence

HEADINGS = ("days due", "planned", "unplanned", "95 % interval", "spells", "by chance", "")


def absences(
    first: Annotated[
        date | None,
        typer.Option(
            "--from", parser=options.day, metavar="DATE", help="First day; otherwise the first absence on file."
        ),
    ] = None,
    last: Annotated[
        date | None,
        typer.Option(
            "--to", parser=options.day, metavar="DATE", help="Last day; otherwise the last of the history."
        ),
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Planned and unplanned absence by team, weekday and month, and the reserve that the retraining pool drawn
    from surplus learns from it.

    Planned is leave and training, of all days that would be worked. Unplanned rates come with what chance leaves
    open; absences of several days count as one event, small teams are drawn towards the centre. --verbose also
    counts the absences of each agent. No reasons are read or shown.
    """
    from wfm.app.pool_absences import pool_absences

    found = pool_absences(workspace, first, last)
    Output(json, quiet, verbose).result(found, _lines(found, people=verbose))


def _lines(found: "PoolAbsences", *, people: bool) -> Iterator[str]:
    told = found.review
    yield f"{found.agents} agents, {found.first} to {found.last}"
    yield ""
    yield from _table("centre", [told.centre])
    for heading, groups in (("team", told.teams), ("weekday", told.weekdays), ("month", told.months)):
        yield ""
        yield from _table(heading, [one for one in groups if one.due > 0])
    yield ""
    one_day, week, longer = told.lengths
    yield f"spells: {one_day} of one day, {week} of up to a week, {longer} longer"
    yield _trend(told)
    yield _reserve(found)
    if people and told.people:
        yield ""
        rows = [(one.agent_id, str(one.spells), f"{one.days:.1f}") for one in told.people]
        yield from columns([("agent", "spells", "days"), *rows], right=[1, 2])
    yield from (f"note: {caution}" for caution in found.cautions)


def _table(heading: str, groups: "Sequence[GroupAbsence]") -> list[str]:
    rows = [
        (
            one.name,
            f"{one.due:.0f}",
            f"{one.planned_share:.1%}",
            f"{one.rate.share:.1%}",
            _interval(one.rate),
            str(one.spells),
            f"{one.by_chance:.1f}",
            "more than chance" if one.stands_out else "",
        )
        for one in groups
    ]
    return columns([(heading, *HEADINGS), *rows], right=range(1, 7))


def _interval(found: "Rate") -> str:
    return f"{found.low:.1%} to {found.high:.1%}"


def _trend(told: "AbsenceReview") -> str:
    if told.trend is None:
        return "trend: not told with less than sixteen weeks on record"
    recent, before, chance = told.trend.recent, told.trend.before, told.trend.chance
    word = "within chance" if chance > 0.05 else "beyond chance"
    return (
        f"trend: the latest eight weeks {recent.share:.1%} ({_interval(recent)}), before {before.share:.1%} "
        f"({_interval(before)}); {word}"
    )


def _reserve(found: "PoolAbsences") -> str:
    reserve = found.reserve
    if not reserve.learned:
        return f"reserve of the pool: fixed {reserve.shares[0]:.1%}; {reserve.reason}"
    by_weekday = ", ".join(f"{day} {share:.1%}" for day, share in reserve.by_weekday.items())
    return f"reserve of the pool: learned {by_weekday}; {reserve.reason}"
