"""The whole way once: identity, repeatability, joining, what is kept, what is refused."""

from dataclasses import make_dataclass, replace
from pathlib import Path

import pytest

import engine
from engine.config import AuditConfig, Comparison, EvaluationConfig, RunConfig, Spec, SplitConfig, TrainingConfig
from engine.data.importing import ImportRequest
from engine.errors import InputError, RunError
from engine.models import MODELS
from engine.models.mf import MF
from engine.pipeline import resolve
from engine.workspace import Workspace
from engine.workspace.files import read_json

QUICK = TrainingConfig(epochs=4, batch_size=512)
MF8 = Spec.of("mf", dim=8)


@pytest.fixture
def here(tmp_path, small_request):
    workspace = Workspace(tmp_path / "ws")
    return workspace, workspace.add_dataset(small_request).id


def stable(record):
    """A run's record without where, when and how fast it was computed."""
    return {k: v for k, v in record.items() if k not in ("path", "seconds", "manifest")}


def test_the_same_config_gives_the_same_run_and_elsewhere_the_same_numbers(here, tmp_path, small_request):
    workspace, dataset = here
    config = RunConfig(seed=1, model=MF8, training=QUICK)
    first = engine.run(workspace, dataset, config)
    finished = first.manifest["finished"]
    assert engine.run(workspace, dataset, config).manifest["finished"] == finished, "returned, not computed again"
    other = Workspace(tmp_path / "elsewhere")
    again = engine.run(other, other.add_dataset(small_request).id, config)
    assert again.id == first.id
    files = [read_json(r.path / "run.json") for r in (first, again)]
    assert stable(files[0]) == stable(files[1])
    audits = [(r.path / "audits" / f"{r.audits[0]}.json").read_bytes() for r in (first, again)]
    assert audits[0] == audits[1]
    for name in ("recommendations.parquet", "candidates.parquet", "model.safetensors", "split.parquet"):
        assert (first.path / name).read_bytes() == (again.path / name).read_bytes()


def test_the_id_follows_every_setting_default_and_version(here, monkeypatch):
    workspace, dataset = here
    with workspace.dataset(dataset) as opened:
        identity = lambda config: resolve.resolve(config, opened).run_id(dataset)  # noqa: E731
        base = identity(RunConfig())
        assert identity(RunConfig(objective=Spec("bpr"), split=SplitConfig("random"))) == base, "auto, written out"
        changed = [
            RunConfig(seed=1),
            RunConfig(model=MF8),
            RunConfig(postprocessing=(Spec.of("exposure_rerank", attribute="provider"),)),
            RunConfig(training=TrainingConfig(epochs=7)),
        ]
        assert len({base, *map(identity, changed)}) == 5
        other = make_dataclass("Other", [("dim", int, 32)], bases=(MF,), frozen=True)
        monkeypatch.setitem(MODELS, "mf", other)
        assert identity(RunConfig()) != base, "another default"
        monkeypatch.undo()
        monkeypatch.setattr(resolve, "RESULTS_VERSION", 999)
        assert identity(RunConfig()) != base, "another results version"


STAGES = [
    {"preprocessing": (Spec.of("reweigh", attribute="gender"),)},
    {"inprocessing": (Spec.of("parity_penalty", attribute="gender"),)},
    {"postprocessing": (Spec.of("exposure_rerank", attribute="provider"),)},
    {"model": Spec("popularity")},
    {"model": Spec("bias"), "preprocessing": (Spec.of("reweigh", attribute="gender"),)},
    {"objective": Spec("ips"), "propensity": Spec("popularity")},
    {"objective": Spec("naive"), "split": SplitConfig("time")},
    {"split": SplitConfig("last")},
]


@pytest.mark.parametrize(
    "changes", STAGES, ids=lambda c: "-".join(s.kind if isinstance(s, Spec) else str(k) for k, s in c.items())
)
def test_every_stage_and_split_gives_a_run_with_an_audit(small, changes):
    workspace, dataset = small
    made = engine.run(workspace, dataset, RunConfig(**{"model": MF8, "training": QUICK, **changes}))
    assert made.metrics["test"]["ndcg@10"] > 0 and made.metrics["valid"]["ndcg@10"] is not None
    rated = changes.get("objective") is not None or changes.get("model") == Spec("bias")
    assert (made.metrics["test"]["mae"] is not None) == rated
    table = workspace.audit(made.id, made.audits[0])
    assert any(row.verdict for row in table.rows) and table.run_id == made.id


def listing(root: Path):
    return {str(p.relative_to(root)): p.read_bytes() if p.is_file() else b"" for p in root.rglob("*")}


