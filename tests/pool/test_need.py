"""Who needs retraining, and who only seems to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Performance, Role
from wfm.domain.pool import Need, SessionStatus, Topic
from wfm.pool.ledger import Entry, Ledger
from wfm.pool.need import assess

DAY = date(1999, 3, 7)
SETTINGS = PoolSettings()
GROWN = date(1998, 3, 1)
NEW = date(1999, 2, 1)


def agent(agent_id: str, hired: date = GROWN, skills: tuple[str, ...] = ("regular",)) -> Agent:
    return Agent(agent_id, agent_id, "T1", "any", skills, hired)


def figures(agent_id: str, handled: int = 900, **values: float | int | tuple[str, ...] | None) -> Performance:
    plain = {"qa_score": 84.0, "aht_seconds": 200.0, "errors": 9}
    return replace(Performance(agent_id, date(1999, 2, 1), date(1999, 2, 28), handled), **{**plain, **values})


def need_of(agent_id: str, needs: Sequence[Need]) -> Need:
    return next(need for need in needs if need.agent_id == agent_id)


def peers(count: int = 6, **values: float) -> list[Performance]:
    return [figures(f"P{n}", **values) for n in range(count)]


def team(count: int = 6) -> list[Agent]:
    return [agent(f"P{n}") for n in range(count)]


def test_gap_is_worked_out_as_on_paper() -> None:
    """The number that ranks people must be the documented one."""
    scores = [80.0, 82.0, 84.0, 86.0, 88.0]
    rows = [figures(f"P{n}", qa_score=score) for n, score in enumerate(scores)] + [figures("X", qa_score=71.0)]
    need = assess([*team(5), agent("X")], rows, DAY, SETTINGS)[0]
    # median 84, deviations 4 2 0 2 4 -> MAD 2 -> spread 1.4826 * 2 = 2.9652, floor 3 holds: (84 - 71) / 3 = 4.333
    assert need.agent_id == "X"
    assert need.findings[0].kpi == "qa_score"
    assert round(need.findings[0].gap, 3) == 4.333
    # quality weighs 3; he never had a session: x 1.5
    assert need.score == round(3 * 13 / 3 * 1.5, 3)
    assert need.reason == "quality 71 against 84 of peers (growth, 5 people); 900 contacts; no session yet"


def test_nobody_is_judged_on_few_contacts() -> None:
    """Ten bad calls are bad luck; conscripting on them would cost all trust in the pool."""
    needs = assess([*team(), agent("X")], [*peers(), figures("X", handled=23, qa_score=40.0)], DAY, SETTINGS)
    need = need_of("X", needs)
    assert not need.eligible
    assert need.score == 0
    assert need.reason == "only 23 contacts handled; nobody is judged below 100"
    assert need.findings, "what the few contacts seem to show is kept, so that a refusal can be printed"


def test_a_rate_counts_only_beyond_its_own_chance() -> None:
    """Two complaints where one was expected happen to good agents every month."""

    # peers: 1 per 100; in 120 contacts 1.2 are expected, give or take sqrt(1.2) = 1.1; twice that is 2.2
    def of(errors: int) -> Need:
        return need_of(
            "X", assess([*team(), agent("X")], [*peers(), figures("X", 120, errors=errors)], DAY, SETTINGS)
        )

    assert not of(3).eligible, "1.8 above expectation is within 2.2"
    assert of(4).eligible, "2.8 above expectation is not"


def test_the_same_rate_on_more_contacts_does_count() -> None:
    """Otherwise a persistent weakness would hide behind the guard against noise for ever."""
    rows = [*peers(), figures("X", 1200, errors=30)]
    assert need_of("X", assess([*team(), agent("X")], rows, DAY, SETTINGS)).findings[0].kpi == "errors"


def test_new_people_are_measured_against_new_people() -> None:
    """A novice at the novices' usual pace would otherwise head the list every day."""
    novices = [agent(f"N{n}", NEW) for n in range(6)]
    rows = [*peers(), *(figures(a.agent_id, aht_seconds=290.0) for a in novices)]
    assert not any(need.eligible for need in assess([*team(), *novices], rows, DAY, SETTINGS))


def test_too_few_of_a_stage_are_compared_with_everybody_and_it_says_so() -> None:
    """A team lead must see when the comparison is a weak one."""
    lonely = agent("X", NEW)
    needs = assess([*team(), lonely], [*peers(), figures("X", qa_score=60.0)], DAY, SETTINGS)
    assert "of peers (all stages, 6 people, only 0 in novelty)" in need_of("X", needs).reason


def test_long_calls_of_a_difficult_queue_are_not_slowness() -> None:
    """A broker's call takes 50 % longer than a bank clerk's; he is measured against brokers."""
    brokers = [agent(f"B{n}", skills=("stock_trading",)) for n in range(6)]
    slow = agent("B9", skills=("stock_trading",))
    rows = [*peers(), *(figures(b.agent_id, aht_seconds=300.0) for b in brokers), figures("B9", aht_seconds=400.0)]
    needs = assess([*team(), *brokers, slow], rows, DAY, SETTINGS)
    assert [need.agent_id for need in needs if need.eligible] == ["B9"]
    assert "handling time 400 s against 300 s" in needs[0].reason


def test_periods_are_pooled_by_contacts_and_the_future_is_not_known() -> None:
    """January's 100 contacts and February's 900 are one sample; a period that has not ended cannot count."""
    january = replace(
        figures("X", 100, qa_score=84.0), period_start=date(1999, 1, 1), period_end=date(1999, 1, 31)
    )
    march = replace(figures("X", 5000), period_start=date(1999, 3, 1), period_end=date(1999, 3, 31))
    rows = [*peers(), january, figures("X", 900, qa_score=74.0), march]
    need = need_of("X", assess([*team(), agent("X")], rows, DAY, SETTINGS))
    assert need.handled == 1000
    assert need.findings[0].value == 75.0  # (100 * 84 + 900 * 74) / 1000


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
    had = Entry(at, "run", "X", at.date(), "listening", at, at + timedelta(minutes=30), 30, SessionStatus.ATTENDED)
    rows = [*peers(), figures("X", qa_score=70.0), figures("Y", qa_score=70.0)]
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
    missed = Entry(
        at, "run", "Y", at.date(), "listening", at, at + timedelta(minutes=60), 60, SessionStatus.MISSED
    )
    rows = [*peers(), figures("X", qa_score=70.0), figures("Y", qa_score=70.0)]
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
