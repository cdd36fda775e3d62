"""The short form of docs/causal.md, "Risk estimators"; the page's own numbers are held to what it promises."""

import numpy as np
import pytest

from engine.errors import InputError
from tests.truth import risk_coverage, risk_estimated, risk_movielens, risk_users
from tests.truth.risk_tables import PAGE, SMALL

HELD = ("IPS", "SNIPS", "DR", "DR, own imputation", "SNDR")


@pytest.mark.parametrize("selection", risk_coverage.SELECTIONS)
def test_intervals_hold_the_truth(selection):
    """200 redraws: three standard errors about 95% are 5%."""
    held = risk_coverage.coverage(selection, "absolute", 200).coverage
    assert all(0.90 <= held[name] <= 0.99 for name in HELD), held
    assert held["naive"] < 0.9 and (held["naive"] == 0 or "rating" not in selection)


def test_intervals_by_user_hold_what_all_users_lose_and_those_of_the_design_need_not():
    design, by_user = risk_users.coverage("rating, k = 0.5", 150)
    assert (by_user[1:] >= 0.89).all() and design[2] < 0.87


def test_an_estimated_propensity_is_in_the_interval_that_counts_the_slice_only():
    held = risk_estimated.coverage("rating, k = 0.5", 500, 100, (600, 400))
    assert held["SNIPS"] < 0.88
    assert held["SNIPS with slice"] >= 0.88 and held["DR with slice"] >= 0.88


def test_propensities_are_as_stated():
    of = risk_coverage.world(0)
    for made in risk_coverage.SELECTIONS.values():
        p = made(of)
        assert p.mean() == pytest.approx(risk_coverage.SEEN) and (p > 0).all() and (p <= 1).all()
    shares = [(of.ratings == r).mean() for r in range(1, 6)]
    assert shares == pytest.approx(risk_coverage.MARGINAL, abs=1e-4)


def test_predictions_on_paper():
    """Ten fives, a hundred of each other rating."""
    y = np.repeat([1.0, 2, 3, 4, 5], [100, 100, 100, 100, 10]).reshape(41, 10)
    rng = np.random.default_rng(0)
    made = {name: of(y, rng) for name, of in risk_movielens.PREDICTIONS.items()}
    for name, rating in (("ONE", 1), ("THREE", 3), ("FOUR", 4)):
        changed = made[name] != y
        assert changed.sum() == 10 and (y[changed] == rating).all() and (made[name][changed] == 5).all()
    assert made["ROTATE"][y == 1].tolist() == [5] * 100 and (made["ROTATE"][y > 1] == y[y > 1] - 1).all()
    assert set(made["CRS"][y <= 3]) == {3} and set(made["CRS"][y > 3]) == {4}
    assert made["SKEW"].min() >= 0 and made["SKEW"].max() <= 6


def test_a_factorisation_completes_what_has_factors():
    rng = np.random.default_rng(1)
    whole = 3 + rng.normal(size=(60, 2)) @ rng.normal(size=(2, 40))
    seen = rng.random(whole.shape) < 0.6
    users, items = np.nonzero(seen)
    found = risk_movielens.completed(risk_movielens.Log(users, items, whole[seen]))
    assert np.square(found - whole)[~seen].mean() < 0.5 * whole[~seen].var()


@pytest.mark.slow
def test_movielens(tmp_path):
    try:
        y, _ = risk_movielens.world(tmp_path)
    except InputError as error:
        pytest.skip(f"MovieLens-100K could not be had: {error}")
    assert y.shape == (943, 1682)
    for row in risk_movielens.rows(y, "0.5^(5 - r)", "true", 10):
        weighted = row.deviation[2:] / np.sqrt(10)
        assert (np.abs(row.bias[2:]) <= 4 * weighted + 1e-4).all(), row
        assert abs(row.bias[0]) > 20 * row.deviation[0] / np.sqrt(10), row


def rows(name):
    text = PAGE.read_text(encoding="utf-8").split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
    head, _, *body = [line.strip("| ").split(" | ") for line in text.strip().splitlines()]
    return [dict(zip(head, cells, strict=True)) for cells in body]


def part(cell):
    return float(cell.rstrip("%"))


def test_the_page_keeps_its_promises():
    found = rows("risk coverage")
    assert [(row["observed by"], row["loss"]) for row in found] == [
        (selection, loss) for selection in risk_coverage.SELECTIONS for loss in risk_coverage.LOSSES
    ]
    assert all(93 <= part(row[name]) <= 97 for row in found for name in HELD)
    assert all(part(row["naive"]) <= 1 for row in found if row["observed by"].startswith("rating"))
    assert len(rows("risk small")) == 2 * len(SMALL)
    by_user = [part(row[f"{name}, by user"]) for row in rows("risk users") for name in ("IPS", "SNIPS", "DR")]
    assert min(by_user) >= 93 and max(by_user) <= 97
    counted = [part(row[f"{name} with slice"]) for row in rows("risk estimated") for name in ("SNIPS", "DR")]
    assert min(counted) >= 93 and max(counted) <= 97


def test_the_page_has_movielens_with_true_and_estimated_propensities():
    for name in ("risk movielens true", "risk movielens bayes"):
        found = rows(name)
        assert len(found) == len(risk_movielens.SELECTIONS) * len(risk_movielens.PREDICTIONS) * 2
        assert all(abs(float(row["naive"].split(" ")[0])) > abs(float(row["SNIPS"].split(" ")[0])) for row in found)
