"""What a run will train on: everything that can be wrong with its input shows here, before any work."""

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from engine.config import EligibleConfig
from engine.contracts import Dataset, Split
from engine.data.eligible import eligible_of, times_of
from engine.data.features import model_features
from engine.data.split import Log, read_log, split
from engine.errors import InputError
from engine.mitigation import Scene
from engine.models.fit import Plan, positives
from engine.pipeline.resolve import Resolved
from engine.propensity import Evidence, Fitted, Propensity
from engine.propensity.naive_bayes import NaiveBayes
from engine.propensity.weighting import clipped, fit


def make_plan(dataset: Dataset, resolved: Resolved, place: Scene, device: torch.device) -> Plan:
    """Split, preprocess the training fold, fit the propensity, and bind the penalties.

    Raises:
        InputError: where the split, the relevance threshold or a mitigation's attribute do not work.
    """
    seed = resolved.config.seed
    log = read_log(dataset)
    parts = split(log, resolved.split, generator(seed, "split"))
    _check_positives(parts, resolved.relevance)
    rows = parts.train
    for before in resolved.preprocessing:
        rows = before.apply(rows, place)
    for after in resolved.postprocessing:
        place.item_groups(after.attribute)
    known = evidence(dataset, parts, resolved.config.eligible, resolved.relevance, log)
    propensity, judging = _propensities(resolved, known)
    return Plan(
        model=resolved.model,
        objective=resolved.objective,
        split=parts,
        train=rows,
        propensities=None if propensity is None else propensity.observed(parts.train),
        validation_weights=None if judging is None else 1 / judging.observed(parts.valid),
        slice_weights=_of_slice(judging, parts) if isinstance(resolved.validation, NaiveBayes) else None,
        test_weights=None if judging is None or parts.kind == "randomized" else 1 / judging.observed(parts.test),
        penalties=tuple(within.penalty(place, device) for within in resolved.inprocessing),
        relevance=resolved.relevance,
        k=resolved.evaluation.k,
        seed=seed,
        eligible=known.eligible,
    )


def _of_slice(judging: Fitted | None, parts: Split) -> NDArray[np.float64] | None:
    """1/p of what was set aside, from which the propensity was learned."""
    return None if judging is None or parts.aside is None else 1 / judging.observed(parts.aside)


def evidence(dataset: Dataset, parts: Split, eligible: EligibleConfig, relevance: float | None, log: Log) -> Evidence:
    """What a propensity may be fitted on.

    Raises:
        InputError: as `engine.data.eligible.eligible_of`.
    """
    able = eligible_of(dataset, eligible, parts.train, times_of(log, parts.train))
    return Evidence(parts.train, able, *model_features(dataset, parts.train), parts.aside, relevance)


def generator(seed: int, purpose: str) -> np.random.Generator:
    """The random numbers of one purpose: what is drawn for another does not change them."""
    return np.random.default_rng([seed, *purpose.encode()])


def _check_positives(parts: Split, relevance: float | None) -> None:
    """Every fold must have something to rank."""
    for fold in ("train", "valid", "test"):
        if len(positives(getattr(parts, fold), relevance)) == 0:
            raise InputError("split.no_positives", fold=fold, relevance=relevance)


def _propensities(resolved: Resolved, known: Evidence) -> tuple[Fitted | None, Fitted | None]:
    """Those of training, clipped if asked, and of validation, never clipped: no search could choose the bound else."""
    weighting, seed = resolved.config.weighting, resolved.config.seed

    def fitted(estimator: Propensity | None) -> Fitted | None:
        if estimator is None:
            return None
        return fit(estimator, replace(weighting, clip=None), known, generator(seed, "propensity"))

    judging = fitted(resolved.validation)
    own = judging if resolved.propensity == resolved.validation else fitted(resolved.propensity)
    return own if own is None or weighting.clip is None else clipped(own, known.train, weighting.clip), judging
