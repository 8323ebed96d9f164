"""The stays in the programme that an agent's changes of state make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from wfm.domain.pool import ProgrammeState, ProgrammeStep

INSIDE = (ProgrammeState.DRAFTED, ProgrammeState.IN_PROGRAMME, ProgrammeState.REVIEWING)
"""States of a stay in the programme; in ESCALATED it is not over, but a person's."""


@dataclass(frozen=True)
class Stays:
    """Everybody's steps so far, in any order of agents; of one date, the later one counts."""

    steps: Sequence[ProgrammeStep]

    def until(self, step: ProgrammeStep) -> "Stays":
        """That agent's steps up to this one."""
        own = self._by_agent.get(step.agent_id, ())
        return Stays(tuple(one for one in own if one.date <= step.date))

    def now(self, agent_id: str) -> ProgrammeStep | None:
        """His latest step; None for one of whom the programme knows nothing."""
        own = self._by_agent.get(agent_id)
        return own[-1] if own else None

    def now_since(self, agent_id: str) -> date:
        """Since when he is in his state. Raises KeyError for one without any."""
        return self._by_agent[agent_id][-1].date

    def entered(self, agent_id: str) -> date:
        """When his present or latest stay began; the date of his latest step when he never was inside."""
        return self._latest_stay(agent_id)[0].date

    def failed_reviews(self, agent_id: str) -> int:
        """Reviews of this stay that sent him back to training."""
        turns = pairwise(self._latest_stay(agent_id))
        back = (ProgrammeState.REVIEWING, ProgrammeState.IN_PROGRAMME)
        return sum((one.state, other.state) == back for one, other in turns)

    def last_return(self, agent_id: str) -> date | None:
        """When he last came back from a stay; None when he never did, or was only watched."""
        turns = list(pairwise(self._by_agent.get(agent_id, ())))
        returns = (
            after.date
            for before, after in turns
            if after.state is ProgrammeState.RETURNED and before.state is not ProgrammeState.WATCH
        )
        return max(returns, default=None)

    def _latest_stay(self, agent_id: str) -> Sequence[ProgrammeStep]:
        """His steps from the last time that he came in."""
        own = self._by_agent[agent_id]
        begins = [
            n for n, step in enumerate(own) if step.state in INSIDE and (n == 0 or own[n - 1].state not in INSIDE)
        ]
        return own[begins[-1] :] if begins else own[-1:]

    @cached_property
    def _by_agent(self) -> Mapping[str, Sequence[ProgrammeStep]]:
        found: dict[str, list[ProgrammeStep]] = {}
        for step in sorted(self.steps, key=lambda step: step.date):
            found.setdefault(step.agent_id, []).append(step)
        return found
