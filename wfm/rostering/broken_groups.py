"""A roster that still breaks hard rules across agents is refused, with what it lacks and who could have come."""

from collections.abc import Sequence

from wfm.domain.breaches import Breach, Severity
from wfm.domain.errors import NoLegalRoster, NothingUsable
from wfm.domain.roster import Roster
from wfm.rostering.group_book import group_breaches
from wfm.rostering.group_conflicts import shortened
from wfm.rostering.problem import RosterProblem
from wfm.rostering.result import StoppedBy
from wfm.rostering.shortfalls import shortfalls
from wfm.rostering.team import Team


def refuse_broken_groups(team: Team, problem: RosterProblem, roster: Roster, stopped_by: StoppedBy) -> None:
    """Raise NoLegalRoster when the roster still breaks a hard rule across agents; NothingUsable when the search
    was not done yet."""
    broken = [one for one in group_breaches(problem, roster) if one.severity is Severity.HARD]
    if not broken:
        return
    told = shortened([f"{one.rule}: {one.message}" for one in broken])
    if stopped_by is not StoppedBy.WORK_DONE:
        head = f"stopped before the hard rules across agents held ({len(broken)} broken):"
        raise NothingUsable("\n".join([head, *told]))
    head = f"no roster was found that keeps the hard rules across agents; the best one breaks {len(broken)}:"
    raise NoLegalRoster(
        "\n".join([head, *told, "what it lacks:", *shortened(list(shortfalls(team))), _way_out(broken)])
    )


def _way_out(broken: Sequence[Breach]) -> str:
    titles = " and ".join(dict.fromkeys(f"'{one.rule}'" for one in broken))
    return (
        f"cheapest way out: lower what {titles} asks to what these lines show, or say hard = false there; the "
        "rule is then priced and its breaches are reported"
    )
