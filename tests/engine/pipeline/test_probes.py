"""The verb: kept and found again, other seeds read anew, models without vectors and lists from elsewhere."""

from dataclasses import replace

import pytest

import engine
from engine.audit.leakage import EVERY
from engine.audit.probe import kept_probe
from engine.config import RunConfig, Spec, TrainingConfig
from engine.errors import InputError
from engine.pipeline import probes
from engine.pipeline.probes import probe_run
from engine.workspace import Workspace

QUICK = RunConfig(seed=31, model=Spec.of("mf", dim=8), training=TrainingConfig(epochs=6, batch_size=512))


@pytest.fixture(scope="module")
def probed(tmp_path_factory, small_request):
    """A workspace of its own with a run and its probe."""
    workspace = Workspace(tmp_path_factory.mktemp("probed") / "ws")
    run = engine.run(workspace, workspace.add_dataset(small_request).id, QUICK)
    return workspace, run, probe_run(workspace, run.id)


def test_asked_again_the_kept_one_is_returned(probed, monkeypatch):
    workspace, run, found = probed
    monkeypatch.setattr(probes, "_compute", None)
    assert probe_run(workspace, run.id[:8]) == found == kept_probe(workspace, run.id)
    assert found.seeds is None and found.probed == found.with_list > 200


def test_every_attribute_of_users_from_every_source(probed):
    _workspace, _run, found = probed
    asked = {(row.attribute, row.source) for row in found.leakage}
    assert asked == {(a, s) for a in ("gender", "age", "area") for s in ("vector", "list", "history")}
    gender = [row for row in found.leakage if row.attribute == "gender" and row.group == EVERY]
    assert all(row.low < 0.5 < row.high for row in gender), "no taste goes with gender in this world"
    (flip,) = found.flips
    assert flip.reason == "reads_no_attributes" and flip.n is None


def test_another_seed_is_read_as_soon_as_it_is_there(probed):
    workspace, run, found = probed
    engine.run(workspace, run.dataset_id, replace(QUICK, seed=32))
    again = probe_run(workspace, run.id)
    assert again.seeds.seeds == (31, 32) and again.seeds.drawn == "test" and again.leakage == found.leakage
    assert all(len(row.gaps) == len(row.seeds) == len(row.verdicts) for row in again.seeds.rows) and again.seeds.rows


def test_a_model_without_vectors(probed):
    workspace, run, _found = probed
    other = engine.run(workspace, run.dataset_id, RunConfig(model=Spec("popularity")))
    rows = probe_run(workspace, other.id).leakage
    assert {row.reason for row in rows if row.source == "vector" and row.group == EVERY} == {"no_vectors"}


def test_lists_from_elsewhere_have_neither_model_nor_seed(probed, tmp_path):
    workspace, run, _found = probed
    lines = [f"u{u:03d},i{(u + r) % 48:02d},{r}" for u in range(240) for r in range(1, 6)]
    file = tmp_path / "lists.csv"
    file.write_text("user_id,item_id,rank\n" + "\n".join(lines) + "\n", encoding="utf-8")
    audit = engine.audit_recommendations(workspace, run.dataset_id, file, "2024-01-01")
    found = probe_run(workspace, audit.run_id)
    assert found.flips[0].reason == "no_model" and found.seeds is None
    assert {row.reason for row in found.leakage if row.source == "vector" and row.group == EVERY} == {"no_vectors"}
    assert any(row.auc is not None for row in found.leakage if row.source == "list")


def test_a_damaged_model_and_an_unknown_run(tmp_path, small_request):
    workspace = Workspace(tmp_path / "ws")
    config = replace(QUICK, training=TrainingConfig(epochs=1, batch_size=512))
    run = engine.run(workspace, workspace.add_dataset(small_request).id, config)
    (run.path / "model.safetensors").write_bytes(b"no")
    with pytest.raises(InputError) as damaged:
        probe_run(workspace, run.id)
    assert damaged.value.code == "workspace.damaged" and kept_probe(workspace, run.id) is None
    with pytest.raises(InputError):
        probe_run(workspace, "nowhere")
