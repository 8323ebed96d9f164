"""What fewer kinds of shift cost: good designs from few kinds to many, and the one to propose."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from wfm.domain.errors import NothingUsable
from wfm.domain.shift_design import CurvePoint
from wfm.rostering.design.best_design import best_design
from wfm.rostering.design.effort import Budget, Effort, ShouldStop, never
from wfm.rostering.design.kind_search import searched_design
from wfm.rostering.design.problem import DesignProblem
from wfm.rostering.design.shift_design import ShiftDesign

Told = Callable[[float], None]

# Times the price of a kind of shift: dear kinds give the few-shift end of the curve, cheap ones the other.
PRICE_FACTORS = (16.0, 4.0, 2.0, 1.4, 1.0, 0.7, 0.5, 0.25)
CURVE_SHARE, PROPOSAL_SHARE = 0.18, 0.6
"""Shares of an effort for each point of the curve, and for the design that is proposed."""


@dataclass(frozen=True)
class TradeOff:
    """`designs`: the best one found with at most so many kinds of shift, by rising number; `proposed` is the best
    when every kind costs its price, with its bound."""

    designs: tuple[ShiftDesign, ...]
    proposed: ShiftDesign

    def curve(self) -> tuple[CurvePoint, ...]:
        """One point per number of kinds at which something is gained, in hours."""
        return tuple(
            CurvePoint(
                kinds=len(design.kinds),
                short_hours=design.short * design.problem.slot_minutes / 60,
                over_hours=design.over * design.problem.slot_minutes / 60,
                points=design.staffing_points,
                proposed=design.kinds == self.proposed.kinds,
            )
            for design in self.designs
        )


def trade_off(
    problem: DesignProblem, most: int, effort: Effort, told: Told, should_stop: ShouldStop = never
) -> TradeOff:
    """Search at one price per kind of shift after the other, a share of `effort` at each; prove at the real one.

    Designs that need as many kinds as another and leave more short and over are left out. Raises NothingUsable
    when nothing was found that is better than nobody at work.
    """
    found: list[ShiftDesign] = [ShiftDesign(problem, {}, bound=0.0, proven=False)]
    for number, factor in enumerate(PRICE_FACTORS):
        if should_stop():
            break
        priced = replace(problem, prices=replace(problem.prices, kind=round(problem.prices.kind * factor)))
        known = min((replace(design, problem=priced) for design in found), key=_points)
        found.append(searched_design(priced, Budget(effort.part(CURVE_SHARE)), most, known, should_stop))
        told((number + 1) / (len(PRICE_FACTORS) + 1))
    known = min((replace(design, problem=problem) for design in found), key=_points)
    proposed = best_design(problem, effort.part(PROPOSAL_SHARE), most, known, should_stop)
    if not proposed.people:
        raise NothingUsable(
            "no shifts were found that are better than nobody at work; allow more time or a smaller step"
        )
    return TradeOff(_worthwhile([*found, proposed]), proposed)


def _points(design: ShiftDesign) -> int:
    return design.points


def _worthwhile(found: list[ShiftDesign]) -> tuple[ShiftDesign, ...]:
    """Of designs with somebody at work those that no design with as few kinds beats, by number of kinds."""
    kept: list[ShiftDesign] = []
    for design in sorted(found, key=lambda design: (len(design.kinds), design.staffing_points)):
        if design.people and (not kept or design.staffing_points < kept[-1].staffing_points):
            kept.append(design)
    return tuple(kept)
