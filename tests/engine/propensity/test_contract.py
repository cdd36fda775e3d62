"""What every propensity must give."""

from dataclasses import fields, replace

import numpy as np
import pytest

from engine.contracts import Schema
from engine.errors import InputError
from engine.propensity import PROPENSITIES, Evidence, lacking
from engine.words import combinations, parameters

EVERY = sorted(PROPENSITIES)
SCHEMA = Schema("x", "click", (0, 1), 1.0, ("user_id", "item_id"), (), (), 300, 120, 5000, 0, None)


def fit(key, known, seed=1):
    return PROPENSITIES[key]().fit(known, np.random.default_rng(seed))


@pytest.mark.parametrize("key", EVERY)
def test_observed_pairs_have_one_that_repeats_itself(key, world):
    known, _ = world
    fitted = [fit(key, known) for _ in range(2)]
    first, second = (one.observed(known.train) for one in fitted)
    assert first.shape == (len(known.train),) and first.dtype == np.float64 and np.isfinite(first).all()
    assert (first > 0).all() and (first <= 1).all() and (first == second).all()
    assert (first >= fitted[0].floor).all() and isinstance(fitted[0].relative, bool)


@pytest.mark.parametrize("key", EVERY)
def test_every_pair_has_one_or_it_says_that_it_has_not(key, world, every_pair):
    known, _ = world
    fitted = fit(key, known)
    if not fitted.everywhere:
        with pytest.raises(InputError) as error:
            fitted.of(*every_pair)
        assert error.value.code == "propensity.observed_only"
        return
    p = fitted.of(*every_pair)
    assert np.isfinite(p).all() and (p > 0).all() and (p <= 1).all()
    assert (fitted.of(known.train.users, known.train.items) == fitted.observed(known.train)).all()


@pytest.mark.parametrize("key", EVERY)
def test_users_and_items_without_a_training_row_have_one_too(key, world, every_pair):
    known, _ = world
    few = known.train.take((known.train.users < 250) & (known.train.items < 100))
    fitted = fit(key, replace(known, train=few))
    p = fitted.of(*every_pair) if fitted.everywhere else fitted.observed(known.train)
    assert (p > 0).all() and (p <= 1).all()


@pytest.mark.parametrize("key", EVERY)
def test_rows_that_are_not_the_training_fold_change_nothing(key, world):
    """Of the log an estimator is given the training fold and what was set aside: there is no other way in."""
    known, _ = world
    assert {f.name for f in fields(Evidence)} == {"train", "eligible", "users", "items", "aside", "relevance"}
    before = fit(key, known).observed(known.train.take(np.arange(50)))
    fit(key, known).observed(known.train)  # asking for others leaves no trace
    assert (before == fit(key, known).observed(known.train)[:50]).all()


@pytest.mark.parametrize("key", EVERY)
def test_what_a_log_must_have(key):
    needs = PROPENSITIES[key].NEEDS
    assert needs in ("", "randomized", "propensity", "position")
    reason = lacking(key, SCHEMA)
    assert (reason is None) == (needs == "")
    rich = replace(SCHEMA, n_randomized=5, interaction_columns=(*SCHEMA.interaction_columns, "position", "propensity"))
    assert lacking(key, rich) is None
    if reason:
        assert combinations.REASONS[reason].definition


@pytest.mark.parametrize("key", EVERY)
def test_every_parameter_has_words_and_a_default(key):
    for field in fields(PROPENSITIES[key]):
        assert parameters.PARAMETERS[field.name].definition
        assert field.default is not None


@pytest.mark.parametrize("key", [key for key in EVERY if PROPENSITIES[key].NEEDS in ("propensity", "position")])
def test_a_log_without_the_column_is_refused(key, world):
    known, _ = world
    bare = replace(known, train=replace(known.train, logged={}))
    with pytest.raises(InputError) as error:
        fit(key, bare)
    assert error.value.code == "propensity.no_column" and PROPENSITIES[key].NEEDS in str(error.value)
