"""The retraining programme: who is watched, drafted, in it, under review, back with his team, or a person's case.

In by a struggle that is sure over a full window; out by the figures of a full window after the last session,
against a bar well below that of entry; neither within a minimum stay. What `advance` decides rests on evidence
that did not exist at the last change, so that the same figures never move anybody to and fro.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Agent, Performance
from wfm.domain.pool import Need, ProgrammeState, ProgrammeStep, Session, Topic
from wfm.domain.programme import ProgrammeSettings
from wfm.pool.ledger import Ledger
from wfm.pool.need.records import REVIEW_DAYS
from wfm.pool.programme import wording as words
from wfm.pool.programme.courses import Courses
from wfm.pool.programme.review import Reviews
from wfm.pool.programme.stays import Stays

Decision = tuple[ProgrammeState, str]
"""A new state, and why."""
Standing = Mapping[str, ProgrammeStep]
STRADDLING_DAYS = 31
"""A period may have begun so many days before the review window of three months."""


def standing(steps: Iterable[ProgrammeStep], day: date) -> Standing:
    """Everybody's state on `day`: his latest step by then; of one date, the one that was written last."""
    by_then = [step for step in steps if step.date <= day]
    return {step.agent_id: step for step in sorted(by_then, key=lambda step: step.date)}


def advance(
    steps: Sequence[ProgrammeStep],
    needs: Sequence[Need],
    performance: Sequence[Performance],
    ledger: Ledger,
    day: date,
    settings: PoolSettings,
    agents: Sequence[Agent],
    topics: Sequence[Topic] = (),
) -> tuple[ProgrammeStep, ...]:
    """The changes of state on `day`, at most one for each agent, by agent; the same inputs give the same steps.

    Later steps do not count, and whoever changed on `day` already stays. `needs` are everybody's on `day`,
    `agents` those people; who has left is left as he stood. `topics` tell mandatory sessions from the others.
    """
    by_id = {agent.agent_id: agent for agent in agents}
    judged = [need for need in sorted(needs, key=lambda need: need.agent_id) if need.agent_id in by_id]
    reviews = Reviews([by_id[need.agent_id] for need in judged], performance, day, settings)
    stays = Stays(tuple(step for step in steps if step.date <= day))
    office = _Office(stays, reviews, Courses(ledger, topics, day))
    found = (office.next_step(need, by_id[need.agent_id]) for need in judged)
    return tuple(step for step in found if step is not None)


def steps_of_draft(
    now: Standing,
    sessions: Sequence[Session],
    courses: Courses,
    settings: ProgrammeSettings,
    last: date,
) -> tuple[ProgrammeStep, ...]:
    """What a draft changes on the days it plans, up to `last`: somebody drafted is in the programme from his first
    session on, and under review from the day after the one that makes it enough, if none follows."""
    steps: list[ProgrammeStep] = []
    for agent_id, own in courses.planned(sessions).items():
        step = now.get(agent_id)
        if step is None or step.state not in (ProgrammeState.DRAFTED, ProgrammeState.IN_PROGRAMME):
            continue
        had = 0
        if step.state is ProgrammeState.DRAFTED:
            reason = words.first_session(own[0])
            steps.append(ProgrammeStep(agent_id, own[0].date, ProgrammeState.IN_PROGRAMME, reason))
        else:
            had = len(courses.had(agent_id, step.date))
        after = own[-1].date + timedelta(days=1)
        if had + len(own) >= settings.sessions and after <= last:
            reason = words.review_follows(had + len(own), own[-1].date, settings.window_days)
            steps.append(ProgrammeStep(agent_id, after, ProgrammeState.REVIEWING, reason))
    return tuple(sorted(steps, key=lambda step: (step.date, step.agent_id)))


