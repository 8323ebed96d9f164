"""``wfm roster rules``: the rule book with this centre's values."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.opening import open_centre
from wfm.rostering.rulebook import describe


@dataclass(frozen=True)
class RuleBook:
    """Title and words of every rule."""

    rules: tuple[tuple[str, str], ...]

    def as_dict(self) -> dict[str, object]:
        return {"rules": [{"rule": title, "text": text} for title, text in self.rules]}


def rule_book(where: Path | None) -> RuleBook:
    """Every rule that a roster of this centre is held to; nothing is written."""
    _, centre = open_centre(where)
    return RuleBook(tuple(describe(centre)))
