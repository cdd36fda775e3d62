"""The verb: kept and found again, one clear line for what cannot be explained, other scorers too."""

import json
from dataclasses import replace

import pytest

import engine
from engine.config import RunConfig, Spec, TrainingConfig
from engine.data.importing import ImportRequest
from engine.data.importing.pseudonyms import pseudonyms
from engine.data.importing.recipe import Privacy
from engine.errors import InputError
from engine.pipeline import explanations
from engine.pipeline.explanations import explain_run, kept_explanation
from engine.workspace import Workspace
from engine.workspace.arrays import read_lists, write_lists
from tests.engine.workspace.keeping import seal_again

QUICK = RunConfig(seed=31, model=Spec.of("mf", dim=8), training=TrainingConfig(epochs=6, batch_size=512))
RERANK = (Spec.of("exposure_rerank", attribute="genres"),)


@pytest.fixture(scope="module")
def explained(tmp_path_factory, small_request):
    """A workspace of its own, with a finished run."""
    workspace = Workspace(tmp_path_factory.mktemp("explained") / "ws")
    return workspace, engine.run(workspace, workspace.add_dataset(small_request).id, QUICK).id


def test_asked_again_the_kept_one_is_returned(explained, monkeypatch):
    workspace, run = explained
    assert kept_explanation(workspace, run) is None
    told = []
    first = engine.explain_run(workspace, run[:8], watch=lambda *line: told.append(line))
    assert [share for _stage, share in told] == sorted(share for _stage, share in told) and told
    monkeypatch.setattr(explanations, "_compute", None)
    assert explain_run(workspace, run) == first == kept_explanation(workspace, run)
    assert first.summaries and not first.pairs and first.largest_error < 1e-6


def test_a_users_list_and_an_item_outside_it(explained):
    workspace, run = explained
    lists = explain_run(workspace, run, "u007")
    assert [pair.rank for pair in lists.pairs] == list(range(1, 11))
    for pair in lists.pairs:
        told = lists.base + sum(part.phi for part in pair.contributions) + pair.rest
        assert told == pytest.approx(pair.score, abs=1e-6)
    scores = [pair.score for pair in lists.pairs]
    assert scores == sorted(scores, reverse=True), "the model's own order"
    other = next(f"i{i:02d}" for i in range(48) if f"i{i:02d}" not in {p.item for p in lists.pairs})
    (single,) = explain_run(workspace, run, "u007", other).pairs
    assert single.item == other and single.rank is None
    (again,) = explain_run(workspace, run, "u007", lists.pairs[2].item).pairs
    assert again == lists.pairs[2]


def test_an_item_of_the_users_own_history_is_pointed_out(explained):
    workspace, run = explained
    log = (workspace.run(run).path / "split.parquet", "train")
    from engine.workspace.arrays import read_fold

    train = read_fold(*log)
    item = f"i{train.items[train.users == 9][0]:02d}"
    found = explain_run(workspace, run, "u009", item)
    assert [f.facts["items"] for f in found.findings if f.code == "explain.seen"] == [[item]]


REFUSED = [
    ({"user": "nobody"}, "explain.unknown"),
    ({"user": "u001", "item": "nothing"}, "explain.unknown"),
    ({"item": "i01"}, "explain.item_alone"),
]


@pytest.mark.parametrize(("asked", "code"), REFUSED, ids=lambda v: v if isinstance(v, str) else " ".join(v))
def test_what_the_log_does_not_have(explained, asked, code):
    workspace, run = explained
    with pytest.raises(InputError) as caught:
        explain_run(workspace, run, **asked)
    assert caught.value.code == code and "{" not in str(caught.value)
    assert kept_explanation(workspace, run, **asked) is None


@pytest.fixture
def fresh(tmp_path, small_request):
    """A run that a test may damage."""
    workspace = Workspace(tmp_path / "ws")
    config = replace(QUICK, training=TrainingConfig(epochs=1, batch_size=512))
    return workspace, engine.run(workspace, workspace.add_dataset(small_request).id, config)


def test_a_user_without_a_list(fresh):
    workspace, run = fresh
    file = run.path / "recommendations.parquet"
    lists = read_lists(file)
    write_lists(file, type(lists)(lists.users[1:], lists.items[1:], lists.scores[1:]))
    seal_again(run.path)
    with pytest.raises(InputError) as caught:
        explain_run(workspace, run.id, "u000")
    assert caught.value.code == "explain.no_list"


