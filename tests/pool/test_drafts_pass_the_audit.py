"""Two opinions of one thing: what the draft takes to be allowed, the audit takes to be allowed as well."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import floor

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.pool.draft_centre import DraftCentre, centre
from wfm.domain.breaches import Severity
from wfm.domain.demand import RequirementRow
from wfm.domain.pool import Favor
from wfm.pool.audit import figures, phones
from wfm.pool.audit.book import audit_pool
from wfm.pool.audit.case import PublishedPool
from wfm.pool.drafting.draft import draft
from wfm.pool.ledger import Ledger, planned_entries

SETTINGS: dict[str, dict[str, object]] = {
    "as usual": {},
    "with a way to walk": {"transition_minutes": 10, "shift_clearance": 30},
    "two blocks a day": {"blocks_per_day": 2, "cool_down_days": 0, "minutes_per_day": 120},
    "few away at once": {"maximum_away": 3, "rooms": 2, "maximum_share_of_team": 0.1},
    "long rests": {"cool_down_days": 3, "minutes_per_week": 60, "break_clearance": 30},
}


@dataclass
class Answered:
    """Service that is easy to work out; nobody waits, nobody gives up."""

    agents: NDArray[np.float64]

    @property
    def service_level(self) -> NDArray[np.float64]:
        return self.agents / (self.agents + 1)

    asa_seconds = occupancy = abandonment = service_level


def share_answered(cover: str, start: datetime, agents: float) -> float:
    return agents / (agents + 1)


def requirement(made: DraftCentre, below: int) -> list[RequirementRow]:
    """Protected so that floor(open - protected) is the surplus of the centre; `below` of them are not needed."""
    rows = []
    for n, start in enumerate(made.roster.horizon.interval_starts()):
        kept = floor(made.agents_open["calls"][n]) - int(made.surplus["calls"][n])
        rows.append(RequirementRow("calls", start, 1.0, max(0, kept - below), kept, 1.0, 0.8, 10, 0.5, 0.0, ""))
    return rows


def published(made: DraftCentre, favor: Favor, past: Ledger) -> PublishedPool:
    """The draft of the centre as the audit would find it in the files."""
    more = {"calls": made.surplus["calls"] + 2}
    drafted = draft(
        made.roster,
        made.agents,
        made.needs,
        made.topics,
        made.covers,
        made.surplus,
        share_answered,
        made.agents_open,
        made.settings,
        past,
        1,
        favor=favor,
        surplus_above_net=more,
    )
    assert drafted.sessions
    return PublishedPool(
        horizon=made.roster.horizon,
        settings=made.settings,
        agents=made.agents,
        topics=made.topics,
        plans=made.roster.plans,
        requirement=requirement(made, below=2),
        intervals=(),
        sessions=drafted.sessions,
        figures=lambda cover, agents: Answered(agents),
        ledger=past,
        favor=favor,
    )


def small(**settings: object) -> DraftCentre:
    made = centre(agents=60, in_need=20, days=7, trainers=3, slack=0.06, groups=True)
    return replace(made, settings=replace(made.settings, work_limit=1.0, **settings))


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_what_is_drafted_passes(settings: dict[str, object]) -> None:
    """Without it one of the two could have a rule wrong and nobody would know."""
    found = audit_pool(published(small(**settings), Favor.SERVICE, Ledger()))
    assert [breach for breach in found if breach.rule != figures.HEADS] == []


def test_a_second_week_passes_with_the_first_in_the_ledger() -> None:
    """Without it caps, cool-down and prerequisites could break over the weekend."""
    made = small()
    first = published(made, Favor.SERVICE, Ledger())
    days = timedelta(days=7)
    earlier = [
        replace(one, date=one.date - days, start=one.start - days, end=one.end - days) for one in first.sessions
    ]
    begins = made.roster.horizon.start - days
    past = Ledger(planned_entries(earlier, [one.date for one in earlier], "rosters/earlier", begins))
    found = audit_pool(published(made, Favor.SERVICE, past))
    assert [breach for breach in found if breach.rule != figures.HEADS] == []


def test_training_favoured_only_breaches_softly() -> None:
    """Without it a run with --favor training could never be published."""
    made = small()
    due = made.roster.horizon.first + timedelta(days=3)
    topics = (*(replace(topic, mandatory_by=due) for topic in made.topics[:2]), *made.topics[2:])
    favoured = replace(made, topics=topics, surplus={"calls": np.zeros_like(made.surplus["calls"])})
    found = [one for one in audit_pool(published(favoured, Favor.TRAINING, Ledger())) if one.rule != figures.HEADS]
    assert {(breach.rule, breach.severity) for breach in found} == {(phones.FAVOURED, Severity.SOFT)}
