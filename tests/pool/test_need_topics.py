"""How much each topic would do for one agent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.domain.people import TenureStage
from wfm.domain.pool import Finding, Need, Topic
from wfm.pool.need.by_topic import topic_points


def behind(*findings: Finding, tags: tuple[str, ...] = ()) -> Need:
    return Need("X", TenureStage.GROWTH, 900, 12.0, True, "why", findings, tags)


QUALITY = Finding("qa_score", 71.0, 84.0, 4.0, 1.0)
ERRORS = Finding("errors", 3.0, 1.0, 2.0, 0.75)


def test_points_follow_weight_gap_and_confidence() -> None:
    """Somebody must be coached on what he surely fails before what he perhaps fails."""
    topics = [
        Topic("quality", 30, cures=("qa_score",)),
        Topic("errors", 30, cures=("errors",)),
        Topic("both", 60, cures=("qa_score", "errors")),
        Topic("pace", 30, cures=("aht_seconds",)),
    ]
    points = topic_points(behind(QUALITY, ERRORS), topics, {})
    # quality 3 x 4 x 1 = 12, errors 2 x 2 x 0.75 = 3
    assert points == pytest.approx({"quality": 12.0, "errors": 3.0, "both": 15.0, "pace": 0.0})


def test_a_tag_adds_to_the_figure_of_its_name() -> None:
    """What quality sampling heard must not be lost because a figure says it too."""
    topic = Topic("listen", 30, cures=("listening", "qa_score"))
    assert topic_points(behind(tags=("listening",)), [topic], {}) == {"listen": 2.0}
    assert topic_points(behind(QUALITY, tags=("qa_score",)), [topic], {}) == {"listen": 14.0}


def test_a_chain_of_prerequisites_is_worth_what_it_leads_to() -> None:
    """Otherwise the first lesson of three would never be given, as it cures nothing by itself."""
    first = Topic("first", 30)
    second = Topic("second", 30, prerequisites=("first", "law"))
    third = Topic("third", 30, prerequisites=("second",), cures=("qa_score",))
    law = Topic("law", 30)
    points = topic_points(behind(QUALITY), [first, second, third, law], {})
    assert points == pytest.approx({"third": 12.0, "second": 10.8, "first": 9.72, "law": 9.72})
    had = topic_points(behind(QUALITY), [first, second, third, law], {"second"})
    assert had == pytest.approx({"third": 12.0, "second": 0.0, "first": 0.0, "law": 0.0})


@given(st.lists(st.tuples(st.integers(0, 9), st.lists(st.integers(0, 8), max_size=3)), min_size=1, max_size=9))
def test_a_prerequisite_is_never_worth_much_less_than_what_it_opens(rows: list[tuple[int, list[int]]]) -> None:
    """Whatever the curriculum looks like, nothing that is wanted may be out of reach."""
    topics = [
        Topic(f"T{n}", 30, tuple(f"T{before}" for before in befores if before < n), cures=("qa_score",) * cures)
        for n, (cures, befores) in enumerate(rows)
    ]
    points = topic_points(behind(QUALITY), topics, {})
    for topic in topics:
        assert all(points[before] >= 0.9 * points[topic.topic] - 1e-9 for before in topic.prerequisites)
