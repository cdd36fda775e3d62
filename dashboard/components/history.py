"""What was done to a dataset on its way in: its files, the choices of its import, and what they touched."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import tidied
from dashboard.components.text import plain
from engine.words import _
from engine.words.workspace import size
from engine.workspace import DatasetRecord

SHOWN_OF_HASH = 16


def show(record: DatasetRecord) -> None:
    """Files, recipe, effects; datasets of older versions have the files alone."""
    manifest = record.manifest
    with st.expander(_("What was done to it"), key="history"):
        _sources(manifest.get("sources") or {})
        _recipe(manifest.get("recipe") or {})
        tidied.show(manifest.get("tidied") or {}, {})


def _sources(sources: Mapping[str, Any]) -> None:
    lines = [
        {
            _("File"): plain(one.get("name", "")),
            _("Size"): size(int(one.get("bytes", 0))),
            _("SHA-256"): f"{str(one.get('sha256', ''))[:SHOWN_OF_HASH]}…",
        }
        for found in sources.values()
        for one in (found if isinstance(found, list | tuple) else [found])
    ]
    if lines:
        st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("The files of this dataset"))


def _recipe(recipe: Mapping[str, Any]) -> None:
    """The recorded choices as they stand in the record: the same text can be given to the command line."""
    if recipe:
        st.caption(_("The recipe, as it is recorded; another one would give another dataset."))
        st.json(dict(recipe), expanded=False)
