"""The simulated twelve weeks: what the worlds share, where they may differ, that they can be lived through."""

import numpy as np
import pytest

from benchmarks.pool.twelve_weeks import NO_POOL, POOL, QUICK, RULES, as_document, differences, simulated, table
from benchmarks.pool.twelve_weeks_centre import FIRST, Floor, floor
from benchmarks.pool.twelve_weeks_day import Stay, morning, served
from benchmarks.pool.twelve_weeks_people import KPIS, Fate, People, fate
from benchmarks.pool.twelve_weeks_rules import FlatShare
from benchmarks.pool.twelve_weeks_worlds import gini


@pytest.fixture(scope="module")
def small() -> Floor:
    return floor(24, {"sales": 345.0, "service": 276.0}, sweeps=2)


@pytest.fixture(scope="module")
def own(small: Floor) -> Fate:
    return fate(small, 2, 7)


def test_every_world_is_lived_through_and_told(small: Floor) -> None:
    """Without it the report could fail on the day it is wanted."""
    found = simulated(QUICK, [0.7], lambda _: None)
    worlds = found[0.7]
    assert list(worlds) == list(RULES)
    assert worlds[NO_POOL][0].minutes.sum() == 0
    assert worlds[POOL][0].minutes.sum() > 0
    assert worlds[POOL][0].planned == pytest.approx(
        worlds[POOL][0].minutes.sum() + worlds[POOL][0].recalled + worlds[POOL][0].missed
    )
    assert len(table(worlds)) > 10
    assert len(differences(worlds)) == len(RULES) - 1
    assert set(as_document(found)) == {"0.7"}


def test_the_same_seed_gives_the_same_day(small: Floor, own: Fate) -> None:
    """Without it differences between the worlds would be luck."""
    one, other = (morning(small, own, People(own, effect), 3) for effect in (0.0, 0.7))
    assert one.sick == other.sick
    assert all(np.array_equal(one.offered[queue], other.offered[queue]) for queue in one.offered)


def test_who_is_away_is_missed_by_the_phones(small: Floor, own: Fate) -> None:
    """Without it training would cost nothing."""
    today = morning(small, own, People(own, 0.0), 0)
    person = next(iter(set(today.working) - today.sick))
    before, after = served(small, today, []), served(small, today, [Stay(person, 0, 840)])
    assert (after.level <= before.level + 1e-12).all()
    assert after.level.sum() < before.level.sum()


def test_training_closes_the_distance_and_is_forgotten(own: Fate) -> None:
    """Without it the stated assumption would not be the simulated one."""
    people = People(own, 0.7)
    person, figure = (int(n) for n in np.argwhere(own.behind[0] > 1)[0])
    before = people.behind(0)[person, figure]
    people.train(person, (KPIS[figure],), 60, 0)
    assert people.behind(0)[person, figure] == pytest.approx(before * np.exp(-0.7))
    people.forget()
    assert people.behind(0)[person, figure] > before * np.exp(-0.7)


def test_the_flat_rule_releases_its_share(small: Floor, own: Fate) -> None:
    """Without it the comparison would be with another rule than the one it names."""
    today = morning(small, own, People(own, 0.0), 1)
    done = FlatShare(0.05).day(small, today)
    hours_there = today.there.sum() / 60
    assert sum(learnt.minutes for learnt in done.learnt) / 60 == pytest.approx(0.05 * hours_there, rel=0.4)


def test_net_heads_are_those_of_the_requirement(small: Floor) -> None:
    """Without it the simulated planner would recall by another formula than the product's."""
    for queue, needed in small.requirement(FIRST, "agents_net").items():
        known = needed[~np.isnan(needed)]
        assert np.array_equal(small.net(queue, small.offered[queue][FIRST.weekday()]), known)


def test_the_gini_of_known_shares() -> None:
    """Without it fairness could be reported upside down: equal shares 0; all to one of four 3/4."""
    assert gini(np.array([5.0, 5.0, 5.0])) == pytest.approx(0.0)
    assert gini(np.array([0.0, 0.0, 0.0, 8.0])) == pytest.approx(0.75)
