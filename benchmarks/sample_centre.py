"""Writes the people of the sample centre to inputs/: `python benchmarks/sample_centre.py [DIRECTORY]`.

The calls in inputs/history.csv are real and stay as they are. The same files come out byte for byte on every run.
"""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from centre.curriculum import training_rows
from centre.leave import absence_rows, away_days
from centre.people import agent_rows, staff
from centre.performance import performance_rows
from centre.special_days import event_rows
from centre.wishes import pin_rows, request_rows

HEADERS = {
    "agents": "agent_id,name,team,contract,skills,hire_date,speed,availability,role",
    "performance": (
        "agent_id,period_start,period_end,handled,aht_seconds,qa_score,fcr,csat,"
        "errors,complaints,transfers,adherence,weaknesses"
    ),
    "absences": "agent_id,start,end,kind",
    "requests": "agent_id,date,kind,value,weight",
    "events": "queue,start,end,kind,factor,repeat_of,name",
    "training": "topic,minutes,prerequisite,format,max_group,cures,mandatory_by",
    "pins": "agent_id,date,kind,start,end,shift",
}


def write_centre(folder: Path) -> None:
    """Write every made file of the sample centre into `folder`."""
    people = staff()
    absences = absence_rows(people)
    files = {
        "agents": agent_rows(people),
        "performance": performance_rows(people),
        "absences": absences,
        "requests": request_rows(people, away_days(absences)),
        "events": event_rows(),
        "training": training_rows(),
        "pins": pin_rows(people),
    }
    for name, rows in files.items():
        _write(folder / f"{name}.csv", HEADERS[name].split(","), rows)


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    repository = Path(__file__).resolve().parent.parent
    write_centre(Path(sys.argv[1]) if len(sys.argv) > 1 else repository / "inputs")
