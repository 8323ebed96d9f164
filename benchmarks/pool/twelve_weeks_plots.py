"""The twelve weeks in one picture: who struggles, what the phones pay, where the hours go, and to whom."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from benchmarks.pool.twelve_weeks_centre import CLOSES, OPENS, STEP
from benchmarks.pool.twelve_weeks_worlds import World

Floats = NDArray[np.float64]
COLOURS = ("#555555", "#0072b2", "#56b4e9", "#d55e00", "#e69f00")


def draw(found: Mapping[float, Mapping[str, Sequence[World]]], path: Path) -> None:
    """Four panels of the first effect, mean over the seeds; bands are one standard error."""
    effect, worlds = next(iter(found.items()))
    figure = Figure(figsize=(11, 7.5), layout="constrained")
    panels = figure.subplots(2, 2)
    figure.suptitle(f"Twelve weeks, one hour closes {100 * (1 - np.exp(-effect)):.0f} % of the distance")
    _by_week(panels[0, 0], worlds)
    _by_hour(panels[0, 1], worlds)
    _hours(panels[1, 0], worlds)
    _per_person(panels[1, 1], worlds)
    figure.savefig(path, dpi=80)


def _by_week(panel: Axes, worlds: Mapping[str, Sequence[World]]) -> None:
    for (name, of_name), colour in zip(worlds.items(), COLOURS, strict=True):
        shares = 100 * np.stack([world.struggling for world in of_name])
        weeks, mean = np.arange(1, shares.shape[1] + 1), shares.mean(axis=0)
        error = shares.std(axis=0, ddof=1) / np.sqrt(len(shares)) if len(shares) > 1 else np.zeros_like(mean)
        panel.plot(weeks, mean, color=colour, label=name)
        panel.fill_between(weeks, mean - error, mean + error, color=colour, alpha=0.15)
    panel.set(title="Agents who truly struggle", xlabel="week", ylabel="% of those employed", ylim=(0, None))
    panel.legend(fontsize=8)


def _by_hour(panel: Axes, worlds: Mapping[str, Sequence[World]]) -> None:
    hours = np.arange(OPENS + STEP / 2, CLOSES, STEP) / 60
    for (name, of_name), colour in zip(worlds.items(), COLOURS, strict=True):
        panel.plot(
            hours,
            100 * np.mean([_level_of_interval(world) for world in of_name], axis=0),
            color=colour,
            label=name,
        )
    panel.axhline(80, color="black", linewidth=0.8, linestyle=":")
    panel.set(title="Answered within 20 s, by time of day", xlabel="hour", ylabel="% of contacts offered")


def _level_of_interval(world: World) -> Floats:
    level: Floats = (world.offered * world.level).sum(axis=(0, 1)) / world.offered.sum(axis=(0, 1))
    return level


def _hours(panel: Axes, worlds: Mapping[str, Sequence[World]]) -> None:
    names = list(worlds)[1:]
    of_need = [np.mean([world.minutes.sum() / 60 * world.of_need for world in worlds[name]]) for name in names]
    others = [
        np.mean([world.minutes.sum() / 60 * (1 - world.of_need) for world in worlds[name]]) for name in names
    ]
    panel.barh(names, of_need, color="#009e73", label="to those who truly struggle")
    panel.barh(names, others, left=of_need, color="#bbbbbb", label="to others")
    panel.invert_yaxis()
    panel.set(title="Training delivered", xlabel="hours in twelve weeks")
    panel.tick_params(axis="y", labelsize=8)
    panel.legend(fontsize=8)


def _per_person(panel: Axes, worlds: Mapping[str, Sequence[World]]) -> None:
    """Hours per person of the pool and of the flat share that gives as much."""
    everyone = list(zip(worlds, COLOURS, strict=True))
    for name, colour in (everyone[1], everyone[-1]):
        hours = np.concatenate([world.minutes for world in worlds[name]]) / 60
        panel.hist(
            hours, bins=[n / 2 for n in range(17)], histtype="step", linewidth=1.5, color=colour, label=name
        )
    panel.set(title="Hours per person", xlabel="hours in twelve weeks", ylabel="people, all seeds")
    panel.legend(fontsize=8)
