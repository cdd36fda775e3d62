"""Canonical configs without a dataset: of every combination that has a meaning, under every split."""

from itertools import product

import pytest

from engine.contracts import Schema
from engine.data.split import SPLITS
from engine.models import combinations as fitting

COLUMNS = ("propensity", "position", "randomized")
LOGS = [
    Schema("log", kind, span, None, COLUMNS, (), (), 60, 40, 1000, 9, None)
    for kind, span in (("rating", (1.0, 5.0)), ("click", (1.0, 1.0)))
]
"""Of ratings and of clicks alone, with all that any propensity needs."""


def canonical(model, objective, propensity, split="random", **stages):
    named = {"model": model, "objective": objective, "propensity": propensity, "split": split}
    none = {"preprocessing": [], "inprocessing": [], "postprocessing": []}
    return {name: {"kind": kind, "params": {}} for name, kind in named.items()} | none | stages


def every_setup():
    for log, split in product(LOGS, SPLITS):
        for model, objective, propensity, against in fitting.table(log):
            if against is None:
                yield canonical(model, objective, propensity, split)


def named(setup):
    return "-".join(setup[part]["kind"] for part in ("model", "objective", "propensity", "split"))


SETUPS = {named(setup): setup for setup in every_setup()}  # both kinds of feedback share some


@pytest.fixture(params=SETUPS)
def setup(request):
    return SETUPS[request.param]


@pytest.fixture
def config():
    """The builder of canonical configs."""
    return canonical
