"""``wfm roster explain --prices``: what each soft rule costs; what one more agent or one rule less would buy."""

from dataclasses import asdict, dataclass
from pathlib import Path

from wfm.app.explain_published import open_published
from wfm.rostering.reasons.buying import OneMore, Relaxed, one_more_agent, one_rule_less
from wfm.rostering.reasons.price_list import Price, price_list


@dataclass(frozen=True)
class PriceReasons:
    """The price list of a roster; the gains are lower estimates, found by changing one agent at a time."""

    run: str
    prices: tuple[Price, ...]
    one_more: tuple[OneMore, ...]
    relaxed: tuple[Relaxed, ...]

    @property
    def objective(self) -> float:
        return sum(price.points for price in self.prices)

    def as_dict(self) -> dict[str, object]:
        return {
            "run": self.run,
            "objective": round(self.objective, 3),
            "prices": [asdict(one) for one in self.prices],
            "one_more_agent": [asdict(one) for one in self.one_more],
            "one_rule_less": [asdict(one) for one in self.relaxed],
        }


def explain_prices(where: Path | None, run: str | None = None) -> PriceReasons:
    """Price the soft rules of the newest roster or the named one; nothing is written."""
    published = open_published(where, run)
    team = published.team
    return PriceReasons(published.run, price_list(team), one_more_agent(team), one_rule_less(team))
