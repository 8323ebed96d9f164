"""Asking pyworkforce: one model, one process of its own, one limit of time."""

import json
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WORKER = Path(__file__).with_name("pyworkforce_worker.py")
SOLVED = ("OPTIMAL", "FEASIBLE")


@dataclass(frozen=True)
class Reply:
    """`status`: CP-SAT's word, or ours when the process was ended or failed; memory only of one that finished."""

    model: str
    status: str
    seconds: float
    megabytes: int | None = None
    version: str | None = None
    answer: Mapping[str, object] | None = None

    @property
    def solved(self) -> bool:
        return self.status in SOLVED

    def row(self) -> dict[str, object]:
        """The part of a printed line that is the same for every model."""
        return {
            "program": "pyworkforce" if self.version is None else f"pyworkforce {self.version}",
            "model": self.model,
            "status": self.status,
            "seconds": round(self.seconds, 1),
            "megabytes": self.megabytes,
        }


def ask(python: Path, model: str, arguments: Mapping[str, object], patience: float) -> Reply:
    """Let `python` solve `model`; after `patience` seconds, building of the model included, it is ended.

    Isolated, because a module of that name lies beside the worker.
    """
    command = [str(python), "-I", str(WORKER)]
    question = json.dumps({"model": model, "arguments": arguments})
    begun = time.perf_counter()
    try:
        done = subprocess.run(command, input=question, capture_output=True, encoding="utf-8", timeout=patience)
    except subprocess.TimeoutExpired:
        return Reply(model, f"ended after {patience:g} s", time.perf_counter() - begun)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return Reply(model, f"failed: {last}", time.perf_counter() - begun)
    told = json.loads(done.stdout)
    answer = told["answer"]
    return Reply(model, answer["status"], told["seconds"], told["megabytes"], told["version"], answer)
