"""With whom an agent is compared."""

from wfm.domain.people import TenureStage
from wfm.pool.need.peers import Peers, Place, peers_of, similar

GROWTH, NOVELTY = TenureStage.GROWTH, TenureStage.NOVELTY
CALLS, MORE, STOCKS = frozenset({"calls"}), frozenset({"calls", "vip"}), frozenset({"stocks"})


def peers(me: Place, *others: tuple[int, TenureStage, frozenset[str]]) -> Peers:
    places = {"me": me}
    for count, stage, queues in others:
        places |= {f"{stage}{sorted(queues)}{n}": Place(stage, queues) for n in range(count)}
    return peers_of(places, list(places), minimum=5)[me]


def test_the_same_stage_and_queues_come_first() -> None:
    """A novice on easy calls is no measure for a broker in his third year."""
    found = peers(Place(GROWTH, CALLS), (5, GROWTH, CALLS), (9, GROWTH, MORE), (9, NOVELTY, CALLS))
    assert len(found.agent_ids) == 6  # five others and himself
    assert found.words == "growth, same queues, 6 people"


def test_too_few_widen_the_circle_openly_step_by_step() -> None:
    """A team lead must see when the comparison is a weak one, and it must be the least weak there is."""
    me = Place(GROWTH, CALLS)
    few = "only 3 of his stage with his queues"
    rings = [(2, GROWTH, CALLS), (4, GROWTH, MORE), (4, GROWTH, STOCKS), (9, NOVELTY, CALLS), (9, NOVELTY, STOCKS)]
    assert peers(me, *rings).words == f"growth, similar queues, 7 people, {few}"
    assert peers(me, rings[0], *rings[2:]).words == f"growth, all queues, 7 people, {few}"
    assert peers(me, rings[0], *rings[3:]).words == f"all stages, similar queues, 12 people, {few}"
    assert peers(me, rings[0], rings[4]).words == f"all stages and queues, 12 people, {few}"
    assert len(peers(me, (1, GROWTH, CALLS)).agent_ids) == 2, "one peer is all there is"


def test_an_unknown_hire_date_is_said() -> None:
    """Otherwise somebody is measured against brand-new colleagues without a word."""
    found = peers(Place(TenureStage.UNKNOWN, CALLS), (6, TenureStage.UNKNOWN, CALLS), (6, GROWTH, CALLS))
    assert found.words == "all stages, similar queues, 13 people, hire date unknown"


def test_queues_are_similar_when_half_are_shared() -> None:
    """One more queue must not cut somebody off from his team."""
    assert similar(CALLS, MORE)
    assert not similar(CALLS, STOCKS)
    assert not similar(frozenset("a"), frozenset("abc"))
