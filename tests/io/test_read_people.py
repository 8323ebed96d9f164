"""Agents, absences, wishes, pins, events, the curriculum and the roster before."""

from collections.abc import Callable
from datetime import date

import pytest

from wfm.domain.people import AbsenceKind, PinKind, RequestKind, Role
from wfm.domain.pool import TrainingFormat
from wfm.domain.roster import DayKind
from wfm.domain.time import iso
from wfm.io.cross_checks import circles
from wfm.io.inputs import Inputs

Read = Callable[..., Inputs]
Complaints = Callable[..., list[str]]


def test_agents(read_small: Read) -> None:
    """Without it defaults or optional columns would be lost."""
    text = (
        "工号,姓名,班组,合同,技能,入职日期,效率系数,可用时间,role,site\n"
        "A1,张伟,北组,full,sales；service,2024/5/6,0.8,mon-fri 08:00-16:00,,Xi'an\n"
        "T1,Tess,North,full,,,,,Trainer,\n"
    )
    first, second = read_small({"agents.csv": text.encode("gbk")}).agents
    assert (first.name, first.skills, first.hire_date) == ("张伟", ("sales", "service"), date(2024, 5, 6))
    assert (first.speed, first.role, first.site) == (0.8, Role.AGENT, "Xi'an")
    assert first.availability == dict.fromkeys(range(5), ((480, 960),))
    assert (second.role, second.speed, second.skills, second.availability) == (Role.TRAINER, 1.0, (), None)


def test_birth_dates_that_cannot_be(read_small: Read, complaints: Complaints) -> None:
    """Without it a minor could be taken for an adult, or the complaint tell how old somebody is."""
    head = "agent_id,name,team,contract,skills,hire_date,birth_date\n"
    (agent,) = read_small({"agents.csv": head + "A1,Ann,North,full,sales,2025-09-01,2008-12-03\n"}).agents
    assert agent.birth_date == date(2008, 12, 3)
    rows = "A1,Ann,North,full,sales,,2199-01-01\nA2,Bo,North,full,sales,2008-11-30,2008-12-03\n"
    future, unborn = complaints({"agents.csv": head + rows})
    assert "agents.csv:2, column 'birth_date': expected a birth date in the past" in future
    assert "agents.csv:3, column 'birth_date': expected a birth date before hire_date" in unborn
    assert "2199" not in future
    assert "2008" not in unborn


def test_an_agents_own_rotation(read_small: Read, complaints: Complaints) -> None:
    """Without it somebody could be given a rotation that nobody has described."""
    head = "agent_id,name,team,contract,skills,rotation,rotation_offset\n"
    (agent,) = read_small({"agents.csv": head + "A1,Ann,North,full,sales,none,2\n"}).agents
    assert (agent.rotation, agent.rotation_offset) == ("none", 2)
    (told,) = complaints({"agents.csv": head + "A1,Ann,North,full,sales,four_team,\n"})
    assert "column 'rotation': found 'four_team'; expected one of none" in told


def test_a_rotation_beyond_the_contract_is_refused(complaints: Complaints) -> None:
    """Without it a whole team could be found impossible only when the roster is built."""
    settings = """
[shifts.night]
starts = "22:00"
minutes = 480
[rotations.nights]
cycle = ["night", "off"]
anchor = "2026-01-01"
teams = { North = 0 }
"""
    told = complaints({}, settings)
    assert len(told) == 3
    assert "expected a rotation that contract full can keep: it has no shift night" in told[0]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("A1,Ann,North,full,,1,", "column 'skills': found ''; expected at least one queue"),
        ("A1,Ann,North,full,sales,0,", "column 'speed': found '0'; expected a number (ratio) from 0.05 to 3"),
        ("A1,Ann,North,full,sales,1,someday", "expected days and hours"),
        ("A1,Ann,North,full,sales,1,mon 25:00-26:00", "'25:00' is not a time of day"),
        ("A1,,North,full,sales,1,", "column 'name': found ''; expected a text"),
    ],
)
def test_agents_that_cannot_be_rostered(complaints: Complaints, row: str, place: str) -> None:
    """Without it an agent without skills or hours would be a puzzle for the solver."""
    [text] = complaints({"agents.csv": f"agent_id,name,team,contract,skills,speed,availability\n{row}\n"})
    assert place in text


