"""The blocks that could be drafted on one day: who, what, when in the shift; and the lessons they could join."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wfm.domain.pool import TrainingFormat
from wfm.pool.board import Board, Claim, Minutes
from wfm.pool.curriculum import Wish

POINT = 100
"""Values are whole hundredths of a point times minutes: the solver counts in whole numbers."""
PARTS_OF_A_SHIFT = 3
OFFERED_IN_FULL = 2_000
"""Up to so many blocks a day all are offered to the solver, beyond it only the calmest."""


@dataclass(frozen=True, slots=True)
class Block:
    """A wish at a time: one agent off the phones for `[start, end)` elapsed minutes of the horizon."""

    wish: Wish
    start: int
    end: int
    slack: int
    claims: tuple[Claim, ...] = field(compare=False)

    @property
    def agent_id(self) -> str:
        return self.wish.agent_id

    @property
    def minutes(self) -> int:
        return self.end - self.start

    @property
    def value(self) -> int:
        """Priority-weighted minutes, in hundredths of a point."""
        return round(self.wish.points * POINT) * self.minutes


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a taught block takes place in: a topic at a time with a trainer and a number of seats."""

    topic: str
    start: int
    end: int
    trainer_id: str
    seats: int = field(compare=False)
    claims: tuple[Claim, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block in a lesson, or alone in self-study (no trainer, no room): what the draft says yes or no to."""

    block: Block
    lesson: Lesson | None

    @property
    def trainer_id(self) -> str:
        return self.lesson.trainer_id if self.lesson else ""


def blocks_of(wish: Wish, stretches: Sequence[Minutes], board: Board) -> Iterator[Block]:
    """Every block of the wish's length within the free stretches that starts on an interval boundary; where none
    fits a stretch, the one at its beginning."""
    step, minutes = board.horizon.interval_minutes, wish.topic.minutes
    for begin, end in stretches:
        on_the_grid = range(-(-begin // step) * step, end - minutes + 1, step)
        for start in on_the_grid or ([begin] if begin + minutes <= end else []):
            stop = start + minutes
            claims = board.claims_of_agent(wish.agent_id, start, stop)
            yield Block(wish, start, stop, board.slack(wish.agent_id, start, stop), claims)


def lesson_with(block: Block, trainer_id: str, board: Board) -> Lesson:
    """The lesson this block would be, taught by that trainer."""
    topic = block.wish.topic
    seats = topic.max_group if topic.format is TrainingFormat.GROUP else 1
    claims = board.claims_of_trainer(trainer_id, block.start, block.end)
    return Lesson(topic.topic, block.start, block.end, trainer_id, seats, claims)


def thinned(blocks_by_agent: Mapping[str, Sequence[Block]]) -> list[Block]:
    """The day's blocks for the solver: all of them, or each agent's calmest when all are too many to be quick."""
    if sum(map(len, blocks_by_agent.values())) <= OFFERED_IN_FULL:
        return [block for blocks in blocks_by_agent.values() for block in blocks]
    return [block for blocks in blocks_by_agent.values() for block in _calmest(blocks)]


def _calmest(blocks: Sequence[Block]) -> list[Block]:
    """The block with most slack in each third of an agent's day, for each of his topics."""
    first = min(block.start for block in blocks)
    third = max(1, -(-(max(block.start for block in blocks) + 1 - first) // PARTS_OF_A_SHIFT))
    best: dict[tuple[str, int], Block] = {}
    for block in sorted(blocks, key=lambda b: (-b.slack, b.start)):
        best.setdefault((block.wish.topic.topic, (block.start - first) // third), block)
    return sorted(best.values(), key=lambda b: (-b.value, -b.slack, b.start))
