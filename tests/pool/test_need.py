"""Who needs retraining, and who only seems to."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Performance, Role
from wfm.domain.pool import LedgerEntry, Need, SessionStatus, Topic
from wfm.pool.ledger import Ledger
from wfm.pool.need.assessment import assess

DAY = date(1999, 3, 7)
SETTINGS = PoolSettings()
GROWN = date(1998, 3, 1)
NEW = date(1999, 2, 1)
MONTHS = (date(1998, 12, 1), date(1999, 1, 1), date(1999, 2, 1))


def agent(agent_id: str, hired: date = GROWN, skills: tuple[str, ...] = ("regular",)) -> Agent:
    return Agent(agent_id, agent_id, "T1", "any", skills, hired)


def figures(agent_id: str, handled: int = 900, **values: float | int | tuple[str, ...] | None) -> Performance:
    plain = {"qa_score": 84.0, "aht_seconds": 200.0, "errors": 9}
    return replace(Performance(agent_id, date(1999, 2, 1), date(1999, 2, 28), handled), **{**plain, **values})


def need_of(agent_id: str, needs: Sequence[Need]) -> Need:
    return next(need for need in needs if need.agent_id == agent_id)


def peers(count: int = 6, **values: float) -> list[Performance]:
    return [figures(f"P{n}", **values) for n in range(count)]


def varied() -> list[Performance]:
    """Nine peers who differ a little, as people do."""
    steps = (-4, -3, -2, -1, 0, 1, 2, 3, 4)
    return [
        figures(f"P{n}", qa_score=84.0 + step, errors=9 + step // 2, transfers=54 + 2 * step)
        for n, step in enumerate(steps)
    ]


def team(count: int = 6) -> list[Agent]:
    return [agent(f"P{n}") for n in range(count)]


def test_the_gap_is_that_of_the_figure_drawn_towards_the_peers() -> None:
    """The number that ranks people must be the documented one, step by step."""
    scores = [80.0, 82.0, 84.0, 86.0, 88.0]
    rows = [figures(f"P{n}", qa_score=score) for n, score in enumerate(scores)] + [figures("X", qa_score=62.0)]
    need = assess([*team(5), agent("X")], rows, DAY, SETTINGS)[0]
    (finding,) = need.findings
    # 900 contacts have 45 scores: error 12 / sqrt(45) = 1.789. Of 62 80 82 84 86 88 the median is 83, the squared
    # distances are 441 9 1 1 9 25, half of them below 9: variance 9 / 0.45494 = 19.78, less 3.2 of chance 16.58,
    # spread 4.072 (the centre's is the same: they are the centre).
    # The median's own variance is pi / 2 x (16.58 + 3.2) / 6 = 5.179, with the error's 8.379.
    # Seen 21 behind; in line: 0.85 x exp(-441 / 49.92) / sqrt(24.96) = 0.0000248;
    # elsewhere, spread 12.216: 0.15 x exp(-441 / 315.2) / sqrt(157.6) = 0.002950, share 0.9917.
    # Means 21 x 16.58 / 24.96 = 13.95 and 21 x 149.2 / 157.6 = 19.88: 19.83 points, 4.87 spreads
    assert (need.agent_id, finding.kpi, finding.value, finding.peer_median) == ("X", "qa_score", 62.0, 83.0)
    assert round(finding.gap, 2) == 4.87
    # quality weighs 3; he never had a session: x 1.5
    assert need.score == round(3 * finding.gap * 1.5, 3)
    # beyond 1.5 spreads (6.108): (19.88 - 6.108) / sqrt(8.379 x 149.2 / 157.6) = 4.9 deviations, surely
    assert need.confidence == finding.confidence > 0.99
    assert need.reason == (
        "quality 62 against 83 of peers (growth, same queues, 6 people), 99 % sure; 900 contacts; no session yet"
    )


def test_nobody_is_judged_on_few_contacts() -> None:
    """Ten bad calls are bad luck; conscripting on them would cost all trust in the pool."""
    needs = assess(
        [*team(), agent("X")], [*peers(), figures("X", handled=23, qa_score=30.0, errors=0)], DAY, SETTINGS
    )
    need = need_of("X", needs)
    assert not need.eligible
    assert need.score == 0
    assert need.reason == "only 23 contacts handled; nobody is judged below 100; 77 more to go"
    assert need.findings, "what the few contacts seem to show is kept, so that a refusal can be printed"
    assert need.confidence == 0, "one score does not count, however bad"


def test_what_may_be_chance_is_not_enough_and_it_says_what_is_missing() -> None:
    """Two complaints where one was expected happen to good agents every month."""

    def of(handled: int, errors: int) -> Need:
        rows = [*varied(), figures("X", handled, errors=errors)]
        return need_of("X", assess([*team(9), agent("X")], rows, DAY, SETTINGS))

    assert of(120, 3).reason.startswith("figures in line with peers"), "2.5 per 100 on 120 contacts: chance"
    few = of(300, 10)
    assert not few.eligible
    assert [finding.kpi for finding in few.findings] == ["errors"]
    assert few.score == 0
    assert few.reason.startswith("not enough evidence; errors per 100 3.3 against 1.0 of peers")
    missing = re.search(r"90 % needed; about (\d+) contacts more with the same figures would tell", few.reason)
    assert missing is not None
    more = 300 + int(missing[1])
    assert of(more, round(10 * more / 300)).eligible, "and so many more do tell"


def test_two_middling_figures_are_as_good_as_one_bad_one() -> None:
    """He who fails a little at everything is behind too; each figure alone would leave him for months."""
    rows = [*varied(), figures("X", 300, errors=10), figures("Y", 300, errors=10, transfers=36)]
    needs = assess([*team(9), agent("X"), agent("Y")], rows, DAY, SETTINGS)
    one, both = need_of("X", needs), need_of("Y", needs)
    assert not one.eligible
    assert both.eligible
    each = [finding.confidence for finding in both.findings]
    assert max(each) < SETTINGS.evidence.minimum_confidence, "neither is enough by itself"
    assert both.confidence == pytest.approx(1 - (1 - each[0]) * (1 - each[1]), abs=1e-4)
    assert "sure that one truly is behind" in both.reason


def test_new_people_are_measured_against_new_people() -> None:
    """A novice at the novices' usual pace would otherwise head the list every day."""
    novices = [agent(f"N{n}", NEW) for n in range(6)]
    rows = [*peers(), *(figures(a.agent_id, aht_seconds=290.0) for a in novices)]
    assert not any(need.eligible for need in assess([*team(), *novices], rows, DAY, SETTINGS))


