"""Six rates by group over a million rows, and their intervals, beside the known libraries, in one run: `make bench`.

CPU seconds of one process each, all from arrays that are ready in memory. Aequitas takes part where
`EQUIPOISE_AEQUITAS` names an interpreter that has it (`aequitas_seconds`).
"""

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from fairlearn.metrics import (
    MetricFrame,
    false_negative_rate,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)
from sklearn.metrics import accuracy_score, precision_score

from engine.metrics.decision_rates import decision_rates
from engine.statistics.gaps import value_interval
from engine.statistics.ratios import by_code

pytestmark = pytest.mark.slow
ROWS = 1_000_000
GROUPS = (14, 294)
RATES: dict[str, Any] = {
    "selection": selection_rate,
    "true_positive": true_positive_rate,
    "false_positive": false_positive_rate,
    "false_negative": false_negative_rate,
    "accuracy": accuracy_score,
    "precision": precision_score,
}
OTHER = os.environ.get("EQUIPOISE_AEQUITAS", "")


def rows(n: int, groups: int) -> tuple[Any, Any, Any]:
    """Actual values, decisions and group codes, as few bytes each as they need."""
    rng = np.random.default_rng(groups)
    actual, decided = (rng.random((2, n)) < 0.4).astype(np.int8)
    return actual, decided, rng.integers(0, groups, n, dtype=np.int16)


def cpu(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """The median of CPU seconds over the rounds, and what the work gives."""
    seconds, found = [], None
    for _ in range(rounds):
        start = time.process_time()
        found = work()
        seconds.append(time.process_time() - start)
    return float(np.median(seconds)), found


def fairlearn(actual: Any, decided: Any, codes: Any, **options: Any) -> MetricFrame:
    return MetricFrame(metrics=RATES, y_true=actual, y_pred=decided, sensitive_features=codes, **options)


def counted(actual: Any, decided: Any, codes: Any, groups: int) -> Any:
    """The floor: one `np.bincount` over cells and the same six quotients, nothing checked."""
    cells = codes.astype(np.int64) * 4 + actual * 2 + decided
    tn, fp, fn, tp = np.bincount(cells, minlength=4 * groups).reshape(groups, 4).T
    every = tn + fp + fn + tp
    return (tp + fp) / every, tp / (tp + fn), fp / (fp + tn), fn / (tp + fn), (tp + tn) / every, tp / (tp + fp)


def aequitas(folder: Path, actual: Any, decided: Any, codes: Any) -> tuple[float, dict[str, Any]]:
    file = folder / "rows.npz"
    np.savez(file, actual=actual, decided=decided, codes=codes)
    script = Path(__file__).with_name("aequitas_seconds.py")
    told = subprocess.run([OTHER, str(script), str(file), "3"], capture_output=True, text=True, check=True)
    answer = json.loads(told.stdout.splitlines()[-1])
    return float(np.median(answer["seconds"])), answer["rates"]


@pytest.mark.parametrize("groups", GROUPS)
def test_six_rates(groups: int, tmp_path: Path):
    given = rows(ROWS, groups)
    ours, found = cpu(lambda: decision_rates(*given, groups), 15)
    floor, _ = cpu(lambda: counted(*given, groups), 15)
    known, frame = cpu(lambda: fairlearn(*given).by_group, 1)
    for name in RATES:
        assert np.allclose(getattr(found, name), frame[name], rtol=0, atol=1e-12)
    line = f"\n{ROWS:,} rows, {groups} groups, CPU s: ours {ours:.4f}, bincount {floor:.4f} ({ours / floor:.2f} x it), "
    line += f"fairlearn {known:.2f} ({known / ours:,.0f} x ours)"
    if OTHER:
        seconds, rates = aequitas(tmp_path, *given)
        assert all(np.allclose(getattr(found, name), rates[name], rtol=0, atol=1e-12) for name in rates)
        line += f", Aequitas {seconds:.3f} ({seconds / ours:.0f} x ours)"
        assert seconds >= 10 * ours
    text = np.array([f"group {code}" for code in range(groups)], dtype=object)[given[2]]
    encoding, _ = cpu(lambda: pa.array(text).dictionary_encode(), 3)
    print(f"{line}; making codes of text once {encoding:.3f}")
    assert known >= 1000 * ours


def test_intervals_of_294_groups_cost_less_than_one_replicate():
    """Each row is a unit here, as in fairlearn. Its cost of one replicate: with one, less that without."""
    n, groups = ROWS // 5, 294
    actual, decided, codes = rows(n, groups)
    ones = np.ones(n)
    sides = {
        "selection": (decided, ones),
        "true_positive": (decided & actual, actual),
        "false_positive": (decided & (1 - actual), 1 - actual),
        "false_negative": ((1 - decided) & actual, actual),
        "accuracy": (decided == actual, ones),
        "precision": (decided & actual, decided),
    }

    def intervals() -> dict[str, Any]:
        made = {name: by_code(*(of.astype(float) for of in side), codes, groups) for name, side in sides.items()}
        return {name: [value_interval(of, g, 0.05) for g in range(groups)] for name, of in made.items()}

    ours, found = cpu(intervals, 5)
    without, _ = cpu(lambda: fairlearn(actual, decided, codes).by_group, 1)
    with_one, _ = cpu(lambda: fairlearn(actual, decided, codes, n_boot=1, ci_quantiles=[0.5], random_state=0), 1)
    replicate = with_one - without
    assert all(len(of) == groups and all(interval for interval in of) for of in found.values())
    print(f"\n{n:,} rows, {groups} groups, six rates, CPU s: all our intervals {ours:.3f}, ", end="")
    print(f"one fairlearn replicate {replicate:.2f} ({replicate / ours:.0f} x ours)")
    assert ours < replicate
