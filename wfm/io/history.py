"""The history of contacts: one table out of all its files, each interval of each queue once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from wfm.domain.centre import Centre
from wfm.io.columns import HISTORY
from wfm.io.cross_checks import Checks
from wfm.io.history_grid import is_finer, step_of, summed_to
from wfm.io.moments import CLOCK_TIME, comes_twice, stamp
from wfm.io.near import did_you_mean, one_of
from wfm.io.reading import FAILED, Reading
from wfm.io.sheet import Cell

KEYS = ["queue", "epoch"]
FIGURES = [column.name for column in HISTORY.columns if column.name not in ("queue", "start")]
ENOUGH_ROWS = 24  # fewer rows than this show nothing about the length of their intervals


def history(readings: Sequence[Reading], checks: Checks) -> pd.DataFrame:
    """Columns queue, start (aware, in the centre's zone), offered, aht_seconds and what else the files have.

    Floats, NaN where unknown; ordered by queue and start. Intervals without a count are left out and noted.
    """
    frames = []
    for number, reading in enumerate(readings):
        frame = _frame(reading, number)
        _check_queues(frame, reading, checks)
        _check_grid(frame, reading, checks)
        frame = _both_doubled_hours(frame, reading, checks)
        frame = _counted(frame, reading, checks)
        _note_contradictions(frame, reading, checks)
        frames.append(summed_to(checks.centre.interval_minutes, frame, reading, checks))
    return _as_history(_merged(frames, readings, checks), checks.centre)


def _frame(reading: Reading, number: int) -> pd.DataFrame:
    """The rows whose queue and start could be read; `line` is their place in the reading."""
    queues, starts = reading.values["queue"], reading.values["start"]
    sound = [index for index in range(len(queues)) if queues[index] is not FAILED and starts[index] is not FAILED]
    columns: dict[str, Any] = {
        "queue": pd.Series([queues[index] for index in sound], dtype="str"),
        "epoch": np.array([round(starts[index].timestamp()) for index in sound], dtype=np.int64),
        "minute": np.array([starts[index].hour * 60 + starts[index].minute for index in sound], dtype=np.int64),
        "line": np.array(sound, dtype=np.int64),
        "file": number,
    }
    for name in FIGURES:
        if reading.has(name):
            values = (reading.values[name][index] for index in sound)
            columns[name] = np.array([_figure(value) for value in values], dtype=float)
    return pd.DataFrame(columns)


def _figure(value: Any) -> float:
    return np.nan if value is None or value is FAILED else float(value)


def _check_queues(frame: pd.DataFrame, reading: Reading, checks: Checks) -> None:
    """Every queue must be one of the centre's; an unknown one is told once, with the number of its rows."""
    known = [queue.name for queue in checks.centre.queues]
    for name, rows in frame.groupby("queue", sort=False):
        if name not in known:
            guess = did_you_mean(str(name), known)
            hint = f"in {len(rows)} rows" + (f"; {guess}" if guess else "")
            checks.findings.problems.append(reading.problem(rows["line"].iloc[0], "queue", one_of(known), hint))


def _check_grid(frame: pd.DataFrame, reading: Reading, checks: Checks) -> None:
    """Starts must lie on the centre's grid, or on a finer one that divides it; half-hours are not made out of
    hours."""
    interval = checks.centre.interval_minutes
    off = frame[frame["minute"] % interval != 0]
    expected = f"a start on the grid of {interval} minutes"
    if len(off) and not is_finer(frame, interval):
        hint = f"{len(off)} rows are off it; set interval_minutes in wfm.toml to that of the history"
        checks.findings.problems.append(reading.problem(off["line"].iloc[0], "start", expected, hint))
    elif len(frame) >= ENOUGH_ROWS and (step := step_of(frame)) > interval:
        hint = f"all rows stand {step} minutes apart or more; set interval_minutes = {step} in wfm.toml"
        checks.findings.problems.append(reading.problem(frame["line"].iloc[0], "start", expected, hint))


def _both_doubled_hours(frame: pd.DataFrame, reading: Reading, checks: Checks) -> pd.DataFrame:
    """The hour that the clock gives twice: of two rows without offset the second is the later one.

    Any other second row of a queue and interval is a problem; a single row of such an hour is noted.
    """
    starts, cells = reading.values["start"], reading.cells["start"]
    twice = {
        cell: start.replace(fold=1)
        for cell, start in dict(zip(cells, starts, strict=True)).items()
        if start is not FAILED and comes_twice(start) and not _says_offset(cell)
    }
    frame = frame.copy()
    epochs = frame["epoch"].to_numpy().copy()
    for place, line in _second_rows(frame):
        later = twice.get(cells[line])
        if later is not None:
            epochs[place] = round(later.timestamp())
    frame["epoch"] = epochs
    first_lines = _first_of_each(frame, "line")
    for place, line in _second_rows(frame):
        hint = f"row {reading.rows[first_lines[place]]} has queue '{reading.values['queue'][line]}' at this start"
        checks.findings.problems.append(reading.problem(line, "start", "one row per queue and interval", hint))
    _note_single(frame, twice, reading, checks)
    return frame.drop_duplicates(KEYS)


def _second_rows(frame: pd.DataFrame) -> list[tuple[int, int]]:
    """Position and line of every row whose queue and start stand in an earlier row."""
    lines = frame["line"].to_numpy()
    return [(int(place), int(lines[place])) for place in np.flatnonzero(frame.duplicated(KEYS).to_numpy())]


def _first_of_each(frame: pd.DataFrame, column: str) -> list[int]:
    """For every row the value of the first row with its queue and start."""
    return [int(value) for value in frame.groupby(KEYS, sort=False)[column].transform("first")]


def _says_offset(cell: Cell) -> bool:
    return stamp(str(cell), "dmy").offset is not None if CLOCK_TIME.search(str(cell)) else False


def _note_single(frame: pd.DataFrame, twice: dict[Cell, Any], reading: Reading, checks: Checks) -> None:
    later = {round(moment.timestamp()) for moment in twice.values()}
    earlier = {round(moment.replace(fold=0).timestamp()) for moment in twice.values()}
    single = int(frame["epoch"].isin(earlier).sum()) - int(frame["epoch"].isin(later).sum())
    if single > 0:
        note = f"{single} rows of the hour that the clock gives twice stand alone; taken as its first pass"
        checks.findings.notes.append(f"{reading.file}: {note}")


def _counted(frame: pd.DataFrame, reading: Reading, checks: Checks) -> pd.DataFrame:
    """Without the intervals that nobody counted, and with a handling time of 0 read as unknown; both are noted."""
    unknown = frame["offered"].isna()
    if unknown.any():
        note = f"{unknown.sum()} rows say that offered is unknown; left out"
        checks.findings.notes.append(f"{reading.file}: {note}")
    frame = frame[~unknown].copy()
    if "aht_seconds" in frame:
        zero = frame["aht_seconds"] == 0
        frame.loc[zero, "aht_seconds"] = np.nan
        if (answered := int((zero & (frame["offered"] > 0)).sum())) > 0:
            note = f"{answered} rows with contacts have a handling time of 0; taken as unknown"
            checks.findings.notes.append(f"{reading.file}: {note}")
    return frame


def _note_contradictions(frame: pd.DataFrame, reading: Reading, checks: Checks) -> None:
    """Systems count a contact in the interval of arrival, answer or end: contradictions are told, not refused."""
    for part, whole in (("handled", "offered"), ("abandoned", "offered"), ("answered_within", "handled")):
        if part in frame and whole in frame:
            above = frame[frame[part] > frame[whole]]
            if len(above):
                first = reading.rows[above["line"].iloc[0]]
                note = f"{part} exceeds {whole} in {len(above)} rows (first: row {first})"
                checks.findings.notes.append(f"{reading.file}: {note}")


def _merged(frames: Sequence[pd.DataFrame], readings: Sequence[Reading], checks: Checks) -> pd.DataFrame:
    """All files as one. Rows that two files share merge when no known figure differs; else it is a problem."""
    frame = pd.concat(frames, ignore_index=True)
    shared = frame[frame.duplicated(KEYS, keep=False)]
    if shared.empty:
        return frame
    figures = [name for name in FIGURES if name in frame]
    groups = shared.groupby(KEYS, sort=False)
    differ = (groups[figures].transform("nunique") > 1).any(axis=1) & shared.duplicated(KEYS)
    first_files, first_lines = _first_of_each(shared, "file"), _first_of_each(shared, "line")
    files, lines = shared["file"].to_numpy(), shared["line"].to_numpy()
    for place in map(int, np.flatnonzero(differ.to_numpy())):
        first, other = readings[first_files[place]], readings[int(files[place])]
        hint = f"{first.file}, row {first.rows[first_lines[place]]} has other figures"
        problem = other.problem(int(lines[place]), "start", "the same figures in every file", hint)
        checks.findings.problems.append(problem)
    checks.findings.notes.append(
        f"{HISTORY.name}: {groups.ngroups} intervals stand in several files; each counts once"
    )
    frame.loc[shared.index, figures] = groups[figures].transform("first")
    return frame.drop_duplicates(KEYS)


def _as_history(frame: pd.DataFrame, centre: Centre) -> pd.DataFrame:
    figures = [name for name in FIGURES if name in frame]
    if "aht_seconds" not in figures:
        frame["aht_seconds"] = np.nan
        figures.insert(1, "aht_seconds")
    frame["start"] = pd.to_datetime(frame["epoch"], unit="s", utc=True).dt.tz_convert(centre.zone)
    ordered = frame.sort_values(KEYS, kind="stable", ignore_index=True)
    return ordered[["queue", "start", *figures]]
