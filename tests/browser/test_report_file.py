"""The report opens from disk: no request, no console message, both appearances, wide and narrow."""

from pathlib import Path
from typing import Any

import pytest

from engine.report import SECTIONS, build, page
from tests.browser.steps import opens_from_disk
from tests.kept_records import make_kept


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_it_needs_nothing(new_context: Any, tmp_path: Path, record, finished, audit, scheme: str, width: int):
    file = tmp_path / "report.html"
    file.write_text(page(build(record, [(finished, audit)]), audit), encoding="utf-8")
    tab = new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    opens_from_disk(tab, file, ".js-plotly-plot .point")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_runs_side_by_side_need_nothing_either(
    new_context: Any, tmp_path: Path, record, builders, comparison, scheme: str, width: int
):
    ids = ("a" * 16, "b" * 16, "e" * 16)
    audited = [(builders.run(run_id), builders.audit(run_id)) for run_id in ids]
    file = tmp_path / "report.html"
    file.write_text(page(build(record, audited, None, comparison(*ids)), audited[-1][1]), encoding="utf-8")
    tab = new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    opens_from_disk(tab, file, "#differences .point", "#gains-2 .bars path")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_every_section_needs_nothing_either(
    new_context: Any, tmp_path: Path, record, builders, comparison, scheme: str, width: int
):
    ids = ("a" * 16, "b" * 16)
    audited = [(builders.run(run_id), builders.audit(run_id)) for run_id in ids]
    data = build(record, audited, None, comparison(*ids), make_kept())
    assert data["sections"]["shown"] == list(SECTIONS)
    file = tmp_path / "report.html"
    file.write_text(page(data, audited[-1][1]), encoding="utf-8")
    tab = new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    opens_from_disk(tab, file, *(f"#{name} .main-svg" for name in ("overlap", "graph", "beeswarm")))
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.locator("img").count() == 0, "a note is text"


def test_it_reads_without_scripts(new_context: Any, tmp_path: Path, record, finished, audit):
    file = tmp_path / "report.html"
    file.write_text(page(build(record, [(finished, audit)]), audit), encoding="utf-8")
    tab = new_context(java_script_enabled=False).new_page()
    tab.goto(file.as_uri())
    assert "0.63 [0.55, 0.72]" in tab.locator("#verdicts").inner_text()
    assert "needs JavaScript" in tab.locator("#verdicts").inner_text()
