"""Saved cohorts: kept beside the dataset in the order of saving, replaced by name, refused by reason."""

import pytest

from engine.config import Cohort
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.cohorts import FILE, MOST, cohorts, drop_cohort, save_cohort
from tests.conftest import make_record
from tests.engine.workspace.keeping import keep_record

WOMEN, OLD = Cohort("women", (("gender", "F"),)), Cohort("old women", (("gender", "F"), ("age", "65+")))


@pytest.fixture
def kept(tmp_path):
    """A workspace with one dataset's record, and the dataset's id."""
    workspace, record = Workspace(tmp_path), make_record()
    keep_record(workspace, record)
    return workspace, record.id


def refused(code, make):
    with pytest.raises(InputError) as caught:
        make()
    assert caught.value.code == code and str(caught.value)


def test_none_at_first_then_in_the_order_of_saving(kept):
    assert cohorts(*kept) == ()
    assert save_cohort(*kept, WOMEN) == (WOMEN,)
    assert save_cohort(*kept, OLD) == (WOMEN, OLD) == cohorts(*kept)
    assert cohorts(Workspace(kept[0].root), kept[1]) == (WOMEN, OLD), "another process reads the same"


def test_one_of_that_name_is_replaced(kept):
    for cohort in (WOMEN, OLD):
        save_cohort(*kept, cohort)
    other = Cohort("women", (("gender", "F"), ("age", "18-24")))
    assert save_cohort(*kept, other) == (OLD, other)


def test_a_dropped_one_is_gone_and_an_unknown_one_is_named(kept):
    for cohort in (WOMEN, OLD):
        save_cohort(*kept, cohort)
    assert drop_cohort(*kept, "women") == (OLD,) == cohorts(*kept)
    refused("cohort.unknown", lambda: drop_cohort(*kept, "women"))


def test_names_of_any_script_come_back_as_they_were(kept):
    odd = Cohort("<b>أ “ß” \n", (("a|b", "0%"),))
    save_cohort(*kept, odd)
    assert cohorts(*kept) == (odd,)


def test_there_are_only_so_many(kept):
    for at in range(MOST):
        save_cohort(*kept, Cohort(f"c{at}", (("gender", "F"),)))
    refused("cohort.too_many", lambda: save_cohort(*kept, WOMEN))
    assert len(save_cohort(*kept, Cohort("c3", (("gender", "M"),)))) == MOST, "one that is there may be replaced"


def test_no_dataset_and_a_damaged_file_are_said(kept):
    workspace, dataset = kept
    refused("workspace.unknown", lambda: cohorts(workspace, "e" * 16))
    (workspace.root / "datasets" / dataset / FILE).write_text("{")
    refused("workspace.damaged", lambda: cohorts(workspace, dataset))
