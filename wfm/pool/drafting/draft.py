"""The retraining pool of a horizon, drawn from its surplus: who leaves the phones when, for what, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Absence, Agent
from wfm.domain.pool import Favor, Need, ProgrammeStep, Refusal, Session, Topic
from wfm.domain.queues import Cover
from wfm.domain.roster import Roster
from wfm.pool.day.recall import recall_order
from wfm.pool.drafting.beside import claims_beside, engaged
from wfm.pool.drafting.board import Board, Presence
from wfm.pool.drafting.calm import calm
from wfm.pool.drafting.candidates import Lesson, Pick
from wfm.pool.drafting.curriculum import Curriculum, FormatWeight, Wish, WishKind, suits_alike
from wfm.pool.drafting.diary import Diary
from wfm.pool.drafting.fairness import POINT, Fairness, value_of_wish
from wfm.pool.drafting.favor import PaidInterval, extra_heads, lend, paid_intervals
from wfm.pool.drafting.impact import Floor, ServiceLevelAt
from wfm.pool.drafting.linear_rules import LinearDraft
from wfm.pool.drafting.neighbourhoods import Effort
from wfm.pool.drafting.offer import Desk, Offer
from wfm.pool.drafting.refusals import Refusals
from wfm.pool.drafting.search import search
from wfm.pool.drafting.seating import columns_of, picks_of
from wfm.pool.drafting.timetable import Timetable
from wfm.pool.ledger import Ledger

AGENT_DAYS_TOGETHER = 5_000
"""Up to so many days of agents in line their mandatory topics are weighed together with everybody's need; beyond
it they come after."""


class DraftStatus(StrEnum):
    """OPTIMAL: proved best of all blocks there are; FEASIBLE: the work limit or a stop came first."""

    OPTIMAL = "OPTIMAL"
    FEASIBLE = "FEASIBLE"


@dataclass(frozen=True, slots=True)
class PoolDraft:
    """Sessions by date and rank, refusals by date and need.

    `objective`: points x minutes of need and of mandatory topics due, less what fairness takes off (see
    `Curriculum`, `Fairness`); `bound`: no draft from the `blocks` weighed is worth more. What is left over goes
    to development, which is in `minutes` but not in `objective`. `paid`: the intervals that favouring training
    takes below the protected requirement.
    """

    sessions: tuple[Session, ...]
    refusals: tuple[Refusal, ...]
    status: DraftStatus
    bound: float
    objective: float
    minutes: int
    blocks: int = 0
    paid: tuple[PaidInterval, ...] = ()


def draft(
    roster: Roster,
    agents: Sequence[Agent],
    needs: Sequence[Need],
    topics: Sequence[Topic],
    covers: Sequence[Cover],
    surplus: Mapping[str, NDArray[np.int64]],
    service_level: ServiceLevelAt,
    agents_open: Mapping[str, NDArray[np.float64]],
    settings: PoolSettings,
    ledger: Ledger,
    seed: int,
    should_stop: Callable[[], bool] | None = None,
    absences: Sequence[Absence] = (),
    standing: Mapping[str, ProgrammeStep] | None = None,
    favor: Favor = Favor.SERVICE,
    surplus_above_net: Mapping[str, NDArray[np.int64]] | None = None,
    suits: FormatWeight = suits_alike,
    beside: Sequence[Session] = (),
) -> PoolDraft:
    """Drafts all days of the roster's horizon together; `surplus` and `agents_open` run over its intervals per
    cover.

    No block touches a break, an absence or an interval without surplus. What the ledger holds from before the
    horizon counts for caps, cool-down and prerequisites; plans that it holds for the horizon itself are
    replaced. With `favor` TRAINING mandatory topics that are due may use `surplus_above_net` instead, where
    `surplus` does not suffice; nothing else may. Sessions `beside` stand already and keep what they take.
    `settings.work_limit` bounds the search. Once `should_stop` says so, the draft so far is filled up greedily.
    """
    presence = Presence(roster, [*absences, *engaged(beside)])
    board = Board(presence, agents, covers, surplus, settings)
    board.take(claims_beside(beside, board))
    past = ledger.planning_from(roster.horizon.first)
    diaries = {need.agent_id: Diary(need.agent_id, past, roster.horizon, settings) for need in needs}
    timetable = Timetable(board, diaries)
    desk = Desk(
        presence,
        Curriculum(topics, settings, suits),
        settings,
        board,
        {need.agent_id: need for need in needs},
        diaries,
        standing or {},
        timetable.members,
    )
    work = _Drafting(desk, timetable, Effort(settings.work_limit, seed, should_stop))
    if favor is Favor.TRAINING and surplus_above_net is not None:
        work.mandatory_first(extra_heads(surplus, surplus_above_net))
    work.by_need()
    work.what_is_left()
    calm(timetable, desk)
    paid = paid_intervals(timetable.picks, surplus, agents_open, service_level, board)
    sessions = _Sessions(desk, Floor(agents_open, service_level, roster.horizon)).of(timetable.picks)
    return PoolDraft(
        sessions,
        tuple(Refusals(desk, timetable).all()),
        DraftStatus.OPTIMAL if work.bound <= work.objective and not work.open else DraftStatus.FEASIBLE,
        work.bound / POINT,
        work.objective / POINT,
        sum(session.minutes for session in sessions),
        work.blocks,
        paid,
    )


class _Drafting:
    """A draft in the making: first what is mandatory and due where training is favoured, then need, then the
    rest."""

    def __init__(self, desk: Desk, timetable: Timetable, effort: Effort) -> None:
        self.desk, self.timetable, self.effort = desk, timetable, effort
        self.bound = self.objective = self.blocks = 0
        self.open = False
        """Whether something was left out of account: after a stop, or where people joined earlier lessons."""
        self.in_need = [need.agent_id for need in desk.needs.values() if need.eligible]
        self.in_line = [need.agent_id for need in desk.needs.values() if not need.eligible]

    def mandatory_first(self, extra: Mapping[str, NDArray[np.int64]]) -> None:
        """Mandatory topics due: what fits the strict surplus there, the rest with the heads lent."""
        everybody, due = [*self.in_need, *self.in_line], [WishKind.MANDATORY]
        self._best(self.desk.offer(everybody, due))
        lend(self.desk.board, extra, +1)
        self._best(self.desk.offer(everybody, due))
        lend(self.desk.board, extra, -1)

    def by_need(self) -> None:
        """Need and mandatory topics due, weighed against each other over all days."""
        kinds = [WishKind.NEED, WishKind.MANDATORY]
        together = len(self.in_line) * self.desk.horizon.days <= AGENT_DAYS_TOGETHER
        offer = self.desk.offer([*self.in_need, *(self.in_line if together else ())], kinds)
        self.blocks = len(offer.blocks)
        self.bound, self.objective = self._best(offer)

    def what_is_left(self) -> None:
        """Day by day what is still mandatory, then development: whoever had least lately and waited longest
        first."""
        for day in self.desk.horizon.dates:
            if self._asked_to_stop():
                return
            for kind in (WishKind.MANDATORY, WishKind.DEVELOPMENT):
                offer = self.desk.offer(self._turns(day), [kind], [day])
                self.timetable.fill(offer.wishes, offer.blocks, {})

    def _asked_to_stop(self) -> bool:
        asked = self.effort.should_stop is not None and self.effort.should_stop()
        self.open |= asked
        return asked

    def _turns(self, day: date) -> list[str]:
        def turn(agent_id: str) -> tuple[int, date, str]:
            diary = self.desk.diaries[agent_id]
            return diary.minutes_of_late(), diary.last_before(day) or date.min, agent_id

        return sorted(self.desk.needs, key=turn)

    def _best(self, offer: Offer) -> tuple[int, int]:
        """Takes the best picks of an offer that can be found, and returns the bound for all of it and what they
        are worth: greedy first; unless stopped, the search from there; then whatever still fits, so that nobody
        is refused a free block."""
        if not offer.blocks:
            return 0, 0
        fairness = self.desk.fairness(offer.wishes)
        settled = len(self.timetable.picks)
        self.timetable.closed = frozenset(self.timetable.members)  # the rows know nothing of earlier lessons
        greedy = self.timetable.fill(offer.wishes, offer.blocks, fairness)
        self.timetable.closed = frozenset()
        if self._asked_to_stop():
            return everybody_served(offer.wishes), worth(greedy, fairness)
        self.timetable.give_back(greedy)
        rules = LinearDraft(
            offer.wishes, offer.blocks, self.desk.diaries, fairness, self.desk.board, self.desk.settings
        )
        found = search(rules, columns_of(greedy, rules), self.effort)
        self.timetable.take(picks_of(found.x, rules, self.timetable.taught))
        self.timetable.fill(offer.wishes, offer.blocks, fairness)
        mine = worth(self.timetable.picks[settled:], fairness)
        self.open |= mine > found.bound
        return max(found.bound, mine), mine


def worth(picks: Iterable[Pick], fairness: Mapping[str, Fairness]) -> int:
    """Hundredths of a point x minutes of these picks, less what fairness takes off; recomputed from the picks."""
    total, shared = 0, dict.fromkeys(fairness, 0)
    for pick in picks:
        total += value_of_wish(pick.wish)
        if pick.wish.agent_id in fairness and fairness[pick.wish.agent_id].shares(pick.wish):
            shared[pick.wish.agent_id] += pick.block.minutes
    return total - sum(fairness[agent_id].loss(minutes) for agent_id, minutes in shared.items())


def everybody_served(wishes: Iterable[Wish]) -> int:
    """The worth if every agent had each of his topics: a bound that needs no solver."""
    best: dict[tuple[str, str], int] = {}
    for wish in wishes:
        key = wish.agent_id, wish.topic.topic
        best[key] = max(best.get(key, 0), value_of_wish(wish))
    return sum(best.values())


@dataclass(frozen=True)
class _Sessions:
    """From picks to rows of pool.csv."""

    desk: Desk
    floor: Floor

    def of(self, picks: Sequence[Pick]) -> tuple[Session, ...]:
        """Day by day, greatest need first; each is priced after those of greater need have left."""
        by_day: dict[date, list[Pick]] = {}
        for pick in picks:
            by_day.setdefault(pick.block.day, []).append(pick)
        return tuple(session for day in sorted(by_day) for session in self._of_day(by_day[day]))

    def _of_day(self, picks: Sequence[Pick]) -> list[Session]:
        need = {pick: max(self.desk.needs[pick.block.agent_id].score, pick.wish.points) for pick in picks}
        ranked = sorted(picks, key=lambda pick: (-need[pick], pick.block.agent_id, pick.block.start))
        begun: set[Lesson | None] = set()
        sessions = []
        for rank, pick in enumerate(ranked, start=1):
            teaches = pick.trainer_id if pick.lesson not in begun else ""
            begun.add(pick.lesson)
            together = sum(other.lesson == pick.lesson for other in picks) - 1 if pick.lesson else 0
            sessions.append(self._session(rank, pick, need[pick], teaches, together))
        order = {session: place for place, session in enumerate(recall_order(sessions), start=1)}
        return [replace(session, recall_order=order[session]) for session in sessions]

    def _session(self, rank: int, pick: Pick, need: float, teaches: str, together: int) -> Session:
        """One session; `teaches`: the trainer, when it is this session that takes him off the floor."""
        block, board, horizon = pick.block, self.desk.board, self.desk.horizon
        covers = [*board.covers_of(block.agent_id), *(board.covers_of(teaches) if teaches else ())]
        way = board.transition
        before, after = self.floor.leave(max(0, block.start - way), block.end + way, covers)
        return Session(
            date=block.day,
            rank=rank,
            agent_id=block.agent_id,
            need=round(need, 3),
            reason=f"{pick.wish.reason}; {self._why_then(pick, together)}",
            topic=pick.wish.topic.topic,
            trainer_id=pick.trainer_id,
            start=horizon.moment(block.start),
            end=horizon.moment(block.end),
            minutes=block.minutes,
            service_level_before=before,
            service_level_after=after,
            recall_order=rank,
            transition_minutes=way,
        )

    def _why_then(self, pick: Pick, together: int) -> str:
        """The hour in words: what the phones can still spare with everybody of the draft away, and who is free."""
        block, board = pick.block, self.desk.board
        parts = []
        if board.covers_of(block.agent_id):
            minute, cover = board.tightest(block.agent_id, block.start, block.end)
            left = board.slack(block.agent_id, block.start, block.end)
            spare, at = board.spare(cover, minute), f"{self.desk.horizon.moment(minute):%H:%M}"
            parts.append(f"tightest {at}: {spare} to spare, {max(left, 0)} left when all drafted are away")
        if pick.lesson is not None:
            parts.append(f"{pick.trainer_id} is free" + (f", {together} more in the group" if together else ""))
        return ", ".join(parts) or "at his own desk, no queue misses him"
