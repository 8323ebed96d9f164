"""Why somebody with a need stays on the phones: the last obstacle that would have to go, precise enough to
check."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from wfm.domain.pool import Refusal, TrainingFormat
from wfm.pool.drafting.board import ROOM, Claim, Minutes, Resource
from wfm.pool.drafting.candidates import Block, Mode
from wfm.pool.drafting.curriculum import Wish, WishKind
from wfm.pool.drafting.offer import Desk
from wfm.pool.drafting.timetable import Timetable

MEAL_MINUTES = 30
"""A break of so many minutes is called a meal."""
MOST_NAMED = 3


class Obstacle(NamedTuple):
    """`near`: how close the draft came; of several topics the nearest is put into `words`."""

    near: int
    words: Callable[[], str]


@dataclass(frozen=True)
class Refusals:
    """Asks of a finished timetable what stood in the way of those who are not in it."""

    desk: Desk
    timetable: Timetable

    def all(self) -> Iterator[Refusal]:
        """Day by day, greatest need first: everybody on shift who has a need, or seems to, and has no session."""
        drafted = {(pick.block.agent_id, pick.block.day) for pick in self.timetable.picks}
        for day in self.desk.horizon.dates:
            for agent_id, need in self.desk.needs.items():
                wanted = need.eligible or need.findings
                if wanted and (agent_id, day) not in drafted and self.desk.presence.plan(agent_id, day):
                    yield Refusal(day, agent_id, self.why(agent_id, day))

    def why(self, agent_id: str, day: date) -> str:
        """One sentence."""
        case = self.desk.case(agent_id, day)
        if not case.need.eligible:
            return case.need.reason
        wishes = [w for w in self.desk.wishes_on(agent_id, day) if w.kind is not WishKind.DEVELOPMENT]
        diary = self.desk.diaries[agent_id]
        missing = [wish for wish in wishes if wish.topic.topic not in diary.drafted]
        if not missing:
            if not wishes:
                return self.desk.curriculum.why_none(case)
            return "what helps is drafted: " + ", ".join(
                f"{wish.topic.topic} on {diary.drafted[wish.topic.topic]}" for wish in wishes
            )
        return max((self._obstacle(wish) for wish in missing), key=lambda obstacle: obstacle.near).words()

    def _obstacle(self, wish: Wish) -> Obstacle:
        diary = self.desk.diaries[wish.agent_id]
        if words := diary.topic_hindrance(wish.topic, wish.day):
            return Obstacle(0, partial(str, words))
        if words := diary.calendar_hindrance(wish.topic, wish.day):
            return Obstacle(1, partial(str, words))
        blocks = list(self.desk.possible_blocks(wish.agent_id, wish.day, Mode.of(wish.topic)))
        if not blocks:
            return Obstacle(2, partial(self._too_short, wish))
        covered = [block for block in blocks if self._lacks(block, "cover") is None]
        if not covered:
            return Obstacle(3, partial(self._no_surplus, wish, blocks))
        placed = [block for block in covered if self._lacks(block, "team", "away", "trainer", "agent") is None]
        if not placed:
            return Obstacle(4, partial(self._no_place, covered))
        return self._no_lesson(wish, placed)

    def _lacks(self, block: Block, *kinds: str) -> Claim | None:
        board = self.desk.board
        return next((claim for claim in board.overdrawn(block.claims) if claim.resource.kind in kinds), None)

    def _too_short(self, wish: Wish) -> str:
        way = self.desk.board.transition
        whole = f"{wish.topic.minutes} min" + (f" and {way} min before and after" if way else "")
        pieces = [f"{self._clock(a)}-{self._clock(b)}" for a, b in self._stretches(wish.agent_id, wish.day)]
        rules = self.desk.settings
        clear = f"{rules.break_clearance} min clear of breaks, {rules.shift_clearance} of the shift's ends"
        return f"{wish.topic.topic} takes {whole} in one piece; {clear} there is {', '.join(pieces) or 'none'}"

    def _no_surplus(self, wish: Wish, blocks: Sequence[Block]) -> str:
        """Per stretch between two breaks the calmest block's tightest interval."""
        told = []
        for begin, end in self._stretches(wish.agent_id, wish.day):
            inside = [block for block in blocks if begin <= block.start and block.end <= end]
            if inside:
                told.append(f"{self._between(wish.agent_id, wish.day, begin, end)} {self._tightest(inside)}")
        return f"no block of {wish.topic.minutes} min {', nor '.join(told)}"

    def _tightest(self, blocks: Sequence[Block]) -> str:
        board = self.desk.board
        calmest = max(blocks, key=lambda block: board.slack(block.agent_id, block.start, block.end))
        minute, cover = board.tightest(calmest.agent_id, calmest.start, calmest.end)
        left, spare = board.left(Resource("cover", cover))[minute], board.spare(cover, minute)
        where = f" of {cover}" if len(board.covers_of(calmest.agent_id)) > 1 else ""
        taken = f", {spare - left} of {spare} drafted" if spare > left else ""
        return f"with surplus{where} of at least 1 (tightest {self._clock(minute)}: {left}{taken})"

    def _no_place(self, blocks: Sequence[Block]) -> str:
        board = self.desk.board
        calmest = max(
            blocks, key=lambda block: (board.slack(block.agent_id, block.start, block.end), -block.start)
        )
        claim = next(board.overdrawn(calmest.claims))
        span = f"{self._clock(calmest.start)}-{self._clock(calmest.end)}"
        if claim.resource.kind == "team":
            away = self._away(calmest, claim.resource)
            return f"as many of his team are away as may be at {span} ({away})"
        if claim.resource.kind == "away":
            return f"{self.desk.settings.maximum_away} agents are away at {span}; more may not be"
        if claim.resource.kind == "trainer":
            return f"he teaches or is not at hand himself at {span}"
        return f"he is in another block at {span}"

    def _away(self, block: Block, team: Resource) -> str:
        mates = [
            pick.block.agent_id
            for pick in self.timetable.picks
            if pick.block.start < block.end and block.start < pick.block.end
            if any(claim.resource == team for claim in pick.block.claims)
        ]
        return ", ".join(mates[:MOST_NAMED]) + (" ..." if len(mates) > MOST_NAMED else "")

    def _no_lesson(self, wish: Wish, blocks: Sequence[Block]) -> Obstacle:
        for block in blocks:
            alone = wish.topic.format is TrainingFormat.SELF
            if alone or self.timetable.lesson_for(wish.topic, block) is not None:
                return Obstacle(6, partial(self._too_few_or_stopped, wish, block))
        return Obstacle(5, partial(self._no_trainer, wish, blocks))

    def _too_few_or_stopped(self, wish: Wish, block: Block) -> str:
        """A free block is only left free where a group is too small, or after Ctrl-C."""
        fewest = wish.topic.smallest
        if fewest == 1:
            return f"{self._clock(block.start)} was free; the draft was stopped before his turn"
        return f"{wish.topic.topic} is for {fewest} or more at a time; too few who need it are free with him"

    def _no_trainer(self, wish: Wish, blocks: Sequence[Block]) -> str:
        board = self.desk.board
        calmest = max(
            blocks, key=lambda block: (board.slack(block.agent_id, block.start, block.end), -block.start)
        )
        span = f"{self._clock(calmest.start)}-{self._clock(calmest.end)}"
        one_of = f", nor in {len(blocks) - 1} more blocks" if len(blocks) > 1 else ""
        if board.lacking((Claim(ROOM, calmest.start, calmest.end),)) is not None:
            return f"no room left for {wish.topic.topic} at {span} ({self.desk.settings.rooms} in use){one_of}"
        at_hand = [t for t in board.trainers_at_hand(calmest.start, calmest.end) if t != calmest.agent_id]
        if not at_hand:
            return f"no trainer free for {wish.topic.topic} at {span}: none is on shift and off break{one_of}"
        busy = [f"{trainer_id} {self._busy(trainer_id, calmest)}" for trainer_id in at_hand[:MOST_NAMED]]
        more = f" and {len(at_hand) - MOST_NAMED} more" if len(at_hand) > MOST_NAMED else ""
        return f"no trainer free for {wish.topic.topic} at {span}: {', '.join(busy)}{more}{one_of}"

    def _busy(self, trainer_id: str, block: Block) -> str:
        for lesson in self.timetable.members:
            if lesson.trainer_id == trainer_id and lesson.start < block.end and block.start < lesson.end:
                return f"teaches {lesson.topic.topic} until {self._clock(lesson.end)}"
        return "is needed on the phones"

    def _stretches(self, agent_id: str, day: date) -> list[Minutes]:
        rules = self.desk.settings
        return self.desk.presence.free(agent_id, day, rules.break_clearance, rules.shift_clearance)

    def _between(self, agent_id: str, day: date, begin: int, end: int) -> str:
        """What lies before and after a stretch: "between the 10:15 break and the 12:00 meal"."""
        plan, rules = self.desk.presence.plan(agent_id, day), self.desk.settings
        before, after = f"from {self._clock(begin)}", f"until {self._clock(end)}"
        for pause in plan.breaks if plan else ():
            start, stop = self.desk.horizon.elapsed(pause.start), self.desk.horizon.elapsed(pause.end)
            name = "meal" if stop - start >= MEAL_MINUTES else "break"
            if stop + rules.break_clearance == begin:
                before = f"after the {self._clock(start)} {name}"
            if start - rules.break_clearance == end:
                after = f"before the {self._clock(start)} {name}"
        if before.startswith("after") and after.startswith("before"):
            return f"between{before[5:]} and{after[6:]}"
        return f"{before} {after}"

    def _clock(self, minute: int) -> str:
        return f"{self.desk.horizon.moment(int(minute)):%H:%M}"
