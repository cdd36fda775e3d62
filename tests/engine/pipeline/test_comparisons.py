"""Comparing finished runs: kept with the baseline, refused where they were not judged alike."""

import json

import pytest

import engine
from engine.audit.kept import kept_comparison
from engine.config import AuditConfig, RunConfig, Spec, SplitConfig
from engine.errors import InputError
from engine.pipeline import comparisons
from engine.workspace.made import keys

POPULAR = RunConfig(model=Spec("popularity"))
RERANKED = RunConfig(model=Spec("popularity"), postprocessing=(Spec.of("exposure_rerank", attribute="genres"),))
BIAS = RunConfig(model=Spec("bias"))


@pytest.fixture(scope="session")
def made(small):
    """Three runs that were judged alike, none of which costs training."""
    workspace, dataset = small
    return workspace, [engine.run(workspace, dataset, config).id for config in (POPULAR, RERANKED, BIAS)]


def test_three_runs_with_cost(made):
    workspace, ids = made
    found = engine.compare_runs(workspace, ids)
    assert found.runs == tuple(ids) and found.k == 10
    assert all(len(row.values) == 3 and len(row.changes) == 2 for row in found.overall)
    for row in found.overall:
        for value, run_id in zip(row.values, ids, strict=True):
            known = workspace.run(run_id).metrics["test"][row.metric]
            assert value.value == (known if known is None else pytest.approx(known, rel=1e-12))
    assert [cost.seconds["audit"] > 0 for cost in found.costs] == [True] * 3
    assert found.costs[0].parameters == 240 + 48


def ends(one):
    return pytest.approx((one.low, one.high), rel=1e-9, nan_ok=True) if one.low is not None else (None, None)


def test_values_are_those_of_the_audits(made):
    workspace, ids = made
    compared = 0
    found = engine.compare_runs(workspace, ids)
    for place, run_id in enumerate(ids):
        audit = workspace.audit(run_id, workspace.run(run_id).audit)
        known = {(r.metric, r.attribute, r.group): r for r in audit.rows}
        for row in found.groups:
            audited = known[row.metric, row.attribute, row.group]
            if audited.value is None:
                assert row.values[place].value is None
                continue
            assert row.values[place].value == pytest.approx(audited.value, rel=1e-12) and row.n == audited.n
            assert (audited.low, audited.high) == ends(row.values[place])
            if row.is_reference or audited.scale != "ratio":
                continue
            assert row.gaps[place].value == pytest.approx(audited.gap)
            if audited.level == found.level:
                compared += audited.gap_low is not None
                assert (audited.gap_low, audited.gap_high) == ends(row.gaps[place])
    assert compared > 20


def test_asked_again_the_kept_one_is_returned(made, monkeypatch):
    workspace, ids = made
    first = engine.compare_runs(workspace, ids[:2])
    monkeypatch.setattr(comparisons, "compare", None)
    assert engine.compare_runs(workspace, ids[:2]) == first
    assert engine.compare_runs(workspace, [i[:8] for i in ids[:2]], AuditConfig(k=10)) == first
    assert keys(workspace, "comparison", ids[0])
    with pytest.raises(TypeError):
        engine.compare_runs(workspace, ids[:2], AuditConfig(k=7))


def test_a_page_reads_the_kept_one_without_computing_and_a_damaged_one_is_made_again(made):
    workspace, ids = made
    runs = [workspace.run(run_id) for run_id in ids[1:]]
    assert kept_comparison(workspace, runs, AuditConfig(k=9)) is None
    found = engine.compare_runs(workspace, ids[1:], AuditConfig(k=9))
    assert kept_comparison(workspace, runs, AuditConfig(k=9)) == found
    (file,) = (runs[0].path / "made").glob("comparison-*.json")
    for text in ("{", '{"runs": 1}'):
        file.write_text(text, encoding="utf-8")
        assert kept_comparison(workspace, runs, AuditConfig(k=9)) is None
        assert engine.compare_runs(workspace, ids[1:], AuditConfig(k=9)) == found


def test_another_k_is_that_of_the_lists_made_again(made):
    workspace, ids = made
    found = engine.compare_runs(workspace, ids[:2], AuditConfig(k=20))
    assert found.k == 20 and {row.metric for row in found.overall} >= {"ndcg@20", "gini@20"}
    with pytest.raises(InputError, match="101"):
        engine.compare_runs(workspace, ids[:2], AuditConfig(k=101))


def test_what_cannot_be_compared_is_named(made, small):
    workspace, ids = made
    other = engine.run(workspace, small[1], RunConfig(model=Spec("popularity"), split=SplitConfig("time"))).id
    for named, code in (
        (ids[:1], "compare.runs"),
        ([], "compare.runs"),
        ([ids[0], ids[0]], "compare.runs"),
        ([ids[0], other], "report.different"),
        ([ids[0], ids[1], other], "report.different"),
        ([ids[0], "f" * 16], "workspace.unknown"),
    ):
        with pytest.raises(InputError) as caught:
            engine.compare_runs(workspace, named)
        assert caught.value.code == code and str(caught.value)


def test_it_is_plain_json(made):
    workspace, ids = made
    engine.compare_runs(workspace, ids[:2])
    for file in (workspace.root / "runs" / ids[0] / "made").glob("comparison-*.json"):
        assert json.loads(file.read_text(encoding="utf-8"))["runs"][0] == ids[0]


@pytest.fixture
def uploads(small, tmp_path):
    """Two uploads of lists for everybody, made at the same time."""
    workspace, dataset = small

    def upload(step, cutoff):
        rows = [f"u{u:03d},i{(u % 9 + r * step) % 48:02d},{r + 1}" for u in range(240) for r in range(5)]
        file = tmp_path / f"{step}.csv"
        file.write_text("\n".join(["user_id,item_id,rank", *rows]))
        return engine.audit_recommendations(workspace, dataset, file, cutoff).run_id

    return workspace, upload


@pytest.mark.parametrize("cutoff", ["1708000000", None])
def test_two_uploads_compare_and_without_a_cutoff_by_exposure_alone(uploads, cutoff):
    workspace, upload = uploads
    found = engine.compare_runs(workspace, [upload(7, cutoff), upload(11, cutoff)])
    ndcg = next(row for row in found.overall if row.metric == "ndcg@5")
    assert (ndcg.changes[0].value is None) == (cutoff is None)
    gini = next(row for row in found.overall if row.metric == "gini@5")
    assert gini.changes[0].value is not None
    assert [(cost.seconds, cost.parameters) for cost in found.costs] == [({}, None)] * 2


def test_uploads_of_another_time_or_beside_a_trained_run_are_not_judged_alike(uploads, made):
    workspace, upload = uploads
    one = upload(7, "1708000000")
    for other in (upload(7, "1709000000"), upload(7, None), made[1][0]):
        with pytest.raises(InputError) as caught:
            engine.compare_runs(workspace, [one, other])
        assert caught.value.code == "report.different"


def test_a_report_of_two_uploads(uploads, tmp_path):
    workspace, upload = uploads
    ids = [upload(7, "1708000000"), upload(11, "1708000000")]
    files = engine.write_report(workspace, ids, ["html", "json", "csv"], tmp_path / "out")
    assert "may have been caused by the lists themselves" in files[0].read_text(encoding="utf-8")