def test_too_few_of_a_stage_are_compared_with_others_and_it_says_so() -> None:
    """A team lead must see when the comparison is a weak one."""
    lonely = agent("X", NEW)
    needs = assess([*team(), lonely], [*peers(), figures("X", qa_score=60.0)], DAY, SETTINGS)
    words = "of peers (all stages, similar queues, 7 people, only 1 of his stage with his queues)"
    assert words in need_of("X", needs).reason


def test_one_peer_is_no_measure() -> None:
    """Of two agents one is always the worse; that says nothing about him."""
    needs = assess([agent("P0"), agent("X")], [figures("P0"), figures("X", qa_score=40.0)], DAY, SETTINGS)
    need = need_of("X", needs)
    assert not need.eligible
    assert need.reason == "too few to compare with: 1 besides him with enough contacts; 900 contacts"


def test_who_has_no_figures_is_left_alone_and_figures_that_are_missing_are_not_bad() -> None:
    """A new export without a column, or a new agent, must neither stop the pool nor conscript anybody."""
    blank = figures("X", qa_score=None, errors=None)
    needs = assess([*team(), agent("X"), agent("Y")], [*peers(), blank], DAY, SETTINGS)
    assert need_of("X", needs).reason.startswith("figures in line with peers")
    assert need_of("Y", needs).reason == f"no figures of a period that ended by {DAY}"
    nobody = assess([agent("Y")], [], DAY, SETTINGS)
    assert [need.eligible for need in nobody] == [False]
    only_one_measured = [*peers(qa_score=None), figures("X", qa_score=20.0)]
    assert not need_of("X", assess([*team(), agent("X")], only_one_measured, DAY, SETTINGS)).findings


