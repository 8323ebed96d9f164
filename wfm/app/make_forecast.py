"""``wfm forecast``: forecast the days and publish the forecast with its accuracy."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wfm.app.demand import Demand, forecast_demand
from wfm.app.desk import at_desk
from wfm.app.order import Order
from wfm.app.provenance import Provenance
from wfm.app.publish import publish_demand
from wfm.app.recognise import key_of
from wfm.app.steps import Steps, Watcher
from wfm.pool.ledger import Ledger

WHAT_A_FORECAST_READS = ("history", "events")


@dataclass(frozen=True)
class ForecastResult:
    """A published forecast: contacts per queue over all days, and how such forecasts did in the past."""

    run: Path
    contacts: Mapping[str, float]
    accuracy: Mapping[str, object]
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "run": f"{self.run.parent.name}/{self.run.name}",
            "path": str(self.run),
            "contacts": dict(self.contacts),
            "accuracy": dict(self.accuracy),
            "notes": list(self.notes),
        }


def make_forecast(order: Order, watcher: Watcher) -> ForecastResult:
    """Forecast volume and handling time per queue and interval, and publish it under forecasts/."""
    steps = Steps(watcher)
    with steps.step("read"):
        opened = order.opened(WHAT_A_FORECAST_READS)
    horizon = order.horizon(opened)
    with at_desk(opened.workspace, "forecast", steps) as desk:
        with steps.step("forecast"):
            demand = forecast_demand(opened, horizon)
        origin = Provenance(opened, horizon, key_of("forecast", opened, horizon, (), Ledger()))
        run = publish_demand(demand, origin, desk)
    return ForecastResult(run.path, _contacts(demand), demand.accuracy, (*opened.inputs.notes, *demand.notes))


def _contacts(demand: Demand) -> dict[str, float]:
    totals: dict[str, float] = {}
    for row in demand.forecast:
        totals[row.queue] = totals.get(row.queue, 0.0) + row.offered
    return {queue: round(total, 1) for queue, total in totals.items()}
