"""What is taught in the retraining pool: small units, each good for something that can be measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `max_group` is the most agents one trainer takes at once; `mandatory_by` an ISO date or blank."""

    topic: str
    minutes: int
    format: str
    cures: str
    prerequisite: str = ""
    max_group: int = 1
    mandatory_by: str = ""


UNITS = (
    Unit("caller_identification", 30, "self", "verification;errors", mandatory_by="1999-03-25"),
    Unit("holiday_hours", 30, "group", "product_knowledge", max_group=5, mandatory_by="1999-03-30"),
    Unit("call_structure", 30, "coach", "aht_seconds;call_control"),
    Unit("wrap_up_while_talking", 30, "coach", "aht_seconds;after_call_work", prerequisite="call_structure"),
    Unit("screen_shortcuts", 45, "self", "aht_seconds;screen_navigation"),
    Unit("accurate_entry", 30, "coach", "errors;accurate_entry"),
    Unit("order_confirmation", 60, "coach", "errors;qa_score;verification", prerequisite="accurate_entry"),
    Unit("accounts_and_cards", 60, "group", "fcr;product_knowledge", max_group=4),
    Unit("solve_it_at_once", 60, "group", "fcr;problem_solving", prerequisite="accounts_and_cards", max_group=4),
    Unit("warm_transfer", 30, "coach", "transfers;problem_solving"),
    Unit("listening", 45, "group", "csat;qa_score;listening", max_group=4),
    Unit("angry_callers", 60, "coach", "complaints;csat;de_escalation", prerequisite="listening"),
    Unit("quality_review", 30, "coach", "qa_score"),
    Unit("schedule_keeping", 30, "coach", "adherence;schedule_keeping"),
)


def training_rows() -> list[tuple[str, ...]]:
    """training.csv without its header."""
    return [
        (
            unit.topic,
            str(unit.minutes),
            unit.prerequisite,
            unit.format,
            str(unit.max_group),
            unit.cures,
            unit.mandatory_by,
        )
        for unit in UNITS
    ]
