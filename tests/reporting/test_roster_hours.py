"""Hours, codes, short spells and actions: the figures behind the sheets, worked out by hand."""

from dataclasses import replace

import pytest

from wfm.domain.demand import IntervalRow
from wfm.domain.time import at_minute
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.action_list import Urgency, actions_of
from wfm.reporting.workbook.fairness import shares_of
from wfm.reporting.workbook.hours import hours_of
from wfm.reporting.workbook.shift_code import ShiftCode, code_of
from wfm.reporting.workbook.short_spells import short_spells


def test_a_code_says_start_and_pay() -> None:
    """Without it a lead would have to look every shift up."""
    assert ShiftCode(450, 480).text == "07:30/8"
    assert ShiftCode(420, 450).text == "07:00/7.5"


def test_leave_counts_no_more_days_than_the_contract_has(content: RunContent) -> None:
    """Without it a week of leave would credit seven days to somebody who works five."""
    # A0005: three weeks of 5 x 8 h = 120 h; a week of leave, of which the contract works 5 days: 5 x 40/5 = 40 h
    hours = hours_of(content.agents[5], content)
    assert (hours.worked, hours.leave, hours.over_or_under) == (120.0, 40.0, 0.0)
    # four weeks of 36 to 40 h
    assert (hours.least, hours.most) == (144.0, 160.0)


def test_leave_on_a_day_without_shifts_is_off(content: RunContent) -> None:
    """Without it the grid would show leave on days that nobody of the contract ever works."""
    codes = [code_of(plan, content) for plan in content.plans_of("A0005")[7:14]]
    assert codes == ["leave"] * 5 + ["off"] * 2


def test_part_timers_are_within_their_hours(content: RunContent) -> None:
    """Without it a part-timer would be measured by the full-timers' week."""
    # four days of 6 h = 24 h a week, within 22 to 25
    hours = hours_of(content.agents[0], content)
    assert (hours.worked, hours.over_or_under) == (96.0, 0.0)


def test_a_week_that_ends_after_the_horizon_is_no_shortage(content: RunContent) -> None:
    """Without it every horizon that begins or ends within a week would list people whom nobody can help."""
    # Sunday to Wednesday of one week; Thursday is the only other day with full shifts, of 8.5 h paid: 36 - 8.5
    horizon = content.centre.horizon(content.horizon.first, 4)
    hours = hours_of(content.agents[9], replace(content, horizon=horizon))
    assert hours.least == 27.5


def test_somebody_without_work_is_short_of_his_least(content: RunContent) -> None:
    """Without it an agent whom the roster forgot would not be listed."""
    nobody_works = tuple(plan for plan in content.roster.plans if plan.agent_id != "A0009" or not plan.works)
    idle = replace(content, roster=replace(content.roster, plans=nobody_works))
    assert hours_of(content.agents[9], idle).over_or_under == -144.0
    first = next(action for action in actions_of(idle) if action.about == "Contract hours")
    assert first.urgency is Urgency.DECIDE
    assert "0 h with leave; contract 144 to 160 h" in first.what


def test_late_and_weekend_shifts_are_counted(content: RunContent) -> None:
    """Without it the fairness sheet would blame the wrong people."""
    by_id = {share.agent.agent_id: share for share in shares_of(content)}
    # A0011 starts 12:30, 13:00, 07:00, 07:30 in the four weeks; 8.5 h after 12:30 is 21:00, after 13:00 21:30
    assert by_id["A0011"].late == 10
    # week-end is Saturday and Sunday here; full-timers work the four Sundays
    assert by_id["A0011"].weekend == 4
    assert (by_id["A0004"].wishes, by_id["A0004"].granted) == (1, 0)


def row(content: RunContent, cover: str, minute: int, net: int, opened: float) -> IntervalRow:
    """One interval of the first day."""
    start = at_minute(content.horizon.first, minute, content.centre.zone)
    return IntervalRow(cover, start, net, net, opened, 0.0, opened - net, 0.6, 40.0, 0.9, 0.05)


def test_neighbouring_short_intervals_are_one_spell(content: RunContent) -> None:
    """Without it a short afternoon would fill a page with half-hours."""
    few = replace(
        content,
        intervals=(
            row(content, "vip", 600, 5, 4.0),
            row(content, "vip", 630, 5, 3.0),
            row(content, "vip", 660, 5, 5.0),
            row(content, "vip", 690, 5, 4.5),
        ),
    )
    first, second = short_spells(few)
    # (1 + 2) agents x half an hour = 1.5 agent-hours, 10:00 to 11:00
    assert (first.deepest, first.agent_hours) == (2.0, pytest.approx(1.5))
    assert content.wall(first.end).hour == 11
    assert second.agent_hours == pytest.approx(0.25)


def test_overlapping_covers_tell_a_shortage_once(content: RunContent) -> None:
    """Without it the same missing agent would be asked for twice; a cover apart must still be told."""
    rows = (
        row(content, "vip", 600, 5, 4.0),
        row(content, "regular+vip", 600, 9, 7.0),
        row(content, "chat", 600, 3, 2.0),
    )
    told = [spell.first.cover for spell in short_spells(replace(content, intervals=rows))]
    assert told == ["regular+vip", "chat"]


def test_the_weightiest_comes_first(content: RunContent) -> None:
    """Without it the one decision that matters hides below the notes."""
    actions = actions_of(replace(content, summary={**content.summary, "stopped_by": "time_limit"}))
    assert actions[0].about == "Search"
    order = [list(Urgency).index(action.urgency) for action in actions]
    assert order == sorted(order)
    assert actions[-1].about == "Note"
