"""A page that ends before its last line tells the address what was chosen until then."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.jobs import process
from tests.dashboard.conftest import APP


def test_a_page_that_refuses_a_run_has_it_in_its_address(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("explain")
    assert not at.exception
    assert "has no model" in at.error[0].value
    assert at.query_params["run"] == at.selectbox(key="run").value
    at.selectbox(key="run").set_value("a" * 16).run()
    assert at.query_params["run"] == "a" * 16
    at.query_params["run"] = "b" * 16  # the browser goes back
    at.run()
    assert at.selectbox(key="run").value == "b" * 16


def test_what_a_page_did_not_come_to_stays_in_its_address(
    app: Callable[..., AppTest], fill: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "_launch", lambda *_arguments: None)
    dataset = fill()
    at = app("home")
    at.query_params["attribute"] = "gender"
    at.switch_page("views/diagnose.py").run()
    assert not at.exception and "was not diagnosed yet" in at.info[0].value
    assert at.query_params["dataset"] == dataset
    assert at.query_params["attribute"] == "gender", "for when the diagnosis is there"


def test_no_page_ends_in_a_way_that_sends_no_address():
    files = [*(APP.parent / "views").glob("*.py"), *(APP.parent / "components").glob("*.py")]
    assert files and [file.name for file in files if "st.stop()" in file.read_text(encoding="utf-8")] == []
