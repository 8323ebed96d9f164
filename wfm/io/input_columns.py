"""The files in inputs/ about contacts, figures, days, training and head-counts, column by column."""

from wfm.domain.events import EventKind
from wfm.domain.headcounts import OVER_POINTS, UNDER_POINTS
from wfm.domain.pool import TrainingFormat
from wfm.io.column import Column, Kind, Table
from wfm.io.people_columns import AGENT_ID

LONGEST_HANDLING_SECONDS = 7200  # beyond two hours, Excel has probably read m:ss as h:mm


def _figure(name: str, kind: Kind, meaning: str, unit: str = "", most: float | None = None) -> Column:
    """A figure of 0 or more that may be missing."""
    return Column(name, kind, meaning, unit, required=False, least=0, most=most)


HISTORY = Table(
    "history",
    "inputs/history.csv",
    "Contacts per queue and interval, as the switch counted them",
    (
        Column("queue", Kind.TEXT, "queue as named in wfm.toml"),
        Column("start", Kind.MOMENT, "start of the interval, local time"),
        Column(
            "offered",
            Kind.NUMBER,
            "contacts that arrived, abandoned included; - when not counted",
            "contacts",
            least=0,
            may_be_unknown=True,
        ),
        Column(
            "aht_seconds",
            Kind.DURATION,
            "mean handling time: talk, hold and after-contact work; blank or ***** when unknown",
            "seconds",
            required=False,
            least=0,
            most=LONGEST_HANDLING_SECONDS,
        ),
        _figure("handled", Kind.NUMBER, "contacts that were answered", unit="contacts"),
        _figure("abandoned", Kind.NUMBER, "contacts that gave up waiting", unit="contacts"),
        _figure("answered_within", Kind.NUMBER, "contacts answered within the goal's threshold", unit="contacts"),
        Column("asa_seconds", Kind.DURATION, "mean wait of the answered", "seconds", required=False, least=0),
    ),
)

PERFORMANCE = Table(
    "performance",
    "inputs/performance.csv",
    "Figures per agent and period",
    (
        AGENT_ID,
        Column("period_start", Kind.DATE, "first day of the period"),
        Column("period_end", Kind.DATE, "last day of the period"),
        Column("handled", Kind.COUNT, "contacts handled in the period", "contacts", least=0),
        Column(
            "aht_seconds",
            Kind.DURATION,
            "mean handling time",
            "seconds",
            required=False,
            least=0,
            most=LONGEST_HANDLING_SECONDS,
        ),
        _figure("qa_score", Kind.NUMBER, "quality sampling score", unit="points", most=100),
        _figure("fcr", Kind.SHARE, "first-contact resolution", unit="0-1", most=1),
        _figure("csat", Kind.NUMBER, "satisfaction on the centre's own scale", unit="points"),
        _figure("errors", Kind.COUNT, "errors found", unit="errors"),
        _figure("complaints", Kind.COUNT, "complaints received", unit="complaints"),
        _figure("transfers", Kind.COUNT, "contacts passed on", unit="contacts"),
        _figure("adherence", Kind.SHARE, "time in the planned state / planned time", unit="0-1", most=1),
        Column(
            "weaknesses",
            Kind.NAMES,
            "what he fails at, in the tags that training.csv cures",
            required=False,
            default=(),
        ),
        _figure("evaluations", Kind.COUNT, "scored contacts behind qa_score", unit="contacts"),
        _figure("surveys", Kind.COUNT, "customers' answers behind csat", unit="answers"),
    ),
)

EVENTS = Table(
    "events",
    "inputs/events.csv",
    "Days and hours that are not like others",
    (
        Column("queue", Kind.TEXT, "queue as named in wfm.toml, or * for all"),
        Column("start", Kind.DATE_OR_MOMENT, "first day, or the moment it begins"),
        Column(
            "end",
            Kind.DATE_OR_MOMENT,
            "last day (inclusive), or the moment it is over; blank: the first day only",
            required=False,
        ),
        Column("kind", Kind.CHOICE, "what it is", choice=EventKind),
        Column(
            "factor", Kind.NUMBER, "known multiplier of the volume", "ratio", required=False, least=0, most=100
        ),
        Column(
            "repeat_of",
            Kind.TEXT,
            "name or first day of an earlier event it resembles",
            required=False,
            default="",
        ),
        Column("name", Kind.TEXT, "what people call it", required=False, default=""),
    ),
)

TRAINING = Table(
    "training",
    "inputs/training.csv",
    "The curriculum of the retraining pool, in small units",
    (
        Column("topic", Kind.TEXT, "name of the unit, unique"),
        Column("minutes", Kind.COUNT, "how long one session takes", "minutes", least=5, most=480),
        Column("prerequisite", Kind.NAMES, "topics that come before it", required=False, default=()),
        Column(
            "format",
            Kind.CHOICE,
            "one to one, in a group, or alone",
            required=False,
            choice=TrainingFormat,
            default=TrainingFormat.COACH,
        ),
        Column(
            "max_group",
            Kind.COUNT,
            "most agents in one session",
            "agents",
            required=False,
            least=1,
            most=1000,
            default=1,
        ),
        Column("cures", Kind.NAMES, "figures or weakness tags it helps", required=False, default=()),
        Column("mandatory_by", Kind.DATE, "day by which everybody must have had it", required=False),
        Column(
            "min_group",
            Kind.COUNT,
            "fewest agents in one session; with fewer there is none",
            "agents",
            required=False,
            least=1,
            most=1000,
            default=1,
        ),
    ),
)

HEADCOUNTS = Table(
    "headcounts",
    "inputs/headcounts.csv",
    "How many people shifts want, beside or instead of what intervals require",
    (
        Column("date", Kind.DATE, "the day; blank: the weekdays say", required=False),
        Column(
            "weekday",
            Kind.NAMES,
            "weekdays separated by ';' (mon;tue), every week; a row with a date takes their place on it",
            required=False,
            default=(),
        ),
        Column("shift", Kind.NAMES, "shift as named in wfm.toml; several separated by ';' are counted together"),
        _figure("wanted", Kind.COUNT, "how many are wanted; blank: only least and most count", unit="people"),
        Column(
            "under",
            Kind.NUMBER,
            "price of each one short",
            "points",
            required=False,
            least=0,
            most=10_000,
            default=UNDER_POINTS,
        ),
        Column(
            "over",
            Kind.NUMBER,
            "price of each one above",
            "points",
            required=False,
            least=0,
            most=10_000,
            default=OVER_POINTS,
        ),
        Column("least", Kind.COUNT, "never fewer than so many", "people", required=False, least=0, default=0),
        _figure("most", Kind.COUNT, "never more than so many", unit="people"),
        Column(
            "group",
            Kind.TEXT,
            "who counts: all, or role, skill, team, stage or contract with a name, such as skill:vip",
            required=False,
            default="all",
        ),
    ),
)
