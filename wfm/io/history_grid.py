"""From the fine grid of a telephone system to the centre's intervals: counts add up, times are averaged."""

import numpy as np
import pandas as pd

from wfm.io.cross_checks import Checks
from wfm.io.reading import Reading

COUNTED = ("offered", "handled", "abandoned", "answered_within")
AVERAGED = ("aht_seconds", "asa_seconds")
COARSEST_FINE_GRID = 5


def step_of(frame: pd.DataFrame) -> int:
    """Minutes of the grid on which all starts (column `minute`, of the day) lie; 1 when there is none.

    A grid below five minutes is taken for starts that lie anywhere.
    """
    step = int(np.gcd.reduce(frame["minute"].to_numpy(), initial=0)) or 1440
    return step if step >= COARSEST_FINE_GRID else 1


def is_finer(frame: pd.DataFrame, interval: int) -> bool:
    """Whether the starts show a grid that divides the interval: some stray rows between are no grid."""
    step = step_of(frame)
    if frame.empty or step >= interval or interval % step:
        return False
    between = float((frame["minute"] % interval != 0).mean())
    return between >= (1 - step / interval) / 2


def summed_to(interval: int, frame: pd.DataFrame, reading: Reading, checks: Checks) -> pd.DataFrame:
    """The frame on intervals of so many minutes: counts summed, handling time and speed of answer averaged by
    the contacts that were handled (offered, where handled is not known).

    A frame that is on the grid stays as it is. Intervals of which only a part is there are noted.
    """
    if not is_finer(frame, interval):
        return frame
    frame = frame.assign(epoch=frame["epoch"] - frame["minute"] % interval * 60)
    keys = ["queue", "epoch"]
    groups = frame.groupby(keys, sort=False)
    parts = interval // step_of(frame)
    summed = groups[[name for name in COUNTED if name in frame]].sum(min_count=1)
    for name in (name for name in AVERAGED if name in frame):
        summed[name] = _averaged(frame, name, keys)
    summed["line"], summed["file"] = groups["line"].first(), groups["file"].first()
    note = f"{len(frame)} rows of {interval // parts} min summed to {len(summed)} intervals of {interval} min"
    checks.findings.notes.append(f"{reading.file}: {note}")
    partial = int((groups.size() < parts).sum())
    if partial:
        note = f"{partial} intervals lack some of their {parts} parts; the parts that are there were summed"
        checks.findings.notes.append(f"{reading.file}: {note}")
    whole = summed.reset_index()
    whole["minute"] = 0
    return whole


def _averaged(frame: pd.DataFrame, name: str, keys: list[str]) -> pd.Series:
    """Mean of a time, weighted by contacts; unknown where no contact has it."""
    contacts = frame["handled"] if "handled" in frame else frame["offered"]
    weight = contacts.where(frame[name].notna(), 0.0)
    weighted = (frame[name] * weight).fillna(0.0).groupby([frame[key] for key in keys], sort=False).sum()
    weights = weight.groupby([frame[key] for key in keys], sort=False).sum()
    return weighted / weights.where(weights > 0)