def test_a_damaged_and_an_absent_model(fresh):
    workspace, run = fresh
    file = run.path / "model.safetensors"
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(InputError) as caught:
        explain_run(workspace, run.id)
    assert caught.value.code == "workspace.damaged" and "run again" in str(caught.value)
    file.unlink()
    with pytest.raises(InputError) as caught:
        explain_run(workspace, run.id)
    assert caught.value.code == "explain.no_model"


def test_an_explanation_of_another_version_is_made_again(explained):
    workspace, run = explained
    first = explain_run(workspace, run, "u011")
    (file,) = (workspace.root / "runs" / run / "made").glob(f"explanation-{first.id}.json")
    file.write_text(json.dumps({"of": "another version"}), encoding="utf-8")
    assert kept_explanation(workspace, run, "u011") is None
    assert explain_run(workspace, run, "u011") == first


def test_uploaded_lists_have_no_model(explained, tmp_path):
    workspace, run = explained
    rows = [f"u{u:03d},i{(u + 7 * r) % 48:02d},{r + 1}" for u in range(240) for r in range(5)]
    file = tmp_path / "lists.csv"
    file.write_text("\n".join(["user_id,item_id,rank", *rows]), encoding="utf-8")
    audit = engine.audit_recommendations(workspace, workspace.run(run).dataset_id, file)
    with pytest.raises(InputError) as caught:
        explain_run(workspace, audit.run_id)
    assert caught.value.code == "explain.no_model"


def test_popularity_is_explained_by_popularity_and_re_ranking_is_said(explained):
    workspace, run = explained
    config = RunConfig(model=Spec("popularity"), postprocessing=RERANK)
    made = engine.run(workspace, workspace.run(run).dataset_id, config)
    found = explain_run(workspace, made.id)
    assert found.summaries[0].feature == "item.popularity" and found.fidelity.r2 > 0.95
    assert found.unexplained < 0.1 * found.spread
    assert [f.facts["strategies"] for f in found.findings if f.code == "explain.reranked"] == [["exposure_rerank"]]


def test_a_log_of_clicks_without_any_attribute(tmp_path, small_request):
    lines = small_request.interactions.read_text(encoding="utf-8").splitlines()[1:]
    log = tmp_path / "clicks.csv"
    log.write_text("\n".join(["user_id,item_id", *(",".join(x.split(",")[:2]) for x in lines)]), encoding="utf-8")
    workspace = Workspace(tmp_path / "ws")
    run = engine.run(workspace, workspace.add_dataset(ImportRequest(log, name="clicks")).id, QUICK)
    found = explain_run(workspace, run.id)
    assert {f.key for f in found.features} == {"item.popularity", "user.history.count", "user.history.mean_popularity"}
    assert found.largest_error < 1e-6


@pytest.mark.parametrize(
    ("user", "code"), [("nobody", "explain.unknown"), (None, None), ("u007", None)], ids=["unknown", "model", "known"]
)
def test_a_question_is_checked_before_anything_is_fitted(explained, monkeypatch, user, code):
    workspace, run = explained
    monkeypatch.setattr(explanations, "_compute", None)
    if code is None:
        assert explanations.check_question(workspace, run, user) == user
        return
    with pytest.raises(InputError) as caught:
        explanations.check_question(workspace, run, user)
    assert caught.value.code == code


def test_where_ids_are_pseudonyms_those_of_the_files_are_understood_and_not_kept(tmp_path, small_request):
    recipe = replace(small_request.recipe, privacy=Privacy(pseudonymise=True))
    workspace = Workspace(tmp_path / "ws")
    dataset = workspace.add_dataset(replace(small_request, recipe=recipe)).id
    run = engine.run(workspace, dataset, RunConfig(model=Spec("popularity"))).id
    found = explain_run(workspace, run, "u007", "i01")
    shown = pseudonyms(workspace.key, "users", ["u007"])[0]
    assert found.user == shown and found.pairs[0].item == pseudonyms(workspace.key, "items", ["i01"])[0]
    assert kept_explanation(workspace, run, shown, "i01") == found == kept_explanation(workspace, run, "u007", "i01")
    assert explanations.check_question(workspace, run, "u007") == shown
    (kept,) = (workspace.root / "runs" / run / "made").glob("explanation-*.json")
    assert "u007" not in kept.read_text(encoding="utf-8")
    with pytest.raises(InputError) as caught:
        explain_run(workspace, run, "nobody")
    assert caught.value.code == "explain.unknown" and caught.value.facts["id"] == "nobody"
