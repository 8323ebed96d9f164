"""The files in inputs/ about people: who they are, when they come, what they wish, who goes with whom."""

from wfm.domain.burdens import BurdenKind
from wfm.domain.groups import Bond
from wfm.domain.people import AbsenceKind, PinKind, RequestKind, Role
from wfm.io.column import Column, Kind, Table

AGENT_ID = Column("agent_id", Kind.TEXT, "the agent's number in agents.csv")

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
        Column(
            "shifts",
            Kind.NAMES,
            "those of his contract's shifts that he may work, separated by ';'; blank: all of them",
            required=False,
        ),
        Column("mentor", Kind.YES_NO, "true: he can stand by novices", required=False, default=False),
        Column(
            "prefers",
            Kind.NAMES,
            "shifts and starts he likes on any day, such as 'early; start 08:00-10:00'",
            required=False,
            default=(),
        ),
        Column(
            "seniority",
            Kind.NUMBER,
            "years that count for his wishes; blank: those since hire_date",
            "years",
            required=False,
            least=0,
            most=80,
        ),
        Column(
            "hours_balance",
            Kind.NUMBER,
            "hours over (+) or under (-) the normal ones that his hours bank brings along",
            "hours",
            required=False,
            least=-2000,
            most=2000,
            default=0.0,
        ),
        Column(
            "rotation",
            Kind.TEXT,
            "his own rotation of wfm.toml; blank: his team's, none: he takes no part in it",
            required=False,
            default="",
        ),
        Column(
            "rotation_offset",
            Kind.COUNT,
            "by how many entries he is ahead in the rotation; blank: as his team",
            "entries",
            required=False,
        ),
        Column(
            "birth_date",
            Kind.DATE,
            "says until when [minors] of wfm.toml holds for him; never printed; blank: he is of age",
            required=False,
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
            "start_after, end_before: a time of day such as 09:30; start_between: 08:00-10:00; shift, not_shift: "
            "its name; else blank",
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
        Column(
            "until",
            Kind.DATE,
            "the wish holds every week on that weekday until this day; blank: on its day only",
            required=False,
        ),
    ),
)

BALANCE = Table(
    "balance",
    "inputs/balance.csv",
    "What agents carried above or below their fair share before, where earlier rosters do not tell it",
    (
        AGENT_ID,
        Column("kind", Kind.CHOICE, "what it was", choice=BurdenKind),
        Column(
            "value",
            Kind.COUNT,
            "shifts, points or refused wishes above (+) or below (-) the fair share",
            "",
            least=-1000,
            most=1000,
        ),
    ),
)

GROUPS = Table(
    "groups",
    "inputs/groups.csv",
    "Agents who belong together or apart; each bond holds between any two members",
    (
        Column("kind", Kind.CHOICE, "what binds them", choice=Bond),
        Column("members", Kind.NAMES, "two or more agent_ids, separated by ';'"),
        Column(
            "value",
            Kind.NUMBER,
            "buddies: percent of the shorter shift that both are there (blank: 100); car_pool: minutes by which "
            "starts and ends may differ (blank: 0); else blank",
            required=False,
            least=0,
        ),
        Column(
            "points",
            Kind.NUMBER,
            "price of each hour by which a pair breaks the bond (same_days: of each day)",
            "points",
            required=False,
            least=0.01,
            most=1000,
            default=20.0,
        ),
        Column("hard", Kind.YES_NO, "true: the bond is never broken", required=False, default=False),
    ),
)
