"""A process of its own for every roster, so that none finds the memory, the caches or the hash seed of another."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def fresh_processes(together: int = 1) -> ProcessPoolExecutor:
    """Runs every call in a new process, `together` of them at a time."""
    return ProcessPoolExecutor(together, multiprocessing.get_context("spawn"), max_tasks_per_child=1)
