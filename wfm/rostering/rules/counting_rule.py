"""What a rule is that counts over longer than a week: its automaton counts, and each agent is judged by himself.

Leave, hours banks and what earlier days of a month have used differ from agent to agent, while the automaton is
shared by all agents of a contract. So an account closes at the end of a day: the automaton tells what was counted,
and each agent has his own points for every amount, infinite where it breaks the rule.
"""

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from wfm.domain.people import Agent
from wfm.rostering.rules.sequence_rule import SequenceRule, State


@dataclass(frozen=True)
class Account:
    """One closing of a counting rule at the end of a day of the horizon: every amount that could come out."""

    rule: "CountingRule[Any]"
    closing: int
    day: int
    amounts: tuple[Hashable, ...]


@dataclass(frozen=True)
class AgentAccount:
    """What one agent may have counted when an account closes, in words, and the `points` of its amounts."""

    title: str
    text: str
    number: int
    points: tuple[float, ...]

    @property
    def allows(self) -> tuple[bool, ...]:
        """Whether each amount keeps the rule."""
        return tuple(points != float("inf") for points in self.points)


class CountingRule(SequenceRule[State]):
    """A sequence rule whose counts close at the end of certain days."""

    @abstractmethod
    def closing_days(self) -> tuple[int, ...]:
        """The days of the horizon at whose ends the counts close, in order."""

    @abstractmethod
    def counted(self, state: State) -> Any:
        """The amount that a state has counted; amounts of one rule can be ordered."""

    @abstractmethod
    def reopened(self, state: State) -> State:
        """The state after a closing."""

    @abstractmethod
    def points(self, agent: Agent, closing: int, amounts: Sequence[Any]) -> tuple[float, ...]:
        """What each amount costs the agent, infinite where it breaks the rule."""

    @abstractmethod
    def expected(self, agent: Agent, closing: int) -> str:
        """What the agent may have counted, in words."""

    def close(self, state: State, amount: Hashable) -> State | None:
        """The state after a closing with that amount; None when something else was counted."""
        return self.reopened(state) if self.counted(state) == amount else None
