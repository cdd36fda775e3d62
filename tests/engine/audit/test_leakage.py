"""Planted attributes are found, shuffled ones are not; the small, the unknown and the hidden stay out."""

from dataclasses import replace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from engine.audit import leakage as room
from engine.audit.groups import UNKNOWN, Groups, groups_of
from engine.audit.leakage import EVERY, SOURCES, leakage, noise_share, probe, traces
from engine.contracts import Lists, Pairs
from engine.statistics.folded_auc import auc_interval

N_USERS, N_ITEMS = 240, 20


def groups(*of: str) -> Groups:
    """Groups of users by a label each."""
    labels = tuple(sorted(set(of) - {UNKNOWN})) + ((UNKNOWN,) if UNKNOWN in of else ())
    member = np.array([[label == one for label in labels] for one in of])
    return Groups("user", "a", labels, member, tuple(member.sum(axis=0).tolist()))


def world(choose, vectors=None, users=N_USERS):
    """Lists of five items, which are the histories too."""
    rng = np.random.default_rng(4)
    codes = np.arange(users, dtype=np.int32)
    items = np.array([choose(user, rng) for user in codes], dtype=np.int32)
    lists = Lists(codes, items, np.zeros(items.shape, dtype=np.float32))
    ones = np.ones(items.size, dtype=np.float32)
    train = Pairs(np.repeat(codes, 5), items.ravel(), ones, ones)
    return traces(lists, train, vectors, N_USERS, N_ITEMS)


def anything(_user, rng):
    return rng.permutation(N_ITEMS)[:5]


def camps(user, rng):
    """Half of the catalogue for even users, the other for odd ones, and one item that anybody likes."""
    return [*(rng.permutation(9)[:4] + 10 * (user % 2)), 9]


def of(rows, source, group):
    return next(row for row in rows if (row.source, row.group) == (source, group))


PARITY = groups(*("even" if u % 2 == 0 else "odd" for u in range(N_USERS)))


def test_a_planted_attribute_is_read_off_lists_and_histories():
    rows = leakage(PARITY, world(camps))
    for source in ("list", "history"):
        found = of(rows, source, "even")
        assert found.auc == 1.0 and found.reason == "nothing_varies" and found.low is None
        assert of(rows, source, EVERY).auc == 1.0
    assert of(rows, "vector", "even").reason == "no_vectors" == of(rows, "vector", EVERY).reason
    assert [row.source for row in rows] == [source for source in SOURCES for _ in range(3)]


def test_nothing_is_read_off_random_lists():
    found = of(leakage(PARITY, world(anything)), "list", EVERY)
    assert found.low < 0.5 < found.high and found.n == N_USERS and found.deviation > 0


@pytest.fixture(autouse=True)
def one_thread():
    with threadpool_limits(1):
        yield


@pytest.mark.parametrize(("distance", "truth"), [(0.0, 0.5), (1.0, 0.76)])
def test_intervals_hold_the_truth(distance, truth):
    """Without the folds' correlation, 83% of those where nothing can be read off would."""
    rng, held = np.random.default_rng(6), 0
    for _ in range(40):
        positive = rng.permutation(160) < 80
        found = probe(rng.normal(size=(160, 2)) + [[distance, 0]] * positive[:, None], positive, True)
        low, high = auc_interval(found, 0.05)
        held += low <= truth <= high
    assert held >= 34


def test_the_noise_of_models_is_read_off_their_correlation():
    rng = np.random.default_rng(0)
    parts = rng.normal(size=(5, 20_000))
    noise = np.array([np.delete(parts, fold, axis=0).sum(axis=0) for fold in range(5)])
    signal = rng.normal(size=20_000) * 2
    assert noise_share(noise) == pytest.approx(1, abs=0.02)
    assert noise_share(noise + signal) == pytest.approx(4 / (4 + 4), abs=0.02)
    assert noise_share(np.tile(signal, (5, 1))) == pytest.approx(0, abs=1e-9)
    assert noise_share(np.zeros((5, 4))) == 1


