"""A scorer that reads the attribute is caught with the planted effect; one that ignores it shows no change at all."""

import numpy as np
import pytest

from engine.audit.flip import flips, refusal
from engine.audit.groups import UNKNOWN, Groups
from engine.contracts import Lists

N = 120
USERS = np.arange(N, dtype=np.int32)
OF = np.array(["F" if u % 3 else "M" for u in USERS], dtype=object)
OF[:20] = "X"
OF[20:24] = "tiny"
OF[24:30] = "little"
VALUES = {"F": 0, "M": 1, "X": 2}
ATTRIBUTES = {"gender": np.array([VALUES.get(of, 0) for of in OF]), "age": USERS % 50}


def groups(of=OF):
    labels = tuple(dict.fromkeys([*sorted(set(of) - {UNKNOWN}), *([UNKNOWN] if UNKNOWN in of else [])]))
    member = np.array([[one == label for label in labels] for one in of])
    return Groups("user", "gender", labels, member, tuple(member.sum(axis=0).tolist()))


def lists(users, items):
    return Lists(users, items.astype(np.int32), np.zeros(items.shape, dtype=np.float32))


def reads(users, attributes):
    """Ten items that depend on the user; women and others get one, men two in the first places that nobody else has."""
    items = (users[:, None] % 7) * 10 + np.arange(10)
    men = attributes["gender"] == 1
    items[men, :2] = [1000, 1001]
    return lists(users, items)


def ignores(users, attributes):
    return lists(users, (attributes["age"][:, None] % 7) * 10 + np.arange(10))


def of(rows, group, to):
    return next(row for row in rows if (row.group, row.to) == (group, to))


def test_the_planted_effect_is_found():
    judge = lambda made: (made.items == 1000).any(axis=1).astype(float)  # noqa: E731
    rows = flips(reads, USERS, ATTRIBUTES, groups(), VALUES, judge)
    for group, to in (("F", "M"), ("M", "F")):
        found = of(rows, group, to)
        assert found.jaccard.value == pytest.approx(8 / 12) and found.overlap.value < 0.7
        assert found.ndcg.value == (1 if to == "M" else -1)
    assert of(rows, "F", "X").jaccard.value == 1, "the model treats these two alike"
    assert all(
        row.jaccard.value == 1 == row.overlap.value and row.ndcg.value == 0 for row in rows if row.is_control and row.n
    )


def test_a_scorer_that_ignores_it_shows_no_change_and_no_invented_width():
    rows = [row for row in flips(ignores, USERS, ATTRIBUTES, groups(), VALUES) if row.n]
    assert len(rows) == 9
    for row in rows:
        assert (row.jaccard.value, row.overlap.value, row.jaccard.low, row.ndcg.value) == (1, 1, None, None)


def test_noise_shows_in_the_control_and_has_an_interval():
    rng = np.random.default_rng(0)

    def noisy(users, attributes):
        return lists(users, np.argsort(rng.random((len(users), 30)), axis=1)[:, :10])

    found = of(flips(noisy, USERS, ATTRIBUTES, groups(), VALUES), "F", "F")
    assert found.is_control and found.jaccard.low < 0.2 < found.jaccard.high, "10 of 30 at random: 0.2 on average"


def test_the_small_the_unknown_and_other_attributes():
    given = OF.copy()
    given[30:56] = UNKNOWN
    seen = []

    def watched(users, attributes):
        seen.append(attributes)
        return ignores(users, attributes)

    rows = flips(watched, USERS, ATTRIBUTES, groups(given), VALUES)
    assert (of(rows, "tiny", "tiny").n, of(rows, "tiny", "tiny").reason) == (None, "few_users")
    assert of(rows, UNKNOWN, UNKNOWN).reason == "unknown_group"
    assert of(rows, "X", "F").reason == "few_users_for_interval" and of(rows, "X", "F").jaccard.value == 1
    assert all(np.array_equal(one["age"], ATTRIBUTES["age"]) for one in seen), "nothing else changes"


def test_some_users_only():
    rows = flips(reads, USERS[30:], {name: value[30:] for name, value in ATTRIBUTES.items()}, groups(), VALUES)
    assert of(rows, "F", "M").n == int((OF[30:] == "F").sum()) // 10 * 10


def test_refusals():
    both = groups()
    member = both.member.copy()
    member[:, 0] = True
    several = Groups("user", "gender", both.labels, member, both.sizes)
    assert [row.reason for row in flips(reads, USERS, ATTRIBUTES, several, VALUES)] == ["several_values"]
    told = refusal("reads_no_attributes")
    assert told.n is None and told.jaccard.value is None
    with pytest.raises(ValueError, match="other users"):
        flips(lambda users, attributes: reads(users[1:], {"gender": attributes["gender"][1:]}), USERS, ATTRIBUTES,
              groups(), VALUES)  # fmt: skip
