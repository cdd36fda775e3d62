"""Every value of the audit against a slow reading with pandas, and against fairlearn's MetricFrame.

If this fails and no focused test does, a focused test is missing.
"""

from dataclasses import asdict
from math import log2

import numpy as np
import pandas as pd
import pytest
from fairlearn.metrics import MetricFrame

from engine.audit import audit, groups_of
from engine.config import AuditConfig, Comparison


def framed(table):
    return pd.DataFrame([asdict(row) for row in table.rows])


def mean_of(y_true, y_pred, value):
    return float(np.mean(value))


@pytest.fixture(scope="module")
def slow(dataset, system, pairs_of):
    """One row a user with NDCG@10, recall@10 and the errors, computed in plain Python."""
    of = system(scores=True)
    relevant: dict[int, set[int]] = {}
    for u, i in pairs_of(of.test.take(of.test.feedback >= 4)):
        relevant.setdefault(u, set()).add(i)
    rows = []
    for user, items in zip(of.lists.users.tolist(), of.lists.items.tolist(), strict=True):
        mine, liked = of.test.users == user, relevant.get(user, set())
        errors = np.abs(of.scores[mine].astype(float) - of.test.feedback[mine])
        hits = [r for r, item in enumerate(items) if item in liked]
        ideal = sum(1 / log2(r + 2) for r in range(min(10, len(liked))))
        rows.append({
            "user": user, "mae": errors.mean() if mine.any() else np.nan,
            "ndcg": sum(1 / log2(r + 2) for r in hits) / ideal if liked else np.nan,
            "recall": len(hits) / len(liked) if liked else np.nan,
        })  # fmt: skip
    return framed(audit(dataset, of, AuditConfig())), pd.DataFrame(rows).set_index("user")


@pytest.mark.parametrize("attribute", ["gender", "age", "area"])
def test_group_values_equal_fairlearns(dataset, slow, attribute):
    whole, units = slow
    groups = groups_of(dataset, attribute)
    names = np.array(groups.labels)[groups.member.argmax(axis=1)]
    table = whole.query("attribute == @attribute")
    for metric in ("ndcg", "recall", "mae"):
        defined = units[metric].notna().to_numpy()
        values = units[metric].to_numpy()[defined]
        frame = MetricFrame(
            metrics={"value": mean_of}, y_true=values, y_pred=values, sensitive_features=names[defined],
            sample_params={"value": {"value": values}},
        )  # fmt: skip
        ours = table[table["metric"] == metric].set_index("group")
        for group, value in frame.by_group["value"].items():
            if ours.loc[group, "value"] is not None and not np.isnan(ours.loc[group, "value"]):
                assert ours.loc[group, "value"] == pytest.approx(value, abs=1e-7)
                assert ours.loc[group, "n"] == int((names[defined] == group).sum())
            else:
                assert ours.loc[group, "reason"] in ("few_users", "undefined")


def test_exposure_equals_its_definition(dataset, system):
    of = system()
    groups = groups_of(dataset, "genres")
    given = np.zeros(dataset.schema.n_items)
    for items in of.lists.items:
        given[items] += 1 / np.log2(np.arange(2, 12))
    rows = (
        framed(audit(dataset, of, AuditConfig()))
        .query("attribute == 'genres' and metric == 'exposure'")
        .set_index("group")
    )
    for g, label in enumerate(groups.labels):
        inside = groups.member[:, g]
        expected = (given[inside].sum() / inside.sum()) / (given.sum() / len(given))
        assert rows.loc[label, "value"] == pytest.approx(expected, abs=1e-9)


def test_system_of_random_lists_is_never_outside_and_a_planted_gap_is(dataset, system, pairs_of):
    """Women mostly get their liked test items first, men seldom; the audit must say so, and nothing else."""
    women = groups_of(dataset, "gender").member[:, 0]
    parts = system()
    liked: dict[int, list[int]] = {}
    for u, i in sorted(pairs_of(parts.test.take(parts.test.feedback >= 4))):
        liked.setdefault(u, []).append(i)

    def choose(user, rng):
        rest = [i for i in rng.permutation(dataset.schema.n_items) if i not in liked.get(user, [])]
        first = liked.get(user, []) if rng.random() < (0.9 if women[user] else 0.3) else []
        return (first + rest)[:10]

    family = (Comparison("ndcg", "gender", "F"), Comparison("ndcg", "age"))
    table = audit(dataset, system(choose), AuditConfig(family=family))
    verdicts = {(r.attribute, r.group): r.verdict for r in table.rows if r.verdict}
    assert verdicts["gender", "M"] == "outside"
    assert all(v != "outside" for (attribute, _), v in verdicts.items() if attribute == "age")
    assert [f.code for f in table.findings if f.severity == "flag"] == ["gap.outside"]
