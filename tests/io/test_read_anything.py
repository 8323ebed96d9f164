"""Whatever stands in a file, the answer is the inputs or a list of problems, never a stack trace."""

import contextlib
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from wfm.domain.errors import InputProblems
from wfm.io.columns import INPUT_TABLES, SHIFTS
from wfm.io.delimited import read_delimited
from wfm.io.inputs import PREVIOUS, read_inputs
from wfm.io.settings import read_centre
from wfm.io.settings_centre import Builder
from wfm.io.settings_shape import Settings
from wfm.io.sheet import Unreadable
from wfm.io.workspace import Workspace

ODD = (
    *("", "-", "*****", "0", "-1", "1e999", "inf", "nan", "1,234", "12,5", "1.2.3", "100%", "٣", "²", "x" * 300),
    *(
        "00/00/2026",
        "01/02/2026",
        "31/02/2026",
        "13/13/2026",
        "99/99/99",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
    ),
    *("2026-03-29T02:30", "2026-10-25T02:30", "2026-03-02T24:00", "2026-03-02T08:00+99:00", "0001-01-01T00:00"),
    *(
        "9999-12-31T23:59",
        "25:00",
        "08:00",
        "6:72",
        "99:99:99",
        "A1",
        "sales",
        "full",
        "off",
        "shift",
        "day",
        "=1+1",
    ),
    *(
        "mon-",
        "mon 1-2",
        "mon 08:00-07:00,",
        ";;;",
        ":",
        "10:15-10:30",
        "10:30-10:15;x",
        "Total",
        "合计",
        "\ufeff",
        "\x85",
    ),
)
cells = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))
patient = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("name", [*(table.name for table in INPUT_TABLES), PREVIOUS])
@patient
@given(data=st.data())
def test_any_cells(small_centre: Callable[..., Workspace], name: str, data: st.DataObject) -> None:
    """Without it one strange date in one row would end the night's run with a stack trace."""
    table = next((table for table in INPUT_TABLES if table.name == name), SHIFTS)
    row = st.lists(cells, min_size=len(table.names), max_size=len(table.names))
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    quoted = ['"' + '","'.join(cell.replace('"', "") for cell in line) + '"' for line in (table.names, *rows)]
    workspace = small_centre({f"{name}.csv": "\n".join(quoted)})
    with contextlib.suppress(InputProblems):
        read_inputs(workspace, read_centre(workspace.settings))


@patient
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    """Without it a file that was cut short in transfer would end with a decoder's error."""
    with contextlib.suppress(Unreadable):
        read_delimited(content, {"queue", "start"})


SAMPLE = tomllib.loads((Path(__file__).resolve().parents[2] / "wfm.toml").read_text(encoding="utf-8"))
VALUES: tuple[Any, ...] = (
    0,
    -1,
    10**9,
    0.5,
    99.5,
    True,
    "",
    "none",
    "mon",
    "07:00-06:00",
    [],
    [1],
    ["x"],
    {},
    {"a": 1},
)


def places(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every key of the settings, also those inside tables."""
    found = []
    for key, value in table.items():
        found.append((*above, key))
        if isinstance(value, dict):
            found += places(value, (*above, key))
    return found


def with_value(table: Mapping[str, Any], place: tuple[str, ...], value: Any) -> dict[str, Any]:
    first, *rest = place
    return {**table, first: with_value(table[first], tuple(rest), value) if rest else value}


@patient
@given(place=st.sampled_from(places(SAMPLE)), value=st.sampled_from(VALUES))
def test_any_setting(place: tuple[str, ...], value: Any) -> None:
    """Without it a value of the right type but no sense would fail deep inside, far from the line that says it."""
    try:
        shape = Settings.model_validate(with_value(SAMPLE, place, value))
    except ValidationError:  # the shape is refused; what passes must be refused with words or be a centre
        return
    builder = Builder(shape)
    assert (builder.centre() is None) == bool(builder.problems)
