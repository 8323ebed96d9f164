"""Rules of the retraining programme: when somebody comes in and goes back, how often he is sampled, how he is
treated in his stage."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wfm.domain.pool import ProgrammeState, TrainingFormat

BURN_OUT = "burn_out"
"""The stage that is told by signs, not by tenure."""
POSITIVE = (
    "window_days",
    "review_contacts",
    "sessions",
    "quiet_days",
    "waiting_days",
    "failed_reviews",
    "missed_sessions",
)
MOST_SAMPLES_A_WEEK = 50
HIGHEST_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class ProgrammeSettings:
    """When somebody enters the programme, is reviewed, returns, or is handed to a person.

    `window_days`: days that figures must cover before they decide anything; `review_contacts`: contacts in them.
    `exit_share`: he returns when no figure that brought him in is further behind than this share of the pool's
    `gap_threshold`. `minimum_stay_days`: neither out after fewer days in nor in again after fewer days out.
    `watch_confidence`: probability (0-1) of being behind from which on somebody is watched. A review follows
    after `sessions` sessions, or `quiet_days` without one. A person looks after `failed_reviews`,
    `missed_sessions`, or `waiting_days` in which no session was to be had.
    """

    window_days: int = 28
    review_contacts: int = 100
    exit_share: float = 0.67
    minimum_stay_days: int = 28
    watch_confidence: float = 0.75
    sessions: int = 3
    quiet_days: int = 14
    waiting_days: int = 56
    failed_reviews: int = 2
    missed_sessions: int = 3

    def __post_init__(self) -> None:
        for key in POSITIVE:
            if getattr(self, key) < 1:
                raise ValueError(f"pool.programme {key} is {getattr(self, key)}; expected 1 or more")
        if self.minimum_stay_days < 0:
            raise ValueError(f"pool.programme minimum_stay_days is {self.minimum_stay_days}; expected 0 or more")
        if not 0 < self.exit_share <= 0.9:
            raise ValueError(
                f"pool.programme exit_share is {self.exit_share}; expected above 0 and at most 0.9, "
                "so that nobody who has just returned is already behind again"
            )
        if not 0.5 <= self.watch_confidence < 1:
            raise ValueError(
                f"pool.programme watch_confidence is {self.watch_confidence}; expected 0.5 to below 1"
            )


@dataclass(frozen=True, slots=True)
class SamplingSettings:
    """Quality samples a week of each agent: usually, while watched or waiting, in the programme, under review."""

    normal: int = 1
    watch: int = 2
    in_programme: int = 5
    reviewing: int = 5

    def __post_init__(self) -> None:
        for key in ("normal", "watch", "in_programme", "reviewing"):
            if not 0 <= getattr(self, key) <= MOST_SAMPLES_A_WEEK:
                raise ValueError(
                    f"pool.sampling {key} is {getattr(self, key)}; expected 0 to {MOST_SAMPLES_A_WEEK} a week"
                )

    def per_week(self, state: ProgrammeState | None) -> int:
        """Samples a week in a state; None: somebody of whom the programme knows nothing."""
        return {
            ProgrammeState.WATCH: self.watch,
            ProgrammeState.DRAFTED: self.watch,
            ProgrammeState.IN_PROGRAMME: self.in_programme,
            ProgrammeState.REVIEWING: self.reviewing,
            ProgrammeState.ESCALATED: self.reviewing,
        }.get(state or ProgrammeState.RETURNED, self.normal)


@dataclass(frozen=True)
class Treatment:
    """What suits those of one stage: how much each format counts (1 as usual, 0: not given), and `topics` of the
    curriculum that they get besides, as far as training.csv has them."""

    formats: Mapping[TrainingFormat, float] = field(default_factory=dict)
    topics: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, weight in self.formats.items():
            if not 0 <= weight <= HIGHEST_WEIGHT:
                raise ValueError(f"weight of format {name} is {weight}; expected 0 to {HIGHEST_WEIGHT:g}")
        if self.formats and len(self.formats) == len(TrainingFormat) and not any(self.formats.values()):
            raise ValueError("every format has weight 0; at least one must be given")

    def weight(self, kind: TrainingFormat) -> float:
        return self.formats.get(kind, 1.0)


def usual_treatments() -> dict[str, Treatment]:
    """By stage, where wfm.toml says nothing: beginners learn together; who is about to leave wants to be talked
    to; who burns out is not left alone with a screen."""
    return {
        "novelty": _treatment(1.0, 1.2, 0.8),
        "frustration": _treatment(1.3, 1.0, 0.7, "retention_talk"),
        "growth": _treatment(1.0, 1.0, 1.0),
        "maturity": _treatment(1.0, 0.9, 1.1, "mentoring"),
        BURN_OUT: _treatment(1.2, 0.8, 0.5, "rotation", "mentoring"),
    }


def _treatment(coach: float, group: float, alone: float, *topics: str) -> Treatment:
    return Treatment(
        {TrainingFormat.COACH: coach, TrainingFormat.GROUP: group, TrainingFormat.SELF: alone}, topics
    )
