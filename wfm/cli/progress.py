"""Showing how far the work is: bars on a terminal, plain lines with --verbose, otherwise nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from wfm.app.steps import NobodyWatches, Watcher
from wfm.cli.output import Output


class PlainLines:
    """One line to stderr per finished step; for logs and cron mails."""

    def begins(self, step: str) -> None:
        """Nothing is said before there is something to say."""

    def reaches(self, share: float, text: str) -> None:
        """Shares are for terminals."""

    def ends(self, step: str, seconds: float) -> None:
        print(f"{step}: {seconds:.1f} s", file=sys.stderr, flush=True)


class TerminalBar:
    """One line that moves: the step, a bar, and what it has reached."""

    def __init__(self, verbose: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._verbose = verbose
        self.progress = Progress(
            TextColumn("{task.description:<22}", markup=False),
            BarColumn(bar_width=30),
            TimeElapsedColumn(),
            TextColumn("{task.fields[told]}", markup=False),
            console=Console(stderr=True),
            transient=not verbose,
        )
        self._task = self.progress.add_task("", total=None, told="")

    def begins(self, step: str) -> None:
        self.progress.remove_task(self._task)
        self._task = self.progress.add_task(step, total=None, told="")

    def reaches(self, share: float, text: str) -> None:
        self.progress.update(self._task, total=1.0, completed=share, told=text)

    def ends(self, step: str, seconds: float) -> None:
        if self._verbose:
            self.progress.console.print(f"{step}: {seconds:.1f} s", markup=False, highlight=False)


@contextmanager
def watching(output: Output) -> Iterator[Watcher]:
    """The watcher that fits the place: a terminal's bar, a log's lines, or nobody."""
    if output.json or output.quiet:
        yield NobodyWatches()
    elif sys.stderr.isatty():
        bar = TerminalBar(output.verbose)
        with bar.progress:
            yield bar
    else:
        yield PlainLines() if output.verbose else NobodyWatches()
