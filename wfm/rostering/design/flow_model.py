"""The best shift design by CP-SAT, with people as a flow through time.

A shift covers consecutive slots, so the people present change only where shifts begin or end. Written as such
changes, every head-count stands in two equations instead of thirty, and for chosen kinds of shift the equations
are those of a network flow (but for the one that closes the circle), whose relaxation is whole by itself. What is
left to decide is which kinds are used at all. L. Di Gaspero et al.: The minimum shift design problem, Annals of
Operations Research 155 (2007), doi:10.1007/s10479-007-0221-1.
"""

from ortools.sat.python import cp_model

from wfm.domain.shift_design import ShiftKind
from wfm.rostering.design.effort import Budget, ShouldStop, never
from wfm.rostering.design.problem import DesignProblem, Placement
from wfm.rostering.design.shift_design import ShiftDesign
from wfm.rostering.solving import solve


class FlowModel:
    """The variables of one problem; `most` kinds at most."""

    def __init__(self, problem: DesignProblem, most: int | None) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.used: dict[ShiftKind, cp_model.IntVar] = {
            kind: self.model.new_bool_var(f"used {kind.name}") for kind in problem.kinds
        }
        self.people: dict[Placement, cp_model.IntVar] = {}
        self._start_people()
        self._keep_the_flow()
        if most is not None:
            self.model.add(sum(self.used.values()) <= most)

    def _start_people(self) -> None:
        """People may only start a kind of shift that is used."""
        for place in self.problem.placements:
            most = self.problem.most_people(place)
            if most:
                count = self.model.new_int_var(0, most, f"{place.kind.name} day {place.day}")
                self.model.add(count <= most * self.used[place.kind])
                self.people[place] = count

    def _keep_the_flow(self) -> None:
        """Who is present and who is missing changes from slot to slot as the need does."""
        slots = len(self.problem.need)
        begin: list[list[cp_model.IntVar]] = [[] for _ in range(slots)]
        end: list[list[cp_model.IntVar]] = [[] for _ in range(slots)]
        for place, count in self.people.items():
            begin[place.first].append(count)
            end[(place.first + place.slots) % slots].append(count)
        short = [self.model.new_int_var(0, need, "short") for need in self.problem.need]
        over = [self.model.new_int_var(0, self.problem.most_over(slot), "over") for slot in range(slots)]
        for now in range(slots):
            before = now - 1
            joining = sum(begin[now]) - sum(end[now])
            uncovered = short[now] - over[now] - short[before] + over[before]
            self.model.add(joining + uncovered == self.problem.need[now] - self.problem.need[before])
        there = sum(count for place, count in self.people.items() if 0 in self.problem.slots_of(place))
        self.model.add(there + short[0] - over[0] == self.problem.need[0])
        prices = self.problem.prices
        self.model.minimize(
            prices.under * sum(short) + prices.over * sum(over) + prices.kind * sum(self.used.values())
        )

    def hint(self, design: ShiftDesign) -> None:
        """Begin the search at a design that is known."""
        for place, count in self.people.items():
            self.model.add_hint(count, design.people.get(place, 0))
        for kind, used in self.used.items():
            self.model.add_hint(used, kind in design.kinds)


def solved(
    problem: DesignProblem,
    budget: Budget,
    engine: cp_model.CpSolver,
    most: int | None = None,
    known: ShiftDesign | None = None,
    should_stop: ShouldStop = never,
) -> ShiftDesign | None:
    """The best design that `engine` finds, with its bound; `known` is where to begin. None if it finds none."""
    built = FlowModel(problem, most)
    if known is not None:
        built.hint(known)
    status = solve(built.model, engine, should_stop)
    budget.spend(engine)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    people = {place: engine.value(count) for place, count in built.people.items() if engine.value(count)}
    return ShiftDesign(problem, people, engine.best_objective_bound, status == cp_model.OPTIMAL)
