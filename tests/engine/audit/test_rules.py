"""Who gets a verdict, who gets none, and why: one case a rule."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit import audit, group_sizes, groups_of
from engine.audit.groups import Groups, _by_label, _by_number
from engine.audit.question import Question
from engine.audit.rows import rows
from engine.audit.served import served
from engine.config import AuditConfig, Comparison
from engine.contracts import Lists
from engine.errors import InputError
from engine.metrics import NDCG
from engine.statistics.blocks import UserBlock


def judged(sizes, means, level=0.05, declared=True, hidden=(), labels=None, spread=0.02, comparison=None):
    """Rows of one question about groups of the given sizes and means."""
    rng = np.random.default_rng(0)
    labels = labels or tuple(f"g{i}" for i in range(len(sizes)))
    codes = np.repeat(np.arange(len(sizes)), sizes)
    member = codes[:, None] == np.arange(len(sizes))
    shown = tuple(None if label in hidden else n for label, n in zip(labels, sizes, strict=True))
    groups = Groups("user", "a", labels, member, shown)
    values = np.array(means)[codes] + rng.normal(0, spread, len(codes))
    block = UserBlock(values, np.ones(len(codes)), member)
    asked = (comparison or Comparison("ndcg", "a")) if declared else None
    question = Question("ndcg", NDCG(), groups, shown, "observed feedback", labels[0], asked, block, block.ratios)
    return {row.group: row for row in rows(question, AuditConfig(), level)}


def test_verdicts_come_from_the_interval():
    found = judged([400, 400, 400, 40], [0.5, 0.5, 0.2, 0.4], spread=0.1)
    assert [found[g].verdict for g in ("g0", "g1", "g2", "g3")] == [None, "within", "outside", "inconclusive"]
    assert found["g0"].is_reference and found["g0"].gap is None
    assert found["g2"].gap == pytest.approx(0.4, abs=0.05) and found["g2"].gap_high < 0.8


def test_intervals_widen_with_the_family():
    alone, many = judged([200, 200], [0.5, 0.4]), judged([200, 200], [0.5, 0.4], level=0.0025)
    assert alone["g1"].level == 0.05 and many["g1"].level == pytest.approx(0.0025)
    assert many["g1"].gap_low < alone["g1"].gap_low < alone["g1"].gap_high < many["g1"].gap_high


def test_outside_the_family_there_are_intervals_and_no_verdict():
    found = judged([200, 200], [0.5, 0.1], declared=False)
    assert found["g1"].verdict is None and found["g1"].gap_high < 0.8


def test_10_to_29_users_get_an_interval_and_no_verdict():
    row = judged([200, 29], [0.5, 0.1])["g1"]
    assert (row.verdict, row.reason) == ("refused", "few_users_for_verdict")
    assert row.gap_low is not None
    assert judged([200, 30], [0.5, 0.1])["g1"].verdict == "outside"


def test_fewer_than_10_users_are_withheld_with_everything_that_would_tell():
    few = judged([200, 9], [0.5, 0.1])["g1"]
    assert (few.verdict, few.reason, few.value, few.gap) == ("suppressed", "few_judged", None, None)
    assert judged([9, 200], [0.5, 0.1])["g1"].reason == "reference_withheld"
    for row in (judged([200, 50], [0.5, 0.1], hidden=("g1",))["g1"],):
        assert (row.verdict, row.reason) == ("suppressed", "few_users")
        assert (row.n, row.value, row.low, row.gap, row.gap_low, row.detectable) == (None,) * 6


def test_unknown_is_shown_and_not_judged_and_too_many_unknown_spoil_the_rest():
    few = judged([200, 200, 30], [0.5, 0.5, 0.5], labels=("a", "b", "unknown"))
    assert few["b"].verdict == "within"
    assert (few["unknown"].verdict, few["unknown"].reason) == ("refused", "unknown_group")
    many = judged([200, 200, 130], [0.5, 0.5, 0.5], labels=("a", "b", "unknown"))
    assert (many["b"].verdict, many["b"].reason) == ("refused", "unknown_share")


def test_a_group_that_gets_nothing_has_no_interval_and_its_reason_says_so():
    row = judged([200, 200], [0.5, 0.0], spread=0.0)["g1"]
    assert (row.verdict, row.reason, row.gap, row.gap_low) == ("refused", "zero_value", 0.0, None)
    both = judged([200, 200], [0.0, 0.0], spread=0.0)["g1"]
    assert (both.verdict, both.reason, both.gap) == ("refused", "both_zero", None)


def test_the_default_family_and_the_reference(plain):
    table = plain
    family = {(c["metric"], c["attribute"]) for c in table.config["family"]}
    assert family == {("ndcg", "gender"), ("ndcg", "age"), ("ndcg", "area"), ("exposure", "provider")}
    references = {r.attribute: r.reference for r in table.rows if r.scale != "index"}
    assert references["gender"] == "F" and references["area"] == "north"
    asked = [r for r in table.rows if r.verdict]
    assert {(r.metric, r.attribute) for r in asked} == family
    assert table.method["comparisons"] == 4, "gender 1, age 3; south has under 30, providers are withheld"
    assert {r.level for r in asked} == {table.method["level"]} and 0.05 / 6 <= table.method["level"] < 0.05


def test_providers_of_their_own_are_withheld(plain):
    own = [r for r in plain.rows if r.attribute == "provider"]
    assert own and all(r.value is None and r.reason == "few_providers" for r in own)


def test_the_same_config_gives_the_same_audit(dataset, system, plain):
    assert audit(dataset, system(), AuditConfig()) == plain
    assert audit(dataset, system(), AuditConfig(k=5)).id != plain.id
    assert audit(dataset, replace(system(), run_id="x"), AuditConfig()).id != plain.id


def test_a_declared_metric_that_the_system_does_not_define_is_refused_and_does_not_vanish(dataset, system):
    table = audit(dataset, system(scores=False), AuditConfig(family=(Comparison("mae", "gender"),)))
    rows = {r.group: r for r in table.rows if r.metric == "mae"}
    assert (rows["M"].verdict, rows["M"].reason) == ("refused", "not_on_scale")
    assert [f.code for f in table.findings] == ["gap.refused"]


def test_what_lists_alone_decide_is_not_called_feedback(plain):
    estimands = {r.metric: r.estimand for r in plain.rows}
    assert estimands["exposure"] == estimands["average_popularity"] == "given lists"
    assert estimands["ndcg"] == "observed feedback"


def few(of, keep=None, lists=None):
    """The system with only some test rows or lists."""
    test = of.test if keep is None else of.test.take(keep)
    shown = of.lists if lists is None else Lists(of.lists.users[lists], of.lists.items[lists], of.lists.scores[lists])
    return replace(of, test=test, lists=shown)


def test_a_group_of_whom_few_are_judged_is_withheld_for_every_metric_and_not_alone(dataset, system):
    of = system()
    south = groups_of(dataset, "area").member[:, 1]
    keep = ~south[of.test.users] | (of.test.users < 60)  # few of the south have a test row left
    table = audit(dataset, few(of, keep), AuditConfig())
    area = [r for r in table.rows if r.attribute == "area"]
    assert {r.group for r in area if r.reason == "few_users" and r.n is None} >= {"north", "south"}
    assert all(r.value is None for r in area if r.group in ("north", "south")), "exposure, popularity and all"


def test_fewer_than_ten_lists_publish_nothing(dataset, system, plain):
    table = audit(dataset, few(system(), lists=np.arange(9)), AuditConfig())
    assert set(table.overall.values()) == {None}
    assert all((r.value, r.low, r.gap) == (None,) * 3 for r in table.rows)
    assert plain.overall["gini@10"] > 0


def test_those_without_a_list_are_counted_by_group(dataset, system, plain):
    of = system()
    women = groups_of(dataset, "gender").member[:, 0]
    lists = ~women[of.lists.users] | (of.lists.users % 2 == 0)
    findings = audit(dataset, few(of, lists=lists), AuditConfig()).findings
    found = {f.code: f.facts for f in findings}
    tested = np.unique(of.test.users)
    missing = int((women[tested] & (tested % 2 == 1)).sum())
    assert found["lists.missing"]["users"] == missing // 10 * 10 and missing >= 10
    (share,) = (f.facts["share"] for f in findings if f.code == "lists.missing_group" and f.facts["group"] == "F")
    assert 0.3 < share <= missing / women[tested].sum()
    assert not [f for f in plain.findings if f.code.startswith("lists.")]


def test_differences_have_a_tolerance_of_their_own():
    near = Comparison("ndcg", "a", scale="difference", tolerance=(-0.2, 0.2))
    found = judged([400, 400, 400], [0.5, 0.4, 0.1], spread=0.1, comparison=near)
    assert [found[g].verdict for g in ("g1", "g2")] == ["within", "outside"]
    assert found["g2"].gap == pytest.approx(-0.4, abs=0.02) and found["g2"].scale == "difference"


def test_users_who_are_all_alike_have_no_interval():
    row = judged([200, 200], [0.5, 0.25], spread=0.0)["g1"]
    assert (row.verdict, row.reason, row.gap, row.gap_low) == ("refused", "no_variation", None, None)


def test_the_share_without_a_list_does_not_give_away_a_size_that_is_withheld(dataset, system):
    of = system()
    women = groups_of(dataset, "gender").member[:, 0]
    cut = few(of, lists=~women[of.lists.users] | (of.lists.users % 2 == 0))
    told = [f.facts["group"] for f in served(dataset, cut) if f.code == "lists.missing_group"]
    assert told
    withheld = {("gender", group) for group in told}
    left = [f for f in served(dataset, cut, withheld) if f.code == "lists.missing_group"]
    assert not [f for f in left if f.facts["attribute"] == "gender"]


def test_a_ratings_log_without_a_threshold_says_that_all_ratings_are_positives(dataset, system, plain):
    found = [f.code for f in audit(dataset, replace(system(), relevance=None), AuditConfig()).findings]
    assert "relevance.everything" in found
    assert "relevance.everything" not in [f.code for f in plain.findings]


BAD = [
    (Comparison("ndcg", "height"), "audit.attribute_unknown"),
    (Comparison("exposure", "gender"), "audit.metric"),
    (Comparison("ndcg", "provider"), "audit.metric"),
    (Comparison("beauty", "gender"), "audit.metric"),
    (Comparison("ndcg", "gender", "X"), "audit.reference"),
]


@pytest.mark.parametrize(("comparison", "code"), BAD)
def test_what_does_not_exist_is_named(dataset, system, comparison, code):
    with pytest.raises(InputError) as caught:
        audit(dataset, system(), AuditConfig(family=(comparison,)))
    assert caught.value.code == code and str(caught.value)


def test_k_longer_than_the_lists_and_a_comparison_declared_twice_are_refused(dataset, system):
    twice = (Comparison("ndcg", "gender", "F"), Comparison("ndcg", "gender", "M"))
    for config, code in ((AuditConfig(k=11), "audit.k"), (AuditConfig(family=twice), "audit.duplicate")):
        with pytest.raises(InputError) as caught:
            audit(dataset, system(), config)
        assert caught.value.code == code


@pytest.mark.parametrize("values", [[1700000001.0 + i for i in range(40)], [0.1 + i * 1e-9 for i in range(40)]])
def test_bins_of_close_numbers_have_labels_of_their_own(values):
    labels, member = _by_number(np.array(values))
    assert len(set(labels)) == len(labels) == 4 and (member.sum(axis=0) == 10).all()


def test_a_number_that_most_have_is_a_group_and_all_others_another():
    labels, member = _by_number(np.array([0.0] * 80 + list(range(1, 21))))
    assert labels == ("0", "1–20") and member.sum(axis=0).tolist() == [80, 20]


def test_unknown_written_out_is_unknown_and_parts_are_trimmed():
    labels, member = _by_label(np.array(["Unknown", None, "a", "b"], dtype=object), several=False)
    assert labels == ("a", "b", "unknown") and member[:2, 2].all()
    labels, _ = _by_label(np.array(["a| b", "b ||", "|"], dtype=object), several=True)
    assert labels == ("a", "b", "unknown")


def test_numbers_become_quartile_bins_that_show_their_edges(dataset):
    groups = groups_of(dataset, "age")
    assert len(groups.labels) == 4
    lows = [int(label.split("–")[0]) for label in groups.labels]
    highs = [int(label.split("–")[1]) for label in groups.labels]
    assert lows[1:] == [h + 1 for h in highs[:-1]]
    sizes = groups.member.sum(axis=0)
    assert sizes.sum() == 240 and sizes.min() > 30


def test_sizes_are_known_before_any_metric(dataset):
    sizes = {(s.attribute, s.group): (s.n, s.step) for s in group_sizes(dataset)}
    assert sizes["gender", "F"] == (160, 10) and sizes["area", "unknown"] == (10, 10), "twelve of them"
    assert sizes["provider", "p0"][0] is None
    genres = groups_of(dataset, "genres")
    assert [sizes["genres", label] for label in genres.labels] == [(n, 1) for n in genres.sizes]
