"""What must not change a number: threads, the order of rows in the file, names of groups."""

import random
from dataclasses import replace

import pytest

import engine
from engine.config import RunConfig, Spec, TrainingConfig
from engine.models.training import prepare_device
from engine.workspace import Workspace

CONFIG = RunConfig(model=Spec.of("mf", dim=8), training=TrainingConfig(epochs=4, batch_size=512))


def rows(workspace, run):
    return [replace_ids(row) for row in workspace.audits(run.id)[0].rows]


def replace_ids(row):
    return (row.metric, row.attribute, row.group, row.n, row.value, row.low, row.gap, row.gap_low, row.verdict)


def test_threads_change_nothing(tmp_path, small_request, monkeypatch):
    """Ranking and its audit: with one thread and with two, in DuckDB, BLAS and torch.

    Logistic propensities are fitted by BLAS, whose last digits do depend on its threads; the default
    is one, and the manifest has the number.
    """
    answers = []
    for threads in ("1", "2"):
        monkeypatch.setenv("EQUIPOISE_THREADS", threads)
        workspace = Workspace(tmp_path / f"ws{threads}")
        made = engine.run(workspace, workspace.add_dataset(small_request).id, CONFIG)
        answers.append((made.metrics, (made.path / "audits" / f"{made.audit}.json").read_bytes()))
    monkeypatch.setenv("EQUIPOISE_THREADS", "1")
    prepare_device()
    assert answers[0] == answers[1]


def test_the_order_of_rows_changes_nothing(tmp_path, small, small_request):
    workspace, dataset = small
    shuffled = {}
    for name in ("interactions", "users", "items"):
        header, *lines = getattr(small_request, name).read_text(encoding="utf-8").splitlines()
        random.Random(0).shuffle(lines)
        shuffled[name] = tmp_path / f"{name}.csv"
        shuffled[name].write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    other = Workspace(tmp_path / "ws")
    again = engine.run(other, other.add_dataset(replace(small_request, **shuffled)).id, CONFIG)
    first = engine.run(workspace, dataset, CONFIG)
    assert again.id != first.id, "other bytes are another dataset"
    assert again.metrics == first.metrics
    assert rows(other, again) == rows(workspace, first)


@pytest.mark.parametrize(("old", "new"), [(",F,", ",A,"), (",M,", ",Z,")])
def test_names_of_groups_change_nothing_but_names(tmp_path, small, small_request, old, new):
    workspace, dataset = small
    renamed = tmp_path / "users.csv"
    renamed.write_text(small_request.users.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    other = Workspace(tmp_path / "ws")
    again = engine.run(other, other.add_dataset(replace(small_request, users=renamed)).id, CONFIG)
    back = {new.strip(","): old.strip(",")}
    ours = {(m, a, back.get(g, g), *rest) for m, a, g, *rest in rows(other, again)}
    assert ours == set(rows(workspace, engine.run(workspace, dataset, CONFIG)))
