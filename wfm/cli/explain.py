"""``wfm roster explain``: why a roster is as it is."""

from datetime import date, datetime
from typing import Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output
from wfm.domain.errors import NoLegalRoster


def moment(text: str) -> datetime:
    """A moment, written as 2026-12-01 18:30 or with its offset as in 2026-12-01T18:30+08:00."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no time; expected one such as '2026-12-01 18:30'") from None


def explain(
    agent: Annotated[
        str | None, typer.Argument(metavar="AGENT", help="An agent_id; without it, what stands out.")
    ] = None,
    day: Annotated[
        date | None,
        typer.Argument(metavar="DATE", parser=options.day, help="One day, with what else he could do; else all."),
    ] = None,
    interval: Annotated[
        datetime | None,
        typer.Option("--interval", parser=moment, metavar="TIME", help="Why this interval is short."),
    ] = None,
    cover: Annotated[
        str | None,
        typer.Option(
            "--cover", metavar="COVER", help="With --interval: this cover; else the one that lacks most."
        ),
    ] = None,
    wishes: Annotated[bool, typer.Option("--wishes", help="Why each wish was refused.")] = False,
    prices: Annotated[
        bool, typer.Option("--prices", help="What each soft rule costs, one more agent or one rule less buys.")
    ] = False,
    run: options.RunName = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Why an agent works as he does, an interval is short, a wish was refused, and what the rules cost; or why an
    agent has no legal roster (exit 4)."""
    from wfm.cli import explained

    _one_question(agent, interval, wishes, prices)
    if cover is not None and interval is None:
        raise typer.BadParameter("--cover goes with --interval")
    output = Output(json, quiet, verbose)
    if agent is not None:
        from wfm.app.explain_agent import explain_agent

        told = explain_agent(workspace, agent, day, run)
        output.result(told, explained.agent(told, verbose=verbose))
        raise typer.Exit(NoLegalRoster.exit_code if told.conflict else 0)
    if interval is not None:
        from wfm.app.explain_interval import explain_interval

        reasons = explain_interval(workspace, interval, cover, run)
        output.result(reasons, explained.interval(reasons, verbose=verbose))
    elif wishes:
        from wfm.app.explain_wishes import explain_wishes

        refused = explain_wishes(workspace, run)
        output.result(refused, explained.wishes(refused))
    elif prices:
        from wfm.app.explain_prices import explain_prices

        found = explain_prices(workspace, run)
        output.result(found, explained.prices(found))
    else:
        from wfm.app.explain_groups import explain_groups
        from wfm.app.explain_overview import explain_overview

        impossible = explain_groups(workspace) if run is None else None
        if impossible is not None:
            output.result(impossible, ["These rules across agents cannot hold:", *impossible.conflicts])
            raise typer.Exit(NoLegalRoster.exit_code)
        overview = explain_overview(workspace, run)
        output.result(overview, explained.overview(overview))


def _one_question(agent: str | None, interval: datetime | None, wishes: bool, prices: bool) -> None:
    asked = [agent is not None, interval is not None, wishes, prices]
    if sum(asked) > 1:
        raise typer.BadParameter("ask one thing at a time: AGENT, --interval, --wishes or --prices")
