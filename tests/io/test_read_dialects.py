"""The same table in every dialect that spreadsheets and telephone systems write."""

import random
from collections.abc import Callable

import pytest

from wfm.io.delimited import read_delimited
from wfm.io.encoding import NotText, decode
from wfm.io.inputs import Inputs

Read = Callable[..., Inputs]
ROWS = "技能组,时间,来电量,平均处理时长\nsales,2026-03-02 08:00,10,240\nsales,2026-03-02 08:30,12,250\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_reports_in_every_encoding(read_small: Read, encoding: str) -> None:
    """Without it a Chinese export would be unreadable, or readable and wrong."""
    history = read_small({"history.csv": ROWS.encode(encoding)}).history
    assert history is not None
    assert list(history["offered"]) == [10, 12]
    assert list(history["aht_seconds"]) == [240, 250]


@pytest.mark.parametrize("text", ["Zoë Müller;Café", "Åsa Lindström, façade", "naïve – “quoted”", "£ 100 €"])
def test_western_names_are_not_read_as_chinese(text: str) -> None:
    """Without the rule of the common signs, two accented letters in a row become one rare Chinese sign."""
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_chinese_files_with_other_scripts_in_them() -> None:
    """Without it a GB18030 file whose names are mostly Hebrew or Thai would be refused as broken Western text."""
    text = "工号,姓名\nE1,ישראל ישראלי\nE2,שרה כהן\nE3,สมชาย\n"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_encoding_of_chinese_names_at_random() -> None:
    """Without it the guess would rest on one example; names are drawn from the 1,000 commonest signs of GB2312."""
    draw = random.Random(7)
    signs = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xC4) for low in range(0xA1, 0xF0)]
    for _ in range(100):
        text = "A1," + "".join(draw.choices(signs, k=draw.randint(2, 40)))
        assert decode(text.encode("gbk"))[0] == text


def test_a_named_encoding_is_for_files_that_do_not_say() -> None:
    """Without it the setting for one Polish export would garble every UTF-8 file beside it."""
    assert decode("Łódź".encode("cp1250"), "cp1250")[0] == "Łódź"
    assert decode("Łódź".encode(), "cp1250")[0] == "Łódź"
    with pytest.raises(NotText, match="not-a-codec"):
        decode("Łódź".encode("cp1250"), "not-a-codec")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(read_small: Read, separator: str) -> None:
    """Without it a European or a tab-separated export would be one wide column."""
    lines = ["queue,start,offered,aht_seconds", "sales,2026-03-02T08:00,10,240", "service,2026-03-02T08:00,7,300"]
    text = "\n".join(lines).replace(",", separator)
    history = read_small({"history.csv": text}).history
    assert history is not None
    assert history["offered"].tolist() == [10, 7]


def test_decimal_comma_beats_comma_as_separator(read_small: Read) -> None:
    """Without the known headers as judges, 'a;b;1,5' splits at the comma into an even table of nonsense."""
    text = (
        "queue;start;offered;aht_seconds\nsales;02.03.2026 08:00;1.234,5;240,25\nsales;02.03.2026 08:30;12,0;1,5\n"
    )
    history = read_small({"history.csv": text}).history
    assert history is not None
    assert history["offered"].tolist() == [1234.5, 12.0]
    assert history["aht_seconds"].tolist() == [240.25, 1.5]


def test_title_totals_blank_lines_and_repeated_headers_are_told(read_small: Read) -> None:
    """Without it a totals row would be an interval with the load of a whole day."""
    text = (
        "Contact report March,,,\n\n"
        "queue,start,offered,aht_seconds\n"
        "sales,2026-03-02T08:00,10,4:00\n"
        ",,,\n"
        "小计,,10,240\n"
        "queue,start,offered,aht_seconds\n"
        "sales,2026-03-02T08:30,12,0:04:10\n"
        "Total,,22,245\n"
    )
    inputs = read_small({"history.csv": text})
    assert inputs.history is not None
    assert inputs.history["offered"].tolist() == [10, 12]
    assert inputs.history["aht_seconds"].tolist() == [240, 250]
    assert "inputs/history.csv: title lines skipped: row 1" in inputs.notes
    assert "inputs/history.csv: totals left out: rows 6, 9" in inputs.notes
    assert "inputs/history.csv: repeated headers left out: row 7" in inputs.notes


def test_row_numbers_are_those_of_the_file() -> None:
    """Without it a message would point beside the row after a blank line or a line break in a cell."""
    sheet = read_delimited(b'a,b\n\n"two\nlines",1\nlast,2\n', {"a", "b"})
    assert [row for row, _ in sheet.lines] == [1, 3, 5]


def test_a_quotation_mark_never_closed_is_a_problem(complaints: Callable[..., list[str]]) -> None:
    """Without it the rest of the file would vanish into one cell."""
    text = 'queue,start,offered,aht\nsales,2026-03-02T08:00,10,240\n"sales,2026-03-02T08:30,12,250\n'
    [problem] = complaints({"history.csv": text})
    assert problem.startswith("inputs/history.csv:3: found ")
    assert "quotation mark" in problem


def test_a_row_with_too_many_cells_is_a_problem(complaints: Callable[..., list[str]]) -> None:
    """Without it the name 'Doe, Jane' without quotation marks would shift every later cell of her row."""
    text = "agent_id,name,team,contract,skills\nA1,Doe, Jane,North,full,sales\n"
    [problem] = complaints({"agents.csv": text})
    assert "inputs/agents.csv:2: found '6 cells'; expected 5 cells as in the header" in problem


def test_unused_columns_are_told_with_a_guess(read_small: Read) -> None:
    """Without it a misspelt optional column would simply not count; what nobody needs is only named."""
    text = "agent_id,name,team,contract,skills,hire_dat,diagnosis\nA1,Ann,North,full,sales,2020-01-01,x\n"
    inputs = read_small({"agents.csv": text})
    note = "inputs/agents.csv: columns not used: 'hire_dat' (did you mean 'hire_date'?), 'diagnosis'"
    assert note in inputs.notes
    assert inputs.agents[0].hire_date is None


def test_own_column_names_of_the_settings(read_small: Read) -> None:
    """Without it an export whose headers nobody foresaw would have to be edited by hand every day."""
    text = "Warteschlange,Beginn,Angebot,Dauer\nsales,2026-03-02T08:00,10,240\n"
    own = '[columns]\nWarteschlange = "queue"\nBeginn = "start"\nAngebot = "offered"\nDauer = "aht_seconds"\n'
    history = read_small({"history.csv": text}, own).history
    assert history is not None
    assert history["offered"].tolist() == [10]


def test_own_header_wins_over_an_alias(read_small: Read) -> None:
    """Without it 'answered' beside 'handled' would be taken for the same column."""
    text = "queue,start,offered,aht,Answered,handled\nsales,2026-03-02T08:00,10,240,3,9\n"
    history = read_small({"history.csv": text}).history
    assert history is not None
    assert history["handled"].tolist() == [9]


def test_a_header_given_twice_is_a_problem(complaints: Callable[..., list[str]]) -> None:
    """Without it one of two columns of the same name would be chosen by chance."""
    text = "queue,start,offered,Offered,aht\nsales,2026-03-02T08:00,10,12,240\n"
    [problem] = complaints({"history.csv": text})
    assert "inputs/history.csv:1, column 'offered': expected this header once" in problem
