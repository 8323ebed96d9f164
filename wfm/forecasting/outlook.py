"""All that is foreseen for one queue, told interval by interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wfm.domain.demand import ForecastRow
from wfm.domain.time import Horizon
from wfm.forecasting.combination import NAME
from wfm.forecasting.factors import Factors
from wfm.forecasting.grid import FloatArray
from wfm.forecasting.quantiles import LEVELS, Band

P10, P50, P80, P90, P95 = (LEVELS.index(level) for level in (0.10, 0.50, 0.80, 0.90, 0.95))


@dataclass(frozen=True)
class Outlook:
    """One queue's `volume` (contacts per interval, events applied) and handling `seconds`, shape (days, slots)."""

    queue: str
    volume: FloatArray
    seconds: FloatArray
    band: Band
    factors: Factors

    def rows(self, starts: Sequence[datetime], horizon: Horizon) -> list[ForecastRow]:
        """One row for each open interval that begins at `starts`."""
        quantiles = self.band.quantiles(self.volume)
        return [self._row(start, quantiles, _place(start, horizon)) for start in starts]

    def _row(self, start: datetime, quantiles: FloatArray, place: tuple[int, int]) -> ForecastRow:
        at = quantiles[place]
        return ForecastRow(
            queue=self.queue,
            start=start,
            offered=float(self.volume[place]),
            offered_p10=float(at[P10]),
            offered_p50=float(at[P50]),
            offered_p80=float(at[P80]),
            offered_p90=float(at[P90]),
            offered_p95=float(at[P95]),
            aht_seconds=float(self.seconds[place]),
            model=self._origin(place),
        )

    def _origin(self, place: tuple[int, int]) -> str:
        """The model, and what was laid over it."""
        if self.factors.from_holiday[place]:
            return f"{NAME} x holiday"
        return f"{NAME} x event" if self.factors.from_event[place] else NAME


def _place(start: datetime, horizon: Horizon) -> tuple[int, int]:
    """Day and slot of an interval on the local clock."""
    return horizon.day_index(start.date()), (start.hour * 60 + start.minute) // horizon.interval_minutes
