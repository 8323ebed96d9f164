"""The best shift design: tried at once, else found over few kinds of shift at a time and proved over all."""

from dataclasses import replace

from wfm.rostering.design.effort import Budget, Effort, ShouldStop, never
from wfm.rostering.design.flow_model import solved
from wfm.rostering.design.kind_search import searched_design
from wfm.rostering.design.problem import DesignProblem
from wfm.rostering.design.shift_design import ShiftDesign

DIRECT_SHARE = 0.2
PROOF_SHARE = 0.3


def best_design(
    problem: DesignProblem,
    effort: Effort,
    most: int | None = None,
    known: ShiftDesign | None = None,
    should_stop: ShouldStop = never,
) -> ShiftDesign:
    """The design with the fewest points, with `most` kinds of shift at most; `known` is where to begin (its
    bound is not believed: it may be that of fewer kinds).

    Nobody at work at all is a design too, so there always is one.
    """
    budget = Budget(effort)
    best = ShiftDesign(problem, {} if known is None else known.people, bound=0.0, proven=False)
    best = _better(best, solved(problem, budget, budget.engine(share=DIRECT_SHARE), most, known, should_stop))
    if not best.proven:
        best = searched_design(problem, budget, most, best, should_stop, PROOF_SHARE)
    if not best.proven and budget.share_left and not should_stop():
        best = _better(best, solved(problem, budget, budget.engine(), most, best, should_stop))
    return best


def _better(known: ShiftDesign, found: ShiftDesign | None) -> ShiftDesign:
    """The one with fewer points, with the higher of both bounds."""
    if found is None:
        return known
    bound = max(known.bound, found.bound)
    people = found.people if found.points <= known.points else known.people
    return replace(found, people=people, bound=bound)
