"""Runs one model of pyworkforce in a Python that has it: the question as JSON on stdin, the answer on stdout.

Not part of our own environment: pyworkforce asks for versions of its own. Linux only.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from pyworkforce.rostering import MinHoursRoster
from pyworkforce.scheduling import MinAbsDifference, MinRequiredResources

MODELS = {model.__name__: model for model in (MinAbsDifference, MinHoursRoster, MinRequiredResources)}


def main() -> None:
    """Solve what is asked and say how long that took and how much memory it held."""
    asked = json.load(sys.stdin)
    begun = time.perf_counter()
    answer = MODELS[asked["model"]](**asked["arguments"]).solve()
    seconds = time.perf_counter() - begun
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = int(next(line.split()[1] for line in status if line.startswith("VmHWM:")))
    told = {"answer": answer, "seconds": seconds, "megabytes": peak // 1024, "version": version("pyworkforce")}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