@dataclass(frozen=True)
class _Office:
    """Decides for one agent after the other what follows from his state, his figures and his sessions."""

    stays: Stays
    reviews: Reviews
    courses: Courses

    @property
    def day(self) -> date:
        return self.courses.day

    @property
    def rules(self) -> ProgrammeSettings:
        return self.reviews.settings.programme

    def next_step(self, need: Need, agent: Agent) -> ProgrammeStep | None:
        """His change of state on the day; None: he stays where he is."""
        step = self.stays.now(need.agent_id)
        if step is not None and step.date == self.day:
            return None
        match step.state if step else None:
            case ProgrammeState.DRAFTED:
                found = self._waiting(need)
            case ProgrammeState.IN_PROGRAMME:
                found = self._in_training(need)
            case ProgrammeState.REVIEWING:
                found = self._under_review(need, agent)
            case ProgrammeState.ESCALATED:
                found = self._with_a_person(agent)
            case _:
                found = self._outside(need, agent, step)
        if found is None or (step is not None and found[0] is step.state):
            return None
        return ProgrammeStep(need.agent_id, self.day, *found)

    def _outside(self, need: Need, agent: Agent, step: ProgrammeStep | None) -> Decision | None:
        """Not in the programme: is he to come in, or to be watched?"""
        back = self.stays.last_return(need.agent_id)
        if back is not None and self._days_since(back) <= REVIEW_DAYS + STRADDLING_DAYS:
            return self._again(need, agent, back)
        sure = need.eligible and bool(need.findings)
        window = self.reviews.window(need.agent_id, date.min)
        days = window.days if window else 0
        if sure and days >= self.rules.window_days:
            return ProgrammeState.DRAFTED, need.reason
        if sure:
            return ProgrammeState.WATCH, words.window_too_short(days, self.rules.window_days, need.reason)
        if step is not None and not self._stayed(step.date):
            return None
        judged = need.handled >= self.reviews.settings.minimum_sample
        seems = need.findings and need.confidence >= self.rules.watch_confidence
        if (judged and seems) or need.signs:
            return ProgrammeState.WATCH, need.reason
        if step is not None and step.state is ProgrammeState.WATCH and not (judged and need.findings):
            return ProgrammeState.RETURNED, words.only_watched(step.date)
        return None

    def _again(self, need: Need, agent: Agent, back: date) -> Decision | None:
        """He came back lately: only figures from after his return count, and not before a minimum stay."""
        window = self.reviews.full_window(need.agent_id, back - timedelta(days=1))
        if window is None or not self._stayed(back):
            return None
        behind = self.reviews.struggling(agent, window)
        return (ProgrammeState.DRAFTED, words.behind_again(back, window, behind)) if behind else None

    def _waiting(self, need: Need) -> Decision | None:
        """Drafted, and no session yet."""
        since = self.stays.now_since(need.agent_id)
        had = self.courses.had(need.agent_id, since)
        if had:
            return ProgrammeState.IN_PROGRAMME, words.had_first(had[0])
        if missed := self._too_often_missed(need):
            return missed
        entered = self.stays.entered(need.agent_id)
        untrained = not self.courses.had(need.agent_id, entered)
        if untrained and not need.findings and self._stayed(entered):
            return ProgrammeState.WATCH, words.recovered(since)
        return self._waited_too_long(need, since)

    def _in_training(self, need: Need) -> Decision | None:
        """In the programme: is it enough for a review?"""
        if missed := self._too_often_missed(need):
            return missed
        if not self.courses.had(need.agent_id, self.stays.entered(need.agent_id)):
            return ProgrammeState.DRAFTED, words.nothing_took_place()
        since = self.stays.now_since(need.agent_id)
        had = self.courses.had(need.agent_id, since)
        if not had:
            return self._waited_too_long(need, since)
        quiet = self._days_since(had[-1].date) > self.rules.quiet_days
        if self.courses.owed(need.agent_id) or not (quiet or len(had) >= self.rules.sessions):
            return None
        return ProgrammeState.REVIEWING, words.review_follows(len(had), had[-1].date, self.rules.window_days)

    def _under_review(self, need: Need, agent: Agent) -> Decision | None:
        """Out by a full window that meets the standard; by one that does not, back, or on to a person."""
        if missed := self._too_often_missed(need):
            return missed
        entered = self.stays.entered(need.agent_id)
        had, owed = self.courses.had(need.agent_id, entered), self.courses.owed(need.agent_id)
        if not had or owed:
            return ProgrammeState.DRAFTED, words.owed_before_review(owed) if owed else words.nothing_took_place()
        review = self.reviews.of(agent, entered, had[-1].date)
        if review is None or not self._stayed(entered):
            return None
        if review.met:
            return ProgrammeState.RETURNED, words.meets_the_standard(review, self.reviews.exit_gap)
        failed = self.stays.failed_reviews(need.agent_id) + 1
        if failed < self.rules.failed_reviews:
            return ProgrammeState.IN_PROGRAMME, words.review_failed(review, self.reviews.exit_gap)
        return ProgrammeState.ESCALATED, words.reviews_failed(failed, had, review, need.signs)

    def _with_a_person(self, agent: Agent) -> Decision | None:
        """A person decides; figures of a full window since then that meet the standard decide as well."""
        since = self.stays.now_since(agent.agent_id)
        review = self.reviews.of(agent, self.stays.entered(agent.agent_id), since)
        if review is None or not review.met or not self._stayed(since):
            return None
        return ProgrammeState.RETURNED, words.meets_the_standard(review, self.reviews.exit_gap)

    def _too_often_missed(self, need: Need) -> Decision | None:
        missed = self.courses.missed(need.agent_id, self.stays.entered(need.agent_id))
        if len(missed) < self.rules.missed_sessions:
            return None
        return ProgrammeState.ESCALATED, words.sessions_missed(missed, need.signs)

    def _waited_too_long(self, need: Need, since: date) -> Decision | None:
        if self._days_since(since) <= self.rules.waiting_days:
            return None
        return ProgrammeState.ESCALATED, words.no_session_found(since, need.signs)

    def _stayed(self, since: date) -> bool:
        """Whether a minimum stay, in or out, is over."""
        return self._days_since(since) >= self.rules.minimum_stay_days

    def _days_since(self, day: date) -> int:
        return (self.day - day).days
