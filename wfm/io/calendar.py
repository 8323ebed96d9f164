"""From rows to events and to the curriculum."""

from wfm.domain.events import Event
from wfm.domain.pool import Topic
from wfm.io.cross_checks import Checks, circles
from wfm.io.near import did_you_mean
from wfm.io.people import span_of
from wfm.io.reading import Reading


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
        if record["prerequisite"]:
            checks.known_name(record, "prerequisite", list(by_topic))
    for circle in circles({topic: record["prerequisite"] for topic, record in by_topic.items()}):
        chain = " → ".join([*circle, circle[0]])
        checks.problem(by_topic[circle[0]], "prerequisite", "prerequisites without a circle", f"{chain}")
    return tuple(Topic(**record.values()) for record in reading.records() if record.sound())
