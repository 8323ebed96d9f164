"""The rules across agents: which of them a problem has, for the search, the audit and the rule book."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from wfm.domain.breaches import Breach
from wfm.domain.centre import Centre
from wfm.domain.roster import Roster
from wfm.rostering.agent_case import AgentCase
from wfm.rostering.problem import RosterProblem
from wfm.rostering.rules import (
    bond_prices,
    bonds,
    headcounts,
    mentor_hours,
    mentor_with_novice,
    on_duty,
    on_duty_counts,
    team_patterns,
    team_shift,
)
from wfm.rostering.rules.group_rule import GroupRule


@dataclass(frozen=True, slots=True)
class GroupKind:
    """One kind of rule across agents: `search` makes its price readings, `breaches` is its check reading, `words`
    says it with the centre's values (None: the centre has none)."""

    title: str
    words: Callable[[Centre], str | None]
    search: Callable[[RosterProblem, Sequence[AgentCase]], Iterable[GroupRule]]
    breaches: Callable[[RosterProblem, Roster], Iterator[Breach]]


def _headcounts(problem: RosterProblem, cases: Sequence[AgentCase]) -> Iterator[GroupRule]:
    counts = headcounts.search(problem, cases)
    if counts is not None:
        yield counts


GROUP_KINDS: tuple[GroupKind, ...] = (
    GroupKind(headcounts.TITLE, headcounts.words, _headcounts, headcounts.breaches),
    GroupKind(on_duty.TITLE, on_duty.words, on_duty_counts.searched, on_duty.breaches),
    GroupKind(
        mentor_with_novice.TITLE, mentor_with_novice.words, mentor_hours.searched, mentor_with_novice.breaches
    ),
    GroupKind(team_shift.TITLE, team_shift.words, team_patterns.searched, team_shift.breaches),
    GroupKind(bonds.TITLE, bonds.words, bond_prices.searched, bonds.breaches),
)


def groups_of(problem: RosterProblem, cases: Sequence[AgentCase]) -> tuple[GroupRule, ...]:
    """The price readings of all rules across agents that the problem has; nobody has a line yet."""
    return tuple(rule for kind in GROUP_KINDS for rule in kind.search(problem, cases))


def group_breaches(problem: RosterProblem, roster: Roster) -> Iterator[Breach]:
    """What the plans break of the rules across agents."""
    for kind in GROUP_KINDS:
        yield from kind.breaches(problem, roster)


def group_words(centre: Centre) -> Sequence[tuple[str, str]]:
    """Title and words of every rule across agents that the centre has."""
    said = ((kind.title, kind.words(centre)) for kind in GROUP_KINDS)
    return [(title, text) for title, text in said if text is not None]
