"""The rules of the draft as linear rows: what may be chosen together from all blocks of all days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import PoolSettings
from wfm.domain.pool import Topic, TrainingFormat
from wfm.pool.drafting.board import ROOM, Board, Minutes, Resource
from wfm.pool.drafting.candidates import Block, Mode
from wfm.pool.drafting.curriculum import Wish
from wfm.pool.drafting.diary import WEEK, Diary
from wfm.pool.drafting.fairness import Fairness, value_of_wish
from wfm.pool.drafting.rows import Linear, Rows
from wfm.pool.drafting.trainer_groups import TrainerGroups


class Taker(NamedTuple):
    """A column that takes units of a resource from `start` to `end` for each one chosen of it. Columns of one
    agent that meet exclude each other."""

    start: int
    end: int
    column: int
    agent_id: str = ""


Someone = tuple[str, date]
"""One agent on one day."""


class LinearDraft:
    """Columns: each block (0/1), each wish (0/1), group lessons per topic and time, lessons per time and group of
    trainers, and the minutes that each agent gets by hour of it. `add_rules` is the table of contents."""

    def __init__(
        self,
        wishes: Sequence[Wish],
        blocks: Sequence[Block],
        diaries: Mapping[str, Diary],
        fairness: Mapping[str, Fairness],
        board: Board,
        settings: PoolSettings,
    ) -> None:
        self.wishes, self.blocks = wishes, blocks
        self.diaries, self.fairness, self.board, self.settings = diaries, fairness, board, settings
        self.rows = Rows()
        self.block_column = {block: self.rows.column() for block in blocks}
        self.wish_column = {(w.agent_id, w.day, w.topic.topic): self.rows.column(value_of_wish(w)) for w in wishes}
        self._takers: dict[Resource, list[Taker]] = defaultdict(list)
        self._wishes_of = _by_agent(wishes)
        self.day_column: dict[Someone, int] = {}
        self.hour_columns: dict[str, list[int]] = {}
        self._add_lessons()
        self.add_rules()
        self.linear: Linear = self.rows.finished()

    def add_rules(self) -> None:
        self._each_wish_in_a_block()
        self._caps_of_a_day()
        self._caps_of_a_week()
        self._rest_between_days()
        self._each_topic_once()
        self._prerequisites_first()
        self._groups_neither_small_nor_large()
        self._a_trainer_for_every_lesson()
        self._nothing_taken_twice()
        self._another_hour_is_worth_less()

    def _add_lessons(self) -> None:
        """Columns of group lessons and of lessons per group of trainers, and the times at which anything is
        taught."""
        self._coached: dict[Minutes, list[int]] = defaultdict(list)
        self._members: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for block, column in self.block_column.items():
            if block.mode.format is TrainingFormat.COACH:
                self._coached[block.start, block.end].append(column)
            elif block.mode.format is TrainingFormat.GROUP:
                self._members[block.mode.group, block.start, block.end].append(column)
        self._topics: dict[str, Topic] = {wish.topic.topic: wish.topic for wish in self.wishes}
        self.lesson_column: dict[tuple[str, int, int], int] = {}
        for (topic, start, end), members in self._members.items():
            most = min(
                len(members) // self._topics[topic].smallest,
                self.settings.rooms,
                len(self.board.trainers_free(start, end)),
            )
            self.lesson_column[topic, start, end] = self.rows.column(upper=most)
        times = sorted({*self._coached, *((start, end) for _, start, end in self._members)})
        in_need = {block.agent_id for block in self.blocks}
        self.trainer_groups = TrainerGroups(self.board, times, in_need)
        self.taught_column = {
            (start, end, group): self.rows.column(upper=min(len(group), self.settings.rooms))
            for start, end in times
            for group in self.trainer_groups.at(start, end)
        }

    def _each_wish_in_a_block(self) -> None:
        """As many blocks of a mode as wishes of that mode, per agent and day."""
        blocks: dict[tuple[str, date, Mode], list[int]] = defaultdict(list)
        wishes: dict[tuple[str, date, Mode], list[int]] = defaultdict(list)
        for block, column in self.block_column.items():
            blocks[block.agent_id, block.day, block.mode].append(column)
        for wish in self.wishes:
            wishes[wish.agent_id, wish.day, Mode.of(wish.topic)].append(self._column(wish))
        for key in dict.fromkeys([*blocks, *wishes]):
            given, asked = blocks.get(key, []), wishes.get(key, [])
            self.rows.equal([*given, *asked], 0, [1] * len(given) + [-1] * len(asked))

    def _caps_of_a_day(self) -> None:
        for (agent_id, day), wishes in self._by_day().items():
            diary, columns = self.diaries[agent_id], [self._column(wish) for wish in wishes]
            self.rows.at_most(columns, max(0, self.settings.blocks_per_day - diary.blocks_on(day)))
            left = max(0, self.settings.minutes_per_day - diary.minutes_on(day))
            self.rows.at_most(columns, left, [wish.topic.minutes for wish in wishes])

    def _caps_of_a_week(self) -> None:
        """Every seven days in a row, those before the draft included."""
        for agent_id, wishes in self._wishes_of.items():
            diary, days = self.diaries[agent_id], sorted({wish.day for wish in wishes})
            for last in {day + timedelta(days=ahead): None for day in days for ahead in range(WEEK)}:
                first = last - timedelta(days=WEEK - 1)
                had = sum(diary.minutes_on(first + timedelta(days=n)) for n in range(WEEK))
                inside = [wish for wish in wishes if first <= wish.day <= last]
                self.rows.at_most(
                    [self._column(wish) for wish in inside],
                    max(0, self.settings.minutes_per_week - had),
                    [wish.topic.minutes for wish in inside],
                )

    def _rest_between_days(self) -> None:
        """One day with sessions in every `cool_down_days` + 1 days in a row."""
        if self.settings.cool_down_days == 0:
            return
        for agent_id, wishes in self._wishes_of.items():
            used = self._days_used(agent_id, wishes)
            for first in sorted(used):
                window = [first + timedelta(days=n) for n in range(self.settings.cool_down_days + 1)]
                self.rows.at_most([c for day in window for c in used.get(day, ())], 1)

    def _days_used(self, agent_id: str, wishes: Sequence[Wish]) -> Mapping[date, Sequence[int]]:
        """Per day columns whose sum is 1 when the agent has a session that day."""
        by_day: dict[date, list[int]] = defaultdict(list)
        for wish in wishes:
            by_day[wish.day].append(self._column(wish))
        if self.settings.blocks_per_day == 1:
            return by_day
        used = {day: self.rows.column() for day in by_day}
        for day, columns in by_day.items():
            for column in columns:
                self.rows.at_most([column, used[day]], 0, [1, -1])
        self.day_column |= {(agent_id, day): column for day, column in used.items()}
        return {day: [column] for day, column in used.items()}

    def _each_topic_once(self) -> None:
        for wishes in self._wishes_of.values():
            by_topic: dict[str, list[int]] = defaultdict(list)
            for wish in wishes:
                by_topic[wish.topic.topic].append(self._column(wish))
            for columns in by_topic.values():
                self.rows.at_most(columns, 1)

    def _prerequisites_first(self) -> None:
        """By any day a topic at most as often as each of its prerequisites before that day."""
        for agent_id, wishes in self._wishes_of.items():
            by_topic: dict[str, dict[date, int]] = defaultdict(dict)
            for wish in wishes:
                by_topic[wish.topic.topic][wish.day] = self._column(wish)
            for topic, days in by_topic.items():
                for before in self._topics[topic].prerequisites:
                    had = self.diaries[agent_id].has_had
                    for day in (day for day in sorted(days) if not had(before, day)):
                        later = [column for on, column in days.items() if on <= day]
                        first = [column for on, column in by_topic.get(before, {}).items() if on < day]
                        self.rows.at_most([*later, *first], 0, [1] * len(later) + [-1] * len(first))

    def _groups_neither_small_nor_large(self) -> None:
        for (topic, start, end), members in self._members.items():
            held, unit = self.lesson_column[topic, start, end], self._topics[topic]
            self.rows.at_most([*members, held], 0, [1] * len(members) + [-unit.seats])
            self.rows.at_most([held, *members], 0, [unit.smallest] + [-1] * len(members))
            if unit.seats > 1:
                for member in members:
                    self.rows.at_most([member, held], 0, [1, -1])

    def _a_trainer_for_every_lesson(self) -> None:
        by_time: dict[Minutes, list[int]] = defaultdict(list)
        for time, columns in self._coached.items():
            by_time[time] += columns
        for (_, start, end), column in self.lesson_column.items():
            by_time[start, end].append(column)
        taught: dict[Minutes, list[int]] = defaultdict(list)
        for (start, end, _), column in self.taught_column.items():
            taught[start, end].append(column)
        for time, lessons in by_time.items():
            self.rows.equal([*lessons, *taught[time]], 0, [1] * len(lessons) + [-1] * len(taught[time]))

    def _nothing_taken_twice(self) -> None:
        """In no minute more of heads, rooms, trainers and places away than are left."""
        for block, column in self.block_column.items():
            for claim in block.claims:
                self._takers[claim.resource].append(Taker(claim.start, claim.end, column, block.agent_id))
            if block.mode.format is TrainingFormat.COACH:
                self._takers[ROOM].append(Taker(block.start, block.end, column, block.agent_id))
        for (_, start, end), column in self.lesson_column.items():
            self._takers[ROOM].append(Taker(start, end, column))
        groups: dict[tuple[str, ...], list[Taker]] = defaultdict(list)
        for (start, end, group), column in self.taught_column.items():
            groups[group].append(Taker(start, end, column))
            for claim in self.board.claims_of_trainer(group[0], start, end):
                if claim.resource.kind == "cover":
                    self._takers[claim.resource].append(Taker(claim.start, claim.end, column))
        if self.settings.rooms >= len(self.board.trainers):
            self._takers.pop(ROOM, None)
        for group, takers in groups.items():
            own = self._takers.pop(Resource("trainer", group[0]), []) if len(group) == 1 else []
            self._at_most_in_any_minute([*takers, *own], None, len(group))
        for resource, takers in self._takers.items():
            if resource.kind == "agent":
                takers = [taker._replace(agent_id="") for taker in takers]
            self._at_most_in_any_minute(takers, self.board.left(resource), 0)

    def _at_most_in_any_minute(self, takers: Sequence[Taker], left: NDArray[np.int32] | None, units: int) -> None:
        """One row per stretch in which the same takers meet; `left` per minute, or `units` at any time."""
        starts = np.array([max(0, taker.start) for taker in takers])
        ends = np.array([taker.end for taker in takers])
        edges = np.unique(np.concatenate([starts, ends]))
        fewest = np.full(len(edges), units) if left is None else np.maximum(np.minimum.reduceat(left, edges), 0)
        meeting: list[list[Taker]] = [[] for _ in edges]
        firsts, lasts = np.searchsorted(edges, starts), np.searchsorted(edges, ends)
        for taker, first, last in zip(takers, firsts.tolist(), lasts.tolist(), strict=True):
            for stretch in range(first, last):
                meeting[stretch].append(taker)
        before: tuple[list[int], int] = [], 0
        for together, high in zip(meeting, fewest.tolist(), strict=True):
            columns = [taker.column for taker in together]
            if (columns, high) != before and self._most_of(together) > high:
                self.rows.at_most(columns, high)
            before = columns, high

    def _most_of(self, takers: Sequence[Taker]) -> int:
        """How many could meet at one time: of each agent one."""
        agents = {taker.agent_id for taker in takers if taker.agent_id}
        return len(agents) + sum(self.rows.upper(taker.column) for taker in takers if not taker.agent_id)

    def _another_hour_is_worth_less(self) -> None:
        """An agent's minutes of need, hour by hour, each at its loss (see `Fairness`)."""
        for agent_id, wishes in self._wishes_of.items():
            fairness = self.fairness.get(agent_id)
            if fairness is None:
                continue
            shared = [wish for wish in wishes if fairness.shares(wish)]
            most = self._most_minutes(shared)
            hours = [self.rows.column(-loss, minutes) for minutes, loss in fairness.hours(most)]
            self.hour_columns[agent_id] = hours
            columns = [self._column(wish) for wish in shared]
            weights = [wish.topic.minutes for wish in shared] + [-1] * len(hours)
            self.rows.at_most([*columns, *hours], 0, weights)

    def _most_minutes(self, wishes: Sequence[Wish]) -> int:
        """More than these wishes can come to."""
        each = {wish.topic.topic: wish.topic.minutes for wish in wishes}
        days = len({wish.day for wish in wishes})
        return min(sum(each.values()), days * self.settings.minutes_per_day)

    def _column(self, wish: Wish) -> int:
        return self.wish_column[wish.agent_id, wish.day, wish.topic.topic]

    def _by_day(self) -> Mapping[Someone, list[Wish]]:
        found: dict[Someone, list[Wish]] = defaultdict(list)
        for wish in self.wishes:
            found[wish.agent_id, wish.day].append(wish)
        return found


def _by_agent(wishes: Iterable[Wish]) -> Mapping[str, list[Wish]]:
    found: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        found[wish.agent_id].append(wish)
    return found
