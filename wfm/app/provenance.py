"""Where a run's numbers come from: the facts of its manifest that are known before it writes anything."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from wfm.app.opening import Opened
from wfm.domain.time import Horizon
from wfm.io.manifest import file_facts


@dataclass(frozen=True)
class Provenance:
    """Inputs, settings, days and seed of a run, its fingerprint, and when it began."""

    opened: Opened
    horizon: Horizon
    fingerprint: str
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def manifest(self, kind: str, status: str, seconds: Mapping[str, float], **more: object) -> dict[str, object]:
        """The manifest's facts, to be written when everything else of the run is."""
        centre, workspace = self.opened.centre, self.opened.workspace
        search = centre.roster
        return {
            "kind": kind,
            "status": status,
            "centre": centre.name,
            "timezone": centre.zone.key,
            "first_day": self.horizon.first.isoformat(),
            "days": self.horizon.days,
            "interval_minutes": centre.interval_minutes,
            "fingerprint": self.fingerprint,
            "seed": search.seed,
            "time_limit_seconds": search.time_limit_seconds,
            "argv": sys.argv[1:],
            "started": self.started.isoformat(timespec="seconds"),
            "ended": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": dict(seconds),
            "settings": file_facts([workspace.settings], workspace.root)[0],
            "inputs": file_facts(self.opened.inputs.files, workspace.root),
            **more,
        }
