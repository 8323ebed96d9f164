"""How an audit is told: the hard breaches, all of them with --verbose, and the exit code."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from wfm.cli.output import Output
from wfm.domain.errors import GoalsMissed

if TYPE_CHECKING:
    from wfm.app.check_roster import AuditResult

SHOWN_BREACHES = 30


def tell_audit(found: "AuditResult", audited: str, output: Output, notes: Sequence[str] = ()) -> None:
    """Print what was `audited` and what was found in it; exits with 5 when it breaks a hard rule."""
    told = found.breaches if output.verbose else found.hard[:SHOWN_BREACHES]
    soft = len(found.breaches) - len(found.hard)
    lines = [
        f"{audited} {len(found.hard)} hard breaches, {soft} soft",
        *("  ".join((one.severity, one.rule, one.agent_id, one.message)) for one in told),
        *(f"note: {note}" for note in notes),
    ]
    output.result(found, lines)
    raise typer.Exit(GoalsMissed.exit_code if found.hard else 0)
