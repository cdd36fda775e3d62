"""MovieLens-100K by RecBole's protocol; skipped, and said so, where it can't be fetched."""

import statistics

import pytest

import engine
from engine.config import RunConfig
from engine.errors import InputError
from engine.workspace import Workspace


@pytest.fixture(scope="module")
def movielens(tmp_path_factory):
    workspace = Workspace(tmp_path_factory.mktemp("movielens") / "ws")
    try:
        return workspace, engine.sample(workspace, "movielens-100k").id
    except InputError as error:
        pytest.skip(f"MovieLens-100K could not be had: {error}")


def test_it_is_what_grouplens_published(movielens):
    workspace, dataset = movielens
    schema = workspace.dataset_record(dataset).schema
    assert (schema.n_users, schema.n_items, schema.n_interactions) == (943, 1682, 100_000)
    assert [a.name for a in schema.user_attributes] == ["gender", "age", "occupation"]
    assert [a.name for a in schema.item_attributes] == ["title", "year", "genres"]


def test_mf_bpr_reaches_the_protocols_figure_and_is_audited_by_gender_and_age(movielens):
    workspace, dataset = movielens
    made = engine.run(workspace, dataset, RunConfig())
    assert made.metrics["test"]["ndcg@10"] >= 0.285
    table = workspace.audit(made.id, made.audit)
    judged = {r.attribute for r in table.rows if r.metric == "ndcg" and r.verdict}
    assert {"gender", "age"} <= judged
    sizes = {r.group: r.n for r in table.rows if r.metric == "ndcg" and r.attribute == "gender"}
    assert sizes == {"M": 670, "F": 273}


@pytest.mark.slow
def test_median_of_three_seeds(movielens):
    workspace, dataset = movielens
    runs = [engine.run(workspace, dataset, RunConfig(seed=seed)) for seed in range(3)]
    found = [run.metrics["test"]["ndcg@10"] for run in runs]
    print("\nNDCG@10", found, "CPU seconds of training", [run.seconds["training_cpu"] for run in runs])
    assert statistics.median(found) >= 0.285
