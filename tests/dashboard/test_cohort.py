"""A saved cohort stays chosen over the pages; a page without groups says that it changes nothing there."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.cohort import identifier
from engine.audit.saved import keep_cohort
from engine.config import Cohort
from tests.dashboard.pages import assert_well

WOMEN = Cohort("_women_ <b>", (("gender", "F"),))
UNUSED = "the cohort changes nothing here"


@pytest.fixture
def saved(fill: Any, workspace: Any) -> str:
    """A dataset with two runs and a cohort."""
    dataset = fill()
    keep_cohort(workspace, dataset, WOMEN)
    return str(dataset)


def told(at: AppTest) -> str:
    return "\n".join(caption.value for caption in at.sidebar.caption)


def test_it_stays_chosen_over_the_pages(app: Callable[..., AppTest], saved: str):
    at = app("report")
    assert_well(at)
    box = at.selectbox(key="cohort")
    assert box.value is None and UNUSED not in told(at)
    box.set_value(identifier(WOMEN)).run()
    assert at.query_params["cohort"] == identifier(WOMEN) and UNUSED in told(at)
    at.switch_page("views/train.py").run()
    assert at.selectbox(key="cohort").value == identifier(WOMEN) and UNUSED in told(at)
    at.selectbox(key="cohort").set_value(None).run()
    at.switch_page("views/report.py").run()
    assert at.selectbox(key="cohort").value is None


def test_a_link_restores_it_and_one_that_is_gone_is_none(app: Callable[..., AppTest], saved: str):
    at = app("home")
    at.query_params["cohort"] = identifier(WOMEN)
    at.switch_page("views/report.py").run()
    assert at.selectbox(key="cohort").value == identifier(WOMEN)
    at = app("home")
    at.query_params["cohort"] = "00000000"
    at.switch_page("views/report.py").run()
    assert_well(at)
    assert at.selectbox(key="cohort").value is None


def test_no_cohort_no_chooser(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("report")
    assert_well(at)
    assert "cohort" not in {box.key for box in at.selectbox}
