"""Fills the generated sections of README.md from the program itself; ``--check`` fails when they have drifted.

A section is what stands between ``<!-- generated: NAME -->`` and ``<!-- end of NAME -->``.
"""

import contextlib
import inspect
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from wfm.cli.main import exit_code_of
from wfm.domain import errors
from wfm.io.aliases import ALIASES
from wfm.io.attendance import ATTENDANCE
from wfm.io.column import Column, Table
from wfm.io.columns import INPUT_TABLES, OUTPUT_TABLES
from wfm.io.settings import read_centre
from wfm.rostering.rulebook import describe

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
COMMANDS = (
    "init",
    "check",
    "forecast",
    "staff",
    "roster",
    "roster check",
    "roster explain",
    "roster rules",
    "roster design",
    "pool",
    "pool status",
    "pool decide",
    "pool recall",
    "pool attend",
    "pool redraw",
    "pool ledger",
    "pool effect",
    "pool absences",
    "pool check",
    "export",
    "run",
    "erlang",
    "doctor",
)


def main() -> int:
    """Write README.md, or with --check compare it; returns the exit code."""
    written = README.read_text(encoding="utf-8")
    generated = with_sections(written)
    if "--check" not in sys.argv[1:]:
        README.write_text(generated, encoding="utf-8")
        return 0
    if generated != written:
        print("README.md has drifted from the program; run: make docs", file=sys.stderr)
        return 1
    return 0


def with_sections(text: str) -> str:
    """The text with every generated section renewed; ValueError when one is missing."""
    for name, section in SECTIONS.items():
        begin, end = f"<!-- generated: {name} -->", f"<!-- end of {name} -->"
        before, found_begin, rest = text.partition(begin)
        _, found_end, after = rest.partition(end)
        if not found_begin or not found_end:
            raise ValueError(f"README.md has no section {name!r}")
        text = f"{before}{begin}\n{section()}\n{end}{after}"
    return text


def commands() -> str:
    """Every command with its help, as the terminal shows it."""
    os.environ["COLUMNS"] = "100"
    return "\n\n".join(f"### wfm {name}\n\n```\n{_help(name)}\n```" for name in COMMANDS)


def _help(command: str) -> str:
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        exit_code_of([*command.split(), "--help"])
    return "\n".join(line.rstrip() for line in heard.getvalue().strip().splitlines())


def exit_codes() -> str:
    """The exit codes, from the errors that carry them."""
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.WfmError)]
    rows: dict[int, str] = {}
    for kind in sorted(found, key=lambda kind: inspect.getsourcelines(kind)[1]):
        if kind not in (errors.WfmError, errors.Interrupted):
            before = f"{rows[kind.exit_code]} " if kind.exit_code in rows else ""
            rows[kind.exit_code] = f"{before}{_first_sentence(kind)}"
    rows |= {
        0: "Done; warnings are allowed.",
        1: "Our bug; nothing was published.",
        2: "The command line is wrong.",
        5: "A goal is missed or a person is needed (with --strict); or an audited roster breaks a hard rule.",
        130: "Interrupted by Ctrl-C; if there was a roster, the best so far is published and says so.",
        143: "Interrupted by SIGTERM; if there was a roster, the best so far is published and says so.",
    }
    return table(("code", "meaning"), [(str(code), rows[code]) for code in sorted(rows)])


def _first_sentence(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split())


def rules() -> str:
    """The rule book with the sample centre's values."""
    return table(("rule", "in the sample centre"), describe(read_centre(ROOT / "wfm.toml")))


def columns() -> str:
    """Every file of a workspace, column by column."""
    return "\n\n".join(map(_table_of, (*INPUT_TABLES, ATTENDANCE, *OUTPUT_TABLES)))


def _table_of(file: Table) -> str:
    known_as = ALIASES.get(file.name, {})
    rows = [(f"`{one.name}`", _expected(one), _meaning(one, known_as.get(one.name, ""))) for one in file.columns]
    return f"#### `{file.file}`\n\n{file.meaning}.\n\n{table(('column', 'what stands in it', 'meaning'), rows)}"


def _expected(column: Column) -> str:
    return column.expected if column.required else f"{column.expected} (optional)"


def _meaning(column: Column, aliases: str) -> str:
    return f"{column.meaning}; also {', '.join(aliases.split('|'))}" if aliases else column.meaning


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a pipe in a cell is escaped."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


SECTIONS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "exit codes": exit_codes,
    "rules": rules,
    "columns": columns,
}

if __name__ == "__main__":
    sys.exit(main())