def test_absences_by_day_and_by_hour(read_small: Read) -> None:
    """Without it the last day of a leave would be a working day."""
    text = (
        "agent_id,start,end,kind\n"
        "A1,2026-03-02,2026-03-03,Planned\n"
        "A2,2026-03-02T09:00,2026-03-02T11:00,training\n"
    )
    whole, part = read_small({"absences.csv": text}).absences
    assert (iso(whole.start), iso(whole.end), whole.whole_days) == (
        "2026-03-02T00:00+01:00",
        "2026-03-04T00:00+01:00",
        True,
    )
    assert (iso(part.start), iso(part.end), part.whole_days) == (
        "2026-03-02T09:00+01:00",
        "2026-03-02T11:00+01:00",
        False,
    )
    assert part.kind is AbsenceKind.TRAINING


@pytest.mark.parametrize(
    ("span", "place"),
    [
        ("2026-03-02,2026-03-02T10:00", "two dates, or two moments"),
        ("2026-03-02T10:00,2026-03-02T10:00", "a moment after its start"),
        ("2026-03-02T10:00,2026-03-02T09:00", "no earlier than start"),
    ],
)
def test_absences_that_do_not_go_together(complaints: Complaints, span: str, place: str) -> None:
    """Without it a day and an hour would be mixed into a span nobody meant."""
    [text] = complaints({"absences.csv": f"agent_id,start,end,kind\nA1,{span},planned\n"})
    assert place in text


def test_requests_of_every_kind(read_small: Read) -> None:
    """Without it a wish for a start would reach the roster as a text."""
    text = (
        "agent_id,date,kind,value,weight\n"
        "A1,2026-03-02,off,,2\n"
        "A1,2026-03-03,start_after,09:30,\n"
        "A1,2026-03-04,end before,17:00,1\n"
        "A1,2026-03-05,shift,day,1\n"
        "A1,2026-03-06,work,,0.5\n"
    )
    wishes = read_small({"requests.csv": text}).requests
    assert [(wish.kind, wish.value, wish.weight) for wish in wishes] == [
        (RequestKind.OFF, "", 2),
        (RequestKind.START_AFTER, "570", 1),
        (RequestKind.END_BEFORE, "1020", 1),
        (RequestKind.SHIFT, "day", 1),
        (RequestKind.WORK, "", 0.5),
    ]


@pytest.mark.parametrize(
    ("wish", "place"),
    [
        ("start_after,soon", "column 'value': found 'soon'; expected a time of day"),
        ("shift,dya", "column 'value': found 'dya'; expected one of day"),
        ("off,please", "expected a blank cell for off"),
        ("holiday,", "column 'kind': found 'holiday'; expected one of off, work"),
    ],
)
def test_requests_with_a_bad_value(complaints: Complaints, wish: str, place: str) -> None:
    """Without it a wish that nobody understands would count as not met."""
    [text] = complaints({"requests.csv": f"agent_id,date,kind,value\nA1,2026-03-02,{wish}\n"})
    assert place in text


def test_pins(read_small: Read) -> None:
    """Without it a night shift pinned by the clock would end before it starts."""
    text = (
        "agent_id,date,kind,start,end,shift\n"
        "A1,2026-03-02,shift,09:00,17:00,day\n"
        "A1,2026-03-03,shift,22:00,06:00,\n"
        "A1,2026-03-04,off,,,\n"
        "A2,2026-03-02,shift,2026-03-02T09:00+01:00,,\n"
    )
    day, night, off, open_end = read_small({"pins.csv": text}).pins
    assert day.start is not None
    assert night.start is not None
    assert night.end is not None
    assert open_end.start is not None
    assert (iso(day.start), day.shift) == ("2026-03-02T09:00+01:00", "day")
    assert (iso(night.start), iso(night.end)) == ("2026-03-03T22:00+01:00", "2026-03-04T06:00+01:00")
    assert (off.kind, off.start) == (PinKind.OFF, None)
    assert (iso(open_end.start), open_end.end) == ("2026-03-02T09:00+01:00", None)


@pytest.mark.parametrize(
    ("pin", "place"),
    [
        ("2026-03-02,shift,,,", "a shift or a start"),
        ("2026-03-02,off,,,day", "no start, end or shift for a day off"),
        ("2026-03-02,shift,2026-03-03T09:00,,", "a shift belongs to the day on which it starts"),
        ("2026-03-09,shift,,,day", "a day on which the agent is present"),
        ("2026-03-11,shift,09:00,17:00,day", "a day on which the agent is present"),
    ],
)
def test_pins_that_cannot_be_kept(complaints: Complaints, pin: str, place: str) -> None:
    """Without it a pin during leave would make the whole roster impossible, without saying why."""
    away = (
        "agent_id,start,end,kind\nA1,2026-03-09,2026-03-10,planned\nA1,2026-03-11T12:00,2026-03-11T14:00,planned\n"
    )
    [text] = complaints({"absences.csv": away, "pins.csv": f"agent_id,date,kind,start,end,shift\nA1,{pin}\n"})
    assert place in text


