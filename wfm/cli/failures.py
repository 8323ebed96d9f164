"""How a failure is told: plain words to stderr for a person, one JSON document to stdout for a script."""

import sys
import traceback

from wfm.cli.output import print_json
from wfm.domain.errors import InputProblems, Problem, WfmError

SHOWN_PROBLEMS = 50


def tell_failure(error: WfmError, *, json: bool) -> None:
    """Print an expected failure; its exit code is on the error."""
    if json:
        print_json(failure_document(error))
    elif isinstance(error, InputProblems):
        print(_shortened(error), file=sys.stderr)
    else:
        print(f"wfm: {error}", file=sys.stderr)


def failure_document(error: WfmError) -> dict[str, object]:
    """The failure as scripts read it: exit code, kind, message, and for inputs every problem."""
    document: dict[str, object] = {
        "status": "failed",
        "exit_code": error.exit_code,
        "error": type(error).__name__,
        "message": str(error),
    }
    if isinstance(error, InputProblems):
        document["problems"] = [_problem(problem) for problem in error.problems]
    return document


def tell_bug(error: Exception, *, json: bool, verbose: bool) -> None:
    """Print a failure that is our fault: one line, and the trace only when it was asked for."""
    if verbose:
        traceback.print_exception(error, file=sys.stderr)
    message = (
        f"a bug in wfm ({type(error).__name__}); nothing was published; see logs/, or run again with --verbose"
    )
    if json:
        print_json({"status": "failed", "exit_code": 1, "error": type(error).__name__, "message": message})
    else:
        print(f"wfm: {message}", file=sys.stderr)


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "expected": problem.expected,
        "hint": problem.hint,
    }


def _shortened(error: InputProblems) -> str:
    """Every problem up to what fits on a few screens; --json tells all."""
    if len(error.problems) <= SHOWN_PROBLEMS:
        return str(error)
    lines = [f"{len(error.problems)} problems in the inputs:", *map(str, error.problems[:SHOWN_PROBLEMS])]
    return "\n".join([*lines, f"... and {len(error.problems) - SHOWN_PROBLEMS} more; --json lists all of them"])
