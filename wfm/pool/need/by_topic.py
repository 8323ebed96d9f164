"""How much each topic would do for one agent: what he is behind on that it cures, or opens the way to."""

from collections.abc import Collection, Mapping, Sequence

from wfm.domain.pool import Need, Topic
from wfm.pool.need.figures import BY_KPI

POINTS_PER_TAG = 2.0
"""A weakness tag from quality sampling weighs as much as one unit of a middling figure's gap."""
STEP_TOWARDS = 0.9
"""A prerequisite is worth nearly as much as the topic that it opens."""


def topic_points(need: Need, topics: Sequence[Topic], done: Collection[str]) -> Mapping[str, float]:
    """The need score of one agent per topic; 0 for a topic that does nothing for him.

    Each finding that the topic cures gives its weight x shrunk gap x confidence, each weakness tag two points. A
    topic that must come first and is not among `done` is worth at least nine tenths of what it opens, along the
    whole chain. Findings that only seem to be (`need.eligible` False) count as well: whoever asks decides.
    """
    cured = {f.kpi: BY_KPI[f.kpi].weight * f.gap * f.confidence for f in need.findings}
    cured |= {tag: cured.get(tag, 0.0) + POINTS_PER_TAG for tag in need.weaknesses}
    points = {topic.topic: sum(cured.get(cure, 0.0) for cure in topic.cures) for topic in topics}
    opens = [(before, topic.topic) for topic in topics for before in topic.prerequisites]
    for _ in topics:  # long enough for the longest chain
        steps = [(first, STEP_TOWARDS * points[after]) for first, after in opens if first in points]
        raised = [(first, worth) for first, worth in steps if first not in done and worth > points[first]]
        if not raised:
            break
        for first, worth in raised:
            points[first] = max(points[first], worth)
    return points
