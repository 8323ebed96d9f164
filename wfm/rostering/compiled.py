"""Kernels: loops in plain Python that Numba compiles at their first call and keeps in a cache."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(function: Kernel) -> Kernel:
    """The function as machine code; other threads run while it does."""
    try:
        return cast(Kernel, njit(cache=True, nogil=True)(function))
    except RuntimeError:
        # Neither beside the program nor in the user's home can a cache be written: compile for this run only.
        return cast(Kernel, njit(nogil=True)(function))
