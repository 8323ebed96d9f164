"""The answers of ``wfm roster explain`` in sentences and small tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wfm.cli.output import columns

if TYPE_CHECKING:
    from wfm.app.explain_agent import Explanation, WhyThisDay
    from wfm.app.explain_interval import IntervalReasons
    from wfm.app.explain_overview import Overview
    from wfm.app.explain_prices import PriceReasons
    from wfm.app.explain_wishes import WishReasons
    from wfm.domain.time import Horizon
    from wfm.rostering.reasons.agent_day import Alternative
    from wfm.rostering.reasons.change import Change
    from wfm.rostering.reasons.clash import Reason
    from wfm.rostering.reasons.wishes import RefusedWish

SHOWN = 8
PARTS = {
    "staffing": "staffing",
    "requests": "wishes",
    "fairness": "fairness",
    "broken_weeks": "broken weeks",
    "groups": "rules across agents",
    "changes": "changed days",
}


def agent(told: "Explanation", *, verbose: bool) -> Iterator[str]:
    """One agent: his rules, what is fixed, his days; on one day also what else he could do."""
    yield f"{told.agent_id}, contract {told.contract}"
    if told.why is None or verbose:
        yield from (f"rule: {rule}" for rule in told.rules)
        yield from (f"fixed: {limit}" for limit in told.fixed)
    yield from told.days
    if told.conflict:
        yield told.conflict
    if told.why is not None:
        yield from _why(told.why, verbose=verbose)


def _why(why: "WhyThisDay", *, verbose: bool) -> Iterator[str]:
    if why.broken_now:
        yield "With today's inputs his published days break rules, so nothing can be weighed against them:"
        yield from (f"  {breach.rule}: {breach.message}" for breach in why.broken_now)
        yield "Build the roster again to mend that."
        return
    shown = why.alternatives if verbose else why.alternatives[:SHOWN]
    if shown:
        yield "What else he could do that day, with the best rest of his roster and everybody else as he is:"
        yield from columns([_alternative(one, why.horizon) for one in shown], right=[1])
    hidden = len(why.alternatives) - len(shown)
    if hidden:
        yield f"and {hidden} more, none of them cheaper (--verbose or --json for all)"
    yield from (_wish(one, why.horizon) for one in why.wishes)


def _alternative(one: "Alternative", horizon: "Horizon") -> tuple[str, str, str]:
    name = "off"
    if one.duty is not None:
        start, end = horizon.moment(one.duty.start), horizon.moment(one.duty.end)
        name = f"{one.duty.shift} {start:%H:%M}-{end:%H:%M}"
    if one.change is None:
        return name, "not possible", _reasons(one.forbidden)
    alone = f"; alone it would break: {', '.join(one.alone_breaks)}" if one.alone_breaks else ""
    return name, points(one.change.points), f"{_split(one.change.costs)}{_days(one.change, horizon)}{alone}"


def points(value: float) -> str:
    """``+12 points``; what costs nothing is called equal."""
    return "equal" if abs(value) < 0.05 else f"{value:+,.1f} points"


def _split(costs: Mapping[str, float]) -> str:
    parts = (
        f"{PARTS.get(name, name.replace('_', ' '))} {value:+,.1f}"
        for name, value in costs.items()
        if abs(value) >= 0.05
    )
    return ", ".join(parts) or "nothing changes its price"


def _days(change: "Change", horizon: "Horizon") -> str:
    """How many of his days change, and which."""
    dates = [f"{horizon.dates[day]:%d %b}" for day in change.days]
    if len(dates) < 2:
        return ""
    return f"; {len(dates)} days change ({', '.join(dates[:4])}{', ...' if len(dates) > 4 else ''})"


def _reasons(reasons: Sequence["Reason"]) -> str:
    return "; with ".join(reason.text for reason in reasons)


def interval(told: "IntervalReasons", *, verbose: bool) -> Iterator[str]:
    """Why one interval is short, and what it would take."""
    yield (
        f"{told.start:%a %d %b %Y %H:%M}, {told.cover}: {told.agents_open:g} agents on contact, "
        f"{told.agents_net:g} needed ({told.agents_protected:g} to be protected): "
        + (f"{told.short:g} short." if told.short else "not short.")
    )
    standing: dict[str, int] = {}
    for hand in told.hands:
        standing[str(hand.standing)] = standing.get(str(hand.standing), 0) + 1
    people = len(told.hands)
    yield f"{people} agents count: " + ", ".join(f"{count} {name}" for name, count in standing.items()) + "."
    for title, names in told.forbidden().items():
        who = f": {', '.join(names)}" if verbose else ""
        yield f"  {len(names)} cannot for: {title}{who}"
    if told.could:
        yield "Cheapest to bring, with the best rest of their rosters and everybody else as he is:"
        shown = told.could if verbose else told.could[:SHOWN]
        rows = [
            _hand(hand.agent_id, hand.change, hand.alone_breaks, told.horizon) for hand in shown if hand.change
        ]
        yield from columns(rows, right=[1])
        if len(told.could) > len(shown):
            yield f"and {len(told.could) - len(shown)} more who cost no less (--verbose or --json for all)"
    for title, count in told.alone_broken().items():
        yield f"  {count} could not simply come on top of their other days: {title}"
    if told.fixed:
        yield f"counted as published, because their days break a rule with today's inputs: {', '.join(told.fixed)}"


def _hand(agent_id: str, change: "Change", alone: Sequence[str], horizon: "Horizon") -> tuple[str, str, str]:
    breaks = f"; alone it would break: {', '.join(alone)}" if alone else ""
    return agent_id, points(change.points), f"{_split(change.costs)}{_days(change, horizon)}{breaks}"


def wishes(told: "WishReasons") -> Iterator[str]:
    """Every refused wish with its reason."""
    refused = len(told.refused)
    yield f"{told.run}: {told.wishes - refused} of {told.wishes} wishes granted, {refused} refused."
    yield from (_wish(one, told.horizon) for one in told.refused)


def _wish(one: "RefusedWish", horizon: "Horizon") -> str:
    wish = one.wish
    value = wish.value if not wish.value.isdigit() else f"{int(wish.value) // 60:02d}:{int(wish.value) % 60:02d}"
    asked = f"{wish.date:%a %d %b}, {wish.agent_id}: wish '{f'{wish.kind} {value}'.strip()}' refused"
    if one.change is None:
        return f"{asked}: it cannot be granted: {_reasons(one.forbidden)}"
    if one.change.points < -0.05:
        return f"{asked}: it can be granted now and saves {-one.change.points:,.1f} points; build the roster again"
    elsewhere = _split({name: value for name, value in one.change.costs.items() if name != "requests"})
    return (
        f"{asked}: granting it costs {one.price:,.1f} points elsewhere against its {one.worth:,.1f} "
        f"({elsewhere}{_days(one.change, horizon)})"
    )


def prices(told: "PriceReasons") -> Iterator[str]:
    """The price list, and what could be bought."""
    yield f"{told.run}: {told.objective:,.1f} points"
    rows = [
        (price.rule, f"{price.points:,.1f}", f"{price.amount:,g} {price.unit}".strip() if price.unit else "")
        for price in told.prices
    ]
    yield from columns([("soft rule", "points", "for"), *rows], right=[1])
    yield ""
    yield "One more agent, everybody else staying as he is (the objective falls by at least):"
    more = [
        (
            f"{one.contract}, {'+'.join(one.skills)}",
            _gain(one.points),
            f"{one.hours_short:g} agent-hours short less",
        )
        for one in told.one_more
    ]
    yield from columns(more, right=[1]) if more else ["  there is no contract on contact"]
    yield ""
    yield "One rule less, agents changing one after the other (the objective falls by at least):"
    less = [
        (
            one.contract,
            one.rule,
            _gain(one.points),
            f"{one.changed} of {_sample(one.repriced, one.agents)} would change",
        )
        for one in told.relaxed
    ]
    yield from columns(less, right=[2]) if less else ["  no rule of a contract would buy anything by itself"]


def _gain(value: float) -> str:
    return f"{value:,.1f}" if value >= 0 else f"rises by {-value:,.1f}"


def _sample(repriced: int, agents: int) -> str:
    return f"{agents} agents" if repriced == agents else f"{repriced} tried of {agents} agents"


def overview(told: "Overview") -> Iterator[str]:
    """What stands out in a roster."""
    costs = ", ".join(f"{price.rule.lower()} {price.points:,.0f}" for price in told.prices if price.points >= 0.5)
    total = sum(price.points for price in told.prices)
    yield f"{told.run}: {total:,.0f} points ({costs or 'nothing costs anything'})."
    if told.short_intervals:
        yield f"{told.short_intervals} intervals are short; the worst of each of the worst days:"
        yield from (f"  {_shortly(one)}" for one in told.worst)
    else:
        yield "No interval is short."
    refused = len(told.wishes.refused)
    yield (
        f"{refused} of {told.wishes.wishes} wishes are refused: {refused - told.forbidden_wishes} would cost more "
        f"elsewhere than they are worth, {told.forbidden_wishes} no legal roster could grant."
    )
    if told.broken_now:
        yield "With today's inputs the published days break hard rules; build the roster again:"
        yield from (
            f"  {breach.agent_id} {breach.rule}: {breach.message}".rstrip() for breach in told.broken_now[:SHOWN]
        )
    yield "Ask on with: explain AGENT DATE, --interval TIME, --wishes, --prices."


def _shortly(told: "IntervalReasons") -> str:
    where = f"{told.start:%a %d %b %H:%M} {told.cover}: {told.short:g} short of {told.agents_net:g}"
    cannot = ", ".join(f"{len(names)} {title.lower()}" for title, names in told.forbidden().items())
    if told.could:
        best = told.could[0]
        way = f"cheapest to bring is {best.agent_id} ({points(best.change.points) if best.change else ''})"
    else:
        way = "nobody else can be brought"
    return f"{where}; {way}" + (f"; cannot: {cannot}" if cannot else "")
