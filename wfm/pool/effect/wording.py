"""The comparison of figures before and after training, in words and in the figures' own units."""

from wfm.pool.effect.comparison import ALL_TOPICS, BeforeAfter, Comparison
from wfm.pool.effect.estimate import Estimate
from wfm.pool.need.figures import BY_KPI, Figure

OWN_COLUMNS = ("agent", "topic", "figure", "sessions", "before", "after", "change", "interval", "", "similar")
TOGETHER_COLUMNS = ("topic", "figure", "pairs", "trained", "similar", "difference", "interval", "")


def own_words(row: BeforeAfter) -> tuple[str, ...]:
    """One agent's figure before and after a topic, by `OWN_COLUMNS`."""
    figure = BY_KPI[row.kpi]
    direction = "better" if row.change * figure.sign < 0 else "worse"
    similar = "nobody similar" if row.similar is None else f"{signed(figure, row.similar)} ({row.colleagues})"
    return (
        row.course.agent_id,
        row.course.topic,
        figure.words,
        str(row.course.sessions),
        figure.text(row.before.value),
        figure.text(row.after.value),
        signed(figure, row.change),
        f"{signed(figure, row.low)} to {signed(figure, row.high)}",
        "within chance" if row.within_chance else direction,
        similar,
    )


def together_words(one: Comparison) -> tuple[str, ...]:
    """What all pairs of a topic say in one figure, by `TOGETHER_COLUMNS`."""
    figure, found = BY_KPI[one.kpi], one.estimate
    if found is None:
        return _topic(one), figure.words, str(one.pairs), "", "", "", "", str(one.verdict)
    changes = (found.change_trained, found.change_similar, found.difference)
    told = (signed(figure, change) for change in changes)
    return _topic(one), figure.words, str(one.pairs), *told, _interval(figure, found), str(one.verdict)


def left_out_words(one: Comparison) -> str:
    """Who was trained and could not be compared, counted by reason; "" when everybody could."""
    reasons = "; ".join(f"{count} {reason}" for reason, count in one.left_out.items())
    compared = f"{_topic(one)}, {BY_KPI[one.kpi].words}: of {one.trained} trained left out"
    return f"{compared} {reasons}" if reasons else ""


def _topic(one: Comparison) -> str:
    return "all topics for it" if one.topic == ALL_TOPICS else one.topic


def signed(figure: Figure, change: float) -> str:
    """A change with its sign, one decimal finer than the figure; shares in points of a hundred."""
    unit = " points" if figure.scale == 100 else figure.unit
    return f"{change * figure.scale:+.{figure.decimals + 1}f}{unit}"


def _interval(figure: Figure, found: Estimate) -> str:
    if found.high == float("inf"):
        return "unknown"
    return f"{signed(figure, found.low)} to {signed(figure, found.high)}"
