"""From [[on_duty]], [mentoring] and [[team_shift]] of wfm.toml to the rules across agents."""

from wfm.domain.groups import Mentoring, OnDuty, TeamShift, Who
from wfm.domain.people import Role, TenureStage
from wfm.io.hours_text import WEEKDAYS, one_range
from wfm.io.settings_numbers import or_none
from wfm.io.settings_shape import MentoringSection, OnDutySection, TeamShiftSection, WhoSection


def on_duty(section: OnDutySection) -> OnDuty:
    """One rule about who is on duty. Raises ValueError when it does not fit together."""
    return OnDuty(
        who=_who(section.who),
        least=section.least,
        most=or_none(section.most),
        least_share=section.least_share,
        hours=one_range("hours", section.hours),
        weekdays=tuple(sorted({WEEKDAYS.index(day) for day in section.weekdays})),
        by_day=section.count == "day",
        hard=section.hard,
        points=section.points,
    )


def mentoring(section: MentoringSection) -> Mentoring:
    """The rule about mentors beside novices."""
    mentors = None if section.mentors is None else _who(section.mentors)
    return Mentoring(section.share, _who(section.novices), mentors, section.hard, section.points)


def team_shift(section: TeamShiftSection) -> TeamShift:
    """One rule about teams that work one shift in a week. Raises ValueError when it does not fit together."""
    return TeamShift(tuple(section.teams), tuple(section.shifts), section.rotate, section.hard, section.points)


def _who(section: WhoSection) -> Who:
    return Who(
        role=None if section.role is None else Role(section.role),
        skill=section.skill,
        stage=None if section.stage is None else TenureStage(section.stage),
        team=section.team,
        contract=section.contract,
    )
