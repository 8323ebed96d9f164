"""What one agent has had and is to have, day by day, and what of it stands in the way of one session more."""

from collections.abc import Mapping
from datetime import date, timedelta

from wfm.domain.centre import PoolSettings
from wfm.domain.pool import Topic
from wfm.domain.time import Horizon
from wfm.pool.ledger import Ledger

REVIEW_WINDOW_DAYS = 28
"""A topic is given again only when the figures of a full review window could have shown whether it helped."""
WEEK = 7


class Diary:
    """One agent's sessions: those of the ledger, and those entered into the draft so far."""

    def __init__(self, agent_id: str, ledger: Ledger, horizon: Horizon, settings: PoolSettings) -> None:
        self.agent_id, self.settings, self.first = agent_id, settings, horizon.first
        after = horizon.last + timedelta(days=REVIEW_WINDOW_DAYS + 1)
        self.done: Mapping[str, date] = ledger.topics_done(agent_id, after)
        self.owed: Mapping[str, int] = ledger.carried_over(agent_id, after)
        self.had = _minutes_by_day(agent_id, ledger, horizon, settings)
        self.drafted: dict[str, date] = {}
        self._entered: dict[date, list[int]] = {}

    def enter(self, topic: Topic, day: date) -> None:
        """A session more."""
        self.drafted[topic.topic] = day
        self._entered.setdefault(day, []).append(topic.minutes)

    def strike(self, topic: Topic, day: date) -> None:
        """Undoes an `enter`."""
        del self.drafted[topic.topic]
        self._entered[day].remove(topic.minutes)

    def minutes_on(self, day: date) -> int:
        return self.had.get(day, (0, 0))[0] + sum(self._entered.get(day, ()))

    def blocks_on(self, day: date) -> int:
        return self.had.get(day, (0, 0))[1] + len(self._entered.get(day, ()))

    def minutes_before(self, day: date) -> int:
        """Minutes of a review window that ends the day before."""
        first = day - timedelta(days=REVIEW_WINDOW_DAYS)
        return sum(minutes for on, (minutes, _) in self.had.items() if first <= on < day)

    def minutes_of_late(self) -> int:
        """Minutes of the review window before the draft and of the draft itself."""
        return self.minutes_before(self.first) + self.minutes_drafted

    @property
    def minutes_drafted(self) -> int:
        return sum(map(sum, self._entered.values()))

    def last_before(self, day: date) -> date | None:
        """The last day before `day` on which he had or is to have a session."""
        days = [
            *(on for on, (_, blocks) in self.had.items() if blocks),
            *(d for d, e in self._entered.items() if e),
        ]
        return max((on for on in days if on < day), default=None)

    def hindrance(self, topic: Topic, day: date) -> str | None:
        """What the agent's own calendar has against that topic on that day, in words; None: nothing."""
        return self.topic_hindrance(topic, day) or self.calendar_hindrance(topic, day)

    def calendar_hindrance(self, topic: Topic, day: date) -> str | None:
        """Caps and cool-down alone."""
        return self._day_cap(topic, day) or self._rest(day) or self._week(topic, day)

    def topic_hindrance(self, topic: Topic, day: date) -> str | None:
        """What he had lately, or has not had yet."""
        if topic.topic in self.drafted:
            return f"{topic.topic} is drafted for him on {self.drafted[topic.topic]}"
        last = self.done.get(topic.topic)
        if last is not None and last >= day - timedelta(days=REVIEW_WINDOW_DAYS):
            if last > day:
                return f"{topic.topic} is planned for {last}"
            return f"{topic.topic} was given on {last}, within {REVIEW_WINDOW_DAYS} days"
        for name in topic.prerequisites:
            if not self.has_had(name, day):
                when = f", drafted for {self.drafted[name]}" if name in self.drafted else ""
                return f"{topic.topic} comes after {name}, which he has not had yet{when}"
        return None

    def has_had(self, topic: str, day: date) -> bool:
        """Whether he has had the topic before that day, or is to have it."""
        return any(topic in dates and dates[topic] < day for dates in (self.done, self.drafted))

    def _day_cap(self, topic: Topic, day: date) -> str | None:
        if self.blocks_on(day) >= self.settings.blocks_per_day:
            return f"cap reached: {self.settings.blocks_per_day} block a day"
        if self.minutes_on(day) + topic.minutes > self.settings.minutes_per_day:
            return (
                f"cap reached: {self.minutes_on(day)} min on this day, {topic.topic} takes {topic.minutes}, "
                f"{self.settings.minutes_per_day} a day allowed"
            )
        return None

    def _rest(self, day: date) -> str | None:
        """Days between two days with a session, looking back and ahead."""
        for distance in range(1, self.settings.cool_down_days + 1):
            before, after = day - timedelta(days=distance), day + timedelta(days=distance)
            if self.blocks_on(before):
                free = before + timedelta(days=self.settings.cool_down_days + 1)
                return f"cool-down after the session of {before}; free again on {free}"
            if self.blocks_on(after):
                return f"cool-down before the session of {after}"
        return None

    def _near(self, day: date) -> bool:
        """Whether there is any session less than a week away."""
        return any(abs((on - day).days) < WEEK for on in (*self.had, *self._entered))

    def _week(self, topic: Topic, day: date) -> str | None:
        if not self._near(day) and topic.minutes <= self.settings.minutes_per_week:
            return None
        for last in (day + timedelta(days=ahead) for ahead in range(WEEK)):
            taken = sum(self.minutes_on(last - timedelta(days=back)) for back in range(WEEK))
            if taken + topic.minutes > self.settings.minutes_per_week:
                return (
                    f"cap reached: {taken} min in the seven days to {last}, {topic.topic} takes {topic.minutes}, "
                    f"{self.settings.minutes_per_week} a week allowed"
                )
        return None


def _minutes_by_day(
    agent_id: str, ledger: Ledger, horizon: Horizon, settings: PoolSettings
) -> dict[date, tuple[int, int]]:
    """Minutes and blocks of the ledger on each day that still counts for anything."""
    if agent_id not in ledger.standing:
        return {}
    back = max(REVIEW_WINDOW_DAYS, settings.cool_down_days)
    ahead = max(WEEK, settings.cool_down_days)
    days = (horizon.first + timedelta(days=n) for n in range(-back, horizon.days + ahead))
    found = {day: (ledger.minutes_on(agent_id, day), ledger.blocks_on(agent_id, day)) for day in days}
    return {day: both for day, both in found.items() if both != (0, 0)}
