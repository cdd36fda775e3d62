"""Lists from elsewhere: what they may have caused is counted and said, and what nothing judges is refused."""

from dataclasses import replace

import numpy as np
import pytest

import engine
from engine.audit import audit
from engine.config import AuditConfig
from engine.words import findings


def of_lists(table):
    return {f.code: f for f in table.findings if f.code in ("lists.own_influence", "lists.no_cutoff")}


def test_what_the_lists_may_have_caused_is_counted(dataset, system, pairs_of, plain):
    of = system()
    shown = dict(zip(of.lists.users.tolist(), of.lists.items.tolist(), strict=True))
    expected = sum(item in shown[user] for user, item in pairs_of(of.test))
    found = of_lists(audit(dataset, replace(of, origin="uploaded"), AuditConfig()))
    assert set(found) == {"lists.own_influence"} and found["lists.own_influence"].severity == "caution"
    assert found["lists.own_influence"].facts == {"listed": expected, "of": len(of.test)}
    assert f"{expected:,}" in findings.say(found["lists.own_influence"])
    assert not of_lists(plain), "lists made here were never shown"


def test_lists_of_one_user_and_padded_places(dataset, system, pairs):
    of = system()
    items = of.lists.items.copy()
    items[:, 1:] = -1
    test = pairs((0, int(items[0, 0]), 5.0), (1, int(items[0, 0]), 5.0))
    few = replace(of, origin="uploaded", lists=replace(of.lists, items=items), test=test)
    listed = 1 + int(items[1, 0] == items[0, 0])
    assert of_lists(audit(dataset, few, AuditConfig()))["lists.own_influence"].facts["listed"] == listed


def test_without_a_test_it_says_so(dataset, system):
    of = system()
    table = audit(
        dataset, replace(of, origin="uploaded", test=of.test.take(np.zeros(len(of.test), bool))), AuditConfig()
    )
    assert set(of_lists(table)) == {"lists.no_cutoff"}


@pytest.mark.parametrize("order", ["rank", "score"])
def test_a_file_without_cutoff_has_exposure_and_no_usefulness(small, tmp_path, order):
    workspace, dataset = small
    rows = [
        f"u{u:03d},i{(u % 9 + r * 7) % 48:02d},{r + 1 if order == 'rank' else -r}" for u in range(240) for r in range(5)
    ]
    lists = tmp_path / "lists.csv"
    lists.write_text("\n".join([f"user_id,item_id,{order}", *rows]))
    table = engine.audit_recommendations(workspace, dataset, lists)
    assert {key: table.overall[key] for key in ("ndcg@5", "recall@5", "hit_rate@5", "mae", "mse")} == dict.fromkeys(
        ("ndcg@5", "recall@5", "hit_rate@5", "mae", "mse")
    )
    assert min(table.overall[key] for key in ("gini@5", "catalogue_coverage@5", "average_popularity@5")) > 0
    useful = [row for row in table.rows if row.metric == "ndcg" and not row.is_reference]
    assert useful and {row.verdict for row in useful} <= {"refused", "suppressed", None}
    assert {row.reason for row in useful if row.verdict == "refused"} == {"no_test"}
    exposure = [row for row in table.rows if row.metric == "exposure" and row.attribute == "genres"]
    assert all(row.value for row in exposure)
    assert set(of_lists(table)) == {"lists.no_cutoff"}
    again = engine.audit_run(workspace, table.run_id, AuditConfig(k=3))
    assert set(of_lists(again)) == {"lists.no_cutoff"}, "another audit of the same lists says it too"


def test_with_a_cutoff_every_audit_of_the_lists_says_how_they_flatter_themselves(small, tmp_path):
    workspace, dataset = small
    rows = [f"u{u:03d},i{(u % 9 + r * 7) % 48:02d},{r + 1}" for u in range(240) for r in range(5)]
    lists = tmp_path / "lists.csv"
    lists.write_text("\n".join(["user_id,item_id,rank", *rows]))
    table = engine.audit_recommendations(workspace, dataset, lists, "1708000000")
    again = engine.audit_run(workspace, table.run_id, AuditConfig(k=3))
    assert table.overall["ndcg@5"] > 0
    assert set(of_lists(table)) == set(of_lists(again)) == {"lists.own_influence"}


def test_users_without_any_list_are_counted_where_nothing_judges(dataset, system, pairs):
    of = system()
    served = replace(of.lists, **{name: getattr(of.lists, name)[:50] for name in ("users", "items", "scores")})
    untested = replace(of, origin="uploaded", lists=served, test=of.test.take(np.zeros(len(of.test), dtype=bool)))
    found = {f.code: f.facts for f in audit(dataset, untested, AuditConfig()).findings}
    users = np.unique(of.train.users)
    assert found["lists.unserved"] == {"users": len(users) - np.isin(users, served.users).sum(), "of": len(users)}
