"""The blocks that could be drafted: who, when in the shift, in which way; and the lessons that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from wfm.domain.pool import Topic, TrainingFormat
from wfm.pool.drafting.board import Board, Claim, Minutes
from wfm.pool.drafting.curriculum import Wish


class Mode(NamedTuple):
    """What a topic asks of the timetable. Topics of one mode can take each other's place; a group's cannot, for
    its members come together."""

    minutes: int
    format: TrainingFormat
    group: str = ""

    @classmethod
    def of(cls, topic: Topic) -> "Mode":
        return cls(topic.minutes, topic.format, topic.topic if topic.format is TrainingFormat.GROUP else "")

    @property
    def taught(self) -> bool:
        """Whether it needs a trainer and a room."""
        return self.format is not TrainingFormat.SELF


@dataclass(frozen=True, slots=True)
class Block:
    """One agent off the phones for training in `[start, end)`, elapsed minutes of the horizon, on the shift of
    `day`. `slack`: heads to spare in its tightest minute when the draft begins."""

    agent_id: str
    day: date
    start: int
    end: int
    mode: Mode
    slack: int = field(compare=False)
    claims: tuple[Claim, ...] = field(compare=False)

    @property
    def minutes(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Lesson:
    """What taught blocks take place in: a topic at a time with a trainer. Coaching is a lesson for one."""

    topic: Topic
    start: int
    end: int
    trainer_id: str

    def claims(self, board: Board) -> tuple[Claim, ...]:
        """What it takes beside its agents: a room, the trainer, his heads."""
        room = board.claims_of_lesson(self.start, self.end)
        return (*room, *board.claims_of_trainer(self.trainer_id, self.start, self.end))


@dataclass(frozen=True, slots=True)
class Pick:
    """A wish that gets a block: in a lesson, or alone in self-study (no trainer, no room)."""

    wish: Wish
    block: Block
    lesson: Lesson | None = None

    @property
    def trainer_id(self) -> str:
        return self.lesson.trainer_id if self.lesson else ""


def blocks_of(agent_id: str, day: date, mode: Mode, stretches: Sequence[Minutes], board: Board) -> Iterator[Block]:
    """Every block of the mode's length, with the transition, within the free stretches, whose absence begins on an
    interval boundary; where none fits a stretch, the one at its beginning."""
    step, way = board.horizon.interval_minutes, board.transition
    whole = mode.minutes + 2 * way
    for begin, end in stretches:
        on_the_grid = range(-(-begin // step) * step, end - whole + 1, step)
        for leaves in on_the_grid or ([begin] if begin + whole <= end else []):
            start, stop = leaves + way, leaves + way + mode.minutes
            claims = board.claims_of_agent(agent_id, start, stop)
            yield Block(agent_id, day, start, stop, mode, board.slack(agent_id, start, stop), claims)
