"""Jobs share the cores: how many threads the libraries of one job may use."""

import os

from engine.jobs.queue import slots
from engine.jobs.record import Lane

LANES: tuple[Lane, ...] = ("training", "quick")
LIBRARIES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_MAX_THREADS")


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share() -> int:
    """Threads of one job when all slots of all lanes are taken: max(1, cores // (lanes x slots))."""
    return max(1, cores() // (len(LANES) * slots()))


def environment() -> dict[str, str]:
    """What a job's libraries are told: `EQUIPOISE_THREADS` where somebody has set it, else the job's share.

    What is set for a library by name stays. Training takes 1 thread unless `EQUIPOISE_THREADS` says otherwise: its
    last digits depend on that, so it must not depend on the machine. `EQUIPOISE_SHARE` is for DuckDB, whose sums
    are exact.
    """
    threads = os.environ.get("EQUIPOISE_THREADS") or str(share())
    told = {name: os.environ.get(name, threads) for name in LIBRARIES}
    return {**told, "EQUIPOISE_SHARE": threads}
