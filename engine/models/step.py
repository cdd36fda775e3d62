"""One step of training: the risk of a batch, and the scorer, then its imputation model, moved along it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor, nn

from engine.models.scorer import Scored, Scorer
from engine.objectives import Batch, Objective, Scores

Penalty: TypeAlias = Callable[[Batch, Tensor], Tensor]
"""(batch, losses of shape (B,)) to a scalar that is added to the risk: an in-processing mitigation."""


class Learners(nn.Module):
    """The scorer, and the imputation model where the objective has one: what is trained and kept together."""

    def __init__(self, scorer: Scorer, imputation: Scorer | None) -> None:
        super().__init__()
        self.scorer = scorer
        self.imputation = imputation


@dataclass(frozen=True, slots=True)
class Stepper:
    """What all steps of a training share. The one optimizer skips the parameters that a backward pass did not reach."""

    scorer: Scorer
    imputation: Scorer | None
    objective: Objective
    penalties: Sequence[Penalty]
    optimizer: torch.optim.Optimizer

    def step(self, batch: Batch) -> Tensor:
        """Move the scorer along its risk, then the imputation model along its own; returns the first risk."""
        scores, scored = scores_of(self.scorer, self.objective, batch)
        imputed = self._imputed(batch)
        losses = self.objective.losses(scores, imputed, batch)
        risk = (batch.weights * losses).mean() + self.objective.rest(scores, imputed, batch)
        risk = risk + scored.regularization(batch.weights * self.objective.penalty_weights(batch))
        for penalty in self.penalties:
            risk = risk + penalty(batch, losses)
        self._move(risk)
        if self.imputation is not None:
            self._impute(self.imputation, scores, batch)
        return risk.detach()

    def _imputed(self, batch: Batch) -> Scores:
        if self.imputation is None:
            return Scores(batch.weights[:0], batch.weights[:0])
        with torch.no_grad():
            return scores_of(self.imputation, self.objective, batch)[0]

    def _impute(self, imputation: Scorer, scores: Scores, batch: Batch) -> None:
        scored = imputation(batch.users, batch.items)
        held = Scores(scores.rows.detach(), scores.drawn.detach())
        losses = self.objective.imputation_losses(held, Scores(scored.scores[0], held.drawn), batch)
        weights = batch.weights * self.objective.imputation_weights(batch)
        self._move((weights * losses).mean() + scored.regularization(weights))

    def _move(self, risk: Tensor) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        risk.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()


def scores_of(scorer: Scorer, objective: Objective, batch: Batch) -> tuple[Scores, Scored]:
    """The scores of the batch's pairs and of what was drawn beside them, and what the scorer said of the former."""
    if objective.DRAWS in ("negatives", "items"):
        scored = scorer(batch.users, batch.items, batch.negatives)
        return Scores(*scored.scores), scored
    scored = scorer(batch.users, batch.items)
    rows: Tensor = scored.scores[0]
    if objective.DRAWS == "pairs":
        return Scores(rows, scorer(batch.drawn_users, batch.drawn_items).scores[0]), scored
    return Scores(rows, rows[:0]), scored
