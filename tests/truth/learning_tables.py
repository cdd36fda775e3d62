"""The tables of docs/causal.md, "Learning from ratings", made anew: `python -m tests.truth.learning_tables [WORLD…]`.

Fifteen minutes of one core for all three worlds.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import torch

from tests.truth.causal_worlds import Selection
from tests.truth.learning import METHODS, NAIVE, Floats, Learnt, Method, bench, interval
from tests.truth.statistics_table import renewed, table

PAGE = Path(__file__).parents[2] / "docs" / "causal.md"
SEEDS = 10
HEAD = (
    "objective",
    "propensity",
    "validation",
    "MSE",
    "less naive",
    "lower in",
    "AUC",
    "less naive (AUC)",
    "by validation",
    "by test",
    "agree",
)
PAIRS = (
    (Method("dr", "logged", "logged"), Method("ips", "logged", "logged")),
    (Method("dr", "naive_bayes", "naive_bayes"), Method("ips", "naive_bayes", "naive_bayes")),
    (Method("mrdr", "logged", "logged"), Method("ips", "logged", "logged")),
    (Method("ips", "logged", "logged", 1.5), Method("ips", "logged", "logged")),
    (Method("naive"), NAIVE),
)
"""What else is compared: the first less the second."""
LARGER, IN_LARGER = (700, 700), (NAIVE, Method("ips", "logistic", "logistic"))
"""Users and items of a larger log of the world `attributes`, and what is tried there."""
World = dict[Method, list[Learnt]]


def measured(selection: Selection, methods: Sequence[Method] = METHODS, size: tuple[int, int] = (500, 300)) -> World:
    """The methods in ten worlds of one kind."""
    found: World = {method: [] for method in methods}
    for seed in range(SEEDS):
        world = bench(selection, seed, *size)
        for method in methods:
            found[method].append(world.learnt(method))
    return found


def rows(found: World) -> Iterator[list[str]]:
    """One row a method, against the naive one whose penalty was chosen by weighted validation."""
    yield list(HEAD)
    mse, auc = ({of: numbers(found[of], name) for of in found} for name in ("mse", "auc"))
    for of in found:
        less = [shown(mse[of] - mse[NAIVE]), f"{(mse[of] < mse[NAIVE]).sum()} of {len(mse[of])}"]
        less = less if of != NAIVE else ["–", "–"]
        better = shown(auc[of] - auc[NAIVE]) if of != NAIVE else "–"
        start = [
            of.name,
            f"`{of.propensity}`" if of.propensity else "none",
            f"`{of.judging}`" if of.judging else "plain",
        ]
        yield [*start, f"{mse[of].mean():.3f}", *less, f"{auc[of].mean():.3f}", better, *verdicts(found[of])]


def pairs(found: World) -> Iterator[list[str]]:
    """Squared error of one method less that of another."""
    yield ["first", "second", "propensity", "MSE of the first less the second"]
    for first, second in PAIRS:
        difference = numbers(found[first], "mse") - numbers(found[second], "mse")
        names = (f"{of.name}, {'weighted' if of.judging else 'plain'} validation" for of in (first, second))
        names = names if first.objective == "naive" else (of.name for of in (first, second))
        yield [*names, f"`{first.propensity}`" if first.propensity else "none", shown(difference)]


def numbers(found: Sequence[Learnt], name: str) -> Floats:
    """One number of each seed."""
    return np.array([getattr(one, name) for one in found])


def shown(differences: Floats) -> str:
    """The mean over the seeds and its interval."""
    mean, low, high = interval(differences)
    return f"{mean:+.3f} ({low:+.3f} to {high:+.3f})"


def verdicts(found: Sequence[Learnt]) -> list[str]:
    """How many seeds each verdict has, better/unclear/worse, by validation and by test, and in how many both agree."""
    if found[0].by_test is None:
        return ["–", "–", "–"]
    counts = (Counter(getattr(one, of) for one in found) for of in ("by_validation", "by_test"))
    told = ["/".join(str(count[of]) for of in ("better", "unclear", "worse")) for count in counts]
    return [*told, f"{sum(one.by_validation == one.by_test for one in found)} of {len(found)}"]


def main(worlds: Sequence[Selection]) -> None:
    """Renew the page, world by world."""
    torch.set_num_threads(1)
    started = time.process_time()
    for selection in worlds or get_args(Selection):
        found = measured(selection)
        for name, text in ((f"learning {selection}", table(rows(found))), (f"pairs {selection}", table(pairs(found)))):
            print(f"{selection}\n{text}\n", flush=True)
            PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")
        if selection == "attributes":
            larger = table(rows(measured(selection, IN_LARGER, LARGER)))
            PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), "learning larger", larger), encoding="utf-8")
    print(f"{time.process_time() - started:.0f} s of CPU")


if __name__ == "__main__":
    main(sys.argv[1:])  # type: ignore[arg-type]
