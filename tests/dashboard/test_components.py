"""Escaping, roles and mapping: what stands between an upload and the page."""

import re

import pytest

from dashboard.components import draft_files, draft_mapping, hints
from dashboard.components.text import plain
from engine.errors import InputError
from engine.words.errors import MESSAGES, explain


@pytest.mark.parametrize(
    "text", ["**b**", "<i>", "$x$", ":red[x]", "[a](b)", "`c`", "# h", "| a |", "~~s~~", "![i](u)"]
)
def test_markdown_is_escaped_sign_by_sign(text: str):
    shown = plain(text)
    assert shown.replace("\\", "") == text
    assert all(shown[i - 1] == "\\" for i, sign in enumerate(shown) if sign in "*<$:[`#|~!")


def test_text_is_one_line_and_short():
    assert plain("a\n\nb\x00c") == "a b c"
    assert len(plain("x" * 500)) == 120


def test_what_a_file_holds_is_guessed_from_its_columns():
    assert draft_files.role_of(["userId", "movieId", "rating"]) == "interactions"
    assert draft_files.role_of(["user_id", "gender"]) == "users"
    assert draft_files.role_of(["Movie Id", "genres"]) == "items"
    assert draft_files.role_of(["a", "b"]) is None


def test_mapping_options_only_where_a_name_differs():
    maps = {"interactions": {"user_id": "uid", "item_id": "item_id"}, "users": {"user_id": "uid"}}
    assert draft_mapping.arguments(maps) == ["--map", "user_id=uid"]
    assert draft_mapping.arguments({"users": {"user_id": "user_id"}}) == []


def test_files_may_name_the_same_thing_differently():
    maps = {"interactions": {"user_id": "who"}, "users": {"user_id": "id"}}
    assert draft_mapping.arguments(maps) == ["--map", "user_id=who", "--map", "user_id=id"]


def test_each_option_that_a_message_names_has_a_sentence_for_the_page():
    shown = (message for code, message in MESSAGES.items() if not code.startswith("dashboard."))
    texts = [part for message in shown for part in (message.what, message.next)]
    naming = [text for text in texts if re.search(r"--[a-z]|`equipoise", text)]
    assert len(naming) > 10
    assert [text for text in naming if not hints.here(text)] == []
    assert hints.here("The file log.csv is empty.") == ""
    assert "A positive from" in hints.here(explain(InputError("split.no_positives", fold="test", relevance=9)))
