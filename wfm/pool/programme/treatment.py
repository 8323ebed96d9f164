"""What suits whom: each tenure stage has its formats and topics; signs of burn-out go before the stage."""

from collections.abc import Callable, Mapping, Sequence

from wfm.domain.pool import Need, Topic
from wfm.domain.programme import BURN_OUT, Treatment

AS_USUAL = Treatment()


def stage_in_words(need: Need) -> str:
    """``with signs of burn-out``, or ``in frustration``."""
    return "with signs of burn-out" if need.signs else f"in {need.stage}"


def treatment_of(need: Need, treatments: Mapping[str, Treatment]) -> Treatment:
    """The treatment of his stage; as usual for one whose stage nobody knows."""
    return treatments.get(BURN_OUT if need.signs else str(need.stage), AS_USUAL)


def format_weights(treatments: Mapping[str, Treatment]) -> Callable[[Need, Topic], float]:
    """How much a topic's format suits somebody of his stage; 0: it is not given to him."""
    return lambda need, topic: treatment_of(need, treatments).weight(topic.format)


def topics_beside(need: Need, topics: Sequence[Topic], treatments: Mapping[str, Treatment]) -> tuple[Topic, ...]:
    """The topics of the curriculum that he gets for his stage, besides those that cure what he is behind on."""
    wanted = treatment_of(need, treatments).topics
    return tuple(topic for topic in topics if topic.topic in wanted)
