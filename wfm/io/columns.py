"""Every file of the workspace, column by column.

The readers, the writers, the messages to the planner and the README's column tables all come from here.
"""

from wfm.io.design_columns import CURVE, STARTS
from wfm.io.input_columns import EVENTS, HEADCOUNTS, HISTORY, PERFORMANCE, TRAINING
from wfm.io.output_columns import (
    BREACHES,
    CANDIDATES,
    CHANGES,
    FORECAST,
    INTERVALS,
    POOL,
    PROGRAMME,
    REFUSALS,
    REQUIREMENT,
    SAMPLES,
    SHIFTS,
)
from wfm.io.people_columns import ABSENCES, AGENTS, BALANCE, GROUPS, PINS, REQUESTS

INPUT_TABLES = (
    *(HISTORY, AGENTS, PERFORMANCE, ABSENCES, REQUESTS, EVENTS, TRAINING, PINS),
    *(BALANCE, GROUPS, HEADCOUNTS),
)
OUTPUT_TABLES = (
    *(FORECAST, REQUIREMENT, SHIFTS, INTERVALS, POOL, CANDIDATES, REFUSALS, PROGRAMME, SAMPLES),
    *(BREACHES, CHANGES),
    *(STARTS, CURVE),
)

__all__ = [
    "ABSENCES",
    "AGENTS",
    "BALANCE",
    "BREACHES",
    "CANDIDATES",
    "CHANGES",
    "CURVE",
    "EVENTS",
    "FORECAST",
    "GROUPS",
    "HEADCOUNTS",
    "HISTORY",
    "INPUT_TABLES",
    "INTERVALS",
    "OUTPUT_TABLES",
    "PERFORMANCE",
    "PINS",
    "POOL",
    "PROGRAMME",
    "REFUSALS",
    "REQUESTS",
    "REQUIREMENT",
    "SAMPLES",
    "SHIFTS",
    "STARTS",
    "TRAINING",
]
