"""What the days of a draft offer: who should be taught what, the blocks for it, or why there is nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wfm.domain.centre import PoolSettings
from wfm.domain.pool import Need, ProgrammeState, ProgrammeStep
from wfm.domain.time import Horizon
from wfm.pool.drafting.board import Board, Presence
from wfm.pool.drafting.candidates import Block, Lesson, Mode, blocks_of
from wfm.pool.drafting.curriculum import Case, Curriculum, Wish, WishKind
from wfm.pool.drafting.diary import Diary
from wfm.pool.drafting.fairness import Fairness

HELD_BACK = (
    ProgrammeState.WATCH,
    ProgrammeState.REVIEWING,
    ProgrammeState.RETURNED,
    ProgrammeState.ESCALATED,
)
"""In these states nobody is drafted for his figures; mandatory topics and development go on."""


def why_held_back(step: ProgrammeStep | None) -> str:
    """Why somebody who stands there is not drafted for his figures; "" when he may be."""
    if step is None or step.state not in HELD_BACK:
        return ""
    return f"{step.state} since {step.date}: {step.reason}"


@dataclass(frozen=True, slots=True)
class Offer:
    """Wishes with at least one block for which everything is there, and those blocks."""

    wishes: Sequence[Wish]
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Desk:
    """Where offers are put together: who is there, what is taught, what everybody had, what is left, which lessons
    are `held` by how many already."""

    presence: Presence
    curriculum: Curriculum
    settings: PoolSettings
    board: Board
    needs: Mapping[str, Need]
    diaries: Mapping[str, Diary]
    standing: Mapping[str, ProgrammeStep] = field(default_factory=dict)
    held: Mapping[Lesson, int] = field(default_factory=dict)
    _wishes: dict[tuple[str, date], tuple[Wish, ...]] = field(default_factory=dict)
    _blocks: dict[tuple[str, date, Mode], tuple[Block, ...]] = field(default_factory=dict)

    @property
    def horizon(self) -> Horizon:
        return self.presence.horizon

    def case(self, agent_id: str, day: date) -> Case:
        """One agent on one day, as the ledger has him."""
        diary, horizon = self.diaries[agent_id], self.horizon
        done = {topic: on for topic, on in diary.done.items() if on < day}
        why = self._held_back(agent_id)
        return Case(self.needs[agent_id], day, done, diary.owed, horizon.first, horizon.last, why)

    def wishes_on(self, agent_id: str, day: date) -> tuple[Wish, ...]:
        """All that he should have on that day by what the ledger says; best first."""
        if (agent_id, day) not in self._wishes:
            self._wishes[agent_id, day] = self.curriculum.wishes(self.case(agent_id, day))
        return self._wishes[agent_id, day]

    def wishes(self, agent_id: str, kinds: Sequence[WishKind], days: Iterable[date]) -> Iterator[Wish]:
        """What he should have on these of his days, as far as caps and cool-down leave room."""
        diary = self.diaries[agent_id]
        for day in (day for day in days if self.presence.plan(agent_id, day) is not None):
            for wish in self.wishes_on(agent_id, day):
                drafted = wish.topic.topic in diary.drafted
                if wish.kind in kinds and not drafted and diary.calendar_hindrance(wish.topic, day) is None:
                    yield wish

    def offer(
        self, agent_ids: Iterable[str], kinds: Sequence[WishKind], days: Iterable[date] | None = None
    ) -> Offer:
        """The wishes of these kinds on these days (None: all) and every block that has room by now."""
        days = list(self.horizon.dates if days is None else days)
        wishes: list[Wish] = []
        blocks: list[Block] = []
        for agent_id in agent_ids:
            by_day: dict[date, list[Wish]] = {}
            for wish in self.wishes(agent_id, kinds, days):
                by_day.setdefault(wish.day, []).append(wish)
            for day, wished in by_day.items():
                found = {mode: list(self.free_blocks(agent_id, day, mode)) for mode in _modes(wished)}
                blocks += [block for free in found.values() for block in free]
                wishes += [wish for wish in wished if found[Mode.of(wish.topic)]]
        return Offer(wishes, blocks)

    def possible_blocks(self, agent_id: str, day: date, mode: Mode) -> Iterable[Block]:
        """Every block of the mode that his shift has room for, whatever the phones say. Those of agents with a
        need are looked at again and again, and kept."""
        key = agent_id, day, mode
        if key in self._blocks:
            return self._blocks[key]
        stretches = self.presence.free(agent_id, day, self.settings.break_clearance, self.settings.shift_clearance)
        found = tuple(blocks_of(agent_id, day, mode, stretches, self.board))
        if self.needs[agent_id].eligible:
            self._blocks[key] = found
        return found

    def free_blocks(self, agent_id: str, day: date, mode: Mode) -> Iterator[Block]:
        """Those for which heads, places, a room and somebody who could teach are there by now."""
        for block in self.possible_blocks(agent_id, day, mode):
            if self.board.lacking(block.claims) is None and (not mode.taught or self._could_be_taught(block)):
                yield block

    def fairness(self, wishes: Iterable[Wish]) -> Mapping[str, Fairness]:
        """How each agent's time is shared out, from what he had in the last weeks."""
        by_agent: dict[str, list[Wish]] = {}
        for wish in wishes:
            by_agent.setdefault(wish.agent_id, []).append(wish)
        found = (
            (agent_id, Fairness.among(own, self.diaries[agent_id].minutes_of_late()))
            for agent_id, own in by_agent.items()
        )
        return {agent_id: fairness for agent_id, fairness in found if fairness is not None}

    def _could_be_taught(self, block: Block) -> bool:
        if any(
            self._can_join(block, lesson) for lesson, members in self.held.items() if members < lesson.topic.seats
        ):
            return True
        free = self.board.trainers_free(block.start, block.end)
        room = self.board.lacking(self.board.claims_of_lesson(block.start, block.end)) is None
        return room and any(trainer_id != block.agent_id for trainer_id in free)

    @staticmethod
    def _can_join(block: Block, lesson: Lesson) -> bool:
        same_time = (block.start, block.end) == (lesson.start, lesson.end)
        return same_time and block.mode.group == lesson.topic.topic and lesson.trainer_id != block.agent_id

    def _held_back(self, agent_id: str) -> str:
        return why_held_back(self.standing.get(agent_id))


def _modes(wishes: Iterable[Wish]) -> Iterable[Mode]:
    return dict.fromkeys(Mode.of(wish.topic) for wish in wishes)
