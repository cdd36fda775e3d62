"""Messages: what happened, why, what to do next. Never a traceback."""

import logging
from collections.abc import Callable

import streamlit as st

from dashboard import session
from dashboard.components import hints
from dashboard.components.text import plain
from engine.errors import EquipoiseError
from engine.words import _

LOG = logging.getLogger(__name__)


def guard(draw: Callable[[], None]) -> bool:
    """Draw a part of the page, true where that went well; an error that somebody can act on becomes one message."""
    try:
        draw()
    except EquipoiseError as error:
        failed(str(error))
    except Exception:
        LOG.exception("page failed")
        failed(_("This page could not be shown. Reload it; if it happens again, the server's log has the reason."))
    else:
        return True
    return False


def kept() -> None:
    """The message that an action left for after its rerun."""
    shown = session.take_notice()
    if shown:
        st.success(shown)


def failed(text: str) -> None:
    """One error message; the text may quote an upload and is escaped. Options are said in the page's terms too."""
    st.error(plain(f"{text} {hints.here(text)}", 1000))
