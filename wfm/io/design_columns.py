"""The files of a shift design, column by column."""

from wfm.domain.shift_design import CurvePoint, ShiftStart
from wfm.io.column import Column, Kind, Table

STARTS = Table(
    "starts",
    "designs/<run>/starts.csv",
    "How many people start each proposed shift on each day",
    (
        Column("shift", Kind.TEXT, "shift as named in shifts.toml: its start and end"),
        Column("date", Kind.DATE, "the day on which the shift starts"),
        Column("people", Kind.COUNT, "who must come; planned absences are on top", "people"),
    ),
    ShiftStart,
)

CURVE = Table(
    "curve",
    "designs/<run>/curve.csv",
    "What the best design found leaves short and over in the mean week, by the kinds of shift it may use; breaks "
    "spread evenly",
    (
        Column("kinds", Kind.COUNT, "kinds of shift at most", "shifts"),
        Column("short_hours", Kind.NUMBER, "agents missing", "agent hours"),
        Column("over_hours", Kind.NUMBER, "agents beyond the need", "agent hours"),
        Column("points", Kind.NUMBER, "both at the first prices of [roster.prices]", "points"),
        Column("proposed", Kind.YES_NO, "whether this is the design proposed"),
    ),
    CurvePoint,
)
