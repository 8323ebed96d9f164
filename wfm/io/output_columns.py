"""The files that the program writes, column by column."""

from wfm.domain.breaches import Breach, Severity
from wfm.domain.changes import Change
from wfm.domain.demand import ForecastRow, IntervalRow, RequirementRow
from wfm.domain.people import TenureStage
from wfm.domain.pool import Need, ProgrammeLine, ProgrammeState, Refusal, SampleDue, Session, SessionStatus
from wfm.domain.roster import DayKind, DayPlan
from wfm.io.column import Column, Kind, Table
from wfm.io.people_columns import AGENT_ID


def _share(name: str, meaning: str) -> Column:
    return Column(name, Kind.SHARE, meaning, "0-1", digits=6)


FORECAST = Table(
    "forecast",
    "forecasts/<run>/forecast.csv",
    "Expected contacts per queue and open interval",
    (
        Column("queue", Kind.TEXT, "queue as named in wfm.toml"),
        Column("start", Kind.MOMENT, "start of the interval"),
        Column("offered", Kind.NUMBER, "expected contacts", "contacts"),
        *(
            Column(
                f"offered_p{share}",
                Kind.NUMBER,
                f"contacts that are not exceeded in {share} of 100 such intervals",
                "contacts",
            )
            for share in (10, 50, 80, 90, 95)
        ),
        Column("aht_seconds", Kind.NUMBER, "expected handling time", "seconds"),
        Column("model", Kind.TEXT, "which model or combination said so"),
    ),
    ForecastRow,
)

REQUIREMENT = Table(
    "requirement",
    "forecasts/<run>/requirement.csv",
    "Agents needed on contact per cover and interval",
    (
        Column("cover", Kind.TEXT, "queues staffed as one, joined by +"),
        Column("start", Kind.MOMENT, "start of the interval"),
        Column("erlangs", Kind.NUMBER, "load: volume x handling time / interval", "erlangs", digits=4),
        Column("agents_net", Kind.COUNT, "needed on contact at the expected load", "agents"),
        Column("agents_protected", Kind.COUNT, "needed at the P80 load; the pool may not go below", "agents"),
        Column("agents_gross", Kind.NUMBER, "net / (1 - shrinkage)", "agents"),
        _share("service_level", "offered contacts answered within the threshold, with agents_net"),
        Column("asa_seconds", Kind.NUMBER, "mean wait of the answered, with agents_net", "seconds"),
        _share("occupancy", "share of on-contact time spent handling, with agents_net"),
        _share("abandonment", "offered contacts that give up, with agents_net"),
        Column("binding", Kind.TEXT, "the goal that decided"),
    ),
    RequirementRow,
)

SHIFTS = Table(
    "shifts",
    "rosters/<run>/shifts.csv",
    "Who works when: one row per agent and day",
    (
        AGENT_ID,
        Column("date", Kind.DATE, "the day on which the shift starts"),
        Column("kind", Kind.CHOICE, "what the agent does that day", choice=DayKind),
        Column("shift", Kind.TEXT, "shift as named in wfm.toml", required=False, default=""),
        Column("start", Kind.MOMENT, "start of the shift", required=False),
        Column("end", Kind.MOMENT, "end of the shift, perhaps after midnight", required=False),
        Column("paid_minutes", Kind.COUNT, "paid time of the day", "minutes", required=False, least=0, default=0),
        Column("breaks", Kind.BREAKS, "breaks by the wall clock", required=False, default=()),
        Column("pinned", Kind.YES_NO, "fixed by hand", required=False, default=False),
    ),
    DayPlan,
)

INTERVALS = Table(
    "intervals",
    "rosters/<run>/intervals.csv",
    "How the roster meets each cover, after the pool",
    (
        Column("cover", Kind.TEXT, "queues staffed as one, joined by +"),
        Column("start", Kind.MOMENT, "start of the interval"),
        Column("agents_net", Kind.COUNT, "needed on contact", "agents"),
        Column("agents_protected", Kind.COUNT, "needed at the P80 load", "agents"),
        Column("agents_open", Kind.NUMBER, "on contact before the pool takes anybody", "agents"),
        Column("agents_in_pool", Kind.NUMBER, "in the retraining pool drawn from surplus", "agents"),
        Column("net", Kind.NUMBER, "open - in pool - needed", "agents"),
        _share("service_level", "offered contacts answered within the threshold, with those who are left"),
        Column("asa_seconds", Kind.NUMBER, "mean wait of the answered", "seconds"),
        _share("occupancy", "share of on-contact time spent handling"),
        _share("abandonment", "offered contacts that give up"),
    ),
    IntervalRow,
)

