"""Why somebody's state changed, in words; for a person's case also what that person should look at."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from wfm.domain.pool import LedgerEntry, Session
from wfm.domain.wording import counted
from wfm.pool.need.evidence import Verdict
from wfm.pool.need.figures import BY_KPI
from wfm.pool.programme.review import Review, Window


def window_too_short(days: int, wanted: int, reason: str) -> str:
    return f"his figures cover {counted(days, 'day')} of the {wanted} that decide: {reason}"


def only_watched(since: date) -> str:
    return f"watched since {since}; no figure seems to be behind any more"


def recovered(since: date) -> str:
    return f"waited since {since} without a session; no figure seems to be behind any more"


def behind_again(back: date, window: Window, verdict: Verdict) -> str:
    figures = ", ".join(
        f"{BY_KPI[f.kpi].words} {BY_KPI[f.kpi].text(f.value)} against {BY_KPI[f.kpi].text(f.peer_median)}"
        for f in verdict.findings
    )
    sure = min(int(100 * verdict.confidence), 99)
    return (
        f"behind again after his return on {back}, by the figures since {window.first}: {figures}; {sure} % sure"
    )


def first_session(session: Session) -> str:
    return f"first session on {session.date}: {session.topic}"


def had_first(entry: LedgerEntry) -> str:
    return f"first session was on {entry.date}: {entry.topic}"


def nothing_took_place() -> str:
    return "no session took place: recalled or missed"


def review_follows(sessions: int, last: date, window_days: int) -> str:
    return (
        f"{counted(sessions, 'session')}, the last on {last}; figures of {window_days} days after it decide, "
        f"on {last + timedelta(days=window_days + 1)} at the earliest"
    )


def owed_before_review(owed: Mapping[str, int]) -> str:
    topics = ", ".join(f"{minutes} min of {topic}" for topic, minutes in owed.items())
    return f"to be had before the review: {topics}, recalled or missed"


def meets_the_standard(review: Review, exit_gap: float) -> str:
    figures = "; ".join(review.seen) or "no figure seems to be behind"
    return f"standard met over {_span(review)}: {figures} (at most {exit_gap:.1f} to return)"


def review_failed(review: Review, exit_gap: float) -> str:
    return f"review failed over {_span(review)}: {'; '.join(review.behind)} (at most {exit_gap:.1f} to return)"


def reviews_failed(failed: int, had: Sequence[LedgerEntry], review: Review, signs: Sequence[str]) -> str:
    topics = ", ".join(dict.fromkeys(entry.topic for entry in had))
    return (
        f"{counted(failed, 'review')} failed after {counted(len(had), 'session')} ({topics}); {_span(review)}: "
        f"{'; '.join(review.behind)}. Look at: what he does differently, beside him on the phones; whether his "
        f"queues suit him; whether the topics meet what he fails at{_burn_out(signs)}"
    )


def sessions_missed(missed: Sequence[LedgerEntry], signs: Sequence[str]) -> str:
    dates = ", ".join(str(entry.date) for entry in missed)
    return (
        f"{counted(len(missed), 'session')} missed ({dates}). Look at: whether he knew of them, whether his "
        f"shifts let him go, what keeps him from coming{_burn_out(signs)}"
    )


def no_session_found(since: date, signs: Sequence[str]) -> str:
    return (
        f"no session since {since}. Look at: pool_refusals.csv for what stands in the way day by day; whether a "
        f"topic cures what is behind; an hour's cover from elsewhere{_burn_out(signs)}"
    )


def _span(review: Review) -> str:
    window = review.window
    return f"{window.first} to {window.last} ({window.contacts} contacts)"


def _burn_out(signs: Sequence[str]) -> str:
    return f"; signs of burn-out: {', '.join(signs)}" if signs else ""
