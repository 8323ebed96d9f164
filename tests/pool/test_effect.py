"""Before and after training, beside similar agents: hand-worked, then where the truth is known."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from math import inf, sqrt
from random import Random
from statistics import fmean
from zoneinfo import ZoneInfo

import pytest

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Performance, Role, TenureStage
from wfm.domain.pool import LedgerEntry, SessionStatus, Topic
from wfm.pool.effect.comparison import Comparison, Effect, effects
from wfm.pool.effect.estimate import Estimate, Verdict, estimate, student_t, verdict
from wfm.pool.effect.match import Case, Change, Pair, carry_over, matched
from wfm.pool.effect.window import Window, window_after, window_before
from wfm.pool.ledger import Ledger

ZONE = ZoneInfo("Asia/Shanghai")
HIRED = date(2020, 1, 1)
SESSION = date(2026, 3, 10)
SETTINGS = PoolSettings()
LISTENING = Topic("listening", 60, cures=("qa_score",))
KIND = TenureStage.GROWTH, frozenset({"calls"})
DAYS = Window(date(2026, 2, 1), date(2026, 2, 28), 28), Window(date(2026, 4, 1), date(2026, 4, 30), 30)


def month(agent_id: str, number: int, qa_score: float, handled: int = 800) -> Performance:
    first = date(2026, number, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return Performance(agent_id, first, last, handled, qa_score=qa_score)


def person(agent_id: str, skills: tuple[str, ...] = ("calls",), role: Role = Role.AGENT) -> Agent:
    return Agent(agent_id, agent_id, "North", "any", skills, HIRED, role=role)


def session(agent_id: str, day: date = SESSION, topic: str = "listening") -> LedgerEntry:
    start = datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)
    return LedgerEntry(
        start, "run", agent_id, day, topic, start, start + timedelta(hours=1), 60, SessionStatus.ATTENDED
    )


def studied(
    figures: Mapping[str, tuple[float, ...]],
    trained: list[LedgerEntry],
    *topics: Topic,
    months: tuple[int, ...] = (2, 4),
) -> Effect:
    """The effect where everybody has these quality scores in these months."""
    rows = [month(agent, n, score) for agent, own in figures.items() for n, score in zip(months, own, strict=True)]
    people = [person(agent) for agent in figures]
    return effects(people, rows, topics or (LISTENING,), Ledger(tuple(trained)), SETTINGS)


def change(agent_id: str, before: float, after: float) -> Change:
    return Change(agent_id, KIND, before, after)


def test_the_windows_are_the_full_periods_next_to_the_training() -> None:
    """Otherwise the month of the session itself, half before and half after, would blur both sides."""
    months = [month("A", n, 80.0) for n in range(1, 7)]
    assert window_before(months, SESSION, 28) == Window(date(2026, 1, 1), date(2026, 2, 28), 59)
    assert window_before(months[1:], SESSION, 28) == DAYS[0]
    assert window_after(months, SESSION, 28) == DAYS[1]
    assert window_after(months, SESSION, 31) == Window(date(2026, 4, 1), date(2026, 5, 31), 61)
    assert window_after(months[:3], SESSION, 28) is None  # April is not known yet
    assert window_after(months[:4], SESSION, 31) is None  # April has 30 days
    assert window_before(months, SESSION, 60) is None  # January and February have 59 days
    assert window_before(months, date(2026, 1, 5), 28) is None
    assert window_before(months[:2], date(2026, 6, 5), 28) is None  # figures of spring say nothing of June


def test_before_and_after_with_the_interval_of_chance() -> None:
    """Otherwise two points more on forty scored contacts would be taken for progress."""
    [row] = studied({"T": (70.0, 76.0)}, [session("T")]).before_after
    # 800 contacts, one in twenty scored: 40 scores that spread by 12: standard error 12 / sqrt(40) on each side
    half = 1.959964 * sqrt(2 * 144 / 40)
    assert row.change == 6.0
    assert (row.low, row.high) == (pytest.approx(6 - half), pytest.approx(6 + half))
    assert not row.within_chance
    assert row.similar is None
    [row] = studied({"T": (70.0, 72.0)}, [session("T")]).before_after
    assert row.within_chance


def test_similar_colleagues_started_from_the_same_figure() -> None:
    """Otherwise the usual recovery of a bad month would be told as what the training brought."""
    others = {f"U{n}": (70.0 + n / 10, 74.0 + n / 10) for n in range(3)} | {
        f"G{n}": (84.0 + n, 84.0) for n in range(9)
    }
    told = studied({"T": (70.0, 76.0), **others}, [session("T")])
    [row] = told.before_after
    assert row.colleagues == 3
    assert row.similar == pytest.approx(4.0)  # each of the three rose by 4, none of the good ones counts


def test_who_had_sessions_for_the_figure_is_not_untrained() -> None:
    """Otherwise trained people would stand on both sides and hide a difference."""
    other = Topic("phrases", 30, cures=("qa_score",))
    figures = {"T": (70.0, 76.0), "U": (70.0, 90.0), "V": (70.0, 71.0)}
    sessions = [session("T"), session("U", SESSION + timedelta(days=9), "phrases")]
    row = next(
        one for one in studied(figures, sessions, LISTENING, other).before_after if one.course.agent_id == "T"
    )
    assert (row.colleagues, row.similar) == (1, 1.0)


def test_only_the_same_stage_and_skills_and_agents_are_similar() -> None:
    """Otherwise a newcomer's climb would be expected of an old hand."""
    people = [
        person("T"),
        person("other skills", ("chat",)),
        person("trainer", role=Role.TRAINER),
        Agent("newcomer", "newcomer", "North", "any", ("calls",), date(2026, 1, 15)),
    ]
    rows = [month(agent.agent_id, n, 70.0) for agent in people for n in (2, 4)]
    told = effects(people, rows, (LISTENING,), Ledger((session("T"),)), SETTINGS)
    assert told.before_after[0].colleagues == 0
    assert told.comparisons[0].left_out == {"nobody similar with such a figure before": 1}
    assert told.comparisons[0].verdict is Verdict.TOO_LITTLE


