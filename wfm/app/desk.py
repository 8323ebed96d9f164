"""Work on a workspace that nobody else may write to meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from wfm.app.interruption import Interruption, heeding_signals
from wfm.app.register import enter_missing_runs
from wfm.app.steps import Steps
from wfm.io.database import Database, opened
from wfm.io.lock import holding
from wfm.io.logs import logging_run
from wfm.io.runs import clear_leftovers
from wfm.io.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """A workspace in hand: its clock, its memory, and the ear for whoever interrupts."""

    workspace: Workspace
    steps: Steps
    interruption: Interruption
    database: Database


@contextmanager
def at_desk(workspace: Workspace, command: str, steps: Steps) -> Iterator[Desk]:
    """Hold the workspace for one command: lock, log, memory, signals; tidy up after runs that died.

    Raises WorkspaceBusy when another run holds it, StorageFailed when it cannot be written.
    """
    with (
        heeding_signals() as interruption,
        holding(workspace.root),
        logging_run(workspace.logs, command) as log,
        opened(workspace.database) as database,
    ):
        steps.tell(log)
        for shelf in workspace.shelves:
            for name in clear_leftovers(shelf):
                log.write("leftover removed", name=name)
        for run in enter_missing_runs(workspace, database):
            log.write("run entered late", run=run)
        yield Desk(workspace, steps, interruption, database)
