"""Whatever the log: a support is computed, holds no number that is none, and can be kept and read again."""

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audit.groups import Groups
from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.diagnostics import Support, support
from engine.diagnostics.adjusted import AdjustedViews, adjusted
from engine.diagnostics.outcome import outcome
from engine.diagnostics.support import SEVERITY
from engine.propensity import Evidence
from engine.words import support as words
from engine.workspace.records import from_json, to_json
from tests.engine.diagnostics.logs import Known

VALUES = {"constant": [1.0], "binary": [0.0, 1.0], "stars": [1.0, 2.0, 3.0, 4.0, 5.0], "reals": [-2.5, 0.1, 7.25, 1e6]}


@st.composite
def logs(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n_users, n_items = draw(st.sampled_from([1, 2, 12, 40])), draw(st.sampled_from([1, 2, 9]))
    share = draw(st.sampled_from([0.02, 0.3, 1.0]))
    users, items = np.nonzero(rng.random((n_users, n_items)) < share)
    if not len(users):
        users, items = np.zeros(1, int), np.zeros(1, int)
    feedback = rng.choice(VALUES[draw(st.sampled_from(sorted(VALUES)))], len(users)).astype(np.float32)
    pairs = Pairs(users.astype(np.int32), items.astype(np.int32), feedback, np.ones_like(feedback))
    flags = (rng.random((n_users, 2)) < 0.5).astype(np.float32)
    evidence = Evidence(
        pairs, Eligible(n_users, n_items), Features(flags, ("a", "b")), Features(np.zeros((n_items, 0), "f"), ())
    )
    p = np.clip(rng.beta(0.4, 1.0, (n_users, n_items)), 1e-12, 1.0)
    codes = rng.integers(0, 3, n_users)
    member = codes[:, None] == np.arange(3)
    if draw(st.booleans()):
        member[:, 0] |= rng.random(n_users) < 0.3
    groups = Groups("user", "of", ("x", "y", "unknown"), member, tuple(member.sum(axis=0).tolist()))
    fitted = Known(p, relative=draw(st.booleans()), everywhere=draw(st.booleans()))
    return evidence, fitted, groups, draw(st.sampled_from(["rating", "click"])), draw(st.sampled_from([None, 1.0, 4.0]))


@given(logs())
@settings(max_examples=120)
def test_a_support_can_be_kept_and_said(log):
    evidence, fitted, groups, kind, relevance = log
    of = outcome(evidence.train, kind, relevance, evidence.n_users)
    found, findings = support(evidence, fitted, np.random.default_rng(0), evidence.train, of, [groups])
    kept = json.loads(json.dumps(to_json(found), allow_nan=False))
    assert from_json(Support, kept, "support") == found
    assert found.verdict in SEVERITY and (found.overlap is None) == (not fitted.everywhere)
    for finding in findings:
        assert "{" not in words.SENTENCES[finding.code].format(**finding.facts)
    if of is not None:
        views = adjusted(of, evidence.train.items, evidence.n_items, [groups])
        told = json.loads(json.dumps(to_json(views), allow_nan=False))
        assert from_json(AdjustedViews, told, "adjusted") == views
