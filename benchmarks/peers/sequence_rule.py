"""Whether pyworkforce's `non_sequential_shifts` means what it says: three questions a child can answer.

One agent, two days, shifts Morning, Late and Night.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.peers.asking import ask

SHIFTS = ("Morning", "Late", "Night")
MORNING, LATE = ({"origin": "Night", "destination": name} for name in SHIFTS[:2])
QUESTIONS: Mapping[str, tuple[Sequence[str], Sequence[Mapping[str, str]]]] = {
    "Night, Night; nothing forbidden": (("Night", "Night"), ()),
    "Night, Night; Morning after Night forbidden": (("Night", "Night"), (MORNING,)),
    "Night, off; Morning after Night forbidden": (("Night",), (MORNING,)),
    "Night, off; Morning and Late after Night forbidden": (("Night",), (MORNING, LATE)),
}


def probes(python: Path, patience: float) -> Iterator[dict[str, object]]:
    """One line per question; every one of them has a roster, in plain words."""
    for words, (wanted, forbidden) in QUESTIONS.items():
        reply = ask(python, "MinHoursRoster", arguments(wanted, forbidden), patience)
        yield {"case": words, **reply.row(), "a_roster_exists": True}


def arguments(wanted: Sequence[str], forbidden: Sequence[Mapping[str, str]]) -> dict[str, object]:
    """One agent must work `wanted`, day by day."""
    return {
        "num_days": 2,
        "resources": ["Ann"],
        "shifts": list(SHIFTS),
        "shifts_hours": [8, 8, 8],
        "min_working_hours": 0,
        "banned_shifts": [],
        "max_resting": 2,
        "required_resources": {
            name: [int(day < len(wanted) and wanted[day] == name) for day in range(2)] for name in SHIFTS
        },
        "non_sequential_shifts": list(forbidden),
        "max_search_time": 10.0,
    }
