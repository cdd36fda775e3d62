"""What tests over pages share: the pages, a page's text, and what no page may show."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import APP

PAGES = tuple(sorted(file.stem for file in (APP.parent / "views").glob("[a-z]*.py")))


def words(at: AppTest) -> str:
    """All text of the page's main part."""
    kinds = (at.title, at.header, at.markdown, at.caption, at.info, at.error, at.warning, at.success)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


HAND_MADE = ("has no model", "no longer in its folder")
"""What is missing of runs that were never trained, only written down."""


def assert_well(at: AppTest) -> None:
    assert not at.exception
    others = [error.value for error in at.error if not any(text in error.value for text in HAND_MADE)]
    assert not others, others