REFUSED = [
    (RunConfig(model=Spec("svd")), "config.component"),
    (RunConfig(model=Spec.of("mf", rank=3)), "config.parameter"),
    (RunConfig(model=Spec("popularity"), objective=Spec("bpr")), "config.combination"),
    (RunConfig(objective=Spec("ips"), propensity=Spec("none")), "config.combination"),
    (RunConfig(split=SplitConfig("randomized")), "split.no_randomized"),
    (RunConfig(preprocessing=(Spec("reweigh"),)), "config.invalid"),
    (RunConfig(preprocessing=(Spec.of("reweigh", attribute="provider"),)), "mitigation.side"),
    (RunConfig(postprocessing=(Spec.of("exposure_rerank", attribute="gender"),)), "mitigation.side"),
    (RunConfig(postprocessing=(Spec.of("exposure_rerank", attribute="nothing"),)), "audit.attribute_unknown"),
    (
        RunConfig(model=Spec("bias"), inprocessing=(Spec.of("parity_penalty", attribute="gender"),)),
        "mitigation.closed_form",
    ),
]


@pytest.mark.parametrize(("config", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_bad_settings_are_refused_before_anything_is_written(here, config, code):
    workspace, dataset = here
    before = listing(workspace.root)
    with pytest.raises(InputError) as caught:
        engine.run(workspace, dataset, config)
    assert caught.value.code == code and str(caught.value)
    assert listing(workspace.root) == before


def test_a_failed_training_leaves_no_run_and_can_be_tried_again(here, monkeypatch):
    workspace, dataset = here
    config = RunConfig(model=MF8, training=QUICK)
    monkeypatch.setattr("engine.models.fit.ndcg", lambda *_: float("nan"))
    with pytest.raises(RunError):
        engine.run(workspace, dataset, config)
    assert workspace.runs() == []
    monkeypatch.undo()
    assert engine.run(workspace, dataset, config).metrics["test"]["ndcg@10"] > 0


def test_feedback_of_millions_has_errors_that_add_up(tmp_path, small_request):
    """Watch time in milliseconds: squared errors of 1e13 a pair."""
    lines = small_request.interactions.read_text(encoding="utf-8").splitlines()
    scaled = [lines[0]] + [",".join([u, i, str(int(f) * 10**6), t]) for u, i, f, t in (x.split(",") for x in lines[1:])]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(scaled))
    workspace = Workspace(tmp_path / "ws")
    small_errors, large = (
        engine.run(workspace, workspace.add_dataset(r).id, RunConfig(model=Spec("bias"))).metrics["test"]
        for r in (replace(small_request, name="a"), ImportRequest(log, name="b", relevance=4e6))
    )
    assert large["mae"] == pytest.approx(1e6 * small_errors["mae"], rel=1e-4)
    assert large["mse_by_pair"] == pytest.approx(1e12 * small_errors["mse_by_pair"], rel=1e-4)


def test_whole_numbers_and_decimals_of_one_value_are_one_config(small):
    workspace, dataset = small
    with workspace.dataset(dataset) as opened:
        ids = {
            resolve.resolve(RunConfig(evaluation=EvaluationConfig(relevance=value)), opened).run_id(dataset)
            for value in (4, 4.0, "auto")
        }
        assert len(ids) == 1
        closed = [RunConfig(model=Spec("popularity"), training=TrainingConfig(epochs=e)) for e in (3, 30)]
        assert len({resolve.resolve(c, opened).run_id(dataset) for c in closed}) == 1, "nothing is trained"


def test_progress_is_told(small):
    workspace, dataset = small
    told, curves = [], []
    config = RunConfig(seed=77, model=MF8, training=QUICK)
    made = engine.run(workspace, dataset, config, lambda *line: told.append(line), lambda *line: curves.append(line))
    stages = ["preparation", *["training"] * 4, "prediction", "audit", "writing"]
    assert [stage for stage, _share in told] == stages
    shares = [share for _stage, share in told]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] < 1
    assert [list(line.values()) for line in read_json(made.path / "history.json")] == [
        [epoch, loss, valid] for epoch, loss, valid in curves
    ]


def test_an_audit_can_be_made_again_with_other_settings(small):
    workspace, dataset = small
    made = engine.run(workspace, dataset, RunConfig(model=MF8, training=QUICK, objective=Spec("naive")))
    same = engine.audit_run(workspace, made.id)
    assert same == workspace.audit(made.id, made.audits[0])
    other = engine.audit_run(workspace, made.id, AuditConfig(k=5, family=(Comparison("mae", "gender", "M"),)))
    assert other.id != same.id and len(workspace.run(made.id).audits) >= 2
    assert {r.metric for r in other.rows if r.verdict} == {"mae"}


def test_what_is_refused_is_refused_in_the_plan(small):
    workspace, dataset = small
    from engine.config import EvaluationConfig

    with pytest.raises(InputError) as caught:
        engine.run(workspace, dataset, RunConfig(evaluation=EvaluationConfig(relevance=9.0)))
    assert caught.value.code == "split.no_positives"
