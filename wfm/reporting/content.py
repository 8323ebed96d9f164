"""Everything the workbooks show of one run, as domain objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from wfm.domain.breaches import Breach, Severity
from wfm.domain.burdens import BurdenStanding
from wfm.domain.centre import Centre
from wfm.domain.changes import Amendment, Change
from wfm.domain.demand import ForecastRow, IntervalRow, RequirementRow
from wfm.domain.people import Agent, Request
from wfm.domain.pool import Need, ProgrammeLine, Refusal, SampleDue, Session
from wfm.domain.roster import DayPlan, Roster
from wfm.domain.time import Horizon
from wfm.domain.working_time import BankStanding


@dataclass(frozen=True)
class RunContent:
    """One run. `intervals` are those after the pool; `requests` pairs every wish with whether it is granted.

    `summary`, `accuracy` and `manifest` are what summary.json, accuracy.json and manifest.json say; `rule_table`
    holds title and words of every rule. `amendment`: what this roster changes in a published one. `standings`: how
    agents stand among those who share unpopular work with them. `banks`: the hours banks of those who have one.
    `holidays`: public holidays by name. `make_up_days`: weekend days worked instead of others, with the weekday
    (Monday = 0) whose shifts they have. `programme`: where everybody stands in the retraining programme before and
    on these days; `samples`: the quality samples due on them.
    """

    centre: Centre
    horizon: Horizon
    agents: tuple[Agent, ...]
    roster: Roster
    forecast: tuple[ForecastRow, ...]
    requirement: tuple[RequirementRow, ...]
    intervals: tuple[IntervalRow, ...]
    sessions: tuple[Session, ...]
    refusals: tuple[Refusal, ...]
    needs: tuple[Need, ...]
    breaches: tuple[Breach, ...]
    summary: Mapping[str, object]
    accuracy: Mapping[str, object]
    rule_table: tuple[tuple[str, str], ...]
    requests: tuple[tuple[Request, bool], ...]
    notes: tuple[str, ...]
    manifest: Mapping[str, object]
    amendment: Amendment | None = None
    standings: Mapping[str, BurdenStanding] = field(default_factory=dict)
    banks: Mapping[str, BankStanding] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)
    make_up_days: Mapping[date, int] = field(default_factory=dict)
    programme: tuple[ProgrammeLine, ...] = ()
    samples: tuple[SampleDue, ...] = ()

    @cached_property
    def staff(self) -> tuple[Agent, ...]:
        """Everybody in the roster, team by team; who has left the agents file since is known by id alone."""
        known = {agent.agent_id: agent for agent in self.agents}
        people = [known.get(key) or Agent(key, key, "", "", ()) for key in self.roster.by_agent]
        teams = {team: rank for rank, team in enumerate(dict.fromkeys(agent.team for agent in people))}
        return tuple(sorted(people, key=lambda agent: teams[agent.team]))

    @cached_property
    def staff_number(self) -> Mapping[str, int]:
        """The place of each agent among the staff."""
        return {agent.agent_id: number for number, agent in enumerate(self.staff)}

    @cached_property
    def changed(self) -> Mapping[tuple[str, date], Change]:
        """The changed days by agent and date; days on which only breaks moved are none."""
        told = () if self.amendment is None else self.amendment.days
        return {(change.agent_id, change.date): change for change in told}

    @cached_property
    def _people(self) -> Mapping[str, Agent]:
        return {agent.agent_id: agent for agent in (*self.agents, *self.staff)}

    def name_of(self, agent_id: str) -> str:
        """The agent's name, or the id of somebody who is in no list."""
        agent = self._people.get(agent_id)
        return agent_id if agent is None else agent.name

    def team_of(self, agent_id: str) -> str:
        agent = self._people.get(agent_id)
        return "" if agent is None else agent.team

    def contract_of(self, agent_id: str) -> str:
        agent = self._people.get(agent_id)
        return "" if agent is None else agent.contract

    def plans_of(self, agent_id: str) -> tuple[DayPlan, ...]:
        return self.roster.by_agent[agent_id]

    def wall(self, moment: datetime) -> datetime:
        """The centre's clock at that moment, without a zone: what a cell can hold."""
        return moment.astimezone(self.centre.zone).replace(tzinfo=None)

    def day_of(self, moment: datetime) -> date:
        return self.wall(moment).date()

    @cached_property
    def covers(self) -> tuple[str, ...]:
        """Names of the covers, the widest first: what holds for all queues together is looked at first."""
        names = dict.fromkeys(row.cover for row in self.intervals)
        return tuple(sorted(names, key=lambda name: -name.count("+")))

    @cached_property
    def interval_number(self) -> Mapping[tuple[str, datetime], int]:
        """The place of each cover's interval among the interval rows."""
        return {(row.cover, row.start): number for number, row in enumerate(self.intervals)}

    @cached_property
    def first_row_of_widest(self) -> int:
        """The place, from 1, of the widest cover's first row among the interval rows; 1 if there are none."""
        return next((n for n, row in enumerate(self.intervals, 1) if row.cover == self.covers[0]), 1)

    def weekday_of(self, day: date) -> int:
        """The weekday (Monday = 0) whose shifts are on offer."""
        return self.make_up_days.get(day, day.weekday())

    def is_weekend(self, day: date) -> bool:
        return day.weekday() in self.centre.roster.weekend and day not in self.make_up_days

    @property
    def hard_breaches(self) -> tuple[Breach, ...]:
        return tuple(breach for breach in self.breaches if breach.severity is Severity.HARD)

    @property
    def run_name(self) -> str:
        return str(self.manifest.get("run", "draft"))

    @property
    def days_in_words(self) -> str:
        """``7 Mar - 3 Apr 1999``."""
        first, last = self.horizon.first, self.horizon.last
        return f"{first.day} {first:%b %Y} to {last.day} {last:%b %Y}"

    @property
    def zone_in_words(self) -> str:
        return f"times are wall-clock times of {self.centre.zone.key}"