def test_identical_figures_hurt_nobody() -> None:
    """Where everybody has the same score there is no spread to measure gaps by."""
    assert not any(need.findings for need in assess(team(), peers(), DAY, SETTINGS))


def test_figures_at_the_end_of_their_scale_do_not_break_anything() -> None:
    """A column full of noughts is a broken export, not a reason to stop the pool or to conscript anybody."""
    nought = {"qa_score": 0.0, "aht_seconds": 0.0, "errors": 0, "fcr": 0.0, "csat": 0.0, "adherence": 0.0}
    best = {"qa_score": 100.0, "aht_seconds": 1.0, "errors": 0, "fcr": 1.0, "csat": 5.0, "adherence": 1.0}
    for ends in (nought, best):
        months = [
            replace(row, period_start=start, period_end=start + timedelta(days=27))
            for start in MONTHS
            for row in peers(6, **ends)
        ]
        needs = assess(team(), months, DAY, SETTINGS)
        assert not any(need.findings or need.signs for need in needs)


def test_a_contact_counts_once_though_periods_overlap() -> None:
    """An export of weeks and one of months, pasted together, would otherwise double every contact."""
    weeks = [
        replace(
            figures("X", 200, qa_score=40.0), period_start=date(1999, 2, day), period_end=date(1999, 2, day + 6)
        )
        for day in (1, 8, 15, 22)
    ]
    needs = assess([*team(), agent("X")], [*peers(), figures("X", 900), *weeks], DAY, SETTINGS)
    need = need_of("X", needs)
    assert need.handled == 900
    assert not need.eligible
    assert need.reason.endswith("4 periods left out that overlap others")


def test_long_calls_of_a_difficult_queue_are_not_slowness() -> None:
    """A broker's call takes 50 % longer than a bank clerk's; he is measured against brokers."""
    brokers = [agent(f"B{n}", skills=("stock_trading",)) for n in range(6)]
    slow = agent("B9", skills=("stock_trading",))
    rows = [*peers(), *(figures(b.agent_id, aht_seconds=300.0) for b in brokers), figures("B9", aht_seconds=400.0)]
    needs = assess([*team(), *brokers, slow], rows, DAY, SETTINGS)
    assert [need.agent_id for need in needs if need.eligible] == ["B9"]
    assert "handling time 400 s against 300 s of peers (growth, same queues, 7 people)" in needs[0].reason


def test_a_few_brokers_among_clerks_are_not_slow_either() -> None:
    """Where there are too few of one kind the comparison is widened, but not their calls against shorter ones."""
    brokers = [agent(f"B{n}", skills=("stock_trading",)) for n in range(3)]
    novices = [agent(f"N{n}", NEW, skills=("stock_trading",)) for n in range(3)]
    rows = [*peers(), *(figures(b.agent_id, aht_seconds=300.0) for b in [*brokers, *novices])]
    needs = assess([*team(), *brokers, *novices], rows, DAY, SETTINGS)
    assert not any(need.findings for need in needs)


def test_periods_are_pooled_by_contacts_recent_ones_more_and_the_future_is_not_known() -> None:
    """Last month says more about today than the one before; a period that has not ended says nothing."""
    january = replace(
        figures("X", 900, qa_score=84.0), period_start=date(1999, 1, 1), period_end=date(1999, 1, 31)
    )
    march = replace(figures("X", 5000), period_start=date(1999, 3, 1), period_end=date(1999, 3, 31))
    half_a_life = replace(SETTINGS, evidence=replace(SETTINGS.evidence, half_life_days=28))
    rows = [*peers(), january, figures("X", 900, qa_score=60.0), march]
    need = need_of("X", assess([*team(), agent("X")], rows, DAY, half_a_life))
    assert need.handled == 1800
    assert need.findings[0].value == 68.0  # January is 28 days older and counts half: (84 + 2 x 60) / 3


def test_told_numbers_of_scores_count_more_than_the_usual_share() -> None:
    """Forty scores prove what two cannot, and only the centre knows how many there were."""

    def of(scores: int) -> Need:
        rows = [*varied(), figures("X", 900, qa_score=73.0, evaluations=scores)]
        return need_of("X", assess([*team(9), agent("X")], rows, DAY, SETTINGS))

    assert of(60).eligible
    assert not of(2).eligible


def test_leads_and_trainers_are_not_drafted() -> None:
    """They give the training."""
    lead = replace(agent("L"), role=Role.LEAD)
    assert all(
        need.agent_id != "L"
        for need in assess([*team(), lead], [*peers(), figures("L", qa_score=1.0)], DAY, SETTINGS)
    )


def test_who_was_trained_lately_waits_behind_who_never_was() -> None:
    """Time must go round: of two equally weak agents the one without a session comes first."""
    at = datetime(1999, 3, 1, 10, tzinfo=ZoneInfo("Asia/Jerusalem"))
    had = LedgerEntry(
        at, "run", "X", at.date(), "listening", at, at + timedelta(minutes=30), 30, SessionStatus.ATTENDED
    )
    rows = [*peers(), figures("X", qa_score=60.0), figures("Y", qa_score=60.0)]
    needs = assess([*team(), agent("X"), agent("Y")], rows, DAY, SETTINGS, ledger=Ledger((had,)))
    assert [need.agent_id for need in needs[:2]] == ["Y", "X"]
    assert "last session 1999-03-01" in needs[1].reason


def test_an_overdue_mandatory_topic_is_a_need_of_its_own() -> None:
    """Compliance training must reach good agents too."""
    law = Topic("law", 30, mandatory_by=date(1999, 3, 1))
    need = assess(team(), peers(), DAY, SETTINGS, [law])[0]
    assert need.eligible
    assert need.score == 3.0
    assert "mandatory topic law overdue" in need.reason


def test_missed_minutes_raise_the_need() -> None:
    """What was recalled is carried over, so its owner moves up."""
    at = datetime(1999, 3, 1, 10, tzinfo=ZoneInfo("Asia/Jerusalem"))
    missed = LedgerEntry(
        at, "run", "Y", at.date(), "listening", at, at + timedelta(minutes=60), 60, SessionStatus.MISSED
    )
    rows = [*peers(), figures("X", qa_score=60.0), figures("Y", qa_score=60.0)]
    needs = assess([*team(), agent("X"), agent("Y")], rows, DAY, SETTINGS, ledger=Ledger((missed,)))
    assert needs[0].agent_id == "Y"
    assert "60 min carried over" in needs[0].reason
    assert needs[0].score == needs[1].score + 3.0  # 60 min = 2 points, x 1.5 for never having had a session


@given(st.lists(st.tuples(st.integers(0, 2000), st.floats(0, 100), st.integers(0, 60)), min_size=2, max_size=15))
def test_thin_samples_are_never_eligible_and_the_ranking_is_in_order(rows: list[tuple[int, float, int]]) -> None:
    """Whatever the figures: no one below the minimum sample, and no gap between rank and score."""
    people = [agent(f"P{n}") for n in range(len(rows))]
    performance = [
        figures(f"P{n}", handled, qa_score=quality, errors=errors)
        for n, (handled, quality, errors) in enumerate(rows)
    ]
    needs = assess(people, performance, DAY, SETTINGS)
    assert all(need.handled >= SETTINGS.minimum_sample for need in needs if need.eligible)
    assert [need.score for need in needs] == sorted((need.score for need in needs), reverse=True)
    assert all(need.reason for need in needs)
    assert len(needs) == len(people)
