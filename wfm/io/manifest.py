"""manifest.json: where a run's numbers come from, and what it wrote."""

import json
import platform
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import wfm
from wfm.io.atomic import storing, write_text
from wfm.io.fingerprint import file_hash
from wfm.io.runs import MANIFEST, Run

SCHEMA = 1
PACKAGES = ("ortools", "numpy", "pandas", "openpyxl", "pydantic", "typer", "holidays", "tzdata")


def versions() -> dict[str, str]:
    """What decides a result besides the inputs: wfm, Python and the packages that compute."""
    known = {"wfm": wfm.__version__, "python": platform.python_version(), "platform": sys.platform}
    for package in PACKAGES:
        try:
            known[package] = version(package)
        except PackageNotFoundError:
            known[package] = "not installed"
    return known


def file_facts(paths: Iterable[Path], root: Path) -> list[dict[str, object]]:
    """Name below `root`, SHA-256, bytes and (for CSV) rows without the header, of each file, by name."""
    return sorted((_facts(path, root) for path in paths), key=lambda facts: str(facts["file"]))


def _facts(path: Path, root: Path) -> dict[str, object]:
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    facts: dict[str, object] = {"file": name, "sha256": file_hash(path)}
    with storing(path):
        facts["bytes"] = path.stat().st_size
        if path.suffix.lower() == ".csv":
            facts["rows"] = max(0, sum(1 for line in path.read_bytes().splitlines() if line.strip()) - 1)
    return facts


def write_manifest(directory: Path, facts: Mapping[str, object]) -> None:
    """Write the manifest of a run as its last file: `facts`, schema, versions and the hash of every output."""
    outputs = [path for path in directory.rglob("*") if path.is_file() and path.name != MANIFEST]
    whole = {"schema": SCHEMA, **facts, "versions": versions(), "outputs": file_facts(outputs, directory)}
    write_json(directory / MANIFEST, whole)


def extend_manifest(directory: Path) -> None:
    """Enter files that joined a published run later; what was listed before stays as it was written."""
    manifest = read_manifest(directory)
    listed = {known["file"] for known in manifest["outputs"]} | {MANIFEST}
    joined = [path for path in directory.iterdir() if path.is_file() and path.name not in listed]
    outputs = [*manifest["outputs"], *file_facts(joined, directory)]
    write_json(directory / MANIFEST, {**manifest, "outputs": outputs})


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write a JSON document that reads well and, for equal content, has equal bytes."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def read_json(path: Path) -> dict[str, Any]:
    """Read one JSON object; a file that is damaged or missing is a StorageFailed."""
    with storing(path):
        text = path.read_text(encoding="utf-8")
        try:
            content = json.loads(text)
        except json.JSONDecodeError as error:
            raise OSError(None, f"damaged JSON ({error})", str(path)) from error
        if not isinstance(content, dict):
            raise OSError(None, "holds no JSON object", str(path))
    return content


def read_manifest(directory: Path) -> dict[str, Any]:
    """The manifest of a published run."""
    return read_json(directory / MANIFEST)


def newest(runs: Iterable[Run]) -> Run:
    """The run that was published last; ValueError if there is none."""
    return max(runs, key=lambda run: (read_manifest(run.path)["ended"], run.again))


def is_whole(directory: Path) -> bool:
    """Whether every output that the manifest lists is there, byte for byte."""
    outputs = read_manifest(directory)["outputs"]
    return all(
        (directory / known["file"]).is_file() and file_hash(directory / known["file"]) == known["sha256"]
        for known in outputs
    )
