"""What a run will train on: everything that can be wrong with its input shows here, before any work."""

import numpy as np
import torch

from engine.contracts import Dataset, Split
from engine.data.eligible import Eligible
from engine.data.features import model_features
from engine.data.split import read_log, split
from engine.errors import InputError
from engine.mitigation import Scene
from engine.models.fit import Plan, positives
from engine.pipeline.resolve import Resolved
from engine.propensity import Evidence


def make_plan(dataset: Dataset, resolved: Resolved, place: Scene, device: torch.device) -> Plan:
    """Split, preprocess the training fold, fit the propensity, and bind the penalties.

    Raises:
        InputError: where the split, the relevance threshold or a mitigation's attribute do not work.
    """
    seed = resolved.config.seed
    parts = split(read_log(dataset), resolved.split, generator(seed, "split"))
    _check_positives(parts, resolved.relevance)
    rows = parts.train
    for before in resolved.preprocessing:
        rows = before.apply(rows, place)
    for after in resolved.postprocessing:
        place.item_groups(after.attribute)
    propensities = None
    if resolved.propensity is not None:
        fitted = resolved.propensity.fit(evidence(dataset, parts), generator(seed, "propensity"))
        propensities = (
            fitted.observed(parts.train),
            fitted.observed(parts.valid),
        )
    return Plan(
        model=resolved.model,
        objective=resolved.objective,
        split=parts,
        train=rows,
        propensities=propensities,
        penalties=tuple(within.penalty(place, device) for within in resolved.inprocessing),
        relevance=resolved.relevance,
        k=resolved.evaluation.k,
        seed=seed,
        n_users=dataset.schema.n_users,
        n_items=dataset.schema.n_items,
    )


def evidence(dataset: Dataset, parts: Split) -> Evidence:
    """What a propensity may be fitted on."""
    eligible = Eligible(dataset.schema.n_users, dataset.schema.n_items)
    return Evidence(parts.train, eligible, *model_features(dataset, parts.train), parts.aside)


def generator(seed: int, purpose: str) -> np.random.Generator:
    """The random numbers of one purpose: what is drawn for another does not change them."""
    return np.random.default_rng([seed, *purpose.encode()])


def _check_positives(parts: Split, relevance: float | None) -> None:
    """Every fold must have something to rank."""
    for fold in ("train", "valid", "test"):
        if len(positives(getattr(parts, fold), relevance)) == 0:
            raise InputError("split.no_positives", fold=fold, relevance=relevance)
