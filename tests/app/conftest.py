"""The tiny centre as a workspace of its own, and one whole run of it for every test that only reads."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from wfm.app.order import Order
from wfm.app.run_chain import run_chain
from wfm.app.run_result import RunResult
from wfm.app.steps import NobodyWatches

TINY = Path(__file__).parent.parent / "data" / "tiny"
MONDAY = date(2026, 1, 26)


def order_of(root: Path, first: date = MONDAY, days: int = 7, *, force: bool = False) -> Order:
    return Order(root, first, days, force=force)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny centre that a test may write to."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """One published week of the tiny centre; tests must not write to it."""
    root = shutil.copytree(TINY, tmp_path_factory.mktemp("planned") / "tiny")
    return run_chain(order_of(Path(root)), NobodyWatches())


@pytest.fixture
def planned_copy(planned: RunResult, tmp_path: Path) -> Path:
    """The workspace of that week, to go on from."""
    return Path(shutil.copytree(planned.run.parent.parent, tmp_path / "planned"))
