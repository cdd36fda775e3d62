"""Exposure of each item, as an array: what concentration is computed from."""

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.metrics.material import SCALE, Material, discount, shown


def exposure_by_item(material: Material, k: int) -> NDArray[np.float64]:
    """Sum of 1 / log2(1 + rank) over all lists, shape (n_items,); 0 for items never shown."""
    counts = shown(material, k).group_by(c.ITEM_CODE).agg(discount(nw.col(c.RANK)).sum().cast(nw.Float64).alias("e"))
    frame = counts.sort(c.ITEM_CODE).collect()
    exposure = np.zeros(material.n_items)
    exposure[frame[c.ITEM_CODE].to_numpy()] = frame["e"].to_numpy() / SCALE
    return exposure
