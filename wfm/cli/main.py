"""``wfm``: the commands, and the exit code of whatever happens."""

import contextlib
import io
import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

import wfm
from wfm.cli import check, doctor, erlang, export, forecast, init, pool, roster, run, staff
from wfm.cli.failures import tell_bug, tell_failure
from wfm.cli.output import print_json
from wfm.domain.errors import OutOfMemory, WfmError

USAGE_ERROR = 2
BUG = 1
ORDER = ("init", "check", "forecast", "staff", "roster", "pool", "export", "run", "erlang", "doctor")


class AlongTheChain(TyperGroup):
    """Lists the commands in the order in which a planner needs them, groups among them."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: self.commands[name] for name in ORDER}


app = typer.Typer(
    name="wfm",
    cls=AlongTheChain,
    help="Workforce management for contact centres: history, forecast, staffing, roster, retraining pool, Excel.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"wfm {wfm.__version__}")
        raise typer.Exit


@app.callback()
def frame(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Workforce management for contact centres: history, forecast, staffing, roster, retraining pool, Excel."""


app.command("init")(init.init)
app.command("check")(check.check)
app.command("forecast")(forecast.forecast)
app.command("staff")(staff.staff)
app.add_typer(roster.app, name="roster")
app.add_typer(pool.app, name="pool")
app.command("export")(export.export)
app.command("run")(run.run)
app.command("erlang")(erlang.erlang)
app.command("doctor")(doctor.doctor)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    sys.exit(exit_code_of(sys.argv[1:] if arguments is None else arguments))


def exit_code_of(arguments: Sequence[str]) -> int:
    """Run one command; every failure becomes words and an exit code, never a trace."""
    _never_fail_to_print()
    json, verbose = "--json" in arguments, not {"--verbose", "-v"}.isdisjoint(arguments)
    try:
        code = app(args=list(arguments), prog_name="wfm", standalone_mode=not json)
    except WfmError as error:
        tell_failure(error, json=json)
        return error.exit_code
    except typer.TyperException as error:
        print_json(
            {"status": "failed", "exit_code": USAGE_ERROR, "error": "Usage", "message": error.format_message()}
        )
        return USAGE_ERROR
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except MemoryError:
        short = OutOfMemory("not enough memory; nothing was published (fewer days at once need less)")
        tell_failure(short, json=json)
        return short.exit_code
    except Exception as error:
        tell_bug(error, json=json, verbose=verbose)
        return BUG
    return code if isinstance(code, int) else 0


def _never_fail_to_print() -> None:
    """A console that cannot show a character shows its code instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError):
                stream.reconfigure(errors="backslashreplace")
