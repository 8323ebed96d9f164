"""A contract's rules a little looser: the next values of each, from the mildest to no such rule at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

from wfm.domain.contracts import Contract, Span
from wfm.domain.minors import MinorTerms
from wfm.domain.working_time import HoursBank, OvertimeTerms

UPWARDS = ("max_", "start_drift_", "rest_day_every_", "two_days_off_every_")
DOWNWARDS = ("min_", "rest_", "weekly_rest_", "no_early_after_", "days_off_after_")
"""How the names of limits begin that are looser the higher, or the lower, they are."""
STEP_MINUTES = 30
MOST_STEPS = 60


@dataclass(frozen=True)
class Ladder:
    """One term of a contract (a field's name) and the contract with ever looser values of it, mildest first."""

    term: str
    rungs: tuple[Contract, ...]


def ladders(contract: Contract) -> Iterator[Ladder]:
    """Everything in a contract that can be loosened by itself. What overtime and hours bank cost is
    no rule, and what holds for minors is not the contract's to change."""
    for field in fields(contract):
        value = getattr(contract, field.name)
        if isinstance(value, OvertimeTerms | HoursBank | MinorTerms) or not value:
            continue
        for values in _looser(field.name, value, optional=type(None) in get_args(field.type)):
            if rungs := tuple(_valid(contract, field.name, values)):
                yield Ladder(field.name, rungs)


def _looser(name: str, value: object, optional: bool) -> Iterator[list[object]]:
    """One row of looser values for each direction in which there are any."""
    nothing: list[object] = [None] if optional else []
    if value is True:
        yield [False]
    elif isinstance(value, Mapping):
        for gone in value:
            yield [{key: one for key, one in value.items() if key != gone}]
        yield [{}]
    elif isinstance(value, Span):
        step = STEP_MINUTES if name.endswith("_minutes") else 1
        yield [*(Span(least, value.most) for least in _steps(value.least, -step)), *nothing]
        yield [*(Span(value.least, most) for most in _steps(value.most, step)), *nothing]
    elif isinstance(value, int) and name.startswith((*UPWARDS, *DOWNWARDS)):
        step = STEP_MINUTES if name.endswith(("_minutes", "_minutes_in_period", "_minutes_in_month")) else 1
        yield [*_steps(value, step if name.startswith(UPWARDS) else -step), *nothing]
    elif nothing:
        yield nothing


def _steps(value: int, step: int) -> list[int]:
    """The next values, none below 0."""
    return [max(0, value + step * number) for number in range(1, MOST_STEPS) if value + step * (number - 1) > 0]


def _valid(contract: Contract, name: str, values: list[object]) -> Iterator[Contract]:
    """The contract with each of the values, as far as a contract may have them."""
    for value in values:
        changed: dict[str, Any] = {name: value}
        try:
            yield replace(contract, **changed)
        except ValueError:
            continue


def told_looser(before: str, after: str | None) -> str:
    """``6 instead of 5 days in a row``: the words of a rule with what has changed beside what it was."""
    if after is None:
        return f"without '{before}'"
    old, new = before.split(), after.split()
    if len(old) != len(new):
        return f"'{after}' instead of '{before}'"
    words = (one if one == other else f"{other} instead of {one}" for one, other in zip(old, new, strict=True))
    return " ".join(words)
