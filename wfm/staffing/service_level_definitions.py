"""The four service levels in use: the same calls, and up to several points between them."""

from dataclasses import dataclass

from wfm.staffing import erlang_a, erlang_c


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    """Shares (0-1) for one threshold; goals in `wfm` are always `of_offered`.

    `of_offered`: answered within it / offered. `of_answered`: answered within it / answered.
    `short_abandons_good`: waits that end within it, by an answer or by giving up / offered.
    `short_abandons_ignored`: answered within it / (offered - abandoned within it).
    """

    of_offered: float
    of_answered: float
    short_abandons_good: float
    short_abandons_ignored: float


def service_levels(
    agents: float, erlangs: float, aht_seconds: float, threshold_seconds: float, patience_seconds: float | None
) -> ServiceLevels:
    """All four, side by side; where nobody gives up (`patience_seconds` None) they are one and the same.

    Without load all are 1, without agents all are 0.
    """
    if erlangs == 0 or agents == 0:
        return _all(1.0 if erlangs == 0 else 0.0)
    if patience_seconds is None:
        answered, _ = erlang_c.waiting(agents, erlangs, aht_seconds, threshold_seconds)
        return _all(float(answered))
    fate = erlang_a.outcome(agents, erlangs, aht_seconds, threshold_seconds, patience_seconds)
    abandoned = float(fate.abandoned[0])
    in_time = float(fate.answered_in_time[0])
    in_line = float(fate.in_line_at_threshold[0])
    abandoned_within = abandoned - (in_line - float(fate.answered_late[0]))
    return ServiceLevels(in_time, in_time / (1 - abandoned), 1 - in_line, in_time / (1 - abandoned_within))


def _all(share: float) -> ServiceLevels:
    return ServiceLevels(share, share, share, share)
