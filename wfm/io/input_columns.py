"""The files that people put into inputs/, column by column."""

from wfm.domain.events import EventKind
from wfm.domain.people import AbsenceKind, PinKind, RequestKind, Role
from wfm.domain.pool import TrainingFormat
from wfm.io.column import Column, Kind, Table

LONGEST_HANDLING_SECONDS = 7200  # beyond two hours, Excel has probably read m:ss as h:mm


def _figure(name: str, kind: Kind, meaning: str, unit: str = "", most: float | None = None) -> Column:
    """A figure of 0 or more that may be missing."""
    return Column(name, kind, meaning, unit, required=False, least=0, most=most)


AGENT_ID = Column("agent_id", Kind.TEXT, "the agent's number in agents.csv")

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

AGENTS = Table(
    "agents",
    "inputs/agents.csv",
    "Who may be rostered",
    (
        Column("agent_id", Kind.TEXT, "the agent's number, unique"),
        Column("name", Kind.TEXT, "name on the roster"),
        Column("team", Kind.TEXT, "team on the roster"),
        Column("contract", Kind.TEXT, "contract as named in wfm.toml"),
        Column(
            "skills",
            Kind.NAMES,
            "queues he can serve, separated by ';'; blank for leads and trainers off the phones",
            required=False,
            default=(),
        ),
        Column("hire_date", Kind.DATE, "first working day; sets the tenure stage", required=False),
        Column(
            "speed",
            Kind.NUMBER,
            "1.0 = proficient, 0.8 = takes 25 % longer",
            "ratio",
            required=False,
            least=0.05,
            most=3,
            default=1.0,
        ),
        Column(
            "availability",
            Kind.AVAILABILITY,
            "days and hours in which he may work; blank: any time",
            required=False,
        ),
        Column("role", Kind.CHOICE, "what he does here", required=False, choice=Role, default=Role.AGENT),
        Column("site", Kind.TEXT, "where he sits", required=False, default=""),
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
    ),
)

ABSENCES = Table(
    "absences",
    "inputs/absences.csv",
    "Leave, sickness and training that are already fixed; no reasons",
    (
        AGENT_ID,
        Column("start", Kind.DATE_OR_MOMENT, "first day, or the moment it begins"),
        Column("end", Kind.DATE_OR_MOMENT, "last day (inclusive), or the moment it is over"),
        Column("kind", Kind.CHOICE, "what it is", choice=AbsenceKind),
    ),
)

REQUESTS = Table(
    "requests",
    "inputs/requests.csv",
    "Wishes",
    (
        AGENT_ID,
        Column("date", Kind.DATE, "the day of the wish"),
        Column("kind", Kind.CHOICE, "what is wished", choice=RequestKind),
        Column(
            "value",
            Kind.TEXT,
            "start_after, end_before: a time of day such as 09:30; shift: its name; else blank",
            required=False,
            default="",
        ),
        Column(
            "weight",
            Kind.NUMBER,
            "how much it matters; 1 is an ordinary wish",
            "",
            required=False,
            least=0.01,
            most=1000,
            default=1.0,
        ),
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
        Column("prerequisite", Kind.TEXT, "topic that comes before it", required=False, default=""),
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
    ),
)

PINS = Table(
    "pins",
    "inputs/pins.csv",
    "Assignments fixed by hand",
    (
        AGENT_ID,
        Column("date", Kind.DATE, "the day on which the shift starts"),
        Column("kind", Kind.CHOICE, "work or day off", choice=PinKind),
        Column("start", Kind.CLOCK_OR_MOMENT, "start of the shift; blank: any", required=False),
        Column("end", Kind.CLOCK_OR_MOMENT, "end of the shift; blank: any", required=False),
        Column("shift", Kind.TEXT, "shift as named in wfm.toml; blank: any", required=False, default=""),
    ),
)