POOL = Table(
    "pool",
    "rosters/<run>/pool.csv",
    "The daily retraining pool drawn from surplus",
    (
        Column("date", Kind.DATE, "the day"),
        Column("rank", Kind.COUNT, "1 is the greatest need of the day"),
        AGENT_ID,
        Column("need", Kind.NUMBER, "need score"),
        Column("reason", Kind.TEXT, "why this agent"),
        Column("topic", Kind.TEXT, "unit of the curriculum"),
        Column("trainer_id", Kind.TEXT, "who trains; blank for self-study", required=False, default=""),
        Column("start", Kind.MOMENT, "start of the block"),
        Column("end", Kind.MOMENT, "end of the block"),
        Column("minutes", Kind.COUNT, "length of the block", "minutes"),
        _share("service_level_before", "worst interval of the block, before he leaves"),
        _share("service_level_after", "worst interval of the block, after he left"),
        Column("recall_order", Kind.COUNT, "1 goes back to the phones first"),
        Column("status", Kind.CHOICE, "what became of it", choice=SessionStatus),
        Column(
            "transition_minutes",
            Kind.COUNT,
            "off the phones before and after the block as well",
            "minutes",
            required=False,
            default=0,
        ),
    ),
    Session,
)

CANDIDATES = Table(
    "pool_candidates",
    "rosters/<run>/pool_candidates.csv",
    "How much each agent needs retraining, and why or why not",
    (
        AGENT_ID,
        Column("stage", Kind.CHOICE, "tenure stage, which sets the peers", choice=TenureStage),
        Column("handled", Kind.COUNT, "contacts behind the figures", "contacts"),
        Column("score", Kind.NUMBER, "need score"),
        Column("eligible", Kind.YES_NO, "may be drafted"),
        Column("reason", Kind.TEXT, "in words"),
        Column("findings", Kind.FINDINGS, "figures that stand apart", required=False, default=()),
        Column("weaknesses", Kind.NAMES, "what he fails at", required=False, default=()),
        Column(
            "confidence",
            Kind.SHARE,
            "probability that a figure truly is behind",
            "0-1",
            required=False,
            default=0.0,
            digits=4,
        ),
        Column("signs", Kind.NAMES, "signs of burn-out", required=False, default=()),
    ),
    Need,
)

REFUSALS = Table(
    "pool_refusals",
    "rosters/<run>/pool_refusals.csv",
    "Who stays on the phones although there is a need, and what stood in the way",
    (
        Column("date", Kind.DATE, "the day"),
        AGENT_ID,
        Column("reason", Kind.TEXT, "in words"),
    ),
    Refusal,
)

PROGRAMME = Table(
    "programme",
    "rosters/<run>/programme.csv",
    "Where everybody stands in the retraining programme: how he stood before, and every change on these days",
    (
        AGENT_ID,
        Column("date", Kind.DATE, "since when"),
        Column("state", Kind.CHOICE, "where he stands", choice=ProgrammeState),
        Column("reason", Kind.TEXT, "why; for a person's case, what that person should look at"),
        Column("sessions", Kind.COUNT, "sessions since he came in, without mandatory topics", "sessions"),
        Column("minutes_owed", Kind.COUNT, "recalled or missed and not made good yet", "minutes"),
        Column("due", Kind.DATE, "when the next thing is due; blank: nobody can say", required=False),
        Column("what_next", Kind.TEXT, "what is due", required=False, default=""),
    ),
    ProgrammeLine,
)

SAMPLES = Table(
    "quality_samples",
    "rosters/<run>/quality_samples.csv",
    "Contacts to be sampled for quality: one row per sample",
    (
        AGENT_ID,
        Column("due", Kind.DATE, "the working day on which to sample"),
        Column("reason", Kind.TEXT, "why so many"),
    ),
    SampleDue,
)

BREACHES = Table(
    "breaches",
    "rosters/<run>/breaches.csv",
    "What the audit found",
    (
        Column("rule", Kind.TEXT, "title of the rule"),
        Column("severity", Kind.CHOICE, "hard rules must hold", choice=Severity),
        Column("agent_id", Kind.TEXT, "whose roster; blank: the centre's", required=False, default=""),
        Column("start", Kind.MOMENT, "from"),
        Column("end", Kind.MOMENT, "to"),
        Column("amount", Kind.NUMBER, "how much, in the unit the message names"),
        Column("message", Kind.TEXT, "in words"),
    ),
    Breach,
)

CHANGES = Table(
    "changes",
    "rosters/<run>/changes.csv",
    "What a roster changes in the published one that it is based on",
    (
        AGENT_ID,
        Column("date", Kind.DATE, "the day"),
        Column(
            "before",
            Kind.TEXT,
            "as published: times and shift, or off; blank: not in it",
            required=False,
            default="",
        ),
        Column("after", Kind.TEXT, "as it is now; blank: not in the roster any more", required=False, default=""),
        Column("reason", Kind.TEXT, "why, in words"),
    ),
    Change,
)
