"""Sheet Rules audit: the rule book with this centre's values, and what the audit found."""

from collections import Counter

from openpyxl.worksheet.worksheet import Worksheet

from wfm.domain.breaches import Breach, Severity
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.book import Book
from wfm.reporting.workbook.cells import Value, put
from wfm.reporting.workbook.looks import Look
from wfm.reporting.workbook.page import Paper, new_sheet, print_as
from wfm.reporting.workbook.table import Column, write_headers, write_rows, write_table

NAME = "Rules audit"
RULES_TOP = 5


def findings_top(content: RunContent) -> int:
    """The row of the findings' headers, for links from other sheets."""
    return RULES_TOP + len(content.rule_table) + 3


def write_rules_audit(book: Book, content: RunContent) -> Worksheet:
    """Rules on top, findings below; the audit read the roster alone and did not ask the solver."""
    hard, soft = len(content.hard_breaches), len(content.breaches) - len(content.hard_breaches)
    sheet = new_sheet(
        book,
        NAME,
        "Rules audit",
        f"{hard} hard breaches, {soft} soft findings. Recomputed from the roster alone, without the solver.",
    )
    put(sheet, RULES_TOP - 1, 1, "Rule book", Look.SECTION)
    columns = _rule_columns(content)
    write_headers(sheet, RULES_TOP, [column.header for column in columns])
    write_rows(book, sheet, RULES_TOP + 1, columns, content.rule_table)
    top = findings_top(content)
    verdict = "Findings" if content.breaches else "Findings: none, 0 breaches"
    put(sheet, top - 1, 1, verdict, Look.SECTION)
    worst_first = sorted(content.breaches, key=lambda found: found.severity is Severity.SOFT)
    write_table(book, sheet, "FindingTable", top, _finding_columns(content), worst_first)
    print_as(sheet, Paper(), content)
    return sheet


def _rule_columns(content: RunContent) -> tuple[Column[tuple[str, str]], ...]:
    counts = Counter((found.rule, found.severity) for found in content.breaches)
    return (
        Column("Rule", 30, Look.LABEL, lambda rule, _: rule[0]),
        Column("Hard", 9, Look.COUNT, lambda rule, _: counts[rule[0], Severity.HARD]),
        Column("Soft", 13, Look.COUNT, lambda rule, _: counts[rule[0], Severity.SOFT]),
        Column("What it says here", 62, Look.PROSE, lambda rule, _: rule[1]),
    )


def _finding_columns(content: RunContent) -> tuple[Column[Breach], ...]:
    return (
        Column("Rule", 30, Look.TEXT, lambda found, _: found.rule),
        Column("Kind", 9, Look.CENTRED, lambda found, _: found.severity.value),
        Column("Agent ID", 13, Look.TEXT, lambda found, _: found.agent_id),
        Column("Finding", 62, Look.PROSE, lambda found, _: found.message),
        Column("Name", 22, Look.TEXT, lambda found, _: _who(found, content)),
        Column("From", 17, Look.MOMENT, lambda found, _: content.wall(found.start)),
        Column("To", 17, Look.MOMENT, lambda found, _: content.wall(found.end)),
        Column("Amount", 10, Look.DECIMAL, lambda found, _: found.amount),
    )


def _who(found: Breach, content: RunContent) -> Value:
    return content.name_of(found.agent_id) if found.agent_id else None
