"""One agent's wishes as the search sees them: what each choice of his course costs, and how many it refuses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.domain.people import Agent
from wfm.rostering.rules import preferred_hours, requests
from wfm.rostering.stages import Course, StageKind


@dataclass(frozen=True)
class Wished:
    """Flat vectors over the choices of a course: `points` of refused wishes and of hours he does not prefer;
    `refused` wishes, counted (None: there is nothing to refuse)."""

    points: NDArray[np.float64]
    refused: NDArray[np.int8] | None


def wished(agent: Agent, course: Course) -> Wished:
    """What one agent asks for on the days of the horizon."""
    problem, settings = course.problem, course.problem.centre.roster
    wishes = problem.requests_of[agent.agent_id]
    points, refused = np.zeros(course.choices), np.zeros(course.choices, dtype=np.int8)
    each = settings.request_points * requests.regard(agent, problem)
    for offset, stage in zip(course.offsets, course.stages, strict=True):
        if stage.kind is not StageKind.DAY:
            continue
        duties = course.duties[stage.index]
        if agent.prefers is not None:
            liked = preferred_hours.points(agent, duties, settings.preference_points)
            points[offset + 1 : offset + 1 + len(duties)] += liked
        today = [wish for wish in wishes if problem.horizon.day_index(wish.date) == stage.index]
        if not today:
            continue
        for number, missed in enumerate(requests.refusals(today, course.duties_chosen(stage.index)), offset):
            points[number] += each * sum(wish.weight for wish in missed)
            refused[number] = len(missed)
    return Wished(points, refused if wishes else None)
