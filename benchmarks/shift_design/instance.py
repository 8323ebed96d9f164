"""Reading the public instances: slots of 15, 30 or 60 minutes, seven days in a circle, shift templates, weights.

Format: TU Wien, dbai (Musliu et al.), sets 1 to 4. A template gives a start with minutes later and earlier, and a
length with minutes longer and shorter. The weights are per minute short or over, and per kind of shift. The
average number of duties per week is left out, as in all published comparisons.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from wfm.domain.shift_design import ShiftKind
from wfm.domain.time import MINUTES_PER_DAY
from wfm.rostering.design.problem import DesignPrices, DesignProblem, Placement

NUMBERS = re.compile(r"-?\d+")
TEMPLATE = re.compile(r"(\d+):(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+\*")


@dataclass(frozen=True)
class Instance:
    """A problem, and the points of the plan its demand was made from (None: there is no such plan)."""

    name: str
    problem: DesignProblem
    planted: int | None


def read_instance(path: Path, name: str) -> Instance:
    """Read one file; ValueError when a section is missing or the demand does not fill the days."""
    sections = _sections(path.read_text(encoding="latin-1"))
    slot = _number(sections, "#minuteinterval")
    days = _number(sections, "#dayspercycle")
    need = tuple(int(number) for number in NUMBERS.findall(_section(sections, "#requirements")))
    if len(need) != days * MINUTES_PER_DAY // slot:
        raise ValueError(f"{name}: {len(need)} requirements do not fill {days} days of {slot}-minute slots")
    kinds = _kinds(_section(sections, "#abbr"), slot)
    prices = DesignPrices(
        _number(sections, "#undercover") * slot,
        _number(sections, "#overcover") * slot,
        _number(sections, "#shifts"),
    )
    placements = tuple(
        Placement(kind, day, (day * MINUTES_PER_DAY + kind.start_minute) // slot, kind.minutes // slot)
        for kind in kinds
        for day in range(days)
    )
    planted = NUMBERS.search(sections.get("#fitness", ""))
    return Instance(name, DesignProblem(need, slot, placements, prices), planted and int(planted[0]))


def _sections(text: str) -> dict[str, str]:
    """What stands below each heading; a heading with no lines of its own continues in the one after it."""
    found: dict[str, str] = {}
    heading = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("#") and line[1:2].isalpha():
            heading = re.split(r"[\s,:]", line.lower())[0]
        elif line.startswith("# ") and line[2:3].isalpha():
            heading = f"#{re.split(r'[^a-z]', line[2:].lower())[0]}"
        elif line:
            found[heading] = f"{found.get(heading, '')} {line.lstrip('# ')}\n"
    return found


def _section(sections: dict[str, str], heading: str) -> str:
    if heading not in sections:
        raise ValueError(f"no section {heading}")
    return sections[heading]


def _number(sections: dict[str, str], heading: str) -> int:
    return int(NUMBERS.findall(_section(sections, heading))[0])


def _kinds(text: str, slot: int) -> tuple[ShiftKind, ...]:
    """Every start and length that some template allows."""
    kinds = set()
    for hour, minute, later, earlier, length, longer, shorter in (
        map(int, found) for found in TEMPLATE.findall(text)
    ):
        start = hour * 60 + minute
        kinds |= {
            ShiftKind(begin % MINUTES_PER_DAY, minutes)
            for begin in range(start - earlier, start + later + 1, slot)
            for minutes in range(length - shorter, length + longer + 1, slot)
        }
    return tuple(sorted(kinds))
