"""A second opinion on the pool: its promises recomputed from plain rows, minute by minute, on small centres."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.domain.pool import Favor, Session, Topic, TrainingFormat
from wfm.pool.surplus import surplus

TOPICS = {
    "alone": Topic("alone", 30, format=TrainingFormat.SELF, cures=("qa_score",)),
    "first": Topic("first", 45, format=TrainingFormat.COACH, cures=("probing",)),
    "second": Topic("second", 60, ("first",), TrainingFormat.GROUP, 3, ("qa_score",), min_group=2),
    "law": Topic("law", 30, format=TrainingFormat.GROUP, max_group=2, mandatory_by=date(1999, 3, 9)),
}
STEP = timedelta(minutes=5)


def generated(floorplan: Any, seed: int) -> tuple[Any, dict[str, np.ndarray], dict[str, np.ndarray]]:
    """A centre of three days: two queues, breaks, trainers, thin samples; open agents counted from the shifts."""
    dice = Random(seed)
    centre = floorplan(days=3, interval=30)
    centre.settings = replace(
        centre.settings,
        break_clearance=dice.choice([0, 15, 30]),
        cool_down_days=dice.choice([0, 1]),
        rooms=dice.choice([1, 2]),
        blocks_per_day=dice.choice([1, 2]),
        minutes_per_day=dice.choice([60, 120]),
        maximum_share_of_team=dice.choice([0.0, 0.34, 0.6]),
        transition_minutes=dice.choice([0, 0, 10]),
        shift_clearance=dice.choice([0, 15]),
        maximum_away=dice.choice([None, 1, 3]),
    )
    centre.topics = list(TOPICS.values())
    for n in range(dice.randint(3, 9)):
        start = dice.choice([480, 510, 600, 780, 1260])
        break_at = start + dice.choice([105, 120, 150])
        skills = dice.choice([("calls",), ("chat",), ("calls", "chat")])
        breaks = [(break_at, break_at + 15), (break_at + 120, break_at + 150)]
        centre.person(f"A{n}", (start, start + 420), breaks, skills, team=f"team {n % 2}")
        if dice.random() < 0.2:
            centre.in_line(f"A{n}", handled=12)
        elif dice.random() < 0.25:
            centre.in_line(f"A{n}")
        else:
            centre.behind(f"A{n}", dice.uniform(1, 30), weaknesses=dice.choice([(), ("probing",)]))
    for n in range(dice.randint(0, 2)):
        centre.trainer(f"T{n}", (540, 1020), [(720, 750)], dice.choice([(), ("calls",)]))
    agents_open = on_contact(centre)
    protected = {
        cover: np.maximum(0, np.floor(heads) - np.array([dice.randint(0, 3) for _ in heads]))
        for cover, heads in agents_open.items()
    }
    centre.surplus = surplus(agents_open, protected, 0.0)
    return centre, agents_open, protected


def moments(start: datetime, end: datetime) -> Iterator[datetime]:
    """Every five minutes of `[start, end)`: all shifts, breaks and blocks here are multiples of it."""
    while start < end:
        yield start
        start += STEP


def at_work(centre: Any) -> dict[str, set[datetime]]:
    """When each person is on shift and not on break."""
    present: dict[str, set[datetime]] = {agent.agent_id: set() for agent in centre.agents}
    for plan in centre.plans:
        pauses = {moment for pause in plan.breaks for moment in moments(pause.start, pause.end)}
        present[plan.agent_id] |= set(moments(plan.start, plan.end)) - pauses
    return present


def on_contact(centre: Any) -> dict[str, np.ndarray]:
    """Mean agents on contact per queue and half-hour, counted person by person."""
    heads = {queue: np.zeros(centre.horizon.intervals) for queue in ("calls", "chat")}
    skills = {agent.agent_id: agent.skills for agent in centre.agents}
    for agent_id, present in at_work(centre).items():
        for moment in present:
            interval = centre.horizon.elapsed(moment) // 30
            if interval < centre.horizon.intervals:
                for queue in skills[agent_id]:
                    heads[queue][interval] += 5 / 30
    return {queue: heads[queue].round(6) for queue in heads if any(queue in mine for mine in skills.values())}


def off_the_phones(sessions: tuple[Session, ...]) -> set[tuple[str, datetime]]:
    """Everybody who is away, agents and their trainers, moment by moment, the way there and back included."""
    away = set()
    for session in sessions:
        for person in filter(None, (session.agent_id, session.trainer_id)):
            away |= {(person, moment) for moment in moments(*session.off_phones)}
    return away


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6))
def test_every_promise_is_kept(floorplan: Any, seed: int) -> None:
    """No interval below protected, no thin sample, no break touched, no trainer or room twice, no cap passed."""
    centre, agents_open, protected = generated(floorplan, seed)
    drafted = centre.draft()
    sessions = drafted.sessions
    skills = {agent.agent_id: agent.skills for agent in centre.agents}
    team = {agent.agent_id: agent.team for agent in centre.agents}
    present = at_work(centre)
    needs = {need.agent_id: need for need in centre.needs}
    rules = centre.settings

    left = {queue: heads.copy() for queue, heads in agents_open.items()}
    for person, moment in off_the_phones(sessions):
        assert moment in present[person], "nobody is taught off shift or on break"
        for queue in skills[person]:
            left[queue][centre.horizon.elapsed(moment) // 30] -= 5 / 30
    for queue, heads in left.items():
        assert (heads >= np.minimum(protected[queue], agents_open[queue]) - 1e-6).all(), "below protected"

    for session in sessions:
        assert needs[session.agent_id].handled >= rules.minimum_sample
        assert session.reason
        assert 0 <= session.service_level_after <= session.service_level_before <= 1
        topic = TOPICS[session.topic]
        assert session.minutes == topic.minutes == (session.end - session.start).total_seconds() / 60
        assert bool(session.trainer_id) == (topic.format is not TrainingFormat.SELF)
        clear, (leaves, returns) = timedelta(minutes=rules.break_clearance), session.off_phones
        assert session.start - leaves == returns - session.end == timedelta(minutes=rules.transition_minutes)
        for plan in (plan for plan in centre.plans if plan.agent_id == session.agent_id):
            for pause in plan.breaks:
                assert returns + clear <= pause.start or pause.end + clear <= leaves
            if plan.date == session.date:
                apart = timedelta(minutes=rules.shift_clearance)
                assert plan.start + apart <= leaves
                assert returns + apart <= plan.end
        earlier = [s.topic for s in sessions if s.agent_id == session.agent_id and s.date < session.date]
        assert set(topic.prerequisites) <= set(earlier)

    for moment in {moment for session in sessions for moment in moments(*session.off_phones)}:
        gone = {s.agent_id for s in sessions if s.off_phones[0] <= moment < s.off_phones[1]}
        assert rules.maximum_away is None or len(gone) <= rules.maximum_away
        for name, away in Counter(team[agent_id] for agent_id in gone).items():
            on_shift = sum(
                team[plan.agent_id] == name and plan.start <= moment < plan.end
                for plan in centre.plans
                if plan.agent_id in needs
            )
            assert away <= max(1, int(rules.maximum_share_of_team * on_shift + 1e-9))
        now = [session for session in sessions if session.start <= moment < session.end]
        lessons = {(s.trainer_id, s.topic, s.start) for s in now if s.trainer_id}
        assert len(lessons) <= rules.rooms
        assert len({trainer for trainer, _, _ in lessons}) == len(lessons), (
            "a trainer teaches one lesson at a time"
        )
        seated = Counter((s.trainer_id, s.topic) for s in now if s.trainer_id)
        assert all(count <= TOPICS[topic].max_group for (_, topic), count in seated.items())
        assert all(count >= TOPICS[topic].min_group for (_, topic), count in seated.items())
        assert len({s.agent_id for s in now}) == len(now), "one block at a time"

    for agent_id in needs:
        mine = [session for session in sessions if session.agent_id == agent_id]
        of_day = Counter(session.date for session in mine)
        assert all(count <= rules.blocks_per_day for count in of_day.values())
        for day in of_day:
            assert sum(s.minutes for s in mine if s.date == day) <= rules.minutes_per_day
        assert sum(session.minutes for session in mine) <= rules.minutes_per_week
        assert all(abs((a - b).days) > rules.cool_down_days for a in of_day for b in of_day if a != b)
        assert max(Counter(session.topic for session in mine).values(), default=0) <= 1

    for day in centre.horizon.dates:
        today = [session for session in sessions if session.date == day]
        assert (
            sorted(s.rank for s in today)
            == sorted(s.recall_order for s in today)
            == list(range(1, len(today) + 1))
        )
        order = sorted(today, key=lambda s: s.recall_order)
        assert [(s.need, s.minutes) for s in order] == sorted((s.need, s.minutes) for s in today)
        answered = {s.agent_id for s in today} | {r.agent_id for r in drafted.refusals if r.date == day}
        assert {need.agent_id for need in centre.needs if need.eligible} <= answered, "a need without an answer"
        assert not {s.agent_id for s in today} & {r.agent_id for r in drafted.refusals if r.date == day}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_favouring_training_never_goes_below_the_need(floorplan: Any, seed: int) -> None:
    """Whatever is due: whole heads away stay within what is above the need, and every one below protection is paid
    for by a mandatory topic and told."""
    centre, _, _ = generated(floorplan, seed)
    above_net = {queue: heads + Random(seed).randint(0, 2) for queue, heads in centre.surplus.items()}
    drafted = centre.draft(favor=Favor.TRAINING, surplus_above_net=above_net)
    skills = {agent.agent_id: agent.skills for agent in centre.agents}
    away: Counter[tuple[str, int]] = Counter()
    mandatory: Counter[tuple[str, int]] = Counter()
    seen = set()
    for session in drafted.sessions:
        first, last = (centre.horizon.elapsed(moment) for moment in session.off_phones)
        for person in filter(None, (session.agent_id, session.trainer_id)):
            for interval in range(first // 30, -(-last // 30)):
                if (person, interval) not in seen:
                    seen.add((person, interval))
                    away.update((queue, interval) for queue in skills[person])
                    mandatory.update((queue, interval) for queue in skills[person] if session.topic == "law")
    told = {(paid.cover, centre.horizon.elapsed(paid.start) // 30): paid for paid in drafted.paid}
    for (queue, interval), heads in away.items():
        assert heads <= above_net[queue][interval]
        below = heads - centre.surplus[queue][interval]
        if below > 0:
            assert mandatory[queue, interval] >= below
            assert told[queue, interval].heads >= below
