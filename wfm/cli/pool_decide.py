"""``wfm pool decide``: what a person decided about a case in the retraining programme."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output
from wfm.domain.pool import ProgrammeState

if TYPE_CHECKING:
    from wfm.app.pool_decide import Decided


def decide(
    agent: Annotated[str, typer.Argument(metavar="AGENT", help="Whose case.")],
    state: Annotated[
        ProgrammeState, typer.Argument(metavar="STATE", help="returned, drafted, watch or escalated.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in words.")],
    day: Annotated[
        date | None,
        typer.Option("--date", parser=options.day, metavar="DATE", help="From this day on; otherwise today."),
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Enter what a person decided about an agent of the retraining programme.

    Mostly of somebody escalated: returned (to his team), drafted (anew, for the retraining pool drawn from
    surplus), watch. It stands until his figures or another decision say otherwise; sessions already planned stay
    until the pool is drafted again.
    """
    from wfm.app.pool_decide import Decision, decide

    done = decide(workspace, Decision(agent, state, reason, day))
    Output(json, quiet, verbose).result(done, _lines(done))


def _lines(done: "Decided") -> Iterator[str]:
    before = f", before {done.before}" if done.before else ""
    known = "; it was entered already" if done.known else before
    yield f"{done.step.agent_id}: {done.step.state} from {done.step.date} on{known}"
