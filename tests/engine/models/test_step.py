"""One step: what it moves along, with its penalty."""

import numpy as np
import pytest
import torch

from engine.contracts import Pairs
from engine.models.mf import MF
from engine.models.step import Stepper
from engine.objectives import OBJECTIVES, Batch


def stepped(key, users, inverses, log_weights):
    """The risk of one step over pairs of each user with the same item, and the vectors after it."""
    torch.manual_seed(1)
    scorer = MF(dim=3, l2=0.7).build(2, 2, _train())
    imputation = MF(dim=3, l2=0.7).build(2, 2, _train()) if OBJECTIVES[key].IMPUTES else None
    parameters = [p for of in (scorer, imputation) if of is not None for p in of.parameters()]
    optimizer = torch.optim.SGD(parameters, lr=0.5)
    codes, inverse = torch.tensor(users), torch.tensor(inverses)
    mean = float((inverse * torch.tensor(log_weights)).sum() / torch.tensor(log_weights).sum())
    drawn = torch.tensor([0, 1])
    rows = Batch(
        codes,
        codes,
        torch.where(codes == 0, 5.0, 1.0),
        torch.tensor(log_weights),
        inverse / mean,
        mean,
        drawn_users=drawn,
        drawn_items=drawn.flip(0),
    )
    risk = Stepper(scorer, imputation, OBJECTIVES[key](), (), optimizer).step(rows)
    return float(risk), [p.detach() for p in parameters]


def _train():
    codes = np.array([0, 1], dtype=np.int32)
    return Pairs(codes, codes, np.array([5, 1], dtype=np.float32), np.ones(2, dtype=np.float32))


@pytest.mark.parametrize("key", ["ips", "dr"])
def test_a_row_of_three_times_the_weight_is_three_rows_with_its_penalty_too(key):
    heavy = stepped(key, [0, 1], [6.0, 2.0], [1.0, 1.0])
    copies = stepped(key, [0, 0, 0, 1], [2.0] * 4, [1.0] * 4)
    assert heavy[0] == pytest.approx(copies[0], rel=1e-5)
    for first, second in zip(heavy[1], copies[1], strict=True):
        torch.testing.assert_close(first, second)


def test_a_weight_of_the_log_counts_for_the_penalty_too():
    heavy = stepped("naive", [0, 1], [1.0, 1.0], [1.5, 0.5])
    copies = stepped("naive", [0, 0, 0, 1], [1.0] * 4, [1.0] * 4)
    assert heavy[0] == pytest.approx(copies[0], rel=1e-5)
    for first, second in zip(heavy[1], copies[1], strict=True):
        torch.testing.assert_close(first, second)
