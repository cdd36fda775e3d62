"""Bins keep the order, separate unknown values, and are small whole numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.explain.bins import MISSING, MOST_BINS, bins

VALUES = st.lists(st.one_of(st.floats(-1e9, 1e9), st.just(float("nan"))), min_size=1, max_size=300)


@given(VALUES)
def test_codes_follow_the_values(values):
    column = np.array(values)[:, None]
    codes = bins(column).codes(column)[:, 0]
    unknown = np.isnan(column[:, 0])
    assert ((codes == MISSING) == unknown).all()
    known, coded = column[~unknown, 0], codes[~unknown]
    order = np.argsort(known)
    assert (np.diff(coded[order]) >= 0).all() and (coded == coded.astype(int)).all()
    assert coded.max(initial=0) < MOST_BINS
    if len(np.unique(known)) <= MOST_BINS:
        assert len(np.unique(coded)) == len(np.unique(known)), "few values keep a bin each"


def test_values_that_were_not_seen_go_to_the_nearest_bin_below():
    codes = bins(np.array([[1.0], [2.0], [5.0]])).codes(np.array([[0.0], [1.5], [2.0], [9.0]]))
    assert codes[:, 0].tolist() == [0, 0, 1, 2]
