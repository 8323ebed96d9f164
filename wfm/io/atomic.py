"""Files that are there whole or not at all, and storage failures told in a planner's words."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wfm.domain.errors import StorageFailed

_CURES = {
    errno.ENOSPC: "the disk is full; free some space and run again",
    errno.EDQUOT: "the disk quota is used up; free some space and run again",
    errno.EFBIG: "this user may not write files of that size; raise the limit (ulimit -f)",
    errno.EROFS: "the file system is read-only; mount it writable or choose another workspace",
    errno.EACCES: "no permission; give this user the right to write there",
    errno.EPERM: "no permission; give this user the right to write there",
    errno.ENOTDIR: "a file stands where a directory is needed; move it away",
    errno.EEXIST: "a file stands where a directory is needed; move it away",
    errno.ENOSYS: "this file system has no locks; move the workspace to a local disk",
    errno.EIO: "the disk reports an error; check it before you go on",
}


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turn an OSError inside the block into StorageFailed (exit 74) that names the path and the cure."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(_sentence(error, path)) from error


def _sentence(error: OSError, path: Path) -> str:
    place = error.filename2 or error.filename or path
    cure = _CURES.get(error.errno or 0, "what is published so far is untouched")
    return f"cannot read or write {place}: {error.strerror or error}; {cure}"


def sync_file(path: Path) -> None:
    """Make sure that the content of a file has reached the disk."""
    with open(path, "rb") as written:
        os.fsync(written.fileno())


def sync_directory(path: Path) -> None:
    """Make sure that the names in a directory have reached the disk, where the file system can promise it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with _unsupported_let_be():
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _unsupported_let_be() -> Iterator[None]:
    """Let a file system that does not know fsync on directories (SMB, some FUSE) pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


def write_text(path: Path, text: str) -> None:
    """Replace a file by `text` (UTF-8) so that a reader sees the old or the new one, never a half."""
    staged = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with storing(path):
        try:
            with open(staged, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(staged, path)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
        sync_directory(path.parent)
