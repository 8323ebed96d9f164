"""``wfm roster explain --wishes``: why each wish was refused."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.explain_agent import wish_facts
from wfm.app.explain_published import open_published
from wfm.domain.time import Horizon
from wfm.rostering.reasons.wishes import RefusedWish, refused_wishes


@dataclass(frozen=True)
class WishReasons:
    """The refused wishes of a roster, by date and agent, and how many wishes there were in all."""

    run: str
    wishes: int
    refused: tuple[RefusedWish, ...]
    horizon: Horizon

    def as_dict(self) -> dict[str, object]:
        return {
            "run": self.run,
            "wishes": self.wishes,
            "refused": [wish_facts(one, self.horizon) for one in self.refused],
        }


def explain_wishes(where: Path | None, run: str | None = None) -> WishReasons:
    """Explain every refused wish of the newest roster or the named one; nothing is written."""
    published = open_published(where, run)
    wishes = len(published.plan.wishes())
    return WishReasons(published.run, wishes, refused_wishes(published.team), published.horizon)
