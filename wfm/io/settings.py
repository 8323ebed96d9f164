"""wfm.toml, read and checked: every problem at once, an unknown key with the nearest known one."""

import re
import tomllib
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from wfm.domain.centre import Centre
from wfm.domain.errors import InputProblems, Problem, StorageFailed
from wfm.io.near import did_you_mean, one_of
from wfm.io.settings_centre import Builder
from wfm.io.settings_shape import Section, Settings
from wfm.io.toml_lines import Step, line_of

Place = tuple[Step, ...]
IN_WORDS = {
    "a valid string": "a text in quotes",
    "a valid integer": "a whole number",
    "a valid number": "a number",
    "a valid boolean": "true or false",
    "a valid list": "a list in [ ]",
}


def read_centre(path: Path) -> Centre:
    """The centre that a wfm.toml describes.

    Raises InputProblems with everything that is wrong in it, StorageFailed when it cannot be read.
    """
    text = _text(path)
    raw = _parsed(text, path.name)
    settings, problems, broken = _shaped(raw, text, path.name)
    if settings is None:
        raise InputProblems(problems)
    builder = Builder(settings, broken)
    centre = builder.centre()
    for wrong in builder.problems:
        place = _before_taking_out(broken, wrong.path)
        problems.append(
            Problem(path.name, wrong.expected, line_of(text, place), _dotted(place), wrong.value, wrong.hint)
        )
    if problems or centre is None:
        raise InputProblems(sorted(problems, key=lambda problem: problem.row or 0))
    return centre


def problem_at(
    path: Path, place: Place, expected: str, value: str | None = None, hint: str | None = None
) -> Problem:
    """Something wrong with the key at `place` of the settings file that other files brought to light."""
    return Problem(path.name, expected, line_of(_text(path), place), _dotted(place), value, hint)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError):
        raise InputProblems([Problem(str(path), "the settings file of a workspace")]) from None
    except UnicodeDecodeError:
        hint = "save it with the encoding UTF-8"
        raise InputProblems([Problem(path.name, "a text in UTF-8", hint=hint)]) from None
    except OSError as error:
        raise StorageFailed(f"cannot read {path}: {error.strerror}") from error


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        row = int(place[1]) if place else None
        raise InputProblems([Problem(file, f"TOML ({error})", row, hint="see https://toml.io")]) from None


def _shaped(raw: dict[str, Any], text: str, file: str) -> tuple[Settings | None, list[Problem], set[Place]]:
    """The settings without the parts that have not the right shape, what is wrong, and which parts those are.

    None when what is left is not a centre.
    """
    try:
        return Settings.model_validate(raw), [], set()
    except ValidationError as error:
        grouped: dict[Place, list[Any]] = {}
        for detail in error.errors(include_url=False):
            grouped.setdefault(_place_of(detail["loc"], raw, detail["type"]), []).append(detail)
        problems = [_problem(place, details, text, file) for place, details in grouped.items()]
        broken = {place[:2] for place in grouped}
        try:
            return Settings.model_validate(_without(raw, broken)), problems, broken
        except ValidationError:
            return None, problems, broken


def _place_of(location: Place, raw: Any, kind: str) -> Place:
    """The part of pydantic's location that exists in the file: without its names for the branches of a union."""
    if kind in ("missing", "extra_forbidden"):
        return tuple(location)
    place: list[Step] = []
    here = raw
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        place.append(step)
    return tuple(place)


def _problem(place: Place, details: list[Any], text: str, file: str) -> Problem:
    kind = details[0]["type"]
    row, column = line_of(text, place), _dotted(place)
    if kind == "extra_forbidden":
        known = _known_keys(place[:-1])
        hint = did_you_mean(str(place[-1]), known) or f"known here: {one_of(known)}"
        return Problem(file, "a key that is known here", row, column, hint=hint)
    if kind == "missing":
        return Problem(file, "this key: it is required", row, column)
    wanted = " or ".join(dict.fromkeys(_in_words(detail["msg"]) for detail in details))
    return Problem(file, wanted, row, column, str(details[0]["input"]))


def _in_words(message: str) -> str:
    text = message.removeprefix("Input should be ")
    if text.startswith("a valid dictionary"):
        return "a table of keys"
    if text.startswith("List should have at"):
        return re.sub(r"List should have at (\w+) (\d+) items?.*", r"a list of at \1 \2 items", text)
    return IN_WORDS.get(text, text)


def _known_keys(place: Place) -> list[str]:
    """The keys that may stand in the table at `place`."""
    shape: Any = Settings
    for step in place:
        if isinstance(shape, type) and issubclass(shape, Section):
            shape = shape.model_fields[str(step)].annotation
            options = [part for part in get_args(shape) if isinstance(part, type) and issubclass(part, Section)]
            shape = options[0] if options and get_origin(shape) not in (dict, list) else shape
        else:
            shape = get_args(shape)[-1]
    return list(shape.model_fields)


def _without(raw: dict[str, Any], broken: set[Place]) -> dict[str, Any]:
    """The file without its broken tables (`shifts.full`) or keys (`pool.rooms`)."""
    kept: dict[str, Any] = {}
    for name, part in raw.items():
        if (name,) in broken:
            continue
        if isinstance(part, dict):
            kept[name] = {key: value for key, value in part.items() if (name, key) not in broken}
        elif isinstance(part, list):
            kept[name] = [value for index, value in enumerate(part) if (name, index) not in broken]
        else:
            kept[name] = part
    return kept


def _before_taking_out(broken: set[Place], place: Place) -> Place:
    """Where in the file a place of the settings `_without` their broken parts is: the items of a list move up."""
    name, *steps = place
    if not steps or not isinstance(steps[0], int):
        return place
    taken_out = [item for table, *items in broken if table == name for item in items if isinstance(item, int)]
    index = steps[0]
    for item in sorted(taken_out):
        index += item <= index
    return (name, index, *steps[1:])


def _dotted(place: Place) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
