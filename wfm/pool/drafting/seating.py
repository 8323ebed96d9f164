"""Between a draft in people and a draft in columns: who sits in which lesson with which trainer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from wfm.domain.pool import TrainingFormat
from wfm.pool.drafting.candidates import Block, Lesson, Mode, Pick
from wfm.pool.drafting.curriculum import Wish
from wfm.pool.drafting.linear_rules import LinearDraft
from wfm.pool.drafting.rows import Numbers

Seats = tuple[str, int, int]
"""A topic ("" where it may be any, one to one) at a time."""


def columns_of(picks: Sequence[Pick], draft: LinearDraft) -> Numbers:
    """The values of all columns that these picks come to."""
    x = np.zeros(len(draft.linear.value), dtype=np.int64)
    group_of = {
        (start, end, trainer_id): column
        for (start, end, group), column in draft.taught_column.items()
        for trainer_id in group
    }
    for pick in picks:
        wish, block = pick.wish, pick.block
        x[draft.block_column[block]] = 1
        x[draft.wish_column[wish.agent_id, wish.day, wish.topic.topic]] = 1
        if (wish.agent_id, wish.day) in draft.day_column:
            x[draft.day_column[wish.agent_id, wish.day]] = 1
    for lesson in {pick.lesson: None for pick in picks if pick.lesson is not None}:
        x[group_of[lesson.start, lesson.end, lesson.trainer_id]] += 1
        if lesson.topic.format is TrainingFormat.GROUP:
            x[draft.lesson_column[lesson.topic.topic, lesson.start, lesson.end]] += 1
    for agent_id, columns in draft.hour_columns.items():
        shared = draft.fairness[agent_id]
        minutes = sum(p.block.minutes for p in picks if p.block.agent_id == agent_id and shared.shares(p.wish))
        for column in columns:
            x[column] = min(minutes, int(draft.linear.upper[column]))
            minutes -= int(x[column])
    return x


def picks_of(x: Numbers, draft: LinearDraft, taught: Mapping[str, int]) -> list[Pick]:
    """The picks that chosen columns come to. Of trainers who are as good as each other for a lesson he teaches who
    has `taught` least and is free; whoever wants most sits first."""
    pairs = _wishes_in_blocks(x, draft)
    lessons = _lessons(x, pairs, draft, dict(taught))
    picks = []
    for wish, block in pairs:
        if not block.mode.taught:
            picks.append(Pick(wish, block))
        else:
            picks.append(Pick(wish, block, lessons[wish.agent_id, block.start]))
    return picks


def _wishes_in_blocks(x: Numbers, draft: LinearDraft) -> list[tuple[Wish, Block]]:
    """Every chosen wish with a chosen block of its mode; the earliest block for the greatest wish."""
    blocks: dict[tuple[str, date, Mode], list[Block]] = defaultdict(list)
    for block, column in sorted(draft.block_column.items(), key=lambda item: (item[0].start, item[0].agent_id)):
        if x[column]:
            blocks[block.agent_id, block.day, block.mode].append(block)
    chosen = [w for w in draft.wishes if x[draft.wish_column[w.agent_id, w.day, w.topic.topic]]]
    ranked = sorted(chosen, key=lambda wish: (-wish.points, wish.topic.topic))
    return [(wish, blocks[wish.agent_id, wish.day, Mode.of(wish.topic)].pop(0)) for wish in ranked]


def _lessons(
    x: Numbers, pairs: Sequence[tuple[Wish, Block]], draft: LinearDraft, taught: dict[str, int]
) -> Mapping[tuple[str, int], Lesson]:
    """The lesson of each agent at each start."""
    classes = _classes(x, pairs, draft)
    busy_until: dict[str, int] = {}
    lessons: dict[tuple[str, int], Lesson] = {}
    for (start, end), parties in sorted(classes.items()):
        groups = [
            g
            for (s, e, g), column in draft.taught_column.items()
            if (s, e) == (start, end)
            for _ in range(x[column])
        ]
        for party, group in zip(parties, groups, strict=True):
            free = [t for t in group if busy_until.get(t, 0) <= start]
            trainer_id = min(free, key=lambda t: (taught[t], t))
            busy_until[trainer_id] = end
            taught[trainer_id] += end - start
            lesson = Lesson(party[0][0].topic, start, end, trainer_id)
            lessons |= {(wish.agent_id, start): lesson for wish, _ in party}
    return lessons


Party = Sequence[tuple[Wish, Block]]


def _classes(
    x: Numbers, pairs: Iterable[tuple[Wish, Block]], draft: LinearDraft
) -> Mapping[tuple[int, int], list[Party]]:
    """Who is taught together, by time: everybody coached alone, a group cut into as many lessons as are held, of
    sizes as alike as can be."""
    by_time: dict[tuple[int, int], list[Party]] = defaultdict(list)
    members: dict[Seats, list[tuple[Wish, Block]]] = defaultdict(list)
    for wish, block in pairs:
        if block.mode.format is TrainingFormat.COACH:
            by_time[block.start, block.end].append([(wish, block)])
        elif block.mode.taught:
            members[wish.topic.topic, block.start, block.end].append((wish, block))
    for (topic, start, end), together in members.items():
        held = int(x[draft.lesson_column[topic, start, end]])
        fewest = -(-len(together) // together[0][0].topic.seats)
        held = min(held, len(together)) or fewest
        by_time[start, end] += [together[n::held] for n in range(held)]
    return by_time
