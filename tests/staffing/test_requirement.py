"""Queues staffed as one, from forecast to requirement."""

from datetime import datetime
from math import exp, inf, sqrt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.centre import Centre, Shrinkage
from wfm.domain.demand import ForecastRow
from wfm.domain.queues import Cover, Goal, Queue
from wfm.domain.time import OpeningHours
from wfm.staffing.agents_needed import agents_needed
from wfm.staffing.pooling import pooled_work, shortest_patience, strictest_goal
from wfm.staffing.requirement import requirement

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)
HALF_PAST = datetime(2026, 12, 1, 9, 30, tzinfo=ZONE)

SALES = Queue("sales", Goal(service_level=0.8, threshold_seconds=30, minimum_agents=1), patience_seconds=None)
CARE = Queue("care", Goal(service_level=0.9, max_occupancy=0.8, minimum_agents=2), patience_seconds=90.0)
MAIL = Queue("mail", Goal(service_level=None, threshold_seconds=5, asa_seconds=600, max_abandonment=None))


def _row(queue: str, start: datetime, offered: float, p80: float, aht: float = 180.0) -> ForecastRow:
    return ForecastRow(queue, start, offered, 0.0, offered, p80, p80, p80, aht, "by hand")


def _centre(*queues: Queue, shrinkage: float = 0.3) -> Centre:
    return Centre(
        name="tiny",
        zone=ZONE,
        interval_minutes=30,
        week_start=0,
        opening=OpeningHours({}),
        queues=queues,
        contracts={},
        shifts={},
        shrinkage=Shrinkage(total=shrinkage),
    )


def test_handling_time_is_weighted_by_volume() -> None:
    """Without it a quiet queue with long calls would inflate the pool: (30·100 + 10·500) / 40 = 200 s."""
    work = pooled_work([_row("sales", MORNING, 30, 35, 100), _row("care", MORNING, 10, 14, 500)])
    assert (work.offered, work.aht_seconds) == (40, 200)


def test_chance_of_single_calls_pools_in_squares_and_day_error_in_full() -> None:
    """Without it the protected requirement would either miss the error all queues share, or add up the
    luck of every small queue until no surplus is left."""
    z = 0.8416212335729143
    chance_only = [_row(queue, MORNING, 9, 9 + z * 3) for queue in ("sales", "care")]  # sd 3 = √9, Poisson
    assert pooled_work(chance_only).offered_protected == pytest.approx(18 + z * sqrt(18))
    # Variance 25 = 9 by chance + 16 shared: √(9 + 9 + (4 + 4)²) = √82.
    with_day_error = [_row(queue, MORNING, 9, 9 + z * 5) for queue in ("sales", "care")]
    assert pooled_work(with_day_error).offered_protected == pytest.approx(18 + z * sqrt(82))


queue_rows = st.builds(
    lambda offered, above, aht: _row("sales", MORNING, offered, offered + above, aht),
    st.floats(0, 200),
    st.floats(0, 80),
    st.floats(10, 900),
)


@given(rows=st.lists(queue_rows, min_size=1, max_size=5))
def test_pooled_p80_lies_between_independence_and_the_sum(rows: list[ForecastRow]) -> None:
    """Without it protection could exceed the safe bound, fall below the hopeful one, or change one queue's own."""
    work = pooled_work(rows)
    seconds_above = (work.offered_protected - work.offered) * work.aht_seconds
    each = [(row.offered_p80 - row.offered) * row.aht_seconds for row in rows]
    assert seconds_above <= sum(each) * (1 + 1e-9) + 1e-6
    assert seconds_above >= sqrt(sum(above**2 for above in each)) * (1 - 1e-9) - 1e-6
    if len(rows) == 1:
        assert work.offered_protected == pytest.approx(rows[0].offered_p80)


def test_a_pool_without_calls_has_no_work() -> None:
    """Without it a quiet hour would divide by zero."""
    work = pooled_work([_row("sales", MORNING, 0, 0, 200), _row("care", MORNING, 0, 0, 100)])
    assert (work.offered, work.offered_protected) == (0, 0)


