"""A run on a log with an attribute kept apart: its model does not depend on it, its files do not have it."""

from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

import engine
from engine import columns as c
from engine.config import RunConfig, Spec, TrainingConfig
from engine.explain.examples import examples
from engine.workspace import Workspace

CONFIG = RunConfig(
    seed=5, model=Spec.of("mf", dim=4), objective=Spec("ips"), propensity=Spec("logistic"),
    training=TrainingConfig(epochs=2, batch_size=2048),
)  # fmt: skip


@pytest.fixture(scope="module")
def run_with(tmp_path_factory, small_request):
    """`run_with(area)`: a run where each user's area, kept apart, is `area(code)`."""

    def made(area):
        class Apart(Workspace):
            @contextmanager
            def dataset(self, identifier):
                with super().dataset(identifier) as opened:
                    people = opened.schema.user_attributes
                    users = tuple(replace(a, sensitive=a.name == "area", n_missing=0) for a in people)
                    values = np.array([area(code) for code in range(opened.schema.n_users)], dtype=object)
                    codes = np.arange(opened.schema.n_users, dtype=np.int32)
                    yield replace(
                        opened,
                        schema=replace(opened.schema, user_attributes=users),
                        users=opened.users.drop("area"),
                        sensitive=opened.load({c.USER_CODE: codes, "area": values}),
                    )

        workspace = Apart(tmp_path_factory.mktemp("apart") / "ws")
        return workspace, engine.run(workspace, workspace.add_dataset(small_request).id, CONFIG)

    return made


@pytest.fixture(scope="module")
def halves(run_with):
    return run_with(lambda code: "Zanskar" if code < 120 else "Qaanaaq")


def test_the_model_and_its_lists_do_not_depend_on_it(halves, run_with):
    _workspace, run = halves
    _other, again = run_with(lambda code: "Zanskar" if code % 3 else "Qaanaaq")
    for name in ("model.safetensors", "recommendations.parquet", "candidates.parquet", "test_scores.parquet"):
        assert (run.path / name).read_bytes() == (again.path / name).read_bytes()


def test_only_audits_name_its_groups_and_nothing_names_who_is_in_them(halves):
    workspace, run = halves
    assert {row.group for row in workspace.audit(run.id, run.audit).rows} >= {"Zanskar", "Qaanaaq"}
    files = [file for file in run.path.rglob("*") if file.is_file()]
    holding = {file.parent.name for file in files if b"Zanskar" in file.read_bytes() or b"area" in file.read_bytes()}
    assert holding == {"audits"} and len(files) > 6


def test_users_are_not_offered_by_it(halves):
    workspace, run = halves
    with workspace.dataset(run.dataset_id) as dataset:
        assert {one.attribute for one in examples(dataset, run)} == {"", "gender"}


def test_an_explanation_does_not_name_it(halves):
    workspace, run = halves
    found = engine.explain_run(workspace, run.id)
    assert not [feature.key for feature in found.features if "area" in feature.key]
    kept = [file for file in workspace.root.rglob("*") if file.is_file() and "datasets" not in file.parts]
    named = [file for file in kept if b"Zanskar" in file.read_bytes()]
    assert {file.parent.name for file in named} == {"audits"}
