"""Signs of burn-out, and changes that are none."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wfm.domain.centre import PoolSettings
from wfm.domain.people import Absence, AbsenceKind, Agent, Performance
from wfm.domain.pool import Need
from wfm.pool.need.assessment import assess

DAY = date(2026, 3, 1)
ZONE = ZoneInfo("Asia/Shanghai")
OLD, NEW = date(2023, 5, 1), date(2026, 1, 5)
MONTHS = tuple((date(2025 + n // 12, n % 12 + 1, 1), date(2025 + n // 12, n % 12 + 1, 28)) for n in range(9, 14))
SOUND = (84.0, 0.92)
Month = tuple[float, float]
"""Quality and adherence."""


def rows(agent_id: str, months: list[Month], handled: int = 600) -> list[Performance]:
    return [
        Performance(agent_id, *period, handled, qa_score=quality, adherence=adherence)
        for period, (quality, adherence) in zip(MONTHS, months, strict=True)
    ]


def need_of_x(
    months: list[Month], others: list[Month] | None = None, hired: date = OLD, absences: tuple[Absence, ...] = ()
) -> Need:
    agents = [Agent(f"P{n}", f"P{n}", "T", "any", ("calls",), hired) for n in range(8)]
    agents.append(Agent("X", "X", "T", "any", ("calls",), hired))
    figures = rows("X", months)
    for n in range(8):
        figures += rows(f"P{n}", [(q + n % 3 - 1, a) for q, a in others or [SOUND] * 5])
    needs = assess(agents, figures, DAY, PoolSettings(), absences=absences)
    return next(need for need in needs if need.agent_id == "X")


def away(*days: date, agent_id: str = "X", kind: AbsenceKind = AbsenceKind.UNPLANNED) -> tuple[Absence, ...]:
    starts = [datetime(day.year, day.month, day.day, tzinfo=ZONE) for day in days]
    return tuple(Absence(agent_id, start, start + timedelta(days=1), kind, True) for start in starts)


def test_a_good_figure_that_fell_is_a_sign() -> None:
    """Deep training is wasted on somebody who knows how and no longer can; the sign steers what he gets."""
    need = need_of_x([SOUND] * 4 + [(66.0, 0.92)])
    assert need.signs == ("quality down from 84 to 66",)
    assert need.reason.endswith("signs of burn-out: quality down from 84 to 66")


def test_who_was_never_good_did_not_fall() -> None:
    """A lasting weakness needs lessons, not rest."""
    assert need_of_x([(66.0, 0.92)] * 5).signs == ()
    assert need_of_x([(70.0, 0.92)] * 4 + [(60.0, 0.92)]).signs == ()


def test_what_fell_for_everybody_is_nobodys_burn_out() -> None:
    """A new scorecard moves all scores in one month."""
    assert need_of_x([SOUND] * 4 + [(70.0, 0.92)], others=[SOUND] * 4 + [(70.0, 0.92)]).signs == ()


def test_beginners_show_no_burn_out() -> None:
    """In the first months figures move because somebody is learning."""
    assert need_of_x([SOUND] * 4 + [(66.0, 0.92)], hired=NEW).signs == ()


def test_adherence_and_quality_falling_together_are_a_sign_before_either_alone() -> None:
    """Who comes late and cares less shows it in both a little, long before one of them is alarming."""
    assert need_of_x([SOUND] * 4 + [(76.0, 0.92)]).signs == ()
    assert need_of_x([SOUND] * 4 + [(84.0, 0.86)]).signs == ()
    both = need_of_x([SOUND] * 4 + [(76.0, 0.86)]).signs
    assert both == ("adherence down from 92 % to 86 %", "quality down from 84 to 76")


def test_small_changes_are_noise() -> None:
    """Thirty scores a month err by two points; nobody is asked how he feels over that."""
    assert need_of_x([SOUND] * 4 + [(81.0, 0.91)]).signs == ()


def test_more_unplanned_absences_than_before_are_a_sign() -> None:
    """Days away come first, before the figures fall."""
    long_known = away(date(2025, 6, 1), agent_id="P0", kind=AbsenceKind.PLANNED)
    often = away(date(2026, 1, 12), date(2026, 1, 26), date(2026, 2, 9), date(2026, 2, 20))
    need = need_of_x([SOUND] * 5, absences=long_known + often)
    assert need.signs == ("4 unplanned absences in 56 days after 0 in 168",)
    # chance: all four of four in a quarter of the time, 0.25 ** 4 = 0.4 %
    always = away(*(date(2025, 8, 4) + timedelta(days=14 * n) for n in range(15)))
    assert need_of_x([SOUND] * 5, absences=long_known + always).signs == (), "as often as ever"
    one_flu = away(*(date(2026, 2, 2) + timedelta(days=n) for n in range(6)))
    assert need_of_x([SOUND] * 5, absences=long_known + one_flu).signs == (), "six days in a row are one absence"
    assert need_of_x([SOUND] * 5, absences=often).signs == (), "nobody knows how it was before January"
