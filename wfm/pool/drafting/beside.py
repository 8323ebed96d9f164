"""What sessions that stand already take: a further draft of the day finds it gone."""

from collections.abc import Iterable, Iterator

from wfm.domain.people import Absence, AbsenceKind
from wfm.domain.pool import Session
from wfm.pool.drafting.board import Board, Claim


def engaged(sessions: Iterable[Session]) -> Iterator[Absence]:
    """The hours for which their agents and trainers are not to be had."""
    for session in sessions:
        for person in filter(None, (session.agent_id, session.trainer_id)):
            yield Absence(person, *session.off_phones, AbsenceKind.TRAINING, False)


def claims_beside(sessions: Iterable[Session], board: Board) -> tuple[Claim, ...]:
    """The heads, places away and rooms of these sessions; a lesson of several takes room and trainer once."""
    claims: list[Claim] = []
    lessons: dict[tuple[str, str, int, int], None] = {}
    for session in sessions:
        start, end = board.horizon.elapsed(session.start), board.horizon.elapsed(session.end)
        claims += board.claims_of_agent(session.agent_id, start, end)
        if session.trainer_id:
            lessons[session.topic, session.trainer_id, start, end] = None
    for _, trainer_id, start, end in lessons:
        claims += (*board.claims_of_lesson(start, end), *board.claims_of_trainer(trainer_id, start, end))
    return tuple(claim for claim in claims if claim.resource.kind not in ("trainer", "agent"))
