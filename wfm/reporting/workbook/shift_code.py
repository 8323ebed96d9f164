"""The codes of the roster grid: ``07:30/8`` starts at half past seven and pays eight hours."""

from dataclasses import dataclass

from wfm.domain.roster import DayKind, DayPlan
from wfm.domain.shifts import ShiftPattern
from wfm.reporting.content import RunContent
from wfm.reporting.workbook import palette

OFF, LEAVE, TRAINING = "off", "leave", "train"


@dataclass(frozen=True, slots=True)
class StartClass:
    """Shifts that start before `before` (a clock time as text; the grid compares texts) share a colour."""

    name: str
    before: str
    colour: str


START_CLASSES = (
    StartClass("before 09:00", "09:00", palette.EARLY),
    StartClass("09:00 to 11:59", "12:00", palette.MORNING),
    StartClass("12:00 to 15:59", "16:00", palette.AFTERNOON),
    StartClass("16:00 to 19:59", "20:00", palette.LATE),
    StartClass("20:00 or later", "24:00", palette.NIGHT),
)


@dataclass(frozen=True, slots=True, order=True)
class ShiftCode:
    """A start on the clock (minutes after midnight) and what the shift pays (minutes)."""

    start: int
    paid_minutes: int

    @property
    def text(self) -> str:
        return f"{self.start // 60:02d}:{self.start % 60:02d}/{self.paid_hours:g}"

    @property
    def paid_hours(self) -> float:
        return round(self.paid_minutes / 60, 2)

    @classmethod
    def of(cls, plan: DayPlan, content: RunContent) -> "ShiftCode":
        """The code of a day with a shift."""
        start = content.wall(plan.span()[0])
        return cls(start.hour * 60 + start.minute, plan.paid_minutes)


def code_of(plan: DayPlan, content: RunContent) -> str:
    """What stands in the grid; leave on a day for which the contract has no shift is simply off."""
    if plan.works:
        return ShiftCode.of(plan, content).text
    if plan.kind is DayKind.OFF or content.weekday_of(plan.date) not in _weekdays(plan.agent_id, content):
        return OFF
    return LEAVE if plan.kind is DayKind.ABSENT else TRAINING


def codes_on_offer(content: RunContent) -> tuple[ShiftCode, ...]:
    """Every code that some contract allows or that the roster uses, by start and pay."""
    offered = {
        ShiftCode(start, pattern.paid_minutes)
        for pattern in content.centre.shifts.values()
        for start in pattern.starts
    }
    used = {ShiftCode.of(plan, content) for plan in content.roster.plans if plan.works}
    return tuple(sorted(offered | used))


def patterns_of(contract_name: str, content: RunContent) -> tuple[ShiftPattern, ...]:
    """The shifts that a contract offers; none for a contract that is not in the settings any more."""
    contract = content.centre.contracts.get(contract_name)
    return () if contract is None else tuple(content.centre.shifts[name] for name in contract.shifts)


def _weekdays(agent_id: str, content: RunContent) -> set[int]:
    patterns = patterns_of(content.contract_of(agent_id), content)
    return {weekday for pattern in patterns for weekday in pattern.weekdays}
