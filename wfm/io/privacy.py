"""Files about single people's performance and retraining: nobody but their owner reads them."""

from collections.abc import Iterable
from pathlib import Path

from wfm.io.atomic import storing

OWNER_ONLY = 0o600


def keep_to_owner(paths: Iterable[Path]) -> None:
    """Let only the owner read and write these files; whom he gives them to is his decision."""
    for path in paths:
        with storing(path):
            path.chmod(OWNER_ONLY)


def create_for_owner(path: Path) -> None:
    """Create an empty file that only its owner reads; one that is there keeps the rights it was given."""
    with storing(path):
        path.touch(mode=OWNER_ONLY)
