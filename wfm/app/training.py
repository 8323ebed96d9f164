"""Who is to be trained in what, as all drafts of a horizon see it: the roster's trial and the pool itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wfm.app.absence_record import reserve_for
from wfm.app.desk import Desk
from wfm.app.opening import Opened
from wfm.app.programme_plan import programme_before
from wfm.app.register import steps_before
from wfm.domain.centre import PoolSettings
from wfm.domain.pool import Need, ProgrammeStep, Topic
from wfm.domain.time import Horizon
from wfm.pool.drafting.curriculum import FormatWeight, suits_alike
from wfm.pool.ledger import Ledger
from wfm.pool.need.assessment import assess
from wfm.pool.programme.treatment import format_weights


@dataclass(frozen=True)
class Training:
    """Need, curriculum and past of everybody before a horizon; `unplanned`: the share (0-1) of those open that is
    kept for absences nobody knows yet, one for all intervals or one for each."""

    needs: tuple[Need, ...]
    topics: tuple[Topic, ...]
    ledger: Ledger
    settings: PoolSettings
    unplanned: float | NDArray[np.float64]
    standing: Mapping[str, ProgrammeStep] = field(default_factory=dict)
    suits: FormatWeight = suits_alike


def training_of(opened: Opened, horizon: Horizon, ledger: Ledger, desk: Desk) -> Training:
    """What the workspace says on the eve of the horizon."""
    inputs, settings = opened.inputs, opened.centre.pool
    past = ledger.planning_from(horizon.first)
    needs = assess(
        inputs.agents, inputs.performance, horizon.first, settings, inputs.topics, past, inputs.absences
    )
    return Training(
        needs,
        inputs.topics,
        past,
        settings,
        reserve_for(opened, horizon).by_interval(horizon),
        programme_before(opened, horizon, needs, past, steps_before(desk.database, horizon.first)).standing,
        format_weights(settings.treatment),
    )
