"""Every row of the reference table that staffing can express, to the digits at which it is exact.

`tests/oracles/queueing_reference.csv` holds values computed with 40 digits, beside what was published.
"""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from wfm.domain.queues import Goal
from wfm.staffing import erlang_a
from wfm.staffing.agents_needed import agents_needed
from wfm.staffing.erlang_b import blocking
from wfm.staffing.erlang_c import wait_probability, waiting
from wfm.staffing.service import service_figures
from wfm.staffing.service_level_definitions import service_levels
from wfm.staffing.shrinkage import gross

TABLE = Path(__file__).parents[1] / "oracles" / "queueing_reference.csv"
EXACT = 1e-9

# Models that staffing does not have; a row of any other kind must be checked below.
OTHER_MODELS = {
    "HalfinWhitt",
    "HalfinWhitt-inverse",
    "Garnett",
    "MOL-infinite-server",
    "Chat-EAHT",
    "Repeat-calls",
    "Transient-Mt/M/st+M-exhaustive",
    "ShiftEndOverrun",
}
OTHER_FIGURES = {("ErlangA", "asa_served_only_s")}


class Row:
    """One line of the table; numbers are floats, `also` the pairs of its free column."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        self.also = dict(pair.split("=") for pair in fields["other"].split(";") if "=" in pair)
        self.exact = float(fields["exact"])

    def number(self, column: str, otherwise: float = 0.0) -> float:
        return float(self.fields[column] or otherwise)

    @property
    def agents(self) -> float:
        return self.number("agents")

    @property
    def aht(self) -> float:
        return 3600 / float(self.also["mu_per_h"]) if "mu_per_h" in self.also else self.number("aht_s", 1.0)

    @property
    def erlangs(self) -> float:
        """From the calls where they are given: the printed load may be rounded."""
        if "lambda_per_h" in self.also:
            return float(self.also["lambda_per_h"]) / float(self.also["mu_per_h"])
        if "lambda_per_s" in self.also:
            return float(self.also["lambda_per_s"]) * self.aht
        if self.fields["calls"] and self.fields["interval_s"]:
            return self.number("calls") * self.aht / self.number("interval_s")
        return self.number("load_erl")

    @property
    def threshold(self) -> float:
        return self.number("target_s")

    @property
    def patience(self) -> float:
        return self.number("patience_s")

    @property
    def goal(self) -> Goal:
        """Only what the row asks for: a service level, perhaps an occupancy cap."""
        return Goal(
            service_level=float(self.also["sl"]),
            threshold_seconds=self.threshold,
            max_abandonment=None,
            max_occupancy=float(self.also.get("max_occ", 1.0)),
        )

    @property
    def work(self) -> tuple[float, float, float]:
        """Offered, AHT and interval of this load."""
        return self.erlangs, self.aht, self.aht / 60


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [Row(fields) for fields in csv.DictReader(lines)]


def _c(row: Row) -> tuple[float, float]:
    answered, wait = waiting(row.agents, row.erlangs, row.aht, row.threshold)
    return float(answered), float(wait)


def _a(row: Row, threshold: float | None = None) -> erlang_a.Outcome:
    at = row.threshold if threshold is None else threshold
    return erlang_a.outcome(row.agents, row.erlangs, row.aht, at, row.patience)


def _definitions(row: Row) -> tuple[float, float, float, float]:
    levels = service_levels(row.agents, row.erlangs, row.aht, row.threshold, row.patience)
    return levels.of_offered, levels.of_answered, levels.short_abandons_good, levels.short_abandons_ignored


def _needed(row: Row, patience: float | None) -> int:
    return int(agents_needed(*row.work, row.goal, patience).agents)


FIGURES: dict[tuple[str, str], Callable[[Row], float]] = {
    ("ErlangB", "blocking"): lambda row: float(blocking(row.agents, row.erlangs)),
    ("ErlangB-continuous", "blocking"): lambda row: float(blocking(row.agents, row.erlangs)),
    ("ErlangC", "p_wait"): lambda row: float(wait_probability(row.agents, row.erlangs)),
    ("ErlangC", "answered_immediately"): lambda row: 1 - float(wait_probability(row.agents, row.erlangs)),
    ("ErlangC", "service_level"): lambda row: _c(row)[0],
    ("ErlangC", "asa_s"): lambda row: _c(row)[1],
    ("ErlangC", "Wq_hours"): lambda row: _c(row)[1] / 3600,
    ("ErlangC", "Lq"): lambda row: _c(row)[1] * row.erlangs / row.aht,
    ("ErlangC", "mean_queue"): lambda row: _c(row)[1] * row.erlangs / row.aht,
    ("ErlangC", "occupancy"): lambda row: float(service_figures(row.agents, *row.work, 20, None).occupancy),
    ("ErlangC-required", "agents"): lambda row: _needed(row, None),
    ("ErlangC-required", "scheduled_agents"): lambda row: gross(_needed(row, None), float(row.also["shrinkage"])),
    ("ErlangA", "p_wait"): lambda row: float(_a(row).waited[0]),
    ("ErlangA", "p_abandon"): lambda row: float(_a(row).abandoned[0]),
    ("ErlangA", "mean_wait_s"): lambda row: float(_a(row).abandoned[0]) * row.patience,
    ("ErlangA", "mean_wait_min"): lambda row: float(_a(row).abandoned[0]) * row.patience / 60,
    ("ErlangA", "mean_queue"): lambda row: float(_a(row).abandoned[0]) * row.patience * row.erlangs / row.aht,
    ("ErlangA", "occupancy"): lambda row: float(
        service_figures(row.agents, *row.work, 20, row.patience).occupancy
    ),
    ("ErlangA", "sl_offered"): lambda row: _definitions(row)[0],
    ("ErlangA", "sl_answered"): lambda row: _definitions(row)[1],
    ("ErlangA", "sl_incl_ab"): lambda row: _definitions(row)[2],
    ("ErlangA", "sl_excl_short"): lambda row: _definitions(row)[3],
    ("ErlangA-required", "agents"): lambda row: _needed(row, row.patience),
}

# Inverses: the tabulated answer, put in, must give back what was asked for.
INVERSES: dict[tuple[str, str], Callable[[Row], tuple[float, float]]] = {
    ("ErlangB-inverse", "max_load_erl"): lambda row: (
        float(blocking(row.agents, row.exact)),
        float(row.also["blocking"]),
    ),
    ("ErlangC-inverse-load", "max_load_erl"): lambda row: (
        float(wait_probability(row.agents, row.exact)),
        float(row.also["p_wait"]),
    ),
    ("ErlangC", "wait_p90_s"): lambda row: (
        float(waiting(row.agents, row.erlangs, row.aht, row.exact)[0]),
        0.9,
    ),
    ("ErlangA", "wait_p90_s"): lambda row: (float(_a(row, row.exact).in_line_at_threshold[0]), 0.1),
    ("ErlangC-required-continuous", "agents_real"): lambda row: (
        float(waiting(row.exact, row.erlangs, row.aht, row.threshold)[0]),
        float(row.also["sl"]),
    ),
}


@pytest.mark.parametrize("row", [row for row in rows() if (row.fields["model"], row.fields["output"]) in FIGURES])
def test_figure_equals_the_reference(row: Row) -> None:
    """Without it a slip in a formula could hide behind tests that only compare our functions with each other."""
    figure = FIGURES[row.fields["model"], row.fields["output"]](row)
    assert figure == pytest.approx(row.exact, rel=EXACT, abs=1e-12), row.fields


@pytest.mark.parametrize("row", [row for row in rows() if (row.fields["model"], row.fields["output"]) in INVERSES])
def test_tabulated_inverse_gives_back_the_question(row: Row) -> None:
    """Without it trunk tables and percentile tables of the trade would have no say."""
    figure, asked = INVERSES[row.fields["model"], row.fields["output"]](row)
    assert figure == pytest.approx(asked, rel=EXACT), row.fields


def test_delay_probability_target_is_met_first_by_the_published_agents() -> None:
    """Without it the one published requirement on the share that waits (26 agents for 20 erlangs) is unused."""
    (row,) = [row for row in rows() if row.fields["model"] == "ErlangC-required-pwait"]
    limit = float(row.also["pwait_max"])
    assert wait_probability(row.exact, row.erlangs) <= limit < wait_probability(row.exact - 1, row.erlangs)


def test_redials_are_a_fixed_point_of_erlang_a() -> None:
    """Without it Erlang A would go untested at loads that come from its own abandonment."""
    redials = [row for row in rows() if row.fields["model"] == "ErlangA-redial"]
    totals = {row.agents: row.exact for row in redials if row.fields["output"] == "total_calls"}
    for row in redials:
        total = totals[row.agents]
        load = total * row.aht / row.number("interval_s")
        fate = erlang_a.outcome(row.agents, load, row.aht, row.threshold, row.patience)
        redialled = float(row.also["p_redial"]) * fate.abandoned[0] * total
        figure = {
            "total_calls": row.number("calls") + redialled,
            "p_abandon": fate.abandoned[0],
            "sl_offered": fate.answered_in_time[0],
        }[row.fields["output"]]
        assert figure == pytest.approx(row.exact, rel=EXACT)


def test_no_row_is_left_out_unnoticed() -> None:
    """Without it a row added to the table, or a misspelt key here, would simply never run."""
    checked = {*FIGURES, *INVERSES}
    by_model = {"ErlangC-required-pwait", "ErlangA-redial", *OTHER_MODELS}
    for row in rows():
        kind = row.fields["model"], row.fields["output"]
        assert kind in checked or kind in OTHER_FIGURES or row.fields["model"] in by_model, kind
