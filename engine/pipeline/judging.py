"""How a trained scorer is judged: on the test as it is, weighted, beside simple ones, and against its own twin."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.config import TrainingConfig
from engine.contracts import Finding, Pairs, Schema
from engine.evaluation import (
    JUDGED_PLACES,
    Correction,
    Influence,
    Judged,
    compared,
    correction,
    differences,
    findings,
    influences,
    judged,
    usual_threshold,
    weights_tested,
)
from engine.evaluation.correction import Basis
from engine.models import MODELS
from engine.models.combinations import scale_of
from engine.models.fit import Plan, fit, positives
from engine.models.predict import merged, pair_scores
from engine.models.ranking import ndcg, places, top_k
from engine.models.scorer import Scorer
from engine.objectives import OBJECTIVES

Numbers = Mapping[str, float | None]
Scores = NDArray[np.floating]
REFERENCES = ("popularity", "bias")
"""Scorers of one step that a model has to beat; random scores stand beside them."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A scorer that a model has to beat: its scores of the test pairs; `scorer` is None for random scores."""

    scores: Scores
    on_scale: bool
    scorer: Scorer | None


@dataclass(frozen=True, slots=True)
class Judge:
    """What scorers of one run are judged by. `rated`: whether feedback has a scale that a scorer can predict.

    `relevance`: the feedback from which a judged pair is relevant; None: every pair is.
    """

    plan: Plan
    rated: bool
    relevance: float | None

    @classmethod
    def of(cls, plan: Plan, schema: Schema) -> "Judge":
        """By the plan's threshold, or by the usual one for ratings that have none."""
        rated = scale_of(schema) == "rating"
        if plan.relevance is not None or not rated:
            return cls(plan, rated, plan.relevance)
        return cls(plan, rated, usual_threshold(plan.split.train.feedback, schema.feedback_range))

    def findings(self) -> tuple[Finding, ...]:
        """What must be known of how it judges, and of what was trained on."""
        train = self.plan.split.train
        outside = self.plan.eligible.outside(train.users, train.items)
        facts = {"pairs": outside, "of": len(train)}
        return (
            *([Finding("eligible.outside", "caution", facts)] if outside else []),
            *(
                [Finding("relevance.judged", "note", {"threshold": self.relevance})]
                if self.relevance != self.plan.relevance
                else []
            ),
        )

    def of_test(self, scores: Scores, on_scale: bool) -> Numbers:
        """On the test pairs as they are."""
        return self._numbers(self.plan.split.test, scores, None, on_scale)

    def weighted(self, scores: Scores, on_scale: bool) -> Numbers | None:
        """On test pairs weighted by 1/p; None for a randomized test, and where no propensity weighs."""
        weights = self.plan.test_weights
        return None if weights is None else self._numbers(self.plan.split.test, scores, weights, on_scale)

    def references(self, seed: int) -> dict[str, "Reference"]:
        """Popularity, user and item means, and random scores, on the same test."""
        plan, test = self.plan, self.plan.split.test
        found: dict[str, Reference] = {}
        for key in REFERENCES:
            kind = MODELS[key]
            if self.rated or "click" in kind.FEEDBACK:
                scorer = kind().build(plan.eligible.n_users, plan.eligible.n_items, plan.split.train)
                found[key] = Reference(pair_scores(scorer, test), key == "bias", scorer)
        drawn = np.random.default_rng([seed, *b"random"]).random(len(test))
        return {**found, "random": Reference(drawn, False, None)}

    def beside(self, references: Mapping[str, "Reference"]) -> dict[str, Numbers]:
        """The same numbers of the references, and NDCG of their lists."""
        found: dict[str, Numbers] = {}
        for key, of in references.items():
            numbers = self.of_test(of.scores, of.on_scale)
            lists = {} if of.scorer is None or self.plan.k == JUDGED_PLACES else self._lists(of.scorer)
            found[key] = {**numbers, **lists}
        return found

    def intervals(
        self, scores: Scores, on_scale: bool, references: Mapping[str, "Reference"]
    ) -> dict[str, dict[str, tuple[float, float]]]:
        """At 95% over users, of the numbers of judged pairs: `test`, `weighted`, and paired differences `test less …`.

        What has no interval is absent.
        """
        weights = self.plan.test_weights
        own = self._influences(scores, None, on_scale)
        found = {"test": own}
        if weights is not None:
            found["weighted"] = self._influences(scores, weights, on_scale)
        for key, of in references.items():
            found[f"test less {key}"] = differences(own, self._influences(of.scores, None, of.on_scale))
        return {name: _told(of) for name, of in found.items()}

    def weights_tested(self, references: Mapping[str, "Reference"]) -> tuple[Finding, ...]:
        """Do weights bring validation pairs to the randomized test? By user and item means, which nothing chose."""
        split, weights = self.plan.split, self.plan.validation_weights
        means = references.get("bias")
        if split.kind != "randomized" or weights is None or means is None or means.scorer is None:
            return ()
        scores = (pair_scores(means.scorer, split.valid), means.scores)
        valid, test = (
            np.square(of - pairs.feedback) for of, pairs in zip(scores, (split.valid, split.test), strict=True)
        )
        found = weights_tested(split.valid, split.test, weights, (valid, test), self.plan.slice_weights)
        return () if found is None else (found,)

    def twin(self, model: object, config: TrainingConfig, device: torch.device, checkpoint: Path) -> Scorer:
        """The same set-up without its correction, trained: the objective must have a twin."""
        assert self.plan.objective is not None
        objective = OBJECTIVES[self.plan.objective.TWIN]()
        plan = replace(self.plan, model=model, objective=objective, propensities=None)
        return fit(plan, config, device, checkpoint)[0]

    def corrected(self, scorer: Scorer, twin: Scorer, tuned: bool) -> tuple[Finding, ...]:
        """The scorer against its twin, on a randomized test and validation. `tuned`: it has settings of its own."""
        plan, objective = self.plan, self.plan.objective
        assert objective is not None
        found = [self._on_test(scorer, twin)] if plan.split.kind == "randomized" else []
        found.append(self._on_validation(scorer, twin))
        key = next(key for key, kind in OBJECTIVES.items() if type(objective) is kind)
        return findings(tuple(found), key, objective.TWIN, tuned)

    def _on_validation(self, scorer: Scorer, twin: Scorer) -> Correction:
        """By what chose the scorer: weighted errors, or weighted places of positives."""
        valid, weights = self.plan.split.valid, self.plan.validation_weights
        if self._on_scale:
            first, second = (self._judged(of, valid, weights) for of in (scorer, twin))
            return correction(first, second, True, "weighted validation", self.plan.slice_weights)
        return self._by_place(scorer, twin, valid, weights, "weighted validation")

    def _on_test(self, scorer: Scorer, twin: Scorer) -> Correction:
        """By errors, by NDCG among judged pairs, or by places where nothing but positives was logged."""
        test = self.plan.split.test
        first, second = (self._judged(of, test, None) for of in (scorer, twin))
        if self._on_scale or not first.relevant.all():
            return correction(first, second, self._on_scale, "randomized test")
        return self._by_place(scorer, twin, test, None, "randomized test")

    @property
    def _on_scale(self) -> bool:
        return self.plan.objective is not None and self.plan.objective.ON_SCALE

    def _by_place(
        self, scorer: Scorer, twin: Scorer, pairs: Pairs, weights: NDArray[np.float64] | None, basis: Basis
    ) -> Correction:
        relevant = (
            np.ones(len(pairs), dtype=bool) if self.plan.relevance is None else pairs.feedback >= self.plan.relevance
        )
        wanted = pairs.take(relevant)
        first, second = (places(of, wanted, self.plan.split.train) for of in (scorer, twin))
        return compared(
            basis, "place", wanted.users, first, second, np.ones(len(wanted)) if weights is None else weights[relevant]
        )

    def _numbers(self, pairs: Pairs, scores: Scores, weights: NDArray[np.float64] | None, on_scale: bool) -> Numbers:
        return judged(Judged.of(pairs, scores, self.relevance, weights), on_scale)

    def _influences(self, scores: Scores, weights: NDArray[np.float64] | None, on_scale: bool) -> dict[str, Influence]:
        return influences(Judged.of(self.plan.split.test, scores, self.relevance, weights), on_scale)

    def _judged(self, scorer: Scorer, pairs: Pairs, weights: NDArray[np.float64] | None) -> Judged:
        return Judged.of(pairs, pair_scores(scorer, pairs), self.relevance, weights)

    def _lists(self, scorer: Scorer) -> dict[str, float]:
        plan, split = self.plan, self.plan.split
        lists = top_k(scorer, np.unique(split.train.users), plan.k, merged(split.train, split.valid))
        found = ndcg(lists, positives(split.test, plan.relevance), plan.eligible.n_items)
        return {f"ndcg@{plan.k}": found}


def _told(of: Mapping[str, Influence]) -> dict[str, tuple[float, float]]:
    """The intervals that there are."""
    found = {key: one.interval() for key, one in of.items()}
    return {key: interval for key, interval in found.items() if interval is not None}
