"""Timings, compared within one run only (pytest-benchmark): `make bench`."""

import numpy as np
import pytest
import torch
from fairlearn.metrics import MetricFrame

import engine
from engine.audit.groups import Groups
from engine.audit.units import Grouped
from engine.config import RunConfig, Spec
from engine.models.ranking import _best
from engine.workspace import Workspace

pytestmark = pytest.mark.slow
N = 20_000


@pytest.fixture(scope="module")
def units():
    rng = np.random.default_rng(0)
    codes = rng.integers(0, 7, N)
    member = codes[:, None] == np.arange(7)
    groups = Groups("user", "a", tuple("abcdefg"), member, tuple(member.sum(axis=0).tolist()))
    return rng.random(N), codes, groups


@pytest.mark.benchmark(group="group means of 20,000 users with their errors")
def test_group_estimates(benchmark, units):
    values, _, groups = units
    benchmark(Grouped.of(groups).ratios, (values, np.ones(N)))


@pytest.mark.benchmark(group="group means of 20,000 users with their errors")
def test_fairlearn_without_errors(benchmark, units):
    values, codes, _ = units

    def frame():
        mean = lambda y_true, y_pred, value: float(value.mean())  # noqa: E731
        return MetricFrame(metrics={"m": mean}, y_true=values, y_pred=values, sensitive_features=codes,
                           sample_params={"m": {"value": values}}).by_group  # fmt: skip

    benchmark.pedantic(frame, rounds=3)


@pytest.mark.benchmark(group="top 100 of 1,000 users × 20,000 items, ties broken")
def test_top_k(benchmark):
    benchmark(_best, torch.randn(1000, 20_000), 100)


@pytest.mark.benchmark(group="top 100 of 1,000 users × 20,000 items, ties broken")
def test_stable_sort(benchmark):
    benchmark(lambda table: table.sort(dim=1, descending=True, stable=True), torch.randn(1000, 20_000))


@pytest.mark.benchmark(group="a run on the planted world, without training")
def test_popularity_run(benchmark, tmp_path):
    workspace = Workspace(tmp_path / "ws")
    dataset = engine.sample(workspace, "planted").id
    seeds = iter(range(100))
    benchmark.pedantic(
        lambda: engine.run(workspace, dataset, RunConfig(seed=next(seeds), model=Spec("popularity"))), rounds=3
    )
