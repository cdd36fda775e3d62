"""Where and with what a run was computed: what its id leaves out."""

import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import torch

from engine.audit import RESULTS_VERSION

PACKAGES = (
    "equipoise",
    "torch",
    "numpy",
    "scipy",
    "scikit-learn",
    "duckdb",
    "narwhals",
    "pandas",
    "pyarrow",
    "streamlit",
)


def versions() -> dict[str, str]:
    """The installed versions of what numbers depend on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found


def manifest(dataset_id: str, device: torch.device) -> dict[str, Any]:
    """Input, versions, device and time."""
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else platform.machine()
    return {
        "dataset": dataset_id,
        "results_version": RESULTS_VERSION,
        "versions": versions(),
        "device": device.type,
        "device_name": name,
        "threads": torch.get_num_threads(),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }
