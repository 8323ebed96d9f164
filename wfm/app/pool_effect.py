"""``wfm pool effect``: figures before and after training, beside similar agents who were not trained."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.opening import open_workspace
from wfm.app.register import ledger_of
from wfm.domain.centre import EffectSettings
from wfm.domain.errors import InputProblems, Problem
from wfm.io.database import opened as opened_database
from wfm.pool.effect.comparison import ALL_TOPICS, BeforeAfter, Comparison, Effect, effects
from wfm.pool.effect.estimate import Estimate
from wfm.pool.ledger import Ledger
from wfm.pool.need.figures import BY_KPI

NOT_PROOF = (
    "a comparison, no proof: who is trained is not drawn by lot; similar are those of the same stage and skills "
    "with as bad a figure before, since a bad figure tends back to the usual by itself"
)


@dataclass(frozen=True)
class PoolEffect:
    """What of the comparison was asked for. `cautions`: what must be known before anybody relies on it."""

    effect: Effect
    settings: EffectSettings
    cautions: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "window_days": self.settings.window_days,
            "confidence": self.settings.confidence,
            "comparisons": [_comparison(one) for one in self.effect.comparisons],
            "before_after": [_before_after(one) for one in self.effect.before_after],
            "cautions": list(self.cautions),
        }


def pool_effect(where: Path | None, agent_id: str | None = None, topic: str | None = None) -> PoolEffect:
    """Every topic that was taught, or the named one; everybody's figures, or the named agent's.

    An agent's own figures are shown beside what all who had the topic say together. Raises MemoryChanged when the
    ledger was changed by hand: nobody can tell then who was trained.
    """
    opened = open_workspace(where, ("agents", "performance", "training"))
    inputs, settings = opened.inputs, opened.centre.pool
    known = [agent.agent_id for agent in inputs.agents], [one.topic for one in inputs.topics]
    _named("--agent", "agents.csv", agent_id, known[0])
    _named("--topic", "training.csv", topic, known[1])
    ledger = Ledger()
    if opened.workspace.database.exists():
        with opened_database(opened.workspace.database) as database:
            ledger = ledger_of(database)
    whole = effects(inputs.agents, inputs.performance, inputs.topics, ledger, settings)
    rows = tuple(row for row in whole.before_after if agent_id in (None, row.course.agent_id))
    taught = {row.course.topic for row in rows}
    comparisons = tuple(
        one
        for one in whole.comparisons
        if topic in (None, one.topic) and (agent_id is None or one.topic in taught or one.topic == ALL_TOPICS)
    )
    shown = Effect(tuple(row for row in rows if topic in (None, row.course.topic)), comparisons)
    return PoolEffect(shown, settings.effect, _cautions(comparisons, settings.effect))


def _named(option: str, file: str, value: str | None, known: list[str]) -> None:
    if value is not None and value not in known:
        raise InputProblems([Problem(option, f"one that inputs/{file} names", value=value)])


def _cautions(comparisons: tuple[Comparison, ...], settings: EffectSettings) -> tuple[str, ...]:
    if not comparisons:
        return ("nobody was trained yet in a topic that cures a figure, with figures known afterwards",)
    rows = sum(one.estimate is not None for one in comparisons)
    by_chance = (1 - settings.confidence) * rows
    several = f"of {rows} rows {by_chance:.1f} would show a difference by chance alone"
    mixed = sum(one.mixed for one in comparisons)
    beside = f"{mixed} of those compared had other topics for the same figure meanwhile"
    return (NOT_PROOF, *([several] if rows > 1 else []), *([beside] if mixed else []))


def _comparison(one: Comparison) -> dict[str, object]:
    return {
        "topic": one.topic,
        "figure": one.kpi,
        "unit": BY_KPI[one.kpi].unit.strip(),
        "trained": one.trained,
        "pairs": one.pairs,
        **_estimate(one.estimate),
        "verdict": str(one.verdict),
        "had_other_topics": one.mixed,
        "left_out": dict(one.left_out),
    }


def _estimate(found: Estimate | None) -> dict[str, object]:
    """The figures of all pairs; an interval without an end is None."""
    if found is None:
        return {}
    bounded = found.high != float("inf")
    return {
        "colleagues": found.colleagues,
        "change_trained": found.change_trained,
        "change_similar": found.change_similar,
        "difference": found.difference,
        "low": found.low if bounded else None,
        "high": found.high if bounded else None,
    }


def _before_after(row: BeforeAfter) -> dict[str, object]:
    return {
        "agent_id": row.course.agent_id,
        "topic": row.course.topic,
        "figure": row.kpi,
        "first_session": row.course.first.isoformat(),
        "last_session": row.course.last.isoformat(),
        "sessions": row.course.sessions,
        "minutes": row.course.minutes,
        "before": row.before.value,
        "before_error": row.before.error,
        "after": row.after.value,
        "after_error": row.after.error,
        "change": row.change,
        "low": row.low,
        "high": row.high,
        "within_chance": row.within_chance,
        "similar_colleagues": row.colleagues,
        "change_similar": row.similar,
    }
