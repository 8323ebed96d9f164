"""The history: several files, clock changes, unknown figures, gaps."""

from collections.abc import Callable

import pandas as pd
import pytest

from wfm.io.inputs import Inputs

Read = Callable[..., Inputs]
Complaints = Callable[..., list[str]]
HEAD = "queue,start,offered,aht_seconds\n"
ROUND_THE_CLOCK = "[queues.night]\n[queues.night.opening]\nsun = '00:00-24:00'\nmon = '00:00-24:00'\n"


def frame(inputs: Inputs) -> pd.DataFrame:
    assert inputs.history is not None
    return inputs.history


def test_order_and_types(read_small: Read) -> None:
    """Without it the forecast would depend on the order of the file, or meet naive times."""
    inputs = read_small(
        {
            "history.csv": HEAD
            + "service,2026-03-02T09:00,1,2\nsales,2026-03-02T09:00,3,4\nsales,2026-03-02T08:30,5,\n"
        }
    )
    history = frame(inputs)
    assert history.columns.tolist() == ["queue", "start", "offered", "aht_seconds"]
    assert history["queue"].tolist() == ["sales", "sales", "service"]
    assert str(history["start"].dt.tz) == "Europe/Berlin"
    assert history["offered"].tolist() == [5, 3, 1]
    assert history["aht_seconds"].isna().tolist() == [True, False, False]


def test_times_with_offset_become_local(read_small: Read) -> None:
    """Without it an export in UTC would be an hour early."""
    history = frame(read_small({"history.csv": HEAD + "sales,2026-03-02T08:00Z,10,240\n"}))
    assert history["start"].iloc[0].isoformat() == "2026-03-02T09:00:00+01:00"


def test_the_skipped_hour_is_a_problem(complaints: Complaints) -> None:
    """Without it a row of an hour that never was would land in the next one and count double."""
    [text] = complaints({"history.csv": HEAD + "sales,2026-03-29T02:30,10,240\n"})
    assert "inputs/history.csv:2, column 'start': found '2026-03-29T02:30'" in text
    assert "the clock goes forward over it" in text


@pytest.mark.parametrize("order", [("02:00", "02:30", "02:00", "02:30"), ("02:00", "02:00", "02:30", "02:30")])
def test_both_passes_of_the_doubled_hour_are_kept(read_small: Read, order: tuple[str, ...]) -> None:
    """Without it the second 02:00 of the October night would be a duplicate and stop the import."""
    rows = "".join(f"sales,2026-10-25T{clock},{n},240\n" for n, clock in enumerate(order, start=1))
    other = "".join(f"service,2026-10-25T{clock},9,240\n" for clock in order)
    history = frame(read_small({"history.csv": HEAD + rows + other}))
    sales = history[history["queue"] == "sales"]
    assert [moment.isoformat()[11:] for moment in sales["start"]] == [
        "02:00:00+02:00",
        "02:30:00+02:00",
        "02:00:00+01:00",
        "02:30:00+01:00",
    ]
    assert sorted(sales["offered"]) == [1, 2, 3, 4]
    assert len(history) == 8


def test_a_single_row_of_the_doubled_hour_is_noted(read_small: Read) -> None:
    """Without it nobody would know which of the two hours the figure was taken for."""
    inputs = read_small({"history.csv": HEAD + "sales,2026-10-25T02:00,10,240\nsales,2026-10-25T03:00,1,240\n"})
    note = "inputs/history.csv: 1 rows of the hour that the clock gives twice stand alone; taken as its first pass"
    assert note in inputs.notes


def test_a_third_row_and_offsets_leave_no_doubt(complaints: Complaints) -> None:
    """Without it a true duplicate would hide in the doubled hour."""
    rows = "sales,2026-10-25T02:00,1,240\n" * 3
    [text] = complaints({"history.csv": HEAD + rows})
    assert "inputs/history.csv:4" in text
    [text] = complaints({"history.csv": HEAD + "sales,2026-10-25T02:00+02:00,1,240\n" * 2})
    assert "inputs/history.csv:3" in text