def test_strictest_goal_takes_the_strictest_of_each() -> None:
    """Without it the demanding queue of a pool would be served by the easy one's goal. The threshold of a queue
    without a service-level goal says nothing."""
    goal = strictest_goal([SALES, CARE, MAIL])
    assert goal == Goal(
        service_level=0.9,
        threshold_seconds=20,
        asa_seconds=600,
        max_abandonment=0.05,
        max_occupancy=0.8,
        minimum_agents=3,
    )
    assert strictest_goal([MAIL]) == MAIL.goal


def test_the_least_patient_callers_decide() -> None:
    """Without it callers who never give up would be averaged with callers who do."""
    assert shortest_patience([SALES, CARE]) == 90
    assert shortest_patience([SALES]) == inf


def test_one_queue_one_interval_by_hand() -> None:
    """Without it the row could hold the right numbers under the wrong names: 10 erlangs, Erlang C, 80/30
    and at most 85 % busy need 13 agents. 28.527 % wait, those on average 60 s: 1 - 0.28527·e^(-30/60) in time."""
    (row,) = requirement([_row("sales", MORNING, 100, 110)], [Cover.of(["sales"])], _centre(SALES))
    assert (row.cover, row.start, row.erlangs) == ("sales", MORNING, 10)
    assert (row.agents_net, row.binding) == (13, "service_level")
    assert row.agents_gross == pytest.approx(13 / 0.7)
    assert row.agents_protected == agents_needed(110, 180, 30, SALES.goal, None).agents == 14
    assert row.service_level == pytest.approx(1 - 0.28527 * exp(-0.5), abs=5e-6)
    assert row.asa_seconds == pytest.approx(17.116, abs=5e-4)
    assert row.occupancy == pytest.approx(10 / 13)
    assert row.abandonment == 0


def test_only_open_queues_count_and_rows_are_ordered() -> None:
    """Without it a closed queue would still impose its goal and its minimum, or the file's order would wander."""
    forecast = [
        _row("care", HALF_PAST, 30, 36),
        _row("care", MORNING, 30, 36),
        _row("sales", MORNING, 60, 66),
    ]
    both, sales = Cover.of(["care", "sales"]), Cover.of(["sales"])
    rows = requirement(forecast, [both, sales], _centre(SALES, CARE))
    assert [(row.cover, row.start) for row in rows] == [
        ("care+sales", MORNING),
        ("care+sales", HALF_PAST),
        ("sales", MORNING),
    ]
    care_alone = agents_needed(30, 180, 30, CARE.goal, CARE.patience_seconds)
    assert rows[1].agents_net == care_alone.agents
    pooled = agents_needed(90, 180, 30, strictest_goal([CARE, SALES]), 90.0)
    assert rows[0].agents_net == pooled.agents


def test_silent_interval_keeps_its_minimum() -> None:
    """Without it an open queue without expected calls would be left unattended."""
    (row,) = requirement([_row("care", MORNING, 0, 0)], [Cover.of(["care"])], _centre(CARE))
    assert (row.agents_net, row.agents_protected, row.binding) == (2, 2, "minimum_agents")
    assert (row.service_level, row.occupancy) == (1, 0)


@given(offered=st.floats(0, 300), below=st.floats(0, 50))
def test_protected_is_never_below_net(offered: float, below: float) -> None:
    """Without it a skewed forecast (P80 below the mean) would let the retraining pool eat the net requirement."""
    row = _row("care", MORNING, offered, max(offered - below, 0))
    (needed,) = requirement([row], [Cover.of(["care"])], _centre(CARE))
    assert needed.agents_protected >= needed.agents_net


def test_pooling_never_needs_more_than_apart() -> None:
    """Without it the rows of a pool could ask for people whom its queues, staffed apart, do not need."""
    alike = [Queue(name, Goal(), 180.0) for name in ("care", "sales")]
    for volume in (1, 7, 40, 150):
        forecast = [_row(queue.name, MORNING, volume, volume * 1.1) for queue in alike]
        covers = [Cover.of(["care"]), Cover.of(["sales"]), Cover.of(["care", "sales"])]
        care, sales, both = requirement(forecast, covers, _centre(*alike))
        assert both.agents_net <= care.agents_net + sales.agents_net
