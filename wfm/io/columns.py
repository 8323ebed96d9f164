"""Every file of the workspace, column by column.

The readers, the writers, the messages to the planner and the README's column tables all come from here.
"""

from wfm.io.input_columns import ABSENCES, AGENTS, EVENTS, HISTORY, PERFORMANCE, PINS, REQUESTS, TRAINING
from wfm.io.output_columns import BREACHES, CANDIDATES, FORECAST, INTERVALS, POOL, REFUSALS, REQUIREMENT, SHIFTS

INPUT_TABLES = (HISTORY, AGENTS, PERFORMANCE, ABSENCES, REQUESTS, EVENTS, TRAINING, PINS)
OUTPUT_TABLES = (FORECAST, REQUIREMENT, SHIFTS, INTERVALS, POOL, CANDIDATES, REFUSALS, BREACHES)

__all__ = [
    "ABSENCES",
    "AGENTS",
    "BREACHES",
    "CANDIDATES",
    "EVENTS",
    "FORECAST",
    "HISTORY",
    "INPUT_TABLES",
    "INTERVALS",
    "OUTPUT_TABLES",
    "PERFORMANCE",
    "PINS",
    "POOL",
    "REFUSALS",
    "REQUESTS",
    "REQUIREMENT",
    "SHIFTS",
    "TRAINING",
]
