"""The absence review and the reserve learned from it, on drawn centres whose truth is known."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wfm.domain.people import Agent
from wfm.domain.time import Horizon
from wfm.pool.absence.days import AbsenceDays
from wfm.pool.absence.reserve import AbsenceReserve, fixed_reserve, learned_reserve
from wfm.pool.absence.review import review
from wfm.pool.absence.spells import Spell, spells_of

MONDAY = date(2025, 1, 6)
LENGTHS, SHARES = (1, 2, 3, 5, 10), (0.4, 0.25, 0.2, 0.1, 0.05)


def drawn(
    seed: int, agents: int = 60, days: int = 182, per_day: float = 0.006, ill_team: float = 1.0, late: float = 1.0
) -> AbsenceDays:
    """Three teams, five days a week each; illness comes on any day alike, to the first team `ill_team` times as
    often, in the last eight weeks `late` times as often."""
    generator = np.random.default_rng(seed)
    due, missed, spells = np.zeros((agents, days)), np.zeros((agents, days)), list[Spell]()
    for row in range(agents):
        due[row] = (np.arange(days) + generator.integers(7)) % 7 < 5
        ill = np.zeros(days, dtype=bool)
        risk = per_day * (ill_team if row % 3 == 0 else 1.0) * np.where(np.arange(days) >= days - 56, late, 1.0)
        for first in np.flatnonzero(generator.random(days) < risk):
            ill[first : first + generator.choice(LENGTHS, p=SHARES)] = True
        missed[row] = due[row] * ill
        spells += spells_of(row, due[row], missed[row])
    people = tuple(Agent(f"A{row}", "", f"T{row % 3}", "full", ("calls",)) for row in range(agents))
    return AbsenceDays(MONDAY, people, due, np.zeros_like(due), missed, due.sum(axis=1), tuple(spells))


def one_person(missed_columns: list[int], days: int) -> AbsenceDays:
    """Everybody works every day; the first agent misses these days."""
    due, missed = np.ones((2, days)), np.zeros((2, days))
    missed[0, missed_columns] = 1.0
    people = tuple(Agent(f"A{row}", "", "T", "full", ("calls",)) for row in range(2))
    return AbsenceDays(
        MONDAY, people, due, np.zeros_like(due), missed, np.zeros(2), tuple(spells_of(0, due[0], missed[0]))
    )


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """The point of an interval: of 40 centres drawn alike about 38 hold the rate of a large one."""
    large = drawn(0, agents=3000)
    truth = large.unplanned.sum() / large.due.sum()
    centres = [review(drawn(seed)) for seed in range(1, 41)]
    held = sum(one.centre.rate.low <= truth <= one.centre.rate.high for one in centres)
    teams = [team for one in centres for team in one.teams]
    held_by_teams = sum(team.rate.low <= truth <= team.rate.high for team in teams)
    assert held >= 35
    assert held_by_teams >= 0.9 * len(teams)


def test_teams_and_weekdays_alike_are_not_called_out() -> None:
    """A planner who confronts a team lead with chance loses him; what comes on any day shows on Mondays."""
    called = [review(drawn(seed)) for seed in range(1, 21)]
    assert sum(any(team.stands_out for team in one.teams) for one in called) <= 2
    assert sum(any(day.stands_out for day in one.weekdays) for one in called) <= 2


def test_a_team_that_is_ill_more_often_is_called_out() -> None:
    """Otherwise nobody needs a report."""
    found = review(drawn(1, ill_team=3.0)).teams
    assert [team.stands_out for team in found] == [True, False, False]
    assert found[0].rate.low > found[1].rate.share
    assert found[0].spells > found[0].by_chance


def test_the_trend_tells_a_rise_from_chance() -> None:
    """A bad winter is to be seen, an ordinary one not to be invented."""
    rising, level = review(drawn(3, late=3.0)).trend, review(drawn(3)).trend
    assert rising is not None
    assert rising.chance < 0.01
    assert rising.recent.share > rising.before.share
    assert level is not None
    assert level.chance > 0.05
    assert review(drawn(3, days=111)).trend is None


def test_counts_add_up() -> None:
    """Whatever is shown by team, weekday and month is the same days and the same spells."""
    record = drawn(2)
    found = review(record)
    for groups in (found.teams, found.weekdays, found.months):
        assert sum(one.due for one in groups) == pytest.approx(found.centre.due)
        assert sum(one.unplanned for one in groups) == pytest.approx(found.centre.unplanned)
        assert sum(one.spells for one in groups) == found.centre.spells == sum(found.lengths)
    assert sum(one.spells for one in found.people) == found.centre.spells
    assert sum(one.days for one in found.people) == pytest.approx(found.centre.unplanned)
    assert found.people[0].spells == max(one.spells for one in found.people)


def test_too_little_on_record_keeps_the_fixed_reserve_and_says_why() -> None:
    """Learned from three flus, the reserve would swing from nothing to a tenth."""
    found = learned_reserve(one_person([3, 4], 20), 0.03, 7)
    assert (found.learned, set(found.shares)) == (False, {0.03})
    assert "only 20 days with 1 unplanned spells" in found.reason
    assert learned_reserve(None, 0.03, 7).reason.startswith("no absence is on record")


def test_the_learned_reserve_comes_near_the_truth() -> None:
    """From a year of sixty agents: nearer to what was missed than the tenth that wfm.toml says."""
    record = drawn(5, days=364)
    own = record.unplanned.sum() / record.due.sum()
    found = learned_reserve(record, 0.10, 28)
    assert found.learned
    mean = float(np.mean(found.shares))
    assert own * 0.8 < mean < own + 0.3 * (0.10 - own)
    assert mean < float(np.mean(learned_reserve(drawn(5, days=91), 0.10, 28).shares))


def test_only_what_a_plan_could_not_know_counts() -> None:
    """A week's plan knows of an illness that began before: of 60 single days all were unknown, of 3 illnesses of
    20 days in a row only the first days."""
    apart = one_person([*range(0, 300, 5)], 300)
    in_a_row = one_person([*range(20), *range(100, 120), *range(200, 220), *range(240, 299, 3)], 300)
    assert len(apart.spells) == 60
    assert len(in_a_row.spells) == 23
    # 60 of 600 unknown; in a row 3 x (1 + 6/7 + ... + 1/7) + 20 = 3 x 4 + 20 = 32
    assert "60 of them unknown to a plan of 7 days" in learned_reserve(apart, 0.05, 7).reason
    assert "32 of them unknown to a plan of 7 days" in learned_reserve(in_a_row, 0.05, 7).reason
    assert max(learned_reserve(in_a_row, 0.05, 7).shares) < max(learned_reserve(apart, 0.05, 7).shares)


def test_those_off_the_phones_do_not_count_in_the_reserve() -> None:
    """A lead who is ill takes nobody from the phones: his spells are gone, everybody else's stay."""
    record = drawn(7)
    lead = record.spells[0].row
    people = tuple(replace(one, skills=()) if row == lead else one for row, one in enumerate(record.agents))
    fewer = replace(record, agents=people).on_contact()
    assert len(fewer.agents) == len(record.agents) - 1
    own = [spell for spell in record.spells if spell.row == lead]
    assert len(fewer.spells) == len(record.spells) - len(own)
    for row, agent in enumerate(fewer.agents):
        missed = sum(spell.days for spell in fewer.spells if spell.row == row)
        assert missed == fewer.unplanned[row].sum() == record.unplanned[int(agent.agent_id[1:])].sum()


def test_a_reserve_by_interval_follows_local_dates() -> None:
    """On a day of 23 hours the next day's share must begin with the next day."""
    shares = tuple(day / 100 for day in range(7))
    horizon = Horizon(date(2026, 3, 28), 3, 60, ZoneInfo("Europe/Berlin"))  # the clocks change on Sunday the 29th
    found = AbsenceReserve(shares, True, "").by_interval(horizon)
    assert found.tolist() == [0.05] * 24 + [0.06] * 23 + [0.0] * 24
    assert fixed_reserve(0.03).by_interval(horizon).tolist() == [0.03] * 71


def test_a_reserve_is_a_share() -> None:
    """A reserve of all agents would be a closed centre."""
    with pytest.raises(ValueError, match="seven shares"):
        AbsenceReserve((0.1,) * 6, True, "")
    with pytest.raises(ValueError, match="below 1"):
        fixed_reserve(1.0)


def test_days_are_counted_from_the_first() -> None:
    """A shifted weekday would blame Tuesdays for Mondays."""
    record = one_person([0], 14)
    assert record.weekdays[:3].tolist() == [0, 1, 2]
    assert record.last == MONDAY + timedelta(days=13)
    assert [one.name for one in review(record).weekdays if one.spells] == ["Mon"]
