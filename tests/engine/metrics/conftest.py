"""Material from plain lists: {user: [items, best first]} and {user: {relevant items}}."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.audit.material import material
from engine.audit.system import System
from engine.contracts import Dataset, Lists, Pairs
from engine.metrics import Material


@pytest.fixture
def made(dataset: Dataset, pairs: Callable[..., Pairs]) -> Callable[..., Material]:
    """Material on the small world's catalogue of 48 items."""

    def build(
        lists: dict[int, list[int]],
        relevant: dict[int, set[int]],
        train: Any = (),
        scores: list[float] | None = None,
        tested: Any = None,
        relevance: float | None = None,
        on_scale: bool = True,
        categories: str | None = None,
    ) -> Material:
        """`tested`: (user, item, feedback) of the test pairs, in place of `relevant`."""
        k = max(map(len, lists.values()))
        users = np.array(sorted(lists), dtype=np.int32)
        items = np.array([lists[u] + [-1] * (k - len(lists[u])) for u in sorted(lists)], dtype=np.int32)
        test = pairs(*(tested or ((u, i, 5.0) for u, of in relevant.items() for i in of)))
        shown = Lists(users, items, np.zeros(items.shape, dtype=np.float32))
        values = None if scores is None else np.array(scores, dtype=np.float32)
        system = System("r", shown, test, values, pairs(*train), relevance, "observed feedback", on_scale=on_scale)
        return material(dataset, system, categories)

    return build


@pytest.fixture
def by_user() -> Callable[..., dict[int, float]]:
    """{user: numerator / denominator} of a user metric."""

    def collected(metric: Any, material: Material) -> dict[int, float]:
        frame = metric.units(material).collect().to_pandas()
        return dict(zip(frame["user_code"], frame["numerator"] / frame["denominator"], strict=True))

    return collected
