"""The tables of docs/causal.md, "Learning from clicks", made anew: `python -m tests.truth.clicks_tables` (minutes)."""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from engine.models.training import prepare_device
from tests.truth.clicks_learning import METHODS, Learnt, learnt
from tests.truth.clicks_worlds import EXPOSURES
from tests.truth.statistics_table import renewed, table

PAGE = Path(__file__).parents[2] / "docs" / "causal.md"
SEEDS = range(10)
WHERE = ("AUC", "AUC by user", "NDCG@5", "AUC, all", "by user, all", "NDCG@5, all")


def levels(of: Learnt) -> Iterator[list[str]]:
    """What each method reaches: means over the seeds."""
    yield ["method", "l2", *WHERE]
    for method, penalties in of.penalties.items():
        chosen = " ".join(f"{l2:g}" for l2 in np.unique(penalties))
        yield [method.name, chosen, *(f"{value:.3f}" for value in of.mean(method))]


def gains(of: Learnt) -> Iterator[list[str]]:
    """What each correction adds to its twin, seed by seed."""
    yield ["method", "against", *WHERE]
    for method in of.numbers:
        if method.propensity:
            mean, half = of.gain(method)
            cells = (f"{value:+.3f} ± {reach:.3f}" for value, reach in zip(mean, half, strict=True))
            yield [method.name, method.twin.name, *cells]


def main(arguments: Sequence[str]) -> None:
    """Renew the page, world by world; with a number of seeds, a quick look that is not written."""
    prepare_device()
    seeds = range(int(arguments[0])) if arguments else SEEDS
    started = time.process_time()
    for exposure in EXPOSURES:
        of = learnt(exposure, seeds, METHODS)
        for name, text in ((f"clicks {exposure}", table(levels(of))), (f"clicks gains {exposure}", table(gains(of)))):
            print(f"{text}\n", flush=True)
            if not arguments:
                PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")
    print(f"{time.process_time() - started:.0f} s of CPU")


if __name__ == "__main__":
    main(sys.argv[1:])