def test_two_pins_of_one_day_are_a_problem(complaints: Complaints) -> None:
    """Without it one of two pins would win by chance."""
    [text] = complaints({"pins.csv": "agent_id,date,kind,shift\nA1,2026-03-02,off,\nA1,2026-03-02,shift,day\n"})
    assert "inputs/pins.csv:3, column 'date'" in text
    assert "row 2 says it already" in text


def test_performance(read_small: Read) -> None:
    """Without it a share given in percent would count a hundredfold, and a blank would be a zero."""
    text = (
        "agent_id,period_start,period_end,handled,aht,qa_score,fcr,errors,adherence,weaknesses\n"
        "A1,2026-01-01,2026-01-31,412,6:12,71.5,78%,3,0.94,hold; script\n"
        "A1,2026-02-01,2026-02-28,9,,,,,,\n"
    )
    first, second = read_small({"performance.csv": text}).performance
    assert (first.aht_seconds, first.qa_score, first.fcr, first.errors) == (372, 71.5, 0.78, 3)
    assert (first.adherence, first.weaknesses, first.complaints) == (0.94, ("hold", "script"), None)
    assert (second.handled, second.aht_seconds, second.fcr, second.weaknesses) == (9, None, None, ())


@pytest.mark.parametrize(
    ("figures", "place"),
    [
        ("412,71,0.8,3.5", "column 'errors': found '3.5'; expected a whole number"),
        ("412,171,0.8,3", "column 'qa_score': found '171'; expected a number (points) from 0 to 100"),
        ("412,71,78,3", "write 0.78 or 78% if it is a percentage"),
        ("-,71,0.8,3", "column 'handled': found '-'"),
    ],
)
def test_performance_out_of_range(complaints: Complaints, figures: str, place: str) -> None:
    """Without it somebody would be sent to training for a typing mistake."""
    head = "agent_id,period_start,period_end,handled,qa_score,fcr,errors\n"
    [text] = complaints({"performance.csv": f"{head}A1,2026-01-01,2026-01-31,{figures}\n"})
    assert place in text


def test_performance_twice_for_one_period_is_a_problem(complaints: Complaints) -> None:
    """Without it an agent's contacts would count twice and make a thin sample look thick."""
    row = "A1,2026-01-01,2026-01-31,412\n"
    [text] = complaints({"performance.csv": f"agent_id,period_start,period_end,handled\n{row}{row}"})
    assert "one row per agent and period" in text


def test_events(read_small: Read) -> None:
    """Without it a holiday's last day would be an ordinary one, and a repeat would point nowhere."""
    text = (
        "queue,start,end,kind,factor,repeat_of,name\n"
        "*,2025-12-24,2025-12-26,holiday,,,Christmas\n"
        "sales,2026-03-02T10:00,2026-03-02T12:00,campaign,1.5,,\n"
        "*,2026-12-24,,make-up day,,Christmas,\n"
    )
    first, second, third = read_small({"events.csv": text}).events
    assert (iso(first.start), iso(first.end)) == ("2025-12-24T00:00+01:00", "2025-12-27T00:00+01:00")
    assert (second.queue, second.factor) == ("sales", 1.5)
    assert (iso(third.end), third.repeat_of) == ("2026-12-25T00:00+01:00", "Christmas")


def test_events_that_point_nowhere(complaints: Complaints) -> None:
    """Without it a mistyped queue or event would silently change nothing."""
    text = "queue,start,end,kind,repeat_of\nslaes,2026-03-02,2026-03-02,holiday,Xmas\n"
    queue, repeat = complaints({"events.csv": text})
    assert "did you mean 'sales'?" in queue
    assert "expected the name or first day of another event" in repeat


def test_curriculum(read_small: Read) -> None:
    """Without it a unit would lose what it cures."""
    head = "topic,minutes,prerequisite,format,max_group,cures,mandatory_by\n"
    text = head + "hold,30,,group,5,hold;aht_seconds,2026-04-01\n"
    [topic] = read_small({"training.csv": text}).topics
    assert (topic.format, topic.max_group, topic.cures) == (TrainingFormat.GROUP, 5, ("hold", "aht_seconds"))
    assert topic.mandatory_by == date(2026, 4, 1)


