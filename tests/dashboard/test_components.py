"""Escaping, headers and mapping: what stands between an upload and the page."""

import io

import pandas as pd
import pytest

from dashboard.components import header, mapping, uploads
from dashboard.components.text import plain


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
    assert mapping.clash(maps) == ""
    assert "user_id" in mapping.clash({"interactions": {"user_id": "uid"}, "users": {"user_id": "id"}})


def test_an_upload_is_kept_under_a_name_of_ours(tmp_path):
    kept = uploads.keep(io.BytesIO(b"a,b\n1,2\n"), tmp_path, "users")
    assert kept == tmp_path / "users.csv"
    assert kept.read_bytes() == b"a,b\n1,2\n"
    assert uploads.keep(io.BytesIO(b"PAR1xxx"), tmp_path, "items").suffix == ".parquet"
