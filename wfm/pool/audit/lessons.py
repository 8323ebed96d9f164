"""What is taught and by whom: topics in their order, groups of the right size, one trainer for every lesson."""

from collections.abc import Iterator
from datetime import timedelta

from wfm.domain.breaches import Breach
from wfm.domain.people import Role
from wfm.domain.pool import TrainingFormat
from wfm.pool.audit.case import PublishedPool, breach_of

TOPIC = "Topics of the curriculum"
PREREQUISITES = "Prerequisites on earlier days"
REPEATED = "No topic twice in a review window"
GROUP = "Size of a group"
TRAINER = "A trainer for every lesson"
OWN_LESSON = "Nobody teaches himself"
REVIEW_WINDOW_DAYS = 28


def topics(pool: PublishedPool) -> Iterator[Breach]:
    """Topics that training.csv does not have, and blocks that do not take as long as their topic."""
    for one in pool.sessions:
        topic = pool.topic.get(one.topic)
        if topic is None:
            yield breach_of(TOPIC, one, one.minutes, "the curriculum has no such topic")
        elif topic.minutes != one.minutes:
            text = f"{one.minutes} min; the topic takes {topic.minutes}"
            yield breach_of(TOPIC, one, one.minutes - topic.minutes, text)


def prerequisites(pool: PublishedPool) -> Iterator[Breach]:
    """Topics before those that must come first, on an earlier day, in this pool or in the ledger."""
    for agent_id, sessions in pool.of_agents().items():
        for one in sessions:
            topic = pool.topic.get(one.topic)
            had = set(pool.ledger.topics_done(agent_id, one.date))
            had |= {other.topic for other in sessions if other.date < one.date}
            for name in () if topic is None else topic.prerequisites:
                if name not in had:
                    yield breach_of(PREREQUISITES, one, 1, f"{name} comes first, on an earlier day")


def repeated(pool: PublishedPool) -> Iterator[Breach]:
    """The same topic again before figures could have shown what it did."""
    for agent_id, sessions in pool.of_agents().items():
        for number, one in enumerate(sessions):
            dates = [other.date for other in sessions[:number] if other.topic == one.topic]
            done = pool.ledger.topics_done(agent_id, one.date)
            dates += [done[one.topic]] if one.topic in done else []
            if dates and max(dates) >= one.date - timedelta(days=REVIEW_WINDOW_DAYS):
                text = f"given on {max(dates)} already, within {REVIEW_WINDOW_DAYS} days"
                yield breach_of(REPEATED, one, (one.date - max(dates)).days, text)


def group_sizes(pool: PublishedPool) -> Iterator[Breach]:
    """Lessons with too few or too many: coaching is for one."""
    for lesson, members in pool.lessons.items():
        topic = pool.topic.get(lesson.topic)
        if topic is None or topic.format is TrainingFormat.SELF:
            continue
        least, most = topic.smallest, topic.seats
        if not least <= len(members) <= most:
            text = f"{len(members)} with {lesson.trainer_id}; {least} to {most} are allowed"
            yield breach_of(GROUP, members[0], len(members), text)


def trainers(pool: PublishedPool) -> Iterator[Breach]:
    """Taught topics without a trainer, self-study with one, and lessons by somebody who is no trainer."""
    for one in pool.sessions:
        if one.topic in pool.topic and pool.is_taught(one) != bool(one.trainer_id):
            missing = "nobody teaches it" if pool.is_taught(one) else "self-study takes no trainer"
            yield breach_of(TRAINER, one, 1, missing)
        teacher = pool.agent.get(one.trainer_id)
        if teacher is not None and teacher.role is Role.AGENT:
            yield breach_of(TRAINER, one, 1, f"{one.trainer_id} is neither trainer nor lead")


def own_lessons(pool: PublishedPool) -> Iterator[Breach]:
    """Trainers among those they teach."""
    for one in pool.sessions:
        if one.trainer_id == one.agent_id:
            yield breach_of(OWN_LESSON, one, 1, "agent and trainer are one")
