"""Every text that a page shows goes through `_`, so that a catalogue can translate it."""

import ast
from pathlib import Path

import pytest

DASHBOARD = Path(__file__).parents[2] / "dashboard"
FILES = sorted(DASHBOARD.rglob("*.py"))
SHOWING = {
    "badge", "button", "caption", "checkbox", "date_input", "download_button", "error", "expander", "file_uploader",
    "header", "info", "link_button", "markdown", "metric", "multiselect", "number_input", "page_link", "popover",
    "radio", "segmented_control", "selectbox", "slider", "spinner", "subheader", "success", "tabs", "text",
    "text_area", "text_input", "title", "toast", "toggle", "warning", "write", "Page", "one", "maybe",
}  # fmt: skip
SHOWN = {"label", "help", "placeholder", "title", "alt", "body"}
NO_TEXT = {"page_title"}


def texts(node: ast.AST) -> list[str]:
    """The words of literals below a node that no call of `_`, `plural` or a function of ours has taken."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) and not markup(node.value) else []
    if isinstance(node, ast.Call):
        return texts(node.func) if isinstance(node.func, ast.Attribute) else []
    if isinstance(node, ast.Subscript):
        return []
    if isinstance(node, ast.JoinedStr):
        return [text for part in node.values for text in texts(part)]
    return [text for child in ast.iter_child_nodes(node) for text in texts(child)]


def markup(text: str) -> bool:
    """Whether a literal has no words, only signs, colours and entities of Markdown."""
    return not any(c.isalpha() for c in text.replace("&emsp;", "").replace("&ensp;", "").replace(":gray[", ""))


def untranslated(tree: ast.AST) -> list[tuple[int, str]]:
    """Literal texts handed to functions that show them."""
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in SHOWING or ast.unparse(call.func).startswith("LOG."):
            continue
        first = call.args[:1] if name not in ("Page", "page_link") else []
        shown = [*first, *(k.value for k in call.keywords if k.arg in SHOWN)]
        found += [(call.lineno, text) for node in shown for text in texts(node)]
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DASHBOARD)))
def test_texts_go_through_gettext(file: Path):
    assert untranslated(ast.parse(file.read_text(encoding="utf-8"))) == []


def test_the_check_finds_a_bare_text():
    source = 'st.title("Bare")\nst.info(f"Also {name}")\nst.metric(_("Fine"), 1, help="No")\nst.caption(_("Yes"))'
    assert [text for _line, text in untranslated(ast.parse(source))] == ["Bare", "Also ", "No"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DASHBOARD)))
def test_caches_and_keys_have_one_home(file: Path):
    source = file.read_text(encoding="utf-8")
    if "compute" not in file.parts:
        assert "st.cache_" not in source
    if file.name not in ("session.py", "chooser.py"):
        assert "session_state" not in source
    assert "unsafe_allow_html" not in source and "st.html" not in source
