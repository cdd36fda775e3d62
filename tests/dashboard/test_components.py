"""Escaping, headers and mapping: what stands between an upload and the page."""

import io
import re

import pandas as pd
import pytest

from dashboard.components import header, hints, mapping, uploads
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


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_header_of_each_delimiter(delimiter: str):
    assert header.read(delimiter.join(["userId", "movie", "rating"]).encode()) == ["userId", "movie", "rating"]


def test_header_of_parquet_and_of_what_is_no_table():
    stream = io.BytesIO()
    pd.DataFrame({"user_id": ["a"], "item_id": ["b"]}).to_parquet(stream)
    assert header.read(stream.getvalue()) == ["user_id", "item_id"]
    assert header.read(stream.getvalue()[:40]) == []
    assert header.read(b"") == header.read(b"<!doctype html>") == header.read(b"\0\1") == []
    assert header.read(b"\xef\xbb\xbfuser_id,item_id\n") == ["user_id", "item_id"]


def test_guesses_go_by_name_and_not_by_place():
    names = ["when", "Movie Id", "Rating", "userId"]
    assert header.guess("user_id", names) == "userId"
    assert header.guess("item_id", names) == "Movie Id"
    assert header.guess("feedback", names) == "Rating"
    assert header.guess("timestamp", names) is None


def test_mapping_options_only_where_a_name_differs():
    maps = {"interactions": {"user_id": "uid", "item_id": "item_id"}, "users": {"user_id": "uid"}}
    assert mapping.arguments(maps) == ["--map", "user_id=uid"]
    assert mapping.arguments({"users": {"user_id": "user_id"}}) == []


def test_files_may_name_the_same_thing_differently():
    maps = {"interactions": {"user_id": "who"}, "users": {"user_id": "id"}}
    assert mapping.arguments(maps) == ["--map", "user_id=who", "--map", "user_id=id"]


def test_each_option_that_a_message_names_has_a_sentence_for_the_page():
    shown = (message for code, message in MESSAGES.items() if not code.startswith("dashboard."))
    texts = [part for message in shown for part in (message.what, message.next)]
    naming = [text for text in texts if re.search(r"--[a-z]|`equipoise", text)]
    assert len(naming) > 10
    assert [text for text in naming if not hints.here(text)] == []
    assert hints.here("The file log.csv is empty.") == ""
    assert "A positive from" in hints.here(explain(InputError("split.no_positives", fold="test", relevance=9)))


def test_an_upload_is_kept_under_a_name_of_ours(tmp_path):
    kept = uploads.keep(io.BytesIO(b"a,b\n1,2\n"), tmp_path, "users")
    assert kept == tmp_path / "users.csv"
    assert kept.read_bytes() == b"a,b\n1,2\n"
    assert uploads.keep(io.BytesIO(b"PAR1xxx"), tmp_path, "items").suffix == ".parquet"
