"""Trainers who are as good as each other for a stretch of time: at hand for the same lessons, of the same
covers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from wfm.pool.drafting.board import Board, Minutes

Group = tuple[str, ...]


class TrainerGroups:
    """Who could teach at each time, in groups within which nobody need be told apart.

    Lessons at fixed times are intervals, and so many trainers who are at hand for all of them suffice as
    lessons meet at the busiest moment (interval graphs are perfect). Times that overlap, directly or through
    others, are looked at together; a trainer who is himself `in_need` is alone in his group.
    """

    def __init__(self, board: Board, times: Sequence[Minutes], in_need: Collection[str]) -> None:
        self._board, self._in_need = board, in_need
        self._at: dict[Minutes, tuple[Group, ...]] = {}
        cluster: list[Minutes] = []
        until = 0
        for start, end in sorted(times):
            if cluster and start >= until:
                self._enter(cluster)
                cluster = []
            cluster.append((start, end))
            until = max(until, end)
        self._enter(cluster)

    def at(self, start: int, end: int) -> tuple[Group, ...]:
        """The groups at hand for a lesson."""
        return self._at[start, end]

    def _enter(self, cluster: Sequence[Minutes]) -> None:
        members: Mapping[str, list[Minutes]] = defaultdict(list)
        for time in cluster:
            for trainer_id in self._board.trainers_free(*time):
                members[trainer_id].append(time)
        alike: dict[tuple[tuple[Minutes, ...], Group, str], list[str]] = defaultdict(list)
        for trainer_id, times in members.items():
            alone = trainer_id if trainer_id in self._in_need else ""
            alike[tuple(times), self._board.covers_of(trainer_id), alone].append(trainer_id)
        found: dict[Minutes, list[Group]] = {time: [] for time in cluster}
        for (times_at_hand, _, _), trainers in alike.items():
            for time in times_at_hand:
                found[time].append(tuple(trainers))
        self._at |= {time: tuple(groups) for time, groups in found.items()}
