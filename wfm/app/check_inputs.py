"""``wfm check``: read and validate everything, and say what was found."""

from dataclasses import dataclass
from pathlib import Path

from wfm.app.demand import unserved
from wfm.app.opening import open_workspace


@dataclass(frozen=True)
class CheckResult:
    """What the workspace holds when nothing is wrong with it."""

    workspace: Path
    centre: str
    queues: int
    files: tuple[str, ...]
    counts: dict[str, int]
    history_first: str
    history_last: str
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "status": "ok",
            "workspace": str(self.workspace),
            "centre": self.centre,
            "queues": self.queues,
            "files": list(self.files),
            "counts": self.counts,
            "history_first": self.history_first,
            "history_last": self.history_last,
            "notes": list(self.notes),
        }


def check_inputs(where: Path | None) -> CheckResult:
    """Read settings and inputs; InputProblems with all problems at once when something is wrong."""
    opened = open_workspace(where)
    inputs = opened.inputs
    starts = opened.history["start"]
    return CheckResult(
        workspace=opened.workspace.root,
        centre=opened.centre.name,
        queues=len(opened.centre.queues),
        files=tuple(path.name for path in inputs.files),
        counts={
            "history": len(starts),
            "agents": len(inputs.agents),
            "performance": len(inputs.performance),
            "absences": len(inputs.absences),
            "requests": len(inputs.requests),
            "events": len(inputs.events),
            "topics": len(inputs.topics),
            "pins": len(inputs.pins),
        },
        history_first=starts.min().date().isoformat(),
        history_last=starts.max().date().isoformat(),
        notes=(*inputs.notes, *unserved(opened.centre, inputs.agents)),
    )
