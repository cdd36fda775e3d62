"""Each strategy: its arithmetic on paper, its aim reached, and what it refuses."""

import numpy as np
import pytest
import torch
from scipy.optimize import linprog

from engine.audit.groups import Groups
from engine.contracts import Lists
from engine.errors import InputError
from engine.mitigation import INPROCESSING, POSTPROCESSING, PREPROCESSING, Scene
from engine.objectives import Batch


def groups(side, codes, n):
    codes = np.array(codes)
    member = codes[:, None] == np.arange(n)
    labels = tuple(f"g{i}" for i in range(n))
    if (codes < 0).any():
        labels, member = (*labels, "unknown"), np.column_stack([member, codes < 0])
    return Groups(side, "attribute", labels, member, tuple(member.sum(axis=0).tolist()))


def scene(side, codes, n=2, relevance=4.0):
    return Scene(lambda attribute: groups(side, codes, n), relevance)


TABLES = {**PREPROCESSING, **INPROCESSING, **POSTPROCESSING}


@pytest.mark.parametrize("key", TABLES)
def test_every_strategy_names_its_stage_and_refuses_the_other_side(key, pairs):
    strategy = TABLES[key](attribute="attribute")
    assert strategy.STAGE in ("preprocessing", "inprocessing", "postprocessing")
    wrong = scene("user" if key == "exposure_rerank" else "item", [0, 1])
    lists = Lists(np.zeros(1, np.int32), np.zeros((1, 1), np.int32), np.zeros((1, 1), np.float32))
    calls = {
        "preprocessing": lambda: strategy.apply(pairs((0, 0, 1)), wrong),
        "inprocessing": lambda: strategy.penalty(wrong, torch.device("cpu")),
        "postprocessing": lambda: strategy.rerank(lists, 1, wrong),
    }
    with pytest.raises(InputError) as caught:
        calls[strategy.STAGE]()
    assert caught.value.code == "mitigation.side"


def test_reweigh_on_paper(pairs):
    """Group 0: 3 rows, 2 positive. Group 1: 1 row, not positive. P(positive) = 1/2."""
    train = pairs((0, 0, 5), (0, 1, 5), (0, 2, 1), (1, 0, 1))
    equal = PREPROCESSING["reweigh"](attribute="attribute").apply(train, scene("user", [0, 1]))
    assert equal.weights == pytest.approx([0.5, 0.5, 1.0, 2.0]), "2 for each group, half on each outcome it has"
    observed = PREPROCESSING["reweigh"](attribute="attribute", target="observed").apply(train, scene("user", [0, 1]))
    assert observed.weights == pytest.approx([0.75, 0.75, 1.5, 1.0]), "3 and 1, as observed"


def test_reweigh_makes_group_and_outcome_independent_and_groups_equal(pairs):
    rng = np.random.default_rng(0)
    codes = rng.integers(-1, 3, 80)
    train = pairs(
        *((u, i, rng.choice([1, 5], p=[0.7, 0.3] if codes[u] else [0.3, 0.7])) for u in range(80) for i in range(9))
    )
    made = PREPROCESSING["reweigh"](attribute="attribute").apply(train, scene("user", codes, 3))
    of, positive = codes[made.users], made.feedback >= 4
    share = [made.weights[(of == g) & positive].sum() / made.weights[of == g].sum() for g in range(3)]
    assert share == pytest.approx([share[0]] * 3, rel=1e-5)
    assert [made.weights[of == g].sum() for g in range(3)] == pytest.approx([made.weights[of == 0].sum()] * 3, rel=1e-5)
    assert made.weights.sum() == pytest.approx(train.weights.sum(), rel=1e-5)
    assert set(made.weights[of == -1]) == {1.0}, "rows of unknown group keep their weight"


