"""What every scorer and every meaningful combination must do."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.config import TrainingConfig
from engine.contracts import Schema
from engine.data.eligible import Eligible
from engine.models import MODELS
from engine.models.combinations import (
    NONE,
    reason_against,
    resolve_objective,
    resolve_propensity,
    scale_of,
    table,
)
from engine.models.fit import Plan, fit
from engine.models.predict import predict
from engine.objectives import OBJECTIVES
from engine.propensity import PROPENSITIES
from engine.words.combinations import REASONS

CPU = torch.device("cpu")


def plan(model, objective, world):
    return Plan(
        model=MODELS[model](), objective=None if objective == NONE else OBJECTIVES[objective](), split=world,
        train=world.train, propensities=np.full(len(world.train), 0.4), test_weights=None,
        validation_weights=np.full(len(world.valid), 2.5), penalties=(), relevance=4.0, k=5, seed=0,
        eligible=Eligible(60, 40),
    )  # fmt: skip


def log_of(kind):
    """A schema of ratings, of clicks beside misses, or of clicks alone."""
    span = {"rating": (1.0, 5.0), "both": (0.0, 1.0), "click": (1.0, 1.0)}[kind]
    feedback = "rating" if kind == "rating" else "click"
    return Schema("log", feedback, span, None, (), (), (), 60, 40, 1000, 0, None)


KINDS = ("rating", "both", "click")


@pytest.mark.parametrize("model", MODELS)
def test_pairs_and_catalogue_scores_agree(model, world):
    torch.manual_seed(0)
    scorer = MODELS[model]().build(60, 40, world.train)
    users, items = torch.arange(60).repeat_interleave(40), torch.arange(40).repeat(60)
    by_pair = scorer.score(users, items).reshape(60, 40)
    assert torch.allclose(by_pair, scorer.catalogue(torch.arange(60)), atol=1e-5)
    first, second = scorer(torch.arange(3), torch.arange(3), torch.arange(3, 6)).scores
    assert torch.allclose(first, scorer.score(torch.arange(3), torch.arange(3)))
    assert torch.allclose(second, scorer.score(torch.arange(3), torch.arange(3, 6)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_covers_every_combination_and_gives_a_reason_that_has_words(kind):
    rows = table(log_of(kind))
    assert len(rows) == len(MODELS) * (len(OBJECTIVES) + 1) * (len(PROPENSITIES) + 1)
    assert {reason for *_, reason in rows} - {None} <= set(REASONS)
    assert any(reason is None for *_, reason in rows)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("model", MODELS)
def test_the_automatic_choice_is_allowed_wherever_anything_is(model, kind):
    schema = log_of(kind)
    objective = resolve_objective(model, "auto", scale_of(schema))
    chosen = reason_against(model, objective, resolve_propensity(objective, "auto", scale_of(schema)), schema)
    allowed = any(reason is None for row_model, *_, reason in table(schema) if row_model == model)
    assert (chosen is None) == allowed


def test_clicks_beside_misses_are_predicted_like_ratings_and_clicks_alone_are_not():
    logs = [log_of(kind) for kind in KINDS]
    assert [reason_against("mf", "ips", "popularity", log) for log in logs] == [None, None, "clicks_have_no_scale"]
    assert [resolve_objective("mf", "naive", scale_of(log)) for log in logs] == ["naive", "naive", "naive_clicks"]


def test_a_propensity_is_refused_where_the_log_lacks_what_it_needs():
    assert reason_against("mf", "ips", "naive_bayes", log_of("rating")) == "needs_randomized"
    assert reason_against("mf", "ips", "naive_bayes", replace(log_of("rating"), n_randomized=5)) is None
    assert reason_against("mf", "ips", "logged", log_of("rating")) == "needs_logged"


MEANINGFUL = [(m, o) for m, o, p, reason in table(log_of("rating")) if reason is None and p in (NONE, "popularity")]


@pytest.mark.parametrize(("model", "objective"), MEANINGFUL)
def test_every_meaningful_combination_trains_and_repeats_itself(model, objective, world):
    config = TrainingConfig(epochs=6, batch_size=128)
    first, history = fit(plan(model, objective, world), config, CPU)
    again, _ = fit(plan(model, objective, world), config, CPU)
    for name, tensor in first.state_dict().items():
        assert torch.isfinite(tensor).all() and torch.equal(tensor, again.state_dict()[name])
    assert len(history) == (0 if objective == NONE else 6)
    assert all(np.isfinite(epoch.loss) for epoch in history)
    found = predict(first, world, k_max=7)
    assert found.scores.shape == (len(world.test),) and found.candidates.items.shape[1] == 7


@pytest.mark.parametrize("objective", ["naive", "ips", "dr", "mrdr", "bpr", "ubpr"])
def test_a_trained_factorisation_finds_the_camps(objective, world):
    config = TrainingConfig(epochs=60, batch_size=128, learning_rate=0.02)
    scorer, _ = fit(replace(plan("mf", objective, world), model=MODELS["mf"](dim=8)), config, CPU)
    lists = predict(scorer, world, k_max=2).candidates
    own = (lists.users[:, None] % 4) == (lists.items % 4)
    assert own[lists.items >= 0].mean() > 0.8, "chance is 0.25"


def test_bias_on_paper(pairs):
    scorer = MODELS["bias"](damping=0.0).build(2, 2, pairs((0, 0, 5), (0, 1, 3), (1, 0, 3), (1, 1, 1)))
    assert scorer.catalogue(torch.arange(2)).tolist() == [[5.0, 3.0], [3.0, 1.0]]


def test_popularity_on_paper(pairs):
    scorer = MODELS["popularity"]().build(2, 3, pairs((0, 0, 1), (1, 0, 1), (1, 2, 1)))
    assert scorer.catalogue(torch.arange(2)).tolist() == [[1.0, 0.0, 0.5]] * 2


def test_only_what_a_model_holds_of_each_user_is_a_vector(world):
    vectors = MODELS["mf"](dim=8).build(60, 40, world.train).user_vectors()
    assert vectors.shape == (60, 9) and not vectors.requires_grad
    assert all(MODELS[key]().build(60, 40, world.train).user_vectors() is None for key in ("popularity", "bias"))
