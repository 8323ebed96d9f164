"""Minimum nights in a row: nobody turns his days round for a single night."""

from wfm.domain.contracts import Contract
from wfm.domain.wording import counted
from wfm.rostering.duties import Duty
from wfm.rostering.rules.night_shifts import is_night
from wfm.rostering.rules.short_runs import ShortRuns


class MinNightsInARow(ShortRuns):
    """A run of nights that lies beside leave is not judged."""

    title = "Minimum nights in a row"
    day_is = "night shift"

    @classmethod
    def words(cls, contract: Contract) -> str | None:
        least = contract.min_nights_in_row
        if least is None:
            return None
        return f"at least {counted(least, 'night')} in a row; a run that leave cuts is spared"

    @property
    def least(self) -> int:
        return self.contract.min_nights_in_row or 1

    def belongs(self, duty: Duty | None) -> bool:
        return duty is not None and is_night(duty, self.problem.centre.roster)
