"""The report to take away, as three kinds of file; each is written when it is asked for."""

from collections.abc import Callable

import streamlit as st

from dashboard import compute
from dashboard.compute import Pair
from engine.report import export_csv, export_json
from engine.report.gather import together_by_id
from engine.words import _

MOST_NAME = 40
"""Characters of the dataset's name in the name of a file."""


def show(*pairs: Pair, sections: tuple[str, ...] | None = None) -> None:
    """HTML (one file that needs no network), JSON and CSV, of one run or of several side by side."""
    name = file_name(pairs[-1][0])
    with st.container(horizontal=True):
        _button(_("Report (HTML)"), lambda: compute.page(*pairs, sections=sections), name, "html")
        _button(_("Report (JSON)"), lambda: _json(*pairs, sections=sections), name, "json")
        _button(_("All rows (CSV)"), lambda: _csv(*pairs), name, "csv")


def file_name(run_id: str) -> str:
    """The dataset and the run, for example `equipoise-planted-d77ae7f9`."""
    dataset = compute.workspace().run(run_id).dataset_id
    name = next((record.schema.name for record in compute.datasets() if record.id == dataset), "")
    words = "-".join(name.casefold().split())
    named = "".join(sign for sign in words if sign.isalnum() or sign in "-_")[:MOST_NAME]
    return f"equipoise-{named or dataset[:8]}-{run_id[:8]}"


MIME = {"html": "text/html", "json": "application/json", "csv": "text/csv"}


def _button(label: str, write: Callable[[], bytes], name: str, form: str) -> None:
    st.download_button(
        label,
        write,
        file_name=f"{name}.{form}",
        mime=MIME[form],
        type="primary" if form == "html" else "secondary",
        on_click="ignore",
        key=f"report_{form}",
    )


def _json(*pairs: Pair, sections: tuple[str, ...] | None) -> bytes:
    return export_json(compute.report(*pairs, sections=sections)).encode()


def _csv(*pairs: Pair) -> bytes:
    return export_csv(together_by_id(compute.workspace(), pairs)).encode()
