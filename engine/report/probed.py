"""A kept probe as plain data: what can be read off of users, what the model reads, what its seed changes."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine.audit.flip import Flip
from engine.audit.leakage import EVERY, Leakage
from engine.audit.probe import Probe
from engine.audit.seeds import Seeds
from engine.audit.sizes import STEP
from engine.words import _, probes
from engine.words.sizes import told


def probed(probe: Probe, config: Mapping[str, Any], dataset: str) -> dict[str, Any]:
    """The section of attribute leakage. `config`: of the run; `dataset`: its id, for how to make a second seed."""
    return {
        "users": probes.users(probe.probed, probe.with_list),
        "method": probes.method(),
        "sources": {key: {"name": t.name, "definition": t.definition} for key, t in probes.SOURCES.items()},
        "leakage": [_leakage(row) for row in probe.leakage],
        "flip_note": _(probes.FLIP["what"]),
        "flips": [_flip(row) for row in probe.flips],
        "seeds": None if probe.seeds is None else _seeds(probe.seeds, int(config["seed"])),
        "seeds_note": _seeds_note(probe, config, dataset),
    }


def _leakage(row: Leakage) -> dict[str, Any]:
    return {**asdict(row), "every": row.group == EVERY, "size": told(row.n, STEP), "note": probes.reason(row.reason)}


def _flip(row: Flip) -> dict[str, Any]:
    note = probes.flip(row.reason) if row.reason in probes.FLIPS else probes.reason(row.reason)
    return {**asdict(row), "size": told(row.n, STEP), "control": bool(row.group) and row.is_control, "note": note}


def _seeds(found: Seeds, own: int) -> dict[str, Any]:
    rows = [
        {
            **asdict(row),
            "parameters": dict(row.parameters),
            "verdict": row.verdicts[row.seeds.index(own)],
        }
        for row in found.rows
    ]
    return {**asdict(found), "rows": rows}


def _seeds_note(probe: Probe, config: Mapping[str, Any], dataset: str) -> str:
    if "seed" not in config:
        return _(probes.SEEDS["elsewhere"])
    if probe.seeds is None:
        return probes.more_seeds(dataset, probe.run_id, int(config["seed"]) + 1)
    return f"{_(probes.SEEDS['what'])} {probes.drawn(probe.seeds.drawn)}"