def test_why_somebody_is_left_out_is_counted() -> None:
    """Otherwise those who left or have no figures yet would vanish from the comparison without a word."""
    rows = [
        month("T", 2, 70.0),
        month("N", 4, 75.0),
        month("G", 2, 70.0),
        month("G", 4, 75.0),
        month("X", 4, 70.0),
    ]
    people = [person("T"), person("N"), person("X")]
    sessions = [session("T"), session("N"), session("G")]
    [told] = effects(people, rows, (LISTENING,), Ledger(tuple(sessions)), SETTINGS).comparisons
    assert told.trained == 3
    assert told.left_out == {
        "no figures of 28 days right before": 1,
        "no figures of 28 days after it yet": 1,
        "not among the agents any more": 1,
    }


def test_what_is_left_of_the_difference_before_counts_by_how_figures_carry_over() -> None:
    """Otherwise somebody a little worse than his match would seem to catch up by chance alone."""
    pair = Pair(change("T", 68.0, 75.0), (change("U", 70.0, 74.0), change("V", 72.0, 74.0)))
    # before he is 3 below their mean of 71, after 1 above 74
    assert pair.difference(1.0) == 4.0  # difference in differences: 7 - 3
    assert pair.difference(0.5) == 2.5  # half of the 3 points was luck that goes by itself
    cases = [Case(pair.trained, DAYS, tuple(change(f"C{n}", 70.0 + n, 80.0 + n / 2) for n in range(10)))]
    slope, left_over = carry_over(cases, 10)
    assert (slope, left_over) == (pytest.approx(0.5), pytest.approx(0.0))
    assert carry_over(cases, 11)[0] == 1.0


def test_matches_are_the_nearest_within_the_caliper() -> None:
    """Otherwise a stranger far from his figure would stand for him where nobody is like him."""
    candidates = tuple(
        change(f"C{n}", before, before) for n, before in enumerate((60.0, 68.0, 69.0, 71.0, 73.0, 91.0))
    )
    # standard deviation of the six before: 10.2; half of it reaches from 64.9 to 75.1
    [pair] = matched([Case(change("T", 70.0, 75.0), DAYS, candidates)], 3, 0.5)
    assert [match.before for match in pair.matches] == [69.0, 71.0, 68.0]
    assert matched([Case(change("T", 80.5, 85.0), DAYS, candidates)], 3, 0.5) == ()


def test_the_mean_of_all_pairs_and_its_interval_by_hand() -> None:
    """Otherwise nobody could check the figures by which topics are kept or dropped."""
    pairs = [
        Pair(change(f"T{n}", 70.0, 70.0 + rise), (change(f"U{n}", 70.0, 72.0),))
        for n, rise in enumerate((4, 5, 6, 7, 8))
    ]
    found = estimate(pairs, 1.0, 9.0, 0.95)
    # differences 2 3 4 5 6: mean 4, variance 2.5, standard error sqrt(2.5 / 5); t of 4 degrees 2.776
    assert (found.pairs, found.colleagues, found.difference) == (5, 5, 4.0)
    assert (found.change_trained, found.change_similar) == (6.0, 2.0)
    assert found.high - 4 == pytest.approx(2.776 * sqrt(0.5), rel=0.005)
    shared = [Pair(pair.trained, (change("U", 70.0, 72.0),)) for pair in pairs]
    reused = estimate(shared, 1.0, 9.0, 0.95)
    assert (reused.colleagues, reused.high) == (1, inf)  # all against one colleague: nothing can be said
    two = estimate([*pairs[:4], Pair(pairs[4].trained, pairs[0].matches)], 1.0, 9.0, 0.95)
    # one colleague used twice adds (4 - 2) x 9 / 25 to the squared error 0.5; t of 3 degrees 3.182
    assert two.high - 4 == pytest.approx(3.182 * sqrt(0.5 + 18 / 25), rel=0.02)


def test_little_is_said_of_few_pairs_or_of_an_interval_that_holds_nothing() -> None:
    """Otherwise chance would decide which topics are taught."""
    sure = Estimate(6, 6, 5.0, 4.0, 1.0, 7.0)
    assert verdict(sure, 5, -1) is Verdict.BETTER
    assert verdict(sure, 5, +1) is Verdict.WORSE
    assert verdict(sure, 7, -1) is Verdict.TOO_LITTLE
    assert verdict(Estimate(60, 60, 5.0, 4.0, -0.1, 8.1), 5, -1) is Verdict.TOO_LITTLE


@pytest.mark.parametrize(("freedom", "published"), [(4, 2.776), (5, 2.571), (9, 2.262), (29, 2.045), (120, 1.980)])
def test_students_t_is_the_published_one(freedom: int, published: float) -> None:
    """Otherwise intervals of a few pairs would be too short."""
    assert student_t(0.95, freedom) == pytest.approx(published, abs=0.006)


def simulated(seed: int, truth: float) -> tuple[Comparison, float]:
    """A centre of 120 agents whose true quality is known. Those with bad scores in January and February are
    drafted where there is surplus (more likely the worse they are), training adds `truth` points; also by how much
    the plain scores of those drafted rose."""
    chance = Random(seed)
    figures, sessions, rises = {}, [], []
    noise = 12 / sqrt(800 * 0.05)
    for number in range(120):
        ability, agent_id = chance.gauss(84, 4), f"A{number}"
        january, february = (ability + chance.gauss(0, noise) for _ in range(2))
        before = (january + february) / 2
        drafted = chance.random() < (0.6 if before < 79 else 0.3 if before < 82 else 0.0)
        april = ability + (truth if drafted else 0) + chance.gauss(0, noise)
        figures[agent_id] = january, february, april
        if drafted:
            sessions.append(session(agent_id))
            rises.append(april - february)
    [comparison] = studied(figures, sessions, months=(1, 2, 4)).comparisons
    return comparison, fmean(rises)


@pytest.mark.parametrize("truth", [0.0, 3.0])
def test_the_interval_holds_the_truth_as_often_as_it_says(truth: float) -> None:
    """Otherwise the report would see effects where there are none: those drafted get better by chance alone."""
    centres = [simulated(seed, truth) for seed in range(150)]
    found = [comparison.estimate for comparison, _ in centres if comparison.estimate]
    assert len(found) == len(centres)
    held = sum(one.low <= truth <= one.high for one in found)
    # 95 % of 150 are 142.5; a binomial count lies within 3 standard deviations of that: 134.5 to 150
    assert 135 <= held <= 150
    error = sqrt(fmean((one.difference - truth) ** 2 for one in found) / len(found))
    assert abs(fmean(one.difference for one in found) - truth) < 3 * error
    # the trap: what the trained gained looks like progress even when the training does nothing
    assert fmean(rise for _, rise in centres) > truth + 0.4
    said = [comparison.verdict for comparison, _ in centres]
    if truth == 0:
        assert said.count(Verdict.TOO_LITTLE) >= 135
    else:
        assert said.count(Verdict.BETTER) > 100
        assert Verdict.WORSE not in said


def test_an_empty_centre_has_no_effect() -> None:
    """Otherwise the command would end in a trace in a workspace without figures or sessions."""
    assert effects([], [], [LISTENING], Ledger(), SETTINGS) == Effect((), ())
    assert studied({"A": (70.0, 71.0)}, []) == Effect((), ())
