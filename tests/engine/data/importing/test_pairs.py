"""Records stand in the order of files and lines before anybody asks which is the last of a pair."""

import numpy as np
import pyarrow as pa

from engine.data.importing.pairs import as_written


def test_records_that_come_in_another_order_are_put_back():
    rng = np.random.default_rng(5)
    files, lines = np.repeat(np.arange(4, dtype=np.uint16), 50), np.tile(np.arange(2, 52), 4)
    whole = pa.table({"file": files, "line": lines, "mark": np.arange(200)})
    assert as_written(whole) is whole
    mixed = whole.take(pa.array(rng.permutation(200)))
    assert as_written(mixed).equals(whole)
