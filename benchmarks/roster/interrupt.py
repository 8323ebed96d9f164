"""Ctrl-C at a random moment: how long until the best roster so far is there, and is it one to publish."""

import multiprocessing
import os
import random
import signal
import threading
import time
from multiprocessing.connection import Connection
from types import FrameType

from benchmarks.roster.run import Case, Run, hard_breaches
from wfm.domain.errors import NothingUsable
from wfm.rostering.build import build_roster
from wfm.rostering.result import Progress


def moments(measured: Run, times: int) -> list[float]:
    """Seconds after the first roster, drawn by the run's seed from what it takes when nobody interrupts it."""
    draw = random.Random(measured.seed)
    return sorted(draw.uniform(0, measured.seconds - measured.first_roster_seconds) for _ in range(times))


def interrupted(case: Case, after: float) -> dict[str, object]:
    """Build the roster of `case` in a process that gets SIGINT `after` seconds from its first roster.

    `return_seconds`: from the signal until the engine returned; `work_done`: it was ready before.
    """
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    child = spawn.Process(target=_build, args=(case, there))
    child.start()
    there.close()  # else a child that dies would leave us waiting
    here.recv()
    time.sleep(after)
    asked = time.perf_counter()
    if child.pid is not None:
        os.kill(child.pid, signal.SIGINT)
    told = here.recv()
    waited = time.perf_counter() - asked
    breaches = here.recv()
    child.join()
    return {
        "interrupted_after_seconds": round(after, 1),
        "return_seconds": round(waited, 2),
        **told,
        "hard_breaches": breaches,
    }


def _build(case: Case, parent: Connection) -> None:
    """Say when there is a first roster, when the engine has returned and from where, and what the audit finds."""
    stop = threading.Event()

    def heed(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, heed)
    stages: list[str] = []

    def heard(progress: Progress) -> None:
        if not stages:
            parent.send(progress.stage)
        stages.append(progress.stage)

    problem = case.problem
    try:
        result = build_roster(problem, on_progress=heard, should_stop=stop.is_set)
    except NothingUsable:
        # Hard rules across agents may not hold yet: then there is nothing to publish.
        parent.send({"stage": stages[-1], "stopped_by": "interrupt", "nothing_usable": True})
        parent.send(None)
        return
    parent.send(
        {"stage": stages[-1], "stopped_by": str(result.stopped_by), "objective": round(result.objective, 1)}
    )
    parent.send(hard_breaches(problem, result.roster))