def test_unknown_figures(read_small: Read) -> None:
    """Without it ***** would stop the import, or a missing count would be taken for zero calls."""
    rows = (
        "sales,2026-03-02T08:00,10,*****\n"
        "sales,2026-03-02T08:30,-,240\n"
        "sales,2026-03-02T09:00,0,0\n"
        "sales,2026-03-02T09:30,3,0\n"
        "sales,2026-03-02T10:00,3,240\n"
    )
    inputs = read_small({"history.csv": HEAD + rows})
    assert frame(inputs)["offered"].tolist() == [10, 0, 3, 3]
    assert frame(inputs)["aht_seconds"].isna().tolist() == [True, True, True, False]
    assert "inputs/history.csv: 1 rows say that offered is unknown; left out" in inputs.notes
    assert "inputs/history.csv: 1 rows with contacts have a handling time of 0; taken as unknown" in inputs.notes


def test_a_blank_count_is_a_problem(complaints: Complaints) -> None:
    """Without it a blank cell would be zero calls to one and unknown to another."""
    [text] = complaints({"history.csv": HEAD + "sales,2026-03-02T08:00,,240\nsales,2026-03-02T08:30,1,240\n"})
    assert "inputs/history.csv:2, column 'offered'" in text
    assert "the cell is blank" in text


def test_overlapping_files_merge_when_they_agree(read_small: Read) -> None:
    """Without it exports of three days each, which overlap, could not be laid side by side."""
    inputs = read_small(
        {
            "history.csv": HEAD + "sales,2026-03-02T08:00,10,240\nsales,2026-03-02T08:30,12,\n",
            "history_2.csv": "queue,start,offered,aht_seconds,handled\n"
            "sales,2026-03-02T08:30,12,250,11\nsales,2026-03-02T09:00,7,260,7\n",
        }
    )
    history = frame(inputs)
    assert history["offered"].tolist() == [10, 12, 7]
    assert history["aht_seconds"].tolist() == [240, 250, 260]
    assert history["handled"].tolist()[1:] == [11, 7]
    assert "history: 1 intervals stand in several files; each counts once" in inputs.notes


def test_overlapping_files_that_differ_are_a_problem(complaints: Complaints) -> None:
    """Without it the alphabet of file names would decide how many people called."""
    [text] = complaints(
        {
            "history.csv": HEAD + "sales,2026-03-02T08:00,10,240\nsales,2026-03-02T08:30,12,240\n",
            "history_2.csv": HEAD + "sales,2026-03-02T08:30,13,240\n",
        }
    )
    assert "inputs/history_2.csv:2, column 'start': found '2026-03-02T08:30'; expected the same figures" in text
    assert "inputs/history.csv, row 3 has other figures" in text


def test_starts_off_the_grid(complaints: Complaints) -> None:
    """Without it a single stray start would be taken for a grid of quarter-hours, or be lost in the forecast."""
    clocks = ("08:00", "08:15", "08:30", "09:00", "09:30", "10:00", "10:30")
    rows = "".join(f"sales,2026-03-02T{clock},10,240\n" for clock in clocks)
    [text] = complaints({"history.csv": HEAD + rows})
    assert text.startswith(
        "inputs/history.csv:3, column 'start': found '2026-03-02T08:15'; expected a start on the grid of 30"
    )
    assert "1 rows are off it" in text


def test_history_by_the_hour_is_not_half_hours(complaints: Complaints) -> None:
    """Without it every second half-hour would be forecast as empty."""
    rows = "".join(f"sales,2026-03-{day:02d}T{hour:02d}:00,10,240\n" for day in (2, 3) for hour in range(6, 18))
    [text] = complaints({"history.csv": HEAD + rows})
    assert "set interval_minutes = 60" in text


def test_unknown_queues_are_told_once_each(complaints: Complaints) -> None:
    """Without it a queue that nobody plans would be a thousand problems, or none."""
    rows = "".join(f"sals,2026-03-02T{hour:02d}:00,10,240\n" for hour in range(8, 18))
    [text] = complaints({"history.csv": HEAD + rows})
    assert "inputs/history.csv:2, column 'queue': found 'sals'; expected one of sales, service" in text
    assert "in 10 rows; did you mean 'sales'?" in text


