"""Recognising content: the hash of a file, and the key by which a repeated run is known."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from wfm.io.atomic import storing


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with storing(path), open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(facts: Mapping[str, object]) -> str:
    """One key for everything that decides a result; equal facts in any order give an equal key.

    `facts` hold only what JSON knows: text, numbers, lists, mappings.
    """
    told = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()
