"""``wfm pool effect``: what became of the figures of those who were trained."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from wfm.cli import options
from wfm.cli.output import Output, columns

if TYPE_CHECKING:
    from wfm.app.pool_effect import PoolEffect


def effect(
    agent: Annotated[
        str | None, typer.Option("--agent", metavar="ID", help="This agent's own figures before and after.")
    ] = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="TOPIC", help="Only this topic.")] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Figures before and after the retraining pool drawn from surplus, beside similar agents not trained.

    Per topic and figure: by how much those trained changed more than colleagues of the same stage and skills whose
    figure was as bad before, with its interval; "too little to say" where chance would do. --verbose tells
    everybody's own figures.
    """
    from wfm.app.pool_effect import pool_effect

    found = pool_effect(workspace, agent, topic)
    Output(json, quiet, verbose).result(found, _lines(found, own=verbose or agent is not None))


def _lines(found: "PoolEffect", *, own: bool) -> Iterator[str]:
    from wfm.pool.effect.wording import OWN_COLUMNS, TOGETHER_COLUMNS, left_out_words, own_words, together_words

    if own and found.effect.before_after:
        yield from columns([OWN_COLUMNS, *map(own_words, found.effect.before_after)], right=range(3, 7))
        yield ""
    if found.effect.comparisons:
        yield from columns([TOGETHER_COLUMNS, *map(together_words, found.effect.comparisons)], right=range(2, 6))
        yield f"intervals at a confidence of {found.settings.confidence:.0%}"
    yield from filter(None, map(left_out_words, found.effect.comparisons))
    yield from (f"note: {caution}" for caution in found.cautions)
