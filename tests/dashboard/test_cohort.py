"""A saved cohort stays chosen over the pages; a page without groups says that it changes nothing there."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.cohort import identifier
from engine.audit.saved import keep_cohort
from engine.config import Cohort
from engine.workspace.cohorts import cohorts
from tests.dashboard.pages import assert_well

WOMEN = Cohort("_women_ <b>", (("gender", "F"),))
UNUSED = "does not use the cohort"


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


def test_saved_on_the_data_page_and_chosen(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill()
    at = app("data")
    at.selectbox(key="cohort_attribute_0").set_value("gender").run()
    at.selectbox(key="cohort_value_0").set_value("F").run()
    assert at.button(key="save_cohort").disabled
    at.text_input(key="cohort_name").set_value("women").run()
    assert "30 to 39 users" in "\n".join(one.value for one in at.caption)
    at.button(key="save_cohort").click().run()
    assert_well(at)
    assert cohorts(workspace, dataset) == (Cohort("women", (("gender", "F"),)),)
    assert at.selectbox(key="cohort").value == identifier(Cohort("women", (("gender", "F"),)))
    at.switch_page("views/report.py").run()
    assert UNUSED in told(at)


@pytest.mark.parametrize("name", ["gender", "a*b"])
def test_a_name_that_can_not_be_used_is_refused_in_words(app: Callable[..., AppTest], fill: Any, name: str):
    fill()
    at = app("data")
    at.selectbox(key="cohort_attribute_0").set_value("gender").run()
    at.selectbox(key="cohort_value_0").set_value("F").run()
    at.text_input(key="cohort_name").set_value(name).run()
    if not at.button(key="save_cohort").disabled:
        at.button(key="save_cohort").click().run()
    assert not at.exception and "name" in at.error[0].value


def test_forgotten_it_is_chosen_no_more(app: Callable[..., AppTest], saved: str, workspace: Any):
    at = app("data")
    at.selectbox(key="cohort").set_value(identifier(WOMEN)).run()
    at.button(key=f"forget_{identifier(WOMEN)}").click().run()
    assert_well(at)
    assert cohorts(workspace, saved) == () and "cohort" not in at.query_params
    assert "cohort" not in {box.key for box in at.selectbox}


def test_a_cohort_of_few_is_withheld(app: Callable[..., AppTest], fill: Any, workspace: Any):
    keep_cohort(workspace, fill(lone="X"), Cohort("one", (("gender", "X"),)))
    at = app("data")
    assert_well(at)
    assert "size withheld" in "\n".join(one.value for one in at.markdown)
