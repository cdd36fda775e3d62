"""The tables of docs/causal.md, "Risk estimators", made anew: `python -m tests.truth.risk_tables [FOLDER]` (minutes).

FOLDER keeps MovieLens-100K, which is fetched where it is not there; where it can't be, its tables stay as they are.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from engine.errors import InputError
from tests.truth import risk_coverage, risk_estimated, risk_movielens, risk_users
from tests.truth.statistics_table import renewed, table

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "causal.md"
RUNS = 10
SMALL = ((30, 40), (60, 80), (120, 100), (300, 200))


def shares(parts: Iterable[float]) -> list[str]:
    """As percentages."""
    return [f"{100 * part:.1f}%" for part in parts]


def coverages(redraws: int) -> Iterator[list[str]]:
    """Coverage by selection and loss, true propensities."""
    yield ["observed by", "loss", "effective", *risk_coverage.NAMES]
    for selection in risk_coverage.SELECTIONS:
        for loss in risk_coverage.LOSSES:
            held = risk_coverage.coverage(selection, loss, redraws)
            yield [selection, loss, f"{held.effective:,.0f}", *shares(held.coverage.values())]


def small(redraws: int) -> Iterator[list[str]]:
    """Coverage where few pairs are effective."""
    yield ["observed by", "users x items", "effective", *risk_coverage.NAMES]
    for selection in ("rating, k = 0.5", "rating, k = 0.25"):
        for size in SMALL:
            held = risk_coverage.coverage(selection, "squared", redraws, size)
            yield [selection, f"{size[0]} x {size[1]}", f"{held.effective:,.0f}", *shares(held.coverage.values())]


def users(redraws: int) -> Iterator[list[str]]:
    """Coverage of what all users lose."""
    names = risk_users.NAMES
    yield ["observed by", *(f"{name}, design" for name in names), *(f"{name}, by user" for name in names)]
    for selection in risk_coverage.SELECTIONS:
        design, by_user = risk_users.coverage(selection, redraws)
        yield [selection, *shares(design.tolist()), *shares(by_user.tolist())]


def estimated(redraws: int) -> Iterator[list[str]]:
    """Coverage where p comes from a randomized slice."""
    yield ["observed by", "observed pairs", "slice", *risk_estimated.NAMES]
    for selection in ("rating, k = 0.5", "rating, k = 0.25"):
        for size in risk_estimated.SIZES:
            for slice_size in risk_estimated.SLICES:
                held = risk_estimated.coverage(selection, slice_size, redraws, size)
                observed = f"{risk_coverage.SEEN * size[0] * size[1]:,.0f}"
                yield [selection, observed, f"{slice_size:,}", *shares(held.values())]


def movielens(y: risk_movielens.Array, propensity: str) -> Iterator[list[str]]:
    """Bias and, in brackets, standard error on the completed MovieLens-100K."""
    yield ["p proportional to", "loss", "predictions", "truth", *risk_movielens.NAMES]
    for selection in risk_movielens.SELECTIONS:
        for row in risk_movielens.rows(y, selection, propensity, RUNS):
            cells = (f"{bias:+.3f} ({error:.3f})" for bias, error in zip(row.bias, row.deviation, strict=True))
            yield [selection, row.loss, row.prediction, f"{row.truth:.3f}", *cells]


def made(folder: Path) -> Iterator[tuple[str, str]]:
    """Each table by the name of its marks."""
    yield "risk coverage", table(coverages(4000))
    yield "risk small", table(small(4000))
    yield "risk users", table(users(2000))
    yield "risk estimated", table(estimated(1000))
    try:
        y, error = risk_movielens.world(folder)
    except InputError as problem:
        print(f"{problem}\n")
        return
    print(f"Completion: a root mean squared error of {error:.3f} on a tenth held out\n")
    yield "risk movielens true", table(movielens(y, "true"))
    yield "risk movielens bayes", table(movielens(y, "naive Bayes"))


def main(arguments: Sequence[str]) -> None:
    """Renew the page, table by table: other programs renew other parts of it."""
    started = time.process_time()
    for name, text in made(Path(arguments[0]) if arguments else ROOT / ".cache"):
        print(f"{text}\n", flush=True)
        PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")
    print(f"{time.process_time() - started:.0f} s of CPU")


if __name__ == "__main__":
    main(sys.argv[1:])
