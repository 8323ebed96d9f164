"""Favouring training: mandatory topics that are due may go below the protected requirement, at a price in
print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from wfm.domain.time import Horizon, iso
from wfm.pool.drafting.board import Board, Claim
from wfm.pool.drafting.candidates import Pick
from wfm.pool.drafting.impact import ServiceLevelAt

Heads = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PaidInterval:
    """A cover's interval that mandatory topics take below its protected requirement: heads below it, and the
    service level (0-1) with the reserve untouched and as drafted."""

    cover: str
    start: datetime
    heads: int
    service_level_protected: float
    service_level_drafted: float


def extra_heads(strict: Mapping[str, Heads], down_to_net: Mapping[str, Heads]) -> dict[str, Heads]:
    """What lies between the protected requirement and what is needed on contact, per cover and interval."""
    return {
        cover: np.maximum(down_to_net[cover] - heads, 0) for cover, heads in strict.items() if cover in down_to_net
    }


def lend(board: Board, heads: Mapping[str, Heads], sign: int) -> None:
    """Gives these heads to the board, or (-1) takes them back."""
    for cover, extra in heads.items():
        board.lend(cover, sign * extra)


def paid_intervals(
    picks: Iterable[Pick],
    strict: Mapping[str, Heads],
    agents_open: Mapping[str, NDArray[np.float64]],
    service_level: ServiceLevelAt,
    board: Board,
) -> tuple[PaidInterval, ...]:
    """Every interval in which the picks take more heads than the strict surplus, with what callers lose there."""
    used = _heads_used(picks, strict, board)
    found = []
    for cover, heads in used.items():
        for interval in np.flatnonzero(heads > strict[cover]).tolist():
            moment = _moment(board.horizon, interval)
            present = float(agents_open[cover][interval])
            found.append(
                PaidInterval(
                    cover,
                    moment,
                    int(heads[interval] - strict[cover][interval]),
                    service_level(cover, moment, max(0.0, present - float(strict[cover][interval]))),
                    service_level(cover, moment, max(0.0, present - float(heads[interval]))),
                )
            )
    return tuple(sorted(found, key=lambda paid: (paid.start, paid.cover)))


def cost_in_figures(paid: Sequence[PaidInterval], horizon: Horizon) -> dict[str, object]:
    """How many intervals (cover and time) are below protection and for how many agent hours, the mean loss of
    service level in them in points, and the worst of them."""
    lost = [100 * (p.service_level_protected - p.service_level_drafted) for p in paid]
    worst = max(zip(lost, paid, strict=True), key=lambda pair: pair[0], default=None)
    return {
        "intervals": len(paid),
        "agent_hours": sum(p.heads for p in paid) * horizon.interval_minutes / 60,
        "mean_points": sum(lost) / len(lost) if lost else 0.0,
        "worst": None
        if worst is None
        else {"cover": worst[1].cover, "start": iso(worst[1].start), "points": worst[0], "heads": worst[1].heads},
    }


def _heads_used(picks: Iterable[Pick], strict: Mapping[str, Heads], board: Board) -> Mapping[str, Heads]:
    """Heads per cover and interval that agents and their trainers take."""
    used = {cover: np.zeros(len(heads), dtype=np.int64) for cover, heads in strict.items()}
    picks = list(picks)
    lessons = {pick.lesson: None for pick in picks if pick.lesson is not None}
    claims = [claim for pick in picks for claim in pick.block.claims]
    claims += [claim for lesson in lessons for claim in lesson.claims(board)]
    for cover, spans in _by_cover(claims).items():
        for start, end in spans:
            step = board.horizon.interval_minutes
            used[cover][max(0, start) // step : -(-end // step)] += 1
    return used


def _by_cover(claims: Sequence[Claim]) -> Mapping[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for resource, start, end in claims:
        if resource.kind == "cover":
            spans.setdefault(resource.name, []).append((start, end))
    return spans


def _moment(horizon: Horizon, interval: int) -> datetime:
    return horizon.moment(interval * horizon.interval_minutes)
