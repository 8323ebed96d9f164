"""What a planner may say about evidence, and what is refused."""

from pathlib import Path

import pytest

from wfm.domain.centre import EvidenceSettings
from wfm.domain.errors import InputProblems
from wfm.io.settings import read_centre

REPOSITORY = Path(__file__).resolve().parents[2]


def with_evidence(folder: Path, line: str) -> Path:
    """The sample's settings with one key of [pool.evidence] set otherwise."""
    key = line.split()[0]
    text = (REPOSITORY / "wfm.toml").read_text(encoding="utf-8")
    lines = [line if row.startswith(f"{key} =") else row for row in text.splitlines()]
    (folder / "wfm.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder / "wfm.toml"


def test_what_the_planner_says_of_evidence_is_read(tmp_path: Path) -> None:
    """A setting that is not read is worse than none."""
    assert read_centre(REPOSITORY / "wfm.toml").pool.evidence == EvidenceSettings(), (
        "the sample shows the defaults"
    )
    centre = read_centre(with_evidence(tmp_path, "minimum_confidence = 0.8"))
    assert centre.pool.evidence == EvidenceSettings(minimum_confidence=0.8)


@pytest.mark.parametrize(
    "line",
    [
        "minimum_confidence = 0.3",
        "minimum_confidence = 1.0",
        "half_life_days = 0",
        "minimum_peers = 2",
        "evaluated_share = 0.0",
        "survey_share = 1.5",
    ],
)
def test_what_makes_no_sense_is_refused_with_its_key(tmp_path: Path, line: str) -> None:
    """A confidence of nothing would conscript half of the centre without a word."""
    with pytest.raises(InputProblems) as refused:
        read_centre(with_evidence(tmp_path, line))
    assert line.split()[0] in str(refused.value)
    key, value = line.split(" = ")
    with pytest.raises(ValueError, match=key):
        EvidenceSettings(**{key: float(value)})
