"""``wfm export``: the workbooks of a published roster."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.desk import at_desk
from wfm.app.opening import open_workspace
from wfm.app.plan import Plan
from wfm.app.publish import personal_files
from wfm.app.reading_back import read_plan
from wfm.app.steps import Steps, Watcher
from wfm.app.workbooks import write_workbooks
from wfm.io.atomic import storing
from wfm.io.manifest import extend_manifest, read_json, read_manifest
from wfm.io.privacy import keep_to_owner
from wfm.io.runs import Run, completing, find_run


@dataclass(frozen=True)
class ExportResult:
    """The workbooks of a run, and where they are."""

    run: str
    workbooks: tuple[Path, ...]

    def as_dict(self) -> dict[str, object]:
        return {"run": self.run, "workbooks": [str(path) for path in self.workbooks]}


def export_workbook(where: Path | None, run_name: str | None, to: Path | None, watcher: Watcher) -> ExportResult:
    """Write the workbooks of the newest (or named) roster to `to`, or into its directory if it has none yet."""
    steps = Steps(watcher)
    with steps.step("read"):
        opened = open_workspace(where)
    with at_desk(opened.workspace, "export", steps) as desk:
        run = find_run(opened.workspace.rosters, run_name)
        there = tuple(sorted(run.path.glob("*.xlsx")))
        if there and to is None:
            return ExportResult(run.name, there)
        plan = read_plan(run, opened)
        with desk.steps.step("workbooks"):
            return ExportResult(run.name, _write(plan, run, to))


def _write(plan: Plan, run: Run, to: Path | None) -> tuple[Path, ...]:
    summary, facts = read_json(run.path / "summary.json"), {**read_manifest(run.path), "run": run.name}
    if to is not None:
        with storing(to):
            to.mkdir(parents=True, exist_ok=True)
            return write_workbooks(plan, summary, facts, to)
    with completing(run) as staged:
        write_workbooks(plan, summary, facts, staged)
        keep_to_owner(personal_files(staged))
    extend_manifest(run.path)
    return tuple(sorted(run.path.glob("*.xlsx")))
