"""Curtois' instances as their files tell them (schedulingbenchmarks.org/nrp)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift type: its minutes, and the types that may not follow on the next day."""

    minutes: int
    never_next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Employee:
    """The hard rules of one employee; days count from 0."""

    name: str
    most_of_shift: Mapping[str, int]
    most_minutes: int
    least_minutes: int
    most_in_row: int
    least_in_row: int
    least_off_in_row: int
    most_weekends: int
    days_off: frozenset[int]


@dataclass(frozen=True, slots=True)
class Wish:
    """A shift that an employee wants (or does not want) on a day, and what it costs not to heed it."""

    employee: str
    day: int
    shift: str
    weight: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """How many are wanted on a shift of a day, and what a head short and a head over costs."""

    day: int
    shift: str
    wanted: int
    under: int
    over: int


@dataclass(frozen=True, slots=True)
class Instance:
    """One file. Day 0 is a Monday."""

    days: int
    shifts: Mapping[str, Shift]
    employees: tuple[Employee, ...]
    wishes: tuple[Wish, ...]
    covers: tuple[Cover, ...]


def read_instance(path: Path) -> Instance:
    """The instance in a file of sections; KeyError when a section is missing."""
    parts = _sections(path)
    off = {line[0]: frozenset(map(int, line[1:])) for line in parts["DAYS_OFF"]}
    return Instance(
        days=int(parts["HORIZON"][0][0]),
        shifts={name: Shift(int(length), _names(never)) for name, length, never in parts["SHIFTS"]},
        employees=tuple(_employee(line, off.get(line[0], frozenset())) for line in parts["STAFF"]),
        wishes=(
            *_wishes(parts.get("SHIFT_ON_REQUESTS", []), wanted=True),
            *_wishes(parts.get("SHIFT_OFF_REQUESTS", []), wanted=False),
        ),
        covers=tuple(Cover(int(day), shift, *map(int, rest)) for day, shift, *rest in parts["COVER"]),
    )


def _sections(path: Path) -> dict[str, list[list[str]]]:
    """The lines of every section, split at commas."""
    found: dict[str, list[list[str]]] = {}
    section: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("SECTION_"):
            section = found.setdefault(line.removeprefix("SECTION_").strip(), [])
        elif line.strip() and not line.startswith("#"):
            section.append([part.strip() for part in line.split(",")])
    return found


def _employee(line: list[str], days_off: frozenset[int]) -> Employee:
    name, most_of_shift, most, least, most_in_row, least_in_row, least_off, weekends = line
    pairs = (pair.split("=") for pair in _names(most_of_shift))
    return Employee(
        name=name,
        most_of_shift={shift: int(times) for shift, times in pairs},
        most_minutes=int(most),
        least_minutes=int(least),
        most_in_row=int(most_in_row),
        least_in_row=int(least_in_row),
        least_off_in_row=int(least_off),
        most_weekends=int(weekends),
        days_off=days_off,
    )


def _wishes(lines: list[list[str]], *, wanted: bool) -> Iterator[Wish]:
    for employee, day, shift, weight in lines:
        yield Wish(employee, int(day), shift, int(weight), wanted)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split("|") if name)
