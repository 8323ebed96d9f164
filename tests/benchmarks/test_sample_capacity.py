"""Enough people for the real calls, and nobody whom no legal roster can hold."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from wfm.domain.centre import Centre
from wfm.domain.demand import RequirementRow
from wfm.domain.people import Agent
from wfm.domain.queues import Cover
from wfm.domain.time import at_minute
from wfm.forecasting.forecast import forecast
from wfm.io.inputs import Inputs, read_inputs
from wfm.io.settings import read_centre
from wfm.io.workspace import Workspace
from wfm.rostering.agent_case import agent_cases
from wfm.rostering.problem import RosterProblem
from wfm.staffing.covers import derive_covers
from wfm.staffing.requirement import requirement

REPOSITORY = Path(__file__).resolve().parents[2]
TINY = REPOSITORY / "tests" / "data" / "tiny"
SUNDAY = date(1999, 3, 7)
ON_CONTACT = 0.93 * 0.95  # of paid hours: rest breaks take 6 to 8 %, leave in an ordinary week 5 %


def read(root: Path) -> tuple[Centre, Inputs]:
    workspace = Workspace(root)
    centre = read_centre(root / "wfm.toml")
    return centre, read_inputs(workspace, centre)


def covers_of(agents: tuple[Agent, ...], centre: Centre) -> tuple[Cover, ...]:
    return derive_covers(
        [agent.skills for agent in agents if agent.skills], [queue.name for queue in centre.queues]
    )


@pytest.fixture(scope="module")
def protected_hours() -> Mapping[str, float]:
    """Protected hours of the horizon's first week, an ordinary one, by cover name."""
    centre, inputs = read(REPOSITORY)
    assert inputs.history is not None
    expected = forecast(inputs.history, centre, centre.horizon(SUNDAY, 7), inputs.events)
    hours: dict[str, float] = defaultdict(float)
    for row in requirement(expected.rows, covers_of(inputs.agents, centre), centre):
        hours[row.cover] += row.agents_protected * centre.interval_minutes / 60
    return hours


@pytest.mark.parametrize("cover", ["vip", "internet_support+stock_trading", "callback+new_customers+regular+vip"])
def test_hours_on_contact_exceed_the_protected_hours_by_a_little(
    cover: str, protected_hours: Mapping[str, float]
) -> None:
    """Without it the sample shows no retraining pool at all, or one that is too easy."""
    centre, inputs = read(REPOSITORY)
    serving = [agent for agent in inputs.agents if Cover.parse(cover).counts(agent.skills)]
    spans = [centre.contracts[agent.contract].week_minutes for agent in serving]
    hours_on_contact = sum((span.least + span.most) / 2 for span in spans) / 60 * ON_CONTACT
    assert 1.03 <= hours_on_contact / protected_hours[cover] <= 1.20


@pytest.mark.parametrize(("root", "first", "days"), [(REPOSITORY, SUNDAY, 28), (TINY, date(2026, 1, 26), 7)])
def test_everybody_has_a_legal_roster(root: Path, first: date, days: int) -> None:
    """Without it a leave, a pin or narrow hours leave somebody in a dead end, and the demo ends with exit 4."""
    centre, inputs = read(root)
    needed = tuple(
        RequirementRow(cover.name, at_minute(first, 720, centre.zone), 1.0, 1, 1, 1.0, 1.0, 0.0, 0.5, 0.0, "none")
        for cover in covers_of(inputs.agents, centre)
    )
    problem = RosterProblem(
        centre,
        centre.horizon(first, days),
        inputs.agents,
        needed,
        inputs.absences,
        inputs.requests,
        inputs.pins,
    )
    assert [case.agent.name for case in agent_cases(problem) if not case.legal()] == []