def test_a_vector_with_noise_is_read_as_well_as_theory_says():
    """Normal values a distance of d apart: the best AUC is Phi(d / sqrt 2), 0.76 for d = 1."""
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(N_USERS, 2)).astype(np.float32)
    vectors[:, 0] += np.arange(N_USERS) % 2
    rows = leakage(PARITY, world(anything, 1000 * vectors))
    even, odd = of(rows, "vector", "even"), of(rows, "vector", "odd")
    assert even.low < 0.76 < even.high and even.high - even.low < 0.16
    assert even.auc == pytest.approx(odd.auc), "two groups mirror each other"
    assert of(rows, "vector", EVERY).low == pytest.approx(even.low)


def test_few_users_and_unknown_ones():
    labels = ["rare"] * 12 + ["hidden"] * 4 + ["joins"] * 6 + [UNKNOWN] * 40
    labels += ["common"] * (N_USERS - len(labels))
    rows = leakage(groups(*labels), world(anything))
    rare, hidden = of(rows, "list", "rare"), of(rows, "list", "hidden")
    assert rare.auc is not None and (rare.low, rare.deviation) == (None, None)
    assert rare.reason == "few_users_for_interval" and rare.n == 10, "twelve, told in tens"
    assert (hidden.n, hidden.auc, hidden.reason) == (None, None, "few_users")
    unknown = of(rows, "list", UNKNOWN)
    assert (unknown.n, unknown.auc, unknown.reason) == (40, None, "unknown_group")
    assert of(rows, "list", EVERY).n is None, "the hidden could be worked out from it"


def test_the_users_of_unknown_group_do_not_matter():
    labels = ["even" if u % 2 == 0 else "odd" for u in range(N_USERS - 40)] + [UNKNOWN] * 40
    some = leakage(groups(*labels), world(camps))
    fewer = leakage(groups(*labels), world(lambda u, rng: camps(u, rng) if u < 200 else anything(u, rng)))
    assert of(some, "list", "odd") == of(fewer, "list", "odd")


def test_what_is_hidden_elsewhere_stays_hidden_and_users_without_a_list_count():
    assert of(leakage(PARITY.without(frozenset({"odd"})), world(anything)), "list", "odd").n is None
    late = groups(*("late" if u >= 230 else "early" for u in range(N_USERS)))
    rows = leakage(late, world(anything, users=235))
    assert of(rows, "list", "late").reason == "few_users", "ten users, five with a list"


def test_the_others_may_be_too_few():
    whole = groups(*("a" if u < 100 else UNKNOWN for u in range(N_USERS)))
    assert of(leakage(whole, world(anything)), "list", "a").reason == "few_others"


def test_many_users_are_sampled_alike_for_all_sources(monkeypatch):
    monkeypatch.setattr(room, "MOST_USERS", 60)
    found = world(anything, np.zeros((N_USERS, 2), dtype=np.float32))
    assert {table.shape[0] for table in found.tables.values()} == {60} and found.n_lists == N_USERS
    assert np.all(np.diff(found.users) > 0) and found.present.sum() == 60
    assert of(leakage(PARITY, found), "list", EVERY).n == 60


def test_bags_have_unit_length_and_padding_weighs_nothing():
    lists = Lists(np.array([1], dtype=np.int32), np.array([[3, 2, -1]], dtype=np.int32), np.zeros((1, 3), np.float32))
    nothing = Pairs(*(np.zeros(0, dtype=kind) for kind in (np.int32, np.int32, np.float32, np.float32)))
    found = traces(lists, nothing, None, 4, 5)
    bag = found.tables["list"].toarray()[0]
    assert np.square(bag).sum() == pytest.approx(1) and bag[2] / bag[3] == pytest.approx(1 / np.log2(3))
    assert found.tables["history"].toarray().sum() == 0


def test_several_values_a_user_and_the_order_of_users(dataset, system):
    made = system()
    found = traces(made.lists, made.train, None, dataset.schema.n_users, dataset.schema.n_items)
    rows = leakage(groups_of(dataset, "gender"), found)
    assert {row.group for row in rows} == {EVERY, "F", "M"}
    again = leakage(groups_of(dataset, "gender"), replace(found))
    assert rows == again