def test_contradictions_are_notes(read_small: Read) -> None:
    """Without it systems that count at the end of a call could not be read at all."""
    text = "queue,start,offered,aht_seconds,handled,abandoned\nsales,2026-03-02T08:00,10,240,11,2\n"
    assert (
        "inputs/history.csv: handled exceeds offered in 1 rows (first: row 2)"
        in read_small({"history.csv": text}).notes
    )


def test_gaps_in_opening_hours_are_noted(read_small: Read) -> None:
    """Without it a morning that was never exported would look like a morning without calls."""
    # Monday and Tuesday 08-18: 20 half-hours each; Monday lacks 08:00 and 08:30; what lies outside is no gap.
    rows = "".join(
        f"sales,2026-03-{day:02d}T{hour:02d}:{minute:02d},10,240\n"
        for day in (2, 3)
        for hour in range(7, 19)
        for minute in (0, 30)
        if (day, hour) != (2, 8)
    )
    inputs = read_small({"history.csv": HEAD + rows})
    assert inputs.notes == ("history: queue 'sales' has no row for 2 open intervals, first on 2026-03-02",)


def test_clock_change_days_are_no_gaps(read_small: Read) -> None:
    """Without it a day of 23 hours would be reported as incomplete every spring."""
    starts = pd.date_range("2026-03-29", "2026-03-30 23:30", freq="30min", tz="Europe/Berlin")
    rows = "".join(f"night,{start.isoformat()},10,240\n" for start in starts)
    inputs = read_small({"history.csv": HEAD + rows}, ROUND_THE_CLOCK)
    assert len(frame(inputs)) == 94
    assert inputs.notes == ()


@pytest.mark.parametrize("text", [HEAD, HEAD + "sales,2026-03-02T08:00,-,240\n"])
def test_a_history_without_contacts_is_a_problem(complaints: Complaints, text: str) -> None:
    """Without it a template that nobody filled in would be forecast as silence."""
    [problem] = complaints({"history.csv": text})
    assert problem == "inputs/history.csv: expected rows with contacts"


def test_a_history_without_any_handling_time_is_a_problem(complaints: Complaints) -> None:
    """Without it nobody could say how much work the calls are."""
    [problem] = complaints({"history.csv": "queue,start,offered\nsales,2026-03-02T08:00,10\n"})
    assert "a handling time (aht_seconds) in some rows" in problem


def test_quarter_hours_are_summed_to_the_planning_interval(read_small: Read) -> None:
    """Without it every centre whose telephone system reports quarter-hours would be sent away."""
    head = "queue,start,offered,aht_seconds,handled\n"
    rows = "".join(
        f"sales,2026-03-02T{8 + n // 4:02d}:{n % 4 * 15:02d},{n + 1},{200 + 100 * (n % 2)},{n}\n" for n in range(8)
    )
    inputs = read_small({"history.csv": head + rows})
    history = frame(inputs)
    assert [f"{start:%H:%M}" for start in history["start"]] == ["08:00", "08:30", "09:00", "09:30"]
    assert history["offered"].tolist() == [3, 7, 11, 15]
    # 08:00: nobody handled at 200 s, one at 300 s; 08:30: two at 200 s, three at 300 s.
    assert history["aht_seconds"].tolist() == pytest.approx([300, 260, 255.5556, 253.8462], abs=1e-3)
    assert "8 rows of 15 min summed to 4 intervals of 30 min" in " ".join(inputs.notes)


def test_a_quarter_hour_that_is_missing_is_told(read_small: Read) -> None:
    """Without it an interval of which half was lost would pass as a quiet one."""
    clocks = ("08:00", "08:15", "08:30", "08:45", "09:00", "09:30", "09:45")
    inputs = read_small({"history.csv": HEAD + "".join(f"sales,2026-03-02T{clock},5,240\n" for clock in clocks)})
    assert frame(inputs)["offered"].tolist() == [10, 10, 5, 10]
    assert "1 intervals lack some of their 2 parts" in " ".join(inputs.notes)
