"""A draft as it grows: places blocks one by one, says what hinders one, and seats people in lessons."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from heapq import heapify, heappop, heappush

from wfm.domain.pool import Topic
from wfm.pool.drafting.board import Board
from wfm.pool.drafting.candidates import Block, Lesson, Mode, Pick
from wfm.pool.drafting.curriculum import Wish
from wfm.pool.drafting.diary import Diary
from wfm.pool.drafting.fairness import POINT, Fairness

Place = tuple[str, date, Mode]
"""Whose blocks, on which day, of which mode."""


class Timetable:
    """Who is in which lesson. Every placement is checked against the board and the agent's diary, in the plainest
    form of the rules: what a solver chose has to pass here too."""

    def __init__(self, board: Board, diaries: Mapping[str, Diary]) -> None:
        self.board, self.diaries = board, diaries
        self.picks: list[Pick] = []
        self.members: dict[Lesson, int] = {}
        self.closed: frozenset[Lesson] = frozenset()
        self.taught = dict.fromkeys(board.trainers, 0)
        self._wanted: Mapping[tuple[str, int, int], list[tuple[Wish, Block]]] = {}

    def take(self, picks: Iterable[Pick]) -> None:
        """Enters picks whose places were found to be free."""
        for pick in picks:
            self.board.take(pick.block.claims)
            if pick.lesson is not None:
                self._join(pick.lesson)
            self.diaries[pick.block.agent_id].enter(pick.wish.topic, pick.block.day)
            self.picks.append(pick)

    def give_back(self, picks: Sequence[Pick]) -> None:
        """Undoes a `take`."""
        leaving = {id(pick) for pick in picks}
        for pick in (pick for pick in self.picks if id(pick) in leaving):
            self.board.give_back(pick.block.claims)
            if pick.lesson is not None:
                self._leave(pick.lesson)
            self.diaries[pick.block.agent_id].strike(pick.wish.topic, pick.block.day)
        self.picks = [pick for pick in self.picks if id(pick) not in leaving]

    def fill(
        self,
        wishes: Sequence[Wish],
        blocks: Iterable[Block],
        fairness: Mapping[str, Fairness],
        should_stop: Callable[[], bool] | None = None,
    ) -> list[Pick]:
        """Places what still fits: most points per minute first, with what fairness takes off by then, then
        calmest, then earliest; returns those."""
        before = len(self.picks)
        places = _by_place(blocks)
        self._wanted = _by_lesson(wishes, places)
        heap = [(-wish.points * POINT, n) for n, wish in enumerate(wishes)]
        heapify(heap)
        while heap and not (should_stop is not None and should_stop()):
            worth, number = heappop(heap)
            wish = wishes[number]
            now = -self._worth(wish, fairness)
            if now > worth + 1e-9:
                heappush(heap, (now, number))
                continue
            place = places.get((wish.agent_id, wish.day, Mode.of(wish.topic)), ())
            if picks := self._first_that_fits(wish, place):
                self.take(picks)
        return self.picks[before:]

    def _worth(self, wish: Wish, fairness: Mapping[str, Fairness]) -> float:
        """Hundredths of a point per minute, by what the agent has so far."""
        shared = fairness.get(wish.agent_id)
        if shared is None or not shared.shares(wish):
            return wish.points * POINT
        drafted = self.diaries[wish.agent_id].minutes_drafted
        return (
            wish.points * POINT
            - (shared.loss(drafted + wish.topic.minutes) - shared.loss(drafted)) / wish.topic.minutes
        )

    def _first_that_fits(self, wish: Wish, place: Sequence[Block]) -> list[Pick]:
        diary = self.diaries[wish.agent_id]
        if not place or diary.hindrance(wish.topic, wish.day) is not None:
            return []
        for block in place:
            if picks := self.place(wish, block):
                return picks
        return []

    def place(self, wish: Wish, block: Block) -> list[Pick]:
        """The pick that this would be, with those who make up the group where he is not the only one; [] when
        something is lacking."""
        if self.board.lacking(block.claims) is not None:
            return []
        if not block.mode.taught:
            return [Pick(wish, block)]
        return self._join_lesson(wish, block) or self._open_lesson(wish, block)

    def _join_lesson(self, wish: Wish, block: Block) -> list[Pick]:
        if wish.topic.seats == 1:
            return []
        for lesson, members in self.members.items():
            if lesson in self.closed:
                continue
            same = (lesson.topic.topic, lesson.start, lesson.end) == (wish.topic.topic, block.start, block.end)
            if same and members < wish.topic.seats and lesson.trainer_id != block.agent_id:
                return [Pick(wish, block, lesson)]
        return []

    def _open_lesson(self, wish: Wish, block: Block) -> list[Pick]:
        lesson = self.lesson_for(wish.topic, block)
        if lesson is None:
            return []
        first = Pick(wish, block, lesson)
        return [first] if wish.topic.smallest == 1 else self._group(first, lesson)

    def lesson_for(self, topic: Topic, block: Block) -> Lesson | None:
        """A new lesson with the free trainer who has taught least."""
        if self.board.lacking(self.board.claims_of_lesson(block.start, block.end)) is not None:
            return None
        at_hand = [t for t in self.board.trainers_at_hand(block.start, block.end) if t != block.agent_id]
        for trainer_id in sorted(at_hand, key=lambda trainer_id: self.taught[trainer_id]):
            lesson = Lesson(topic, block.start, block.end, trainer_id)
            if self.board.lacking((*lesson.claims(self.board), *block.claims)) is None:
                return lesson
        return None

    def _group(self, first: Pick, lesson: Lesson) -> list[Pick]:
        """The smallest group that the lesson may be, of those who want it most; [] when there are too few."""
        picks = [first]
        self.take(picks)
        for wish, block in self._wanted.get((lesson.topic.topic, lesson.start, lesson.end), ()):
            if len(picks) == lesson.topic.smallest:
                break
            free = self.board.lacking(block.claims) is None and wish.agent_id != lesson.trainer_id
            if free and self.diaries[wish.agent_id].hindrance(wish.topic, wish.day) is None:
                picks.append(Pick(wish, block, lesson))
                self.take(picks[-1:])
        self.give_back(picks)
        return picks if len(picks) == lesson.topic.smallest else []

    def _join(self, lesson: Lesson) -> None:
        if lesson not in self.members:
            self.board.take(lesson.claims(self.board))
            self.taught[lesson.trainer_id] += lesson.end - lesson.start
        self.members[lesson] = self.members.get(lesson, 0) + 1

    def _leave(self, lesson: Lesson) -> None:
        self.members[lesson] -= 1
        if self.members[lesson] == 0:
            del self.members[lesson]
            self.board.give_back(lesson.claims(self.board))
            self.taught[lesson.trainer_id] -= lesson.end - lesson.start


def _by_place(blocks: Iterable[Block]) -> Mapping[Place, list[Block]]:
    """Each place's blocks, calmest first."""
    places: dict[Place, list[Block]] = {}
    for block in sorted(blocks, key=lambda block: (-block.slack, block.start)):
        places.setdefault((block.agent_id, block.day, block.mode), []).append(block)
    return places


def _by_lesson(
    wishes: Sequence[Wish], places: Mapping[Place, Sequence[Block]]
) -> Mapping[tuple[str, int, int], list[tuple[Wish, Block]]]:
    """Who could be in a group lesson of that topic at that time, greatest wish first."""
    found: dict[tuple[str, int, int], list[tuple[Wish, Block]]] = {}
    for wish in sorted(wishes, key=lambda wish: (-wish.points, wish.agent_id)):
        if wish.topic.seats > 1:
            for block in places.get((wish.agent_id, wish.day, Mode.of(wish.topic)), ()):
                found.setdefault((wish.topic.topic, block.start, block.end), []).append((wish, block))
    return found