def test_several_prerequisites_and_a_smallest_group(read_small: Read, complaints: Complaints) -> None:
    """Without it a unit that builds on two others would follow after one, and a class could be held for one."""
    head = "topic,minutes,prerequisite,format,max_group,min_group\n"
    text = head + "a,30,,coach,1,\nb,30,,coach,1,\nc,30,a;b,group,5,3\n"
    *_, topic = read_small({"training.csv": text}).topics
    assert (topic.prerequisites, topic.smallest, topic.seats) == (("a", "b"), 3, 5)
    too_small, unknown = complaints({"training.csv": head + "c,30,x,group,2,3\n"})
    assert "at most max_group (2)" in too_small + unknown
    assert "found 'x'" in too_small + unknown


def test_prerequisites_must_exist_and_end(complaints: Complaints) -> None:
    """Without it two units would wait for each other for ever."""
    text = "topic,minutes,prerequisite\na,30,b\nb,30,c\nc,30,a\nd,30,x\ne,30,e\n"
    unknown, circle, itself = complaints({"training.csv": text})
    assert "inputs/training.csv:5, column 'prerequisite': found 'x'" in unknown
    assert "a → b → c → a" in circle
    assert "e → e" in itself


def test_circles_are_found_once_each() -> None:
    """Without it a chain that leads into a circle would report it again for each of its members."""
    assert list(circles({"x": ["a"], "a": ["end", "b"], "b": ["a"], "y": ["x"], "z": ["end"]})) == [["a", "b"]]


def test_previous_shifts(read_small: Read) -> None:
    """Without it the first night of a roster would not know who worked the night before."""
    text = (
        "agent_id,date,kind,shift,start,end,paid_minutes,breaks,pinned\n"
        "A1,2026-03-01,shift,day,2026-03-01T22:00,2026-03-02T06:00,450,23:30-23:45;02:00-02:30,false\n"
        "A2,2026-03-01,off,,,,0,,false\n"
    )
    worked, off = read_small({"previous_shifts.csv": text}).previous
    assert [(iso(rest.start), rest.minutes) for rest in worked.breaks] == [
        ("2026-03-01T23:30+01:00", 15),
        ("2026-03-02T02:00+01:00", 30),
    ]
    assert off.kind is DayKind.OFF


def test_previous_shifts_that_do_not_fit_together(complaints: Complaints) -> None:
    """Without it a break outside its shift would be kept."""
    text = (
        "agent_id,date,kind,start,end,breaks\n"
        "A1,2026-03-01,shift,2026-03-01T08:00,2026-03-01T16:00,17:00-17:15\n"
        "A2,2026-03-01,shift,,,\n"
    )
    outside, without = complaints({"previous_shifts.csv": text})
    assert "the break at 17:00 lies outside the shift" in outside
    assert "a shift needs a start" in without


def test_two_files_for_one_table_are_a_problem(complaints: Complaints) -> None:
    """Without it nobody would know whether agents.csv or agents.xlsx counts."""
    head = "agent_id,name,team,contract,skills\nA1,Ann,North,full,sales\n"
    [text] = complaints({"agents.tsv": head})
    assert "found 'agents.csv, agents.tsv'; expected one file of this name" in text


def test_only_what_is_wanted_is_read(small_centre: Callable[..., object]) -> None:
    """Without it a forecast would fail because of a wish."""
    from wfm.io.inputs import read_inputs
    from wfm.io.settings import read_centre
    from wfm.io.workspace import Workspace

    workspace = small_centre({"requests.csv": "broken"}, without=["agents.csv"])
    assert isinstance(workspace, Workspace)
    inputs = read_inputs(workspace, read_centre(workspace.settings), wanted=("history",))
    assert [path.name for path in inputs.files] == ["history.csv"]
    assert inputs.agents == ()


def test_files_with_a_strange_name_are_noted(read_small: Read) -> None:
    """Without it the leave in absence.csv would not count, and nobody would be told."""
    inputs = read_small({"absence.csv": "agent_id,start,end,kind\nA1,2026-03-02,2026-03-03,planned\n"})
    assert "inputs/absence.csv: not read; did you mean 'absences'?" in inputs.notes
    assert inputs.absences == ()