def test_parity_penalty_on_paper():
    codes = torch.tensor([0, 0, 1, 2])
    batch = Batch(codes, codes, torch.zeros(4), torch.ones(4), torch.ones(4), codes)
    penalty = INPROCESSING["parity_penalty"](attribute="attribute", strength=2.0).penalty(
        scene("user", [0, 1, -1]), torch.device("cpu")
    )
    losses = torch.tensor([1.0, 3.0, 6.0, 2.0], requires_grad=True)  # group means 2 and 6, mean of all 3
    value = penalty(batch, losses)
    assert value.item() == pytest.approx(2 * (6 - 3))
    value.backward()
    assert losses.grad.tolist() == [0, 0, 2, 0], "only the worse-off group is pushed, and downwards"
    assert float(penalty(batch, torch.full((4,), 1.5))) == pytest.approx(0)


def lists(seed=0, n_users=30, n_items=16):
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 1, (n_users, n_items)) + np.where(np.arange(n_items) % 4, 0.7, 0.0)
    order = np.argsort(-scores, axis=1)
    ranked = np.take_along_axis(scores, order, axis=1).astype(np.float32)
    return Lists(np.arange(n_users, dtype=np.int32), order.astype(np.int32), ranked)


def exposure(of, codes):
    discounts = np.broadcast_to(1 / np.log2(np.arange(2, of.items.shape[1] + 2)), of.items.shape)
    total = np.bincount(of.items.ravel(), discounts.ravel(), len(codes))
    return np.array([total[codes == g].mean() for g in range(codes.max() + 1)])


def test_exposure_rerank_reaches_its_target_and_leaves_alone_what_meets_it():
    codes = (np.arange(16) % 4 > 0).astype(int)
    before = lists()
    strategy = POSTPROCESSING["exposure_rerank"](attribute="attribute", target=0.9)
    after = strategy.rerank(before, 5, scene("item", codes))
    low, high = exposure(before.top(5), codes)
    assert low / high < 0.7
    low, high = exposure(after, codes)
    assert 0.9 <= low / high < 0.97
    assert all(len(set(row)) == 5 for row in after.items.tolist())
    again = POSTPROCESSING["exposure_rerank"](attribute="attribute", target=0.3).rerank(before, 5, scene("item", codes))
    assert (again.items == before.items[:, :5]).all()


def test_exposure_rerank_costs_no_more_than_the_linear_program_allows():
    """Relaxed to fractional places, the program bounds what any lists of that exposure can keep."""
    n_users, n_items, k = 12, 8, 3
    codes = (np.arange(n_items) % 4 > 0).astype(int)
    before = lists(1, n_users, n_items)
    after = POSTPROCESSING["exposure_rerank"](attribute="attribute", target=0.8).rerank(before, k, scene("item", codes))
    discounts = 1 / np.log2(np.arange(2, k + 2))
    table = np.zeros((n_users, n_items))
    np.put_along_axis(table, before.items.astype(int), before.scores, axis=1)
    kept = sum(table[u, after.items[u]] @ discounts for u in range(n_users))
    value = (table[:, :, None] * discounts).ravel()
    places = np.kron(np.eye(n_users), np.tile(np.eye(k), n_items))
    once = np.kron(np.eye(n_users * n_items), np.ones(k))
    by_group = [np.tile(np.kron((codes == g) / (codes == g).sum(), discounts), n_users) for g in (0, 1)]
    solved = linprog(
        -value, A_ub=np.vstack([once, 0.8 * by_group[1] - by_group[0]]), b_ub=[*np.ones(n_users * n_items), 0],
        A_eq=places, b_eq=np.ones(n_users * k), bounds=(0, 1),
    )  # fmt: skip
    low, high = exposure(after, codes)
    assert low / high >= 0.8
    assert -solved.fun * 0.97 <= kept <= -solved.fun + 1e-6


def test_a_target_that_candidates_cannot_meet_is_approached():
    codes = (np.arange(16) % 4 > 0).astype(int)
    short = lists().top(6)
    after = POSTPROCESSING["exposure_rerank"](attribute="attribute", target=1.0).rerank(short, 5, scene("item", codes))
    before_ratio, after_ratio = (np.divide(*exposure(of, codes)) for of in (short.top(5), after))
    assert after_ratio > before_ratio
