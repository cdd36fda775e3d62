"""Settings from files and assignments."""

import pytest

from engine.cli.settings import settings
from engine.config import AuditConfig, Comparison, RunConfig, Spec, SplitConfig, parse
from engine.errors import InputError


def test_assignments_reach_every_setting():
    given = [
        "seed=3",
        "model.kind=mf",
        "model.params.dim=64",
        "objective=bpr",
        "split.kind=time",
        "evaluation.relevance=4",
        "preprocessing.0.kind=reweigh",
        "preprocessing.0.params.attribute=gender",
    ]
    config = parse(RunConfig, settings(None, given))
    assert config.seed == 3 and config.model == Spec.of("mf", dim=64) and config.objective == Spec("bpr")
    assert config.split == SplitConfig("time") and config.evaluation.relevance == 4
    assert config.preprocessing == (Spec.of("reweigh", attribute="gender"),)


def test_assignments_stand_over_the_file(tmp_path):
    file = tmp_path / "run.toml"
    file.write_text('seed = 1\nmodel = "mf"\n[split]\nkind = "last"\n[[postprocessing]]\nkind = "exposure_rerank"\n'
                    'params = {attribute = "provider", target = 0.8}\n')  # fmt: skip
    config = parse(RunConfig, settings(file, ["seed=2", "model.params.dim=8"]))
    assert (config.seed, config.split.kind) == (2, "last")
    assert config.model == Spec.of("mf", dim=8)
    assert config.postprocessing == (Spec.of("exposure_rerank", attribute="provider", target=0.8),)


def test_audit_settings_too():
    given = ["k=5", "family.0.metric=ndcg", "family.0.attribute=age", "tolerance=0.9,1.1"]
    config = parse(AuditConfig, settings(None, given))
    assert config.family == (Comparison("ndcg", "age"),) and config.tolerance == (0.9, 1.1)


@pytest.mark.parametrize("text", ["seed", "=3", "model..dim=3", "seed.x=1=2", "preprocessing.5.kind=reweigh"])
def test_assignments_that_mean_nothing_are_named(text):
    with pytest.raises(InputError) as caught:
        parse(RunConfig, settings(None, [text]))
    assert caught.value.code in ("config.set", "config.invalid", "config.list_place")


@pytest.mark.parametrize("content", [None, b"seed = ", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    file = tmp_path / "run.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        settings(file, [])
    assert caught.value.code == "config.file" and "run.toml" in str(caught.value)
