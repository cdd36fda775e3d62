"""A selection by time of day, planted: a propensity that reads when users are active finds it, another cannot."""

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features.fold import Fold
from engine.data.features.matrix import Features, encode
from engine.data.features.time_of_day import TimeOfDay
from engine.propensity import Evidence
from engine.propensity.logistic import Logistic

N_USERS, N_ITEMS = 400, 120
BOTH = np.repeat(np.arange(N_USERS, dtype=np.int32), N_ITEMS), np.tile(np.arange(N_ITEMS, dtype=np.int32), N_USERS)


@pytest.fixture(scope="module")
def world():
    """Half of the users are active in the evening, when mostly films are shown; in the morning it is news."""
    rng = np.random.default_rng(0)
    evening, film = rng.random(N_USERS) < 0.5, np.arange(N_ITEMS) % 2 == 0
    truth = np.where(evening[:, None] == film, 0.3, 0.05)
    users, items = (codes.astype(np.int32) for codes in np.nonzero(rng.random(truth.shape) < truth))
    usual = rng.random(len(users)) < 0.85
    hour = np.where(evening[users] == usual, 20, 8) + rng.integers(0, 3, len(users))
    times = rng.integers(0, 365, len(users)) * 86_400 + hour * 3600
    ones = np.ones(len(users), dtype=np.float32)
    return truth, Pairs(users, items, ones, ones), times, film


def errors(world, of_users):
    """The mean absolute error of log p over all pairs."""
    truth, train, _times, film = world
    items = Features(film[:, None].astype(np.float32), ("film",))
    known = Evidence(train, Eligible(N_USERS, N_ITEMS), of_users, items)
    found = Logistic().fit(known, np.random.default_rng(1)).of(*BOTH)
    return float(np.abs(np.log(found) - np.log(truth.ravel())).mean())


def test_the_time_of_day_recovers_a_selection_by_time(world):
    _truth, train, times, _film = world
    fold = Fold("user", N_USERS, train.users, times, (), {}.__getitem__)
    with_times = encode(TimeOfDay().inputs(fold), N_USERS)
    without = Features(np.zeros((N_USERS, 0), dtype=np.float32), ())
    better, worse = errors(world, with_times), errors(world, without)
    assert worse > 0.7, "films and news are shown to everybody alike, as far as it knows"
    assert better < 0.3
