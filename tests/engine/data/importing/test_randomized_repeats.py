"""A pair that was both chosen and shown at random: the random record stays, whatever the order."""

import numpy as np
import pytest

from engine import columns as c
from engine.data.importing.repeats import Block, settle
from engine.data.importing.request import ImportRequest
from engine.workspace import Workspace


def block(feedback, randomized, times=None):
    n = len(feedback)
    nobody = np.zeros(n, dtype=np.int32)
    marks = np.arange(n, dtype=np.uint64)
    return Block(nobody, nobody, np.array(feedback, float), times, marks, np.array(randomized))


@pytest.mark.parametrize(("choice", "row", "feedback"), [("last", 1, 2.0), ("first", 0, 5.0), ("sum", 1, 7.0)])
def test_only_records_shown_at_random_are_chosen_from_where_there_are_any(choice, row, feedback):
    kept = settle(block([5, 2, 4], [True, True, False]), choice, drop_copies=True)
    assert kept.rows.tolist() == [row] and kept.feedback.tolist() == [feedback]


def test_without_a_random_record_the_choice_is_as_ever():
    assert settle(block([5, 2], [False, False]), "last", drop_copies=True).feedback.tolist() == [2.0]


def test_the_random_slice_of_an_import_is_whole_whichever_file_comes_first(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("user_id,item_id,feedback,randomized\nu1,i1,2,true\nu1,i2,3,true\nu1,i1,5,false\nu2,i1,4,false\n")
    workspace = Workspace(tmp_path / "ws")
    record = workspace.add_dataset(ImportRequest(log))
    assert record.schema.n_randomized == 2 and record.ledgers[0].duplicates == 1
    with workspace.dataset(record.id) as dataset:
        rows = dataset.interactions.sort(c.USER_CODE, c.ITEM_CODE).collect()
        assert rows[c.FEEDBACK].to_list() == [2.0, 3.0, 4.0]
