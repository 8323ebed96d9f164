"""The retraining pool of a horizon: each day in turn, from that day's surplus, who leaves the phones for what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Absence, Agent, Role
from wfm.domain.pool import Need, Refusal, Session, Topic, TrainingFormat
from wfm.domain.queues import Cover
from wfm.domain.roster import Roster
from wfm.pool.board import Board, Presence
from wfm.pool.candidates import POINT, Block, Candidate, Lesson, lesson_with, thinned
from wfm.pool.curriculum import Curriculum
from wfm.pool.impact import Floor, ServiceLevelAt
from wfm.pool.ledger import Ledger, planned_entries
from wfm.pool.offer import Desk, Offer, in_words
from wfm.pool.recall import recall_order
from wfm.pool.selection import DayModel, Effort, Selection, everybody_served, value_of
from wfm.pool.timetable import Timetable

LARGEST_SHARE_OF_A_DAY = 0.25
"""Of the solver work that is left one hard day may use so much and leave the rest to the days after."""
LEAST_WORK = 0.05
"""Solver work units that every day may use, however much the days before it took."""
SPARE_TRAINERS = 1
"""More trainers than rooms are seldom of use at one time: so many beyond them are offered per block."""


class DraftStatus(StrEnum):
    """OPTIMAL: every day proved best of the blocks offered; FEASIBLE: a day hit its work limit or was stopped."""

    OPTIMAL = "OPTIMAL"
    FEASIBLE = "FEASIBLE"


@dataclass(frozen=True, slots=True)
class PoolDraft:
    """Sessions by date and rank, refusals by date and need.

    `objective` is in points x minutes (see `Curriculum.wishes`), `bound` the most that the blocks offered allowed,
    day by day, given the days before.
    """

    sessions: tuple[Session, ...]
    refusals: tuple[Refusal, ...]
    status: DraftStatus
    bound: float
    objective: float
    minutes: int


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
) -> PoolDraft:
    """Drafts every day of the roster's horizon; `surplus` and `agents_open` run over its intervals per cover name.

    No block touches a break, an absence or an interval without surplus. What the ledger holds from before the
    horizon, and the sessions of earlier days, count for caps, cool-down and prerequisites; plans that it holds for
    the horizon itself are replaced. `settings.work_limit` is shared by the days. Once `should_stop` says so, the
    remaining days are drafted greedily.
    """
    presence = Presence(roster, absences)
    board = Board(presence, agents, covers, surplus, settings)
    desk = Desk(presence, Curriculum(topics, settings), settings, board)
    floor = Floor(agents_open, service_level, roster.horizon)
    work = _Drafting(desk, floor, needs, agents, ledger.planning_from(roster.horizon.first), seed, should_stop)
    for day in roster.horizon.dates:
        work.draft_day(day)
    return work.result()


class _Drafting:
    """A draft in the making: what the days so far have taken and taught."""

    def __init__(
        self,
        desk: Desk,
        floor: Floor,
        needs: Sequence[Need],
        agents: Sequence[Agent],
        ledger: Ledger,
        seed: int,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.desk, self.floor, self.needs, self.ledger = desk, floor, needs, ledger
        self.seed, self.should_stop = seed, should_stop
        self.taught = {
            a.agent_id: 0 for a in sorted(agents, key=_trainers_before_leads) if a.role is not Role.AGENT
        }
        self.work_left = desk.settings.work_limit
        self.days_left = desk.presence.horizon.days
        self.sessions: list[Session] = []
        self.refusals: list[Refusal] = []
        self.bound, self.objective, self.proved = 0, 0, True

    def draft_day(self, day: date) -> None:
        offer = self.desk.offer(self.needs, self.ledger, day)
        blocks = [block for own in offer.blocks.values() for block in own]
        timetable = self._choose(offer, blocks)
        self.objective += value_of(timetable.picks)
        sessions = self._sessions(day, timetable.picks)
        self.sessions += sessions
        self.refusals += self._refusals(offer, timetable)
        self.ledger = self.ledger.and_then(
            planned_entries(sessions, [], "draft", self.desk.presence.horizon.start)
        )
        self.days_left -= 1

    def result(self) -> PoolDraft:
        status = DraftStatus.OPTIMAL if self.proved else DraftStatus.FEASIBLE
        minutes = sum(session.minutes for session in self.sessions)
        bound, objective = self.bound / POINT, self.objective / POINT
        return PoolDraft(tuple(self.sessions), tuple(self.refusals), status, bound, objective, minutes)

    def _choose(self, offer: Offer, blocks: Sequence[Block]) -> Timetable:
        """The day's timetable: greedy first; unless stopped, the solver's choice with the greedy one as its hint;
        then whatever of all blocks still fits, so that nobody is refused for a block that was free."""
        trainers = sorted(self.taught, key=lambda trainer_id: self.taught[trainer_id])
        greedy = Timetable(self.desk.board, offer, trainers)
        hint = greedy.fill(blocks)
        if not blocks:
            return greedy
        if self.should_stop is not None and self.should_stop():
            self.bound += everybody_served(blocks)
            self.proved = False
            return greedy
        greedy.clear()
        chosen = self._solve(offer, trainers, hint)
        timetable = Timetable(self.desk.board, offer, trainers)
        for candidate in chosen.picks:
            timetable.take(candidate)
        self.bound += chosen.bound + value_of(timetable.fill(blocks))
        self.proved &= chosen.proved
        return timetable

    def _solve(self, offer: Offer, trainers: Sequence[str], hint: Sequence[Candidate]) -> Selection:
        offered = (c for block in thinned(offer.blocks) for c in self._lessons(block, trainers))
        candidates = dict.fromkeys([*hint, *offered])
        model = DayModel(tuple(candidates), self.desk.board, offer.allowances)
        fair_share = max(1 / self.days_left, LARGEST_SHARE_OF_A_DAY)
        effort = Effort(max(LEAST_WORK, self.work_left * fair_share), self.seed, self.should_stop)
        selection = model.solve(effort, hint)
        self.work_left -= selection.work
        return selection

    def _lessons(self, block: Block, trainers: Sequence[str]) -> Sequence[Candidate]:
        """The block with each trainer who is free for it, those who taught least so far first."""
        if block.wish.topic.format is TrainingFormat.SELF:
            return [Candidate(block, None)]
        lessons = (lesson_with(block, trainer_id, self.desk.board) for trainer_id in trainers)
        free = (lesson for lesson in lessons if self.desk.board.lacking((*lesson.claims, *block.claims)) is None)
        return [Candidate(block, lesson) for lesson in islice(free, self.desk.settings.rooms + SPARE_TRAINERS)]

    def _sessions(self, day: date, picks: Sequence[Candidate]) -> list[Session]:
        """Rows of pool.csv, greatest need first; each is priced after those of greater need have left."""
        need_of = {need.agent_id: need for need in self.needs}
        need = {pick: max(need_of[pick.block.agent_id].score, pick.block.wish.points) for pick in picks}
        ranked = sorted(picks, key=lambda pick: (-need[pick], pick.block.agent_id, pick.block.start))
        begun: set[Lesson | None] = set()
        sessions = []
        for rank, pick in enumerate(ranked, start=1):
            teaches = pick.trainer_id if pick.lesson not in begun else ""
            begun.add(pick.lesson)
            sessions.append(self._session(day, rank, pick, need[pick], teaches))
        order = {session: place for place, session in enumerate(recall_order(sessions), start=1)}
        return [replace(session, recall_order=order[session]) for session in sessions]

    def _session(self, day: date, rank: int, pick: Candidate, need: float, teaches: str) -> Session:
        """One session; `teaches`: the trainer, when it is this session that takes him off the floor."""
        block, board, horizon = pick.block, self.desk.board, self.desk.presence.horizon
        covers = [*board.covers_of(block.agent_id), *(board.covers_of(teaches) if teaches else ())]
        before, after = self.floor.leave(block.start, block.end, covers)
        if teaches:
            self.taught[teaches] += block.minutes
        return Session(
            date=day,
            rank=rank,
            agent_id=block.agent_id,
            need=round(need, 3),
            reason=block.wish.reason,
            topic=block.wish.topic.topic,
            trainer_id=pick.trainer_id,
            start=horizon.moment(block.start),
            end=horizon.moment(block.end),
            minutes=block.minutes,
            service_level_before=before,
            service_level_after=after,
            recall_order=rank,
        )

    def _refusals(self, offer: Offer, timetable: Timetable) -> list[Refusal]:
        """Everybody with a need who was on shift and is not drafted, with what stood in the way."""
        drafted = {pick.block.agent_id for pick in timetable.picks}
        reasons = dict(offer.refused)
        for need in self.needs:
            if need.eligible and need.agent_id in offer.blocks and need.agent_id not in drafted:
                hindrances = timetable.hindrances(offer.blocks[need.agent_id])
                reasons[need.agent_id] = in_words(hindrances)
        ranked = [need.agent_id for need in self.needs if need.agent_id in reasons]
        return [Refusal(offer.day, agent_id, reasons[agent_id]) for agent_id in ranked]


def _trainers_before_leads(agent: Agent) -> tuple[bool, str]:
    return agent.role is not Role.TRAINER, agent.agent_id
