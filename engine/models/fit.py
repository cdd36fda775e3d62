"""Train one scorer: seeds, device, validation criterion, the loop."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.config import TrainingConfig
from engine.contracts import Codes, Pairs, Split
from engine.data.eligible import Eligible
from engine.models import MODELS
from engine.models.predict import pair_scores, validation_lists
from engine.models.ranking import ndcg, places
from engine.models.sampling import Allowed, DrawPairs
from engine.models.scorer import Scorer
from engine.models.state import Epoch, Notice
from engine.models.step import Penalty
from engine.models.training import Progress, Task, train
from engine.objectives import Objective

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained. `train` has the weights of preprocessing; the split's own stays untouched.

    `propensities`: of the training pairs; None where the objective does not use them. `validation_weights`: 1/p of the
    validation pairs by the propensity that validation is weighted with; None where it is not. `test_weights`: the same
    of the test pairs; None for a randomized test too. `slice_weights`: 1/p of the randomized pairs from which that
    propensity was learned; None where it was not.
    """

    model: object
    objective: Objective | None
    split: Split
    train: Pairs
    propensities: Weights | None
    validation_weights: Weights | None
    test_weights: Weights | None
    penalties: tuple[Penalty, ...]
    relevance: float | None
    k: int
    seed: int
    eligible: Eligible
    slice_weights: Weights | None = None


def fit(
    plan: Plan,
    config: TrainingConfig,
    device: torch.device,
    checkpoint: Path | None = None,
    progress: Progress | None = None,
    notice: Notice | None = None,
) -> tuple[Scorer, tuple[Epoch, ...]]:
    """The trained scorer on `device`, and its history (empty for closed-form scorers).

    `checkpoint`, `progress`, `notice`: as for `train`.
    """
    torch.manual_seed(plan.seed)
    scorer = _built(plan, device)
    if plan.objective is None:
        return scorer, ()
    rows, inverse = _training_rows(plan)
    mean = float(inverse.mean())
    task = Task(
        train=rows,
        inverse_propensities=(inverse / mean).astype(np.float32),
        objective=plan.objective,
        penalties=plan.penalties,
        seed=plan.seed,
        validate=lambda s: validation(s, plan),
        learning_rate=config.learning_rate or plan.objective.LEARNING_RATE,
        mean_inverse=mean,
        imputation=_built(plan, device) if plan.objective.IMPUTES else None,
        draw_pairs=_drawing(plan),
        allowed=None if plan.eligible.everything else _allowing(plan.eligible),
        pairs_per_row=plan.eligible.n / len(rows),
    )
    return scorer, train(scorer, task, config, checkpoint, progress, notice)


def positives(pairs: Pairs, relevance: float | None) -> Pairs:
    """The pairs whose feedback reaches the threshold; all of them where there is none."""
    return pairs if relevance is None else pairs.take(pairs.feedback >= relevance)


def validation(scorer: Scorer, plan: Plan) -> float:
    """Larger is better: minus the squared error, or for rankings NDCG@k of the lists; weighted where the plan says so.

    Weighted by w = 1/p, both are self-normalised over all validation pairs: sum (w e) / sum w, since the plain error
    would prefer the naive model whatever the log; and for rankings sum (w a) / sum w over the positives, with a the
    share of candidates that a positive stands above. (NDCG is normalised within each user, who has few positives: there
    the weights would cancel.) Source: Yang, Cui, Xuan, Wang, Belongie & Estrin (2018), Unbiased offline recommender
    evaluation for missing-not-at-random implicit feedback, section 3.
    """
    valid, weights = plan.split.valid, plan.validation_weights
    if plan.objective is None or plan.objective.ON_SCALE:
        errors = np.square(pair_scores(scorer, valid) - valid.feedback)
        return -float(np.average(errors, weights=weights))
    relevant = np.ones(len(valid), dtype=bool) if plan.relevance is None else valid.feedback >= plan.relevance
    if weights is not None:
        return float(np.average(places(scorer, valid.take(relevant), plan.split.train), weights=weights[relevant]))
    return ndcg(validation_lists(scorer, plan.split, plan.k), valid.take(relevant), plan.eligible.n_items)


def _built(plan: Plan, device: torch.device) -> Scorer:
    build = next(kind for kind in MODELS.values() if isinstance(plan.model, kind)).build
    return build(plan.model, plan.eligible.n_users, plan.eligible.n_items, plan.train).to(device)  # type: ignore[arg-type]


def _training_rows(plan: Plan) -> tuple[Pairs, Weights]:
    """The rows that the objective reads, and their inverse propensities."""
    inverse = np.ones(len(plan.train)) if plan.propensities is None else 1 / plan.propensities
    if plan.objective is None or not plan.objective.POSITIVES or plan.relevance is None:
        return plan.train, inverse
    relevant = plan.train.feedback >= plan.relevance
    return plan.train.take(relevant), inverse[relevant]


def _drawing(plan: Plan) -> DrawPairs:
    def draw(epoch: int, n: int) -> tuple[Codes, Codes]:
        return plan.eligible.draw(np.random.default_rng([plan.seed, epoch]), n)

    return draw


def _allowing(eligible: Eligible) -> Allowed:
    def allowed(users: Tensor, items: Tensor) -> Tensor:
        found = eligible.contains(*(of.cpu().numpy().astype(np.int32) for of in (users, items)))
        return torch.from_numpy(found).to(users.device)

    return allowed
