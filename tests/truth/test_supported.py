"""The short form of docs/diagnostics.md: what diagnostics see of planted propensities, and what they cannot see."""

import numpy as np
import pytest

from tests.truth.supported import PAGE, TABLES, contradicted, folds, hidden, looked_at


@pytest.mark.parametrize("world", ["popularity", "attributes", "rating"])
def test_the_planted_propensities_pass(world):
    found, error = looked_at(folds(world, 0), "true", 0)
    assert found.verdict == "supports" and abs(error) < 0.1
    assert (found.balance.verdict, found.calibration.verdict, found.sweep.verdict) == ("good", "good", "good")


def test_what_assumes_too_little_is_out_of_balance():
    found, _error = looked_at(folds("popularity", 0), "popularity", 0)
    assert found.balance.verdict == "poor" and found.balance.worst == "log popularity"


def test_selection_by_the_rating_is_seen_by_random_rows_and_by_how_little_would_undo_the_rest():
    found, error = looked_at(folds("rating", 0), "logistic", 0)
    assert error > 0.6 and found.verdict == "supports" and found.calibration.verdict == "good"
    assert found.sensitivity.overall.flips < 2
    assert contradicted(folds("rating", 0), "logistic", 0) and not contradicted(folds("rating", 0), "true", 0)
    right, error = looked_at(folds("rating", 0), "naive_bayes", 0)
    assert abs(error) < 0.1 and right.sensitivity.overall.flips > 3


def test_a_range_holds_what_a_cause_within_its_bound_does():
    _head, *rows = hidden(20)
    assert [row[3] for row in rows] == ["100%"] * len(rows)
    assert np.mean([float(row[2].rstrip("%")) for row in rows]) < 20


def test_the_page_has_every_table():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"<!-- {name} -->\n|" in page for name in TABLES)
