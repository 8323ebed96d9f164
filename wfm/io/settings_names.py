"""Names in wfm.toml that point to other parts of it: every one must meet something."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wfm.domain.contracts import OFF
from wfm.domain.rotations import ANY, WORK
from wfm.io.columns import INPUT_TABLES
from wfm.io.near import did_you_mean, one_of
from wfm.io.settings_shape import Settings, WhoSection
from wfm.io.toml_lines import Step

Place = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong with the settings, at a key."""

    path: Place
    expected: str
    value: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A name at a place, which must be one of the `known` things of that kind."""

    path: Place
    name: str
    kind: str
    known: Collection[str]


def unknown_names(settings: Settings, broken: Collection[Place]) -> Iterator[Wrong]:
    """Every name that meets nothing; one that points to a `broken` part is not a second problem."""
    for one in (*_of_shifts_and_queues(settings), *_of_rotations(settings), *_of_groups(settings)):
        if one.name not in one.known and (one.kind, one.name) not in broken:
            yield Wrong(one.path, one_of(one.known), one.name, did_you_mean(one.name, one.known))
    yield from _teams_named_twice(settings)


def _of_shifts_and_queues(settings: Settings) -> Iterator[Named]:
    for name, contract in settings.contracts.items():
        for index, shift in enumerate(contract.shifts):
            yield Named(("contracts", name, "shifts", index), shift, "shifts", settings.shifts)
    for number, cover in enumerate(settings.cover):
        for index, queue in enumerate(cover.queues):
            yield Named(("cover", number, "queues", index), queue, "queues", settings.queues)
    columns = sorted({name for table in INPUT_TABLES for name in table.names})
    for header, column in settings.columns.items():
        yield Named(("columns", header), column, "columns", columns)


def _of_rotations(settings: Settings) -> Iterator[Named]:
    known = (*settings.shifts, OFF, WORK, ANY)
    for name, section in settings.rotations.items():
        for key in ("cycle", "weeks"):
            for index, entry in enumerate(getattr(section, key)):
                for shift in [entry] if isinstance(entry, str) else entry:
                    yield Named(("rotations", name, key, index), shift, "shifts", known)


def _of_groups(settings: Settings) -> Iterator[Named]:
    for number, part in enumerate(settings.on_duty):
        yield from _of_who(("on_duty", number, "who"), part.who, settings)
    if settings.mentoring is not None:
        yield from _of_who(("mentoring", "novices"), settings.mentoring.novices, settings)
        yield from _of_who(("mentoring", "mentors"), settings.mentoring.mentors, settings)
    for number, team in enumerate(settings.team_shift):
        for index, shift in enumerate(team.shifts):
            yield Named(("team_shift", number, "shifts", index), shift, "shifts", settings.shifts)


def _of_who(path: Place, who: WhoSection | None, settings: Settings) -> Iterator[Named]:
    if who is not None and who.skill is not None:
        yield Named((*path, "skill"), who.skill, "queues", settings.queues)
    if who is not None and who.contract is not None:
        yield Named((*path, "contract"), who.contract, "contracts", settings.contracts)


def _teams_named_twice(settings: Settings) -> Iterator[Wrong]:
    for name, section in settings.rotations.items():
        for team in section.teams:
            first = next(other for other, its in settings.rotations.items() if team in its.teams)
            if first != name:
                path = ("rotations", name, "teams", team)
                yield Wrong(path, "a team without another rotation", team, f"it is in {first}")
