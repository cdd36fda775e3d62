"""Exposure that is kept: exact shares by place, and found again by what makes the groups alone."""

from dataclasses import replace

import numpy as np
import pytest

import engine
from engine.audit.exposed import exposed, exposed_key, kept_exposed
from engine.config import AuditConfig, RunConfig, Spec
from engine.pipeline.exposures import expose_run
from engine.workspace.records import from_json, to_json


def test_places_are_counted_exactly(dataset, system):
    of = system(lambda user, rng: np.arange(10) + (user % 2))
    found = exposed(dataset, of, AuditConfig())
    genres = {one.group: one for one in found.places["genres"]}
    # even items are Beta: at place 1 item 0 for even users, item 1 (Alpha) for odd ones
    assert genres["Beta"].shares[0] == genres["Alpha"].shares[0] == 0.5 and genres["Beta"].catalogue == 0.5
    assert len(genres["Beta"].shares) == found.k == 10
    points = found.curves["items"].points
    assert points[0] == (0.0, 0.0) and points[-1] == pytest.approx((1.0, 1.0))
    assert from_json(type(found), to_json(found), "exposure") == found


def test_the_key_is_about_lists_and_groups():
    base = AuditConfig(k=5)
    key = exposed_key("r", base)
    assert key == exposed_key("r", replace(base, tolerance=(0.5, 2.0), error_rate=0.1))
    assert key != exposed_key("r", replace(base, k=6)) != exposed_key("s", base)


def test_kept_with_the_run_and_computed_once(small, tmp_path, monkeypatch):
    workspace, dataset = small
    run = engine.run(workspace, dataset, RunConfig(model=Spec("popularity"), seed=41))
    table = workspace.audit(run.id, run.audit)
    assert kept_exposed(workspace, table) is None
    found = expose_run(workspace, table)
    monkeypatch.setattr("engine.pipeline.exposures.exposed", None)
    assert expose_run(workspace, table) == kept_exposed(workspace, table) == found
