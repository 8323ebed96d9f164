"""A day's draft as it grows: places blocks one by one, greatest value first, and says what hinders one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from wfm.domain.pool import TrainingFormat
from wfm.pool.board import ROOM, Board, Claim, Resource
from wfm.pool.candidates import Block, Candidate, Lesson, lesson_with
from wfm.pool.offer import SHORTAGES, Allowance, Offer

DAY_FULL = Resource("day")
"""The agent's own minutes or blocks of the day are used up."""


class Timetable:
    """Who is in which lesson today. Every placement is checked against the board and the agent's allowance."""

    def __init__(self, board: Board, offer: Offer, trainers: Sequence[str]) -> None:
        self.board, self.trainers = board, trainers
        self.picks: list[Candidate] = []
        self._allowances = dict(offer.allowances)
        self._lessons: dict[Lesson, int] = {}
        self._topics: set[tuple[str, str]] = set()

    def fill(self, blocks: Iterable[Block]) -> list[Candidate]:
        """Places what still fits, most points per minute first, then calmest, then earliest; returns those."""
        before = len(self.picks)
        order = sorted(blocks, key=lambda b: (-b.wish.points, -b.minutes, -b.slack, b.start, b.agent_id))
        for block in order:
            placed = self.place_for(block)
            if isinstance(placed, Candidate):
                self.take(placed)
        return self.picks[before:]

    def take(self, candidate: Candidate) -> None:
        """Enters a block whose place was found to be free."""
        block, lesson = candidate.block, candidate.lesson
        self.board.take(block.claims)
        if lesson is not None:
            if lesson not in self._lessons:
                self.board.take(lesson.claims)
            self._lessons[lesson] = self._lessons.get(lesson, 0) + 1
        rest = self._allowances[block.agent_id]
        self._allowances[block.agent_id] = Allowance(rest.minutes - block.minutes, rest.blocks - 1)
        self._topics.add((block.agent_id, block.wish.topic.topic))
        self.picks.append(candidate)

    def clear(self) -> None:
        """Gives back all that was taken."""
        for candidate in self.picks:
            self.board.give_back(candidate.block.claims)
        for lesson in self._lessons:
            self.board.give_back(lesson.claims)

    def place_for(self, block: Block) -> Candidate | Resource:
        """A lesson that has room for the block, an open one before a new one; else what is lacking."""
        if not self._allowed(block):
            return DAY_FULL
        if (short := self.board.lacking(block.claims)) is not None:
            return short
        if block.wish.topic.format is TrainingFormat.SELF:
            return Candidate(block, None)
        open_lesson = next((lesson for lesson in self._lessons if self._can_join(block, lesson)), None)
        if open_lesson is not None:
            return Candidate(block, open_lesson)
        return self._new_lesson(block)

    def hindrances(self, blocks: Iterable[Block]) -> Counter[str]:
        """What each of these blocks lacks by now, in words."""
        answers = (self.place_for(block) for block in blocks)
        return Counter(SHORTAGES[answer.kind] for answer in answers if isinstance(answer, Resource))

    def _allowed(self, block: Block) -> bool:
        rest = self._allowances[block.agent_id]
        had = (block.agent_id, block.wish.topic.topic) in self._topics
        return not had and rest.blocks > 0 and rest.minutes >= block.minutes

    def _can_join(self, block: Block, lesson: Lesson) -> bool:
        same = (lesson.topic, lesson.start, lesson.end) == (block.wish.topic.topic, block.start, block.end)
        return same and self._lessons[lesson] < lesson.seats

    def _new_lesson(self, block: Block) -> Candidate | Resource:
        if self.board.lacking((Claim(ROOM, block.start, block.end),)) is not None:
            return ROOM
        lacking = Resource("trainer")
        for trainer_id in self.trainers:
            lesson = lesson_with(block, trainer_id, self.board)
            short = self.board.lacking((*lesson.claims, *block.claims))
            if short is None:
                return Candidate(block, lesson)
            if short.kind != "trainer":
                lacking = short
        return lacking
