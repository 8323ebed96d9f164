"""From rows to events and to the curriculum."""

from wfm.domain.events import Event
from wfm.domain.pool import Topic
from wfm.io.cross_checks import Checks, circles
from wfm.io.curriculum_gaps import note_gaps
from wfm.io.near import did_you_mean
from wfm.io.people import span_of
from wfm.io.reading import Reading, Record


def events(reading: Reading, checks: Checks) -> tuple[Event, ...]:
    """Special days, in the order of the file; each repeats an event that is in it."""
    queues = ["*", *(queue.name for queue in checks.centre.queues)]
    names = _event_names(reading)
    found = []
    for record in reading.records():
        if record.sound("queue"):
            checks.known_name(record, "queue", queues)
        if record.sound("repeat_of") and record["repeat_of"] and record["repeat_of"] not in names:
            hint = did_you_mean(record["repeat_of"], names)
            checks.problem(record, "repeat_of", "the name or first day of another event", hint)
        span = span_of(record, checks) if record.sound("start", "end") else None
        if span is not None and record.sound():
            start, end, _ = span
            texts = {name: record[name] for name in ("queue", "kind", "factor", "repeat_of", "name")}
            found.append(Event(start=start, end=end, **texts))
    return tuple(found)


def _event_names(reading: Reading) -> set[str]:
    """What `repeat_of` may say: the name of an event, or its first day."""
    records = [record for record in reading.records() if record.sound("start", "name")]
    days = {record["start"].isoformat()[:10] for record in records}
    return days | {record["name"] for record in records if record["name"]}


def topics(reading: Reading, checks: Checks) -> tuple[Topic, ...]:
    """The curriculum: every prerequisite is in it, and none is its own in the end."""
    records = [record for record in reading.records() if record.sound("topic", "prerequisite")]
    by_topic = {record["topic"]: record for record in records}
    for record in records:
        checks.once(record, record["topic"], "topic", "topic")
        for name in record["prerequisite"]:
            checks.known_name(record, "prerequisite", list(by_topic), name)
    for circle in circles({topic: record["prerequisite"] for topic, record in by_topic.items()}):
        chain = " → ".join([*circle, circle[0]])
        checks.problem(by_topic[circle[0]], "prerequisite", "prerequisites without a circle", f"{chain}")
    sound = [record for record in reading.records() if record.sound() and _fits(record, checks)]
    note_gaps(sound, checks)
    return tuple(map(_topic, sound))


def _fits(record: Record, checks: Checks) -> bool:
    """Whether a group can be as small as it must be and as large as it may be."""
    if record["min_group"] > record["max_group"]:
        checks.problem(record, "min_group", f"at most max_group ({record['max_group']})")
        return False
    return True


def _topic(record: Record) -> Topic:
    values = record.values()
    return Topic(prerequisites=values.pop("prerequisite"), **values)
