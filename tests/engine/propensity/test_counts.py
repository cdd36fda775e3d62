"""Relative exposure by counts, on paper."""

from dataclasses import replace

import numpy as np
import pytest

from engine.propensity import PROPENSITIES

ROWS = ((0, 0, 1), (1, 0, 1), (2, 0, 1), (3, 0, 1), (0, 1, 1))


def fitted(key, world, train, **params):
    return PROPENSITIES[key](**params).fit(replace(world[0], train=train), np.random.default_rng(0))


def test_popularity(pairs, world):
    of = fitted("popularity", world, pairs(*ROWS), power=0.5)
    users = np.zeros(3, dtype=np.int32)
    assert of.of(users, np.arange(3, dtype=np.int32)) == pytest.approx([1.0, 0.5, np.sqrt(0.5 / 4)])
    assert of.relative and of.everywhere


def test_user_item(pairs, world):
    of = fitted("user_item", world, pairs(*ROWS), power=1.0)
    users, items = np.array([0, 0, 1, 9], dtype=np.int32), np.array([0, 1, 0, 9], dtype=np.int32)
    assert of.of(users, items) == pytest.approx([1.0, 1 / 4, 1 / 2, 1 / 4 * 1 / 8])
    assert of.relative and of.everywhere
    half = fitted("user_item", world, pairs(*ROWS), power=0.5)
    assert half.of(users, items) == pytest.approx(np.sqrt(of.of(users, items)))
