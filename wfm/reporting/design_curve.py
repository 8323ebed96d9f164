"""The trade-off of a shift design as a picture, where matplotlib is installed."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from wfm.domain.errors import InputProblems, Problem
from wfm.domain.shift_design import CurvePoint

SHORT, OVER = "#c0392b", "#7f8c8d"


def require_plotting() -> None:
    """Raises InputProblems when matplotlib is not installed."""
    if importlib.util.find_spec("matplotlib") is None:
        hint = 'install it with: pip install "wfm[plot]"; curve.csv holds the same figures'
        raise InputProblems([Problem("--plot", "matplotlib to draw with", hint=hint)])


def draw_curve(points: Sequence[CurvePoint], path: Path, title: str) -> None:
    """Hours short and over by the number of kinds of shift, the proposed one marked; PNG or SVG by the suffix."""
    import matplotlib
    from matplotlib.figure import Figure

    kinds = [point.kinds for point in points]
    # Without date and random names in it, equal curves are equal files.
    with matplotlib.rc_context({"svg.hashsalt": "wfm"}):
        figure = Figure(figsize=(7, 4), layout="constrained")
        axes = figure.subplots()
        axes.plot(kinds, [point.short_hours for point in points], color=SHORT, marker="o", label="short")
        axes.plot(kinds, [point.over_hours for point in points], color=OVER, marker="s", label="over")
        for point in points:
            if point.proposed:
                axes.axvline(point.kinds, color="black", linestyle=":", label="proposed")
        axes.set(xlabel="kinds of shift", ylabel="agent hours", title=title, ylim=(0, None), xticks=kinds)
        axes.legend()
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else {"Software": None})
