"""The search: what it finds is the run's config, it is asked once, and it leaves alone what is stated."""

from dataclasses import replace

import pytest

from engine.config import RunConfig, Spec, TwinConfig, parse, plain
from engine.models.search_space import SETTINGS, axes
from engine.pipeline import run, tuning
from engine.pipeline.tuning import settled, tuned
from engine.report.searched import searched
from engine.workspace.made import keys, made
from tests.engine.pipeline.conftest import QUICK, setup


def search(workspace, identifier, config):
    with workspace.dataset(identifier) as dataset:
        return tuned(workspace, dataset, config, lambda stage, share: None)


@pytest.fixture(scope="module")
def found(selected):
    return search(*selected, setup("ips", "naive_bayes", tune=True, model=Spec.of("mf", dim=4)))


def test_the_best_by_validation_is_what_is_found(selected, found):
    workspace, identifier = selected
    kept = made(workspace, "search", identifier, keys(workspace, "search", identifier)[0])
    best = max(kept["trials"], key=lambda trial: trial["validation"])["settings"]
    params, training = dict(found.model.params), found.training
    assert best == {
        "model.params.l2": params["l2"],
        "training.learning_rate": training.learning_rate,
        "weighting.clip": found.weighting.clip,
    }
    assert len(kept["trials"]) == len({str(trial["settings"]) for trial in kept["trials"]}) > 10


def test_what_the_config_states_is_not_searched(found):
    assert dict(found.model.params)["dim"] == 4 and found.training.batch_size == QUICK.batch_size
    assert found.training.epochs == QUICK.epochs


def test_it_is_asked_once_and_its_run_is_that_of_the_config_it_found(selected, found, monkeypatch):
    workspace, identifier = selected
    asked = setup("ips", "naive_bayes", tune=True)
    first = run(workspace, identifier, asked)
    monkeypatch.setattr(tuning, "_searched", lambda *_: pytest.fail("searched again"))
    assert run(workspace, identifier, asked).id == first.id
    stated = parse(RunConfig, {name: value for name, value in first.config.items() if value is not None})
    assert run(workspace, identifier, stated).id == first.id and not stated.tune
    assert first.config["training"]["learning_rate"] in SETTINGS["training.learning_rate"]
    (chosen,) = [trial["settings"] for trial in searched(workspace, first)["trials"] if trial["chosen"]]
    assert chosen["model.params.l2"] == first.config["model"]["params"]["l2"]
    assert chosen["weighting.clip"] == first.config["weighting"]["clip"]


def test_the_twin_has_a_search_of_its_own_which_is_that_of_the_uncorrected_run(selected, found):
    workspace, identifier = selected
    kept = set(keys(workspace, "search", identifier))
    alone = search(*selected, setup("naive", tune=True, model=Spec.of("mf", dim=4), validation=Spec("naive_bayes")))
    assert found.twin_settings == TwinConfig(alone.model, alone.training.learning_rate)
    assert set(keys(workspace, "search", identifier)) == kept, "it was kept already"
    untwined = search(*selected, setup("ips", "naive_bayes", tune=True, twin=False, model=Spec.of("mf", dim=4)))
    assert untwined.twin_settings == TwinConfig() and untwined.model == found.model


def test_a_model_without_weights_is_searched_by_weighted_validation_too(selected):
    found = search(*selected, setup("naive", tune=True))
    assert found.validation.kind == "logistic" and found.propensity.kind == "auto"
    assert [axis.setting for axis in axes(found)] == ["model.params.l2", "model.params.dim", "training.learning_rate"]
    assert search(*selected, setup("naive", tune=True, validation=Spec("none"))).validation.kind == "none"


def test_a_training_that_fails_is_a_trial_that_was_not_chosen(selected, monkeypatch):
    monkeypatch.setitem(SETTINGS, "training.learning_rate", (0.02, 100.0))
    found = search(*selected, setup("naive", tune=True, seed=5))
    assert found.training.learning_rate == 0.02


def test_a_scorer_with_nothing_to_search_is_left_as_it_is(selected):
    config = RunConfig(model=Spec("popularity"), tune=True)
    assert search(*selected, config).model == Spec("popularity")
    found = search(*selected, replace(config, model=Spec("bias")))
    assert set(dict(found.model.params)) == {"damping"}


def test_settings_are_put_where_their_names_say():
    config = settled(RunConfig(), {"model.params.dim": 3, "weighting.clip": 5.0, "training.learning_rate": 0.1})
    assert config == parse(RunConfig, plain(config)) and config.model == Spec.of("mf", dim=3)
    assert config.weighting.clip == 5.0 and config.training.learning_rate == 0.1
