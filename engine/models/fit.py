"""Train one scorer: seeds, device, validation criterion, the loop."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.config import TrainingConfig
from engine.contracts import Floats, Pairs, Split
from engine.models import MODELS
from engine.models.predict import pair_scores, validation_lists
from engine.models.ranking import ndcg
from engine.models.scorer import Scorer
from engine.models.state import Epoch, Notice
from engine.models.training import Penalty, Progress, Task, train
from engine.objectives import Objective


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained. `train` has the weights of preprocessing; the split's own stays untouched.

    `propensities`: of the training pairs and of the validation pairs; None where not used.
    """

    model: object
    objective: Objective | None
    split: Split
    train: Pairs
    propensities: tuple[NDArray[np.float64], NDArray[np.float64]] | None
    penalties: tuple[Penalty, ...]
    relevance: float | None
    k: int
    seed: int
    n_users: int
    n_items: int


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
    build = next(kind for kind in MODELS.values() if isinstance(plan.model, kind)).build
    scorer = build(plan.model, plan.n_users, plan.n_items, plan.train).to(device)  # type: ignore[arg-type]
    if plan.objective is None:
        return scorer, ()
    rows, inverse = _training_rows(plan)
    task = Task(
        train=rows,
        inverse_propensities=inverse,
        objective=plan.objective,
        penalties=plan.penalties,
        seed=plan.seed,
        validate=lambda s: _validation(s, plan),
        learning_rate=config.learning_rate or plan.objective.LEARNING_RATE,
    )
    return scorer, train(scorer, task, config, checkpoint, progress, notice)


def positives(pairs: Pairs, relevance: float | None) -> Pairs:
    """The pairs whose feedback reaches the threshold; all of them where there is none."""
    return pairs if relevance is None else pairs.take(pairs.feedback >= relevance)


def _training_rows(plan: Plan) -> tuple[Pairs, Floats]:
    """The rows that the objective reads, and their inverse propensities with mean 1."""
    inverse = np.ones(len(plan.train)) if plan.propensities is None else 1 / plan.propensities[0]
    inverse = (inverse / inverse.mean()).astype(np.float32)
    if plan.objective is None or not plan.objective.PAIRWISE or plan.relevance is None:
        return plan.train, inverse
    relevant = plan.train.feedback >= plan.relevance
    return plan.train.take(relevant), inverse[relevant]


def _validation(scorer: Scorer, plan: Plan) -> float:
    """Larger is better: NDCG@k of the lists, or minus the self-normalised weighted squared error.

    sum (w e) / sum w with w = 1 / p: the plain error would prefer the naive model whatever the log.
    """
    if plan.objective is not None and plan.objective.PAIRWISE:
        lists = validation_lists(scorer, plan.split, plan.k)
        return ndcg(lists, positives(plan.split.valid, plan.relevance), plan.n_items)
    weights = np.ones(len(plan.split.valid)) if plan.propensities is None else 1 / plan.propensities[1]
    errors = np.square(pair_scores(scorer, plan.split.valid) - plan.split.valid.feedback)
    return -float((weights * errors).sum() / weights.sum())
