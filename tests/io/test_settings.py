"""wfm.toml: what it says becomes the centre, what is wrong in it is told line by line."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wfm.domain.centre import Centre
from wfm.domain.contracts import Span
from wfm.domain.errors import InputProblems
from wfm.domain.pool import Favor
from wfm.domain.queues import Cover
from wfm.io.settings import read_centre
from wfm.io.settings_shape import Settings
from wfm.io.toml_lines import line_of
from wfm.io.workspace import Workspace, find_workspace

MINIMAL = '[centre]\nname = "Small"\ntimezone = "Asia/Shanghai"\n[queues.calls]\n'
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Centre]:
    def read_text(text: str) -> Centre:
        path = tmp_path / "wfm.toml"
        path.write_text(text, encoding="utf-8")
        return read_centre(path)

    return read_text


@pytest.fixture
def complaints(read: Callable[[str], Centre]) -> Callable[[str], list[str]]:
    def problems(text: str) -> list[str]:
        with pytest.raises(InputProblems) as caught:
            read(text)
        return [str(problem) for problem in caught.value.problems]

    return problems


def test_the_sample_centre() -> None:
    """Without it the settings that everybody starts from could drift from what the program reads."""
    centre = read_centre(REPOSITORY / "wfm.toml")
    assert (centre.name, centre.zone, centre.interval_minutes) == (
        "Anonymous Bank",
        ZoneInfo("Asia/Jerusalem"),
        30,
    )
    assert (centre.week_start, centre.roster.weekend) == (6, (4, 5))
    assert centre.opening.ranges[4] == ((420, 840),)
    assert centre.opening.ranges[5] == ((1200, 1440),)
    assert centre.queue("vip").goal.service_level == 0.85
    assert centre.queue("vip").goal.minimum_agents == 2
    assert centre.queue("regular").goal.service_level == 0.80
    assert centre.contracts["full_time"].week_minutes == Span(36 * 60, 40 * 60)
    assert centre.contracts["student"].start_drift_minutes is None
    assert centre.forecast.holidays == "IL"


def test_a_minimal_file_has_the_defaults_of_the_field(read: Callable[[str], Centre]) -> None:
    """Without it a planner would have to know every key before his first forecast."""
    centre = read(MINIMAL)
    goal = centre.queue("calls").goal
    assert (goal.service_level, goal.threshold_seconds, goal.max_occupancy, goal.max_abandonment) == (
        0.8,
        20,
        0.85,
        0.05,
    )
    assert centre.queue("calls").patience_seconds == 180
    assert centre.opening.ranges == dict.fromkeys(range(7), ((0, 1440),))
    assert (centre.interval_minutes, centre.shrinkage.total, centre.week_start) == (30, 0.30, 0)
    assert (centre.roster.weekend, centre.contracts, centre.covers) == ((5, 6), {}, ())


def test_defaults_of_shape_and_domain_agree(read: Callable[[str], Centre]) -> None:
    """Without it leaving a key out would mean one thing in a file and another in the code."""
    centre = read(MINIMAL)
    bare = Centre("x", centre.zone, 30, 0, centre.opening, (), {}, {})
    assert centre.roster == bare.roster
    assert centre.pool == bare.pool
    assert centre.shrinkage == bare.shrinkage
    assert centre.forecast == bare.forecast


def test_goals_of_a_queue_over_those_of_the_centre(read: Callable[[str], Centre]) -> None:
    """Without it a queue that changes one goal would fall back to the defaults for all others."""
    centre = read(
        MINIMAL
        + "minimum_agents = 2\npatience_seconds = 0\nmax_abandonment = 'none'\n"
        + "[queues.calls.opening]\nmon = '09:00-12:00; 13:00-17:00'\n"
        + "[goals]\nservice_level = 0.9\nasa_seconds = 15\n[[cover]]\nqueues = ['calls']\n"
    )
    queue = centre.queue("calls")
    assert (queue.goal.service_level, queue.goal.asa_seconds, queue.goal.minimum_agents) == (0.9, 15, 2)
    assert (queue.goal.max_abandonment, queue.patience_seconds) == (None, None)
    assert centre.opening_of("calls").ranges == {0: ((540, 720), (780, 1020))}
    assert centre.covers == (Cover(("calls",)),)


def test_unknown_keys_with_the_nearest_known_one(complaints: Callable[[str], list[str]]) -> None:
    """Without it a misspelt goal would silently be the default."""
    pool, goal, contract = complaints(
        MINIMAL + "[pol]\n[goals]\nservice_levle = 0.9\n"
        "[shifts.day]\nstarts = '08:00'\nminutes = 480\n"
        "[contracts.full]\nshifts = ['day']\ndays_per_week = [5, 5]\nweek_hours = [36, 40]\nmax_day_in_row = 6\n"
    )
    assert pool.startswith("wfm.toml:5, column 'pol': expected a key that is known here")
    assert "did you mean 'pool'?" in pool
    assert goal.startswith("wfm.toml:7, column 'goals.service_levle'")
    assert "did you mean 'service_level'?" in goal
    assert contract.startswith("wfm.toml:15, column 'contracts.full.max_day_in_row'")
    assert "did you mean 'max_days_in_row'?" in contract


def test_everything_wrong_is_told_at_once(complaints: Callable[[str], list[str]]) -> None:
    """Without it a planner would run the program once per mistake, of shape or of meaning."""
    texts = complaints(
        '[centre]\nname = "x"\ntimezone = "Asia/Shangai"\nopening = { mon = "9-5" }\n'
        "[goals]\nservice_level = 80\n[queues.calls]\n"
        "[shifts.day]\nstarts = '08:00-09:30'\nminutes = 480\n"
        "[shifts.odd]\nstarts = '08:00-09:30'\nstep = 40\nminutes = 480\n"
        "breaks = [{ name = 'meal', minutes = 30, paid = 'no', after = 200, before = 300 }]\n"
        "[shifts.late]\nstarts = '14:00'\nminutes = 480\n"
        "breaks = [{ name = 'meal', minutes = 30, paid = false, after = 470, before = 480 }]\n"
        "[contracts.full]\nshifts = ['dya', 'odd']\ndays_per_week = [5, 4]\nweek_hours = [36]\n"
        "[contracts.part]\nshifts = ['dya', 'odd']\ndays_per_week = [5, 4]\nweek_hours = [36, 40]\n"
        "[columns]\nAngebot = 'offred'\n"
    )
    assert [text.split(":")[1].split(",")[0] for text in texts] == [
        "3",  # no such time zone
        "4",  # '9-5'
        "6",  # 80 is no share
        "15",  # paid = 'no'
        "16",  # a break that does not fit
        "23",  # one number of hours
        "24",  # five to four days
        "25",  # no such shift; 'odd' is broken itself and not told again
        "29",  # no such column
    ]
    assert "did you mean 'Asia/Shanghai'?" in texts[0]
    assert "found '80'; expected less than 1 or 'none'" in texts[2]
    assert "a list of at least 2 items" in texts[5]
    assert "column 'contracts.part.shifts[0]': found 'dya'; expected one of day, late" in texts[7]
    assert "did you mean 'day'?" in texts[7]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[centre\n", "wfm.toml:1: expected TOML"),
        ('[centre]\nname = "x"\n', "wfm.toml:1, column 'centre.timezone': expected this key: it is required"),
        ('[centre]\nname = "x"\ntimezone = "Asia/Shanghai"\n', "wfm.toml, column 'queues': expected this key"),
        ("queues = 3\n[centre]\n", "column 'queues': found '3'; expected a table of keys"),
    ],
)
def test_files_that_are_no_centre(complaints: Callable[[str], list[str]], text: str, place: str) -> None:
    """Without it a half-written file would end in a stack trace."""
    assert any(problem.startswith(place) or place in problem for problem in complaints(text))


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    """Without it a settings file saved by an old editor would end in a stack trace; a UTF-8 mark is no mistake."""
    path = tmp_path / "wfm.toml"
    path.write_bytes(MINIMAL.replace("Small", "张").encode("gbk"))
    with pytest.raises(InputProblems, match="UTF-8"):
        read_centre(path)
    path.write_bytes(MINIMAL.replace("Small", "张").encode("utf-8-sig"))
    assert read_centre(path).name == "张"


def test_missing_file(tmp_path: Path) -> None:
    """Without it a directory, or nothing, in place of the settings would end in a stack trace."""
    for path in (tmp_path, tmp_path / "nothing.toml"):
        with pytest.raises(InputProblems, match="settings file"):
            read_centre(path)


def test_lines_of_keys() -> None:
    """Without it a message about the second of two tables would point to the first."""
    text = "a = 1\n[t]\n# note\nx = 1\nsub.y = 2\n[[u]]\nx = 1\n[[u]]\nx = 2\n['odd name']\n\"k\" = 3\n"
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("t", "x")) == 4
    assert line_of(text, ("t", "sub", "y")) == 5
    assert line_of(text, ("u", 1, "x")) == 9
    assert line_of(text, ("odd name", "k")) == 11
    assert line_of(text, ("t", "x", 0, "deep")) == 4
    assert line_of(text, ("none",)) is None


def test_every_section_of_the_shape_is_read(read: Callable[[str], Centre]) -> None:
    """Without it a key could be accepted and then have no effect."""
    centre = read(
        MINIMAL + "[files]\ndate_order = 'dmy'\nencoding = 'cp1250'\n[columns]\nBeginn = 'start'\n"
        "[roster]\nlate_after = '21:30'\ntime_limit_seconds = 60\nsweeps = 3\n"
        "[roster.prices]\nunder = [3]\nover = [1]\nbands = []\n"
        "[pool]\nrooms = 7\n[forecast]\nbacktest_origins = 1\n[shrinkage]\ntotal = 0.2\n"
    )
    assert (centre.files.date_order, centre.files.encoding, centre.columns) == (
        "dmy",
        "cp1250",
        {"Beginn": "start"},
    )
    assert (centre.roster.late_after, centre.roster.time_limit_seconds, centre.roster.sweeps) == (1290, 60, 3)
    assert (centre.roster.prices.under, centre.roster.prices.bands) == ((3,), ())
    assert (centre.pool.rooms, centre.forecast.backtest_origins, centre.shrinkage.total) == (7, 1, 0.2)
    assert set(Settings.model_fields) == {
        *("centre", "goals", "queues", "cover", "shrinkage", "shifts", "contracts"),
        *("minors", "rotations", "on_duty", "mentoring", "team_shift"),
        *("roster", "pool", "forecast", "files", "columns"),
    }


def test_workspace_is_found_upwards(tmp_path: Path) -> None:
    """Without it a command in rosters/ would not know its centre."""
    (tmp_path / "wfm.toml").write_text(MINIMAL)
    below = tmp_path / "rosters" / "latest"
    below.mkdir(parents=True)
    workspace = find_workspace(below)
    assert workspace == Workspace(tmp_path.resolve())
    assert workspace.shown(workspace.inputs / "agents.csv") == "inputs/agents.csv"


def test_no_workspace_names_the_cure(tmp_path: Path) -> None:
    """Without it a planner in the wrong directory would not know what to do."""
    with pytest.raises(InputProblems, match="wfm init"):
        find_workspace(tmp_path)


def test_rules_of_the_retraining_pool(
    read: Callable[[str], Centre], complaints: Callable[[str], list[str]]
) -> None:
    """Without it a ceiling could be read as none, or training be favoured by a slip of the pen."""
    pool = read(MINIMAL + "[pool]\nmaximum_away = 4\ntransition_minutes = 5\nfavor = 'training'\n").pool
    assert (pool.maximum_away, pool.transition_minutes, pool.favor) == (4, 5, Favor.TRAINING)
    assert read(MINIMAL).pool.maximum_away is None
    slip, far = complaints(MINIMAL + "[pool]\nfavor = 'trainign'\nmaximum_away = 0\n")
    assert "pool.favor" in slip
    assert "pool.maximum_away" in far
