"""What an import keeps beside the data, and the key that pseudonyms are made with."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.data.importing.recipe import Privacy, with_delimiter
from engine.errors import InputError
from engine.workspace import Workspace


def test_the_manifest_has_sources_recipe_and_what_was_done_to_values(tmp_path: Path, small_request: Any):
    here = Workspace(tmp_path / "ws")
    steps: list[tuple[str, float]] = []
    record = here.add_dataset(small_request, lambda step, share: steps.append((step, share)))
    assert set(record.manifest) >= {"sources", "recipe", "tidied", "importer"}
    assert record.manifest["recipe"]["cleaning"] and "nulls" in record.manifest["tidied"]
    assert steps and all(0 <= share <= 1 for _step, share in steps)
    assert not (here.root / "key").exists(), "nothing asked for pseudonyms"


def test_pseudonyms_are_made_with_the_key_of_the_workspace(tmp_path: Path, small_request: Any):
    request = replace(small_request, recipe=replace(small_request.recipe, privacy=Privacy(pseudonymise=True)))
    here = Workspace(tmp_path / "ws")
    dataset = here.add_dataset(request).id
    key = here.root / "key"
    assert len(key.read_bytes()) == 32 and key.stat().st_mode & 0o777 == 0o600
    with here.dataset(dataset) as opened:
        shown = opened.users.collect()["user_id"].to_list()
    assert not any(user.startswith("u0") and len(user) == 4 for user in shown)
    assert here.add_dataset(request).id == dataset and here.key == key.read_bytes()
    key.write_bytes(b"short")
    with pytest.raises(InputError) as caught:
        _ = here.key
    assert caught.value.code == "workspace.damaged" and "pseudonym" in str(caught.value)


def test_the_manifest_has_what_was_found_beside_what_was_asked(tmp_path: Path, small_request: Any):
    here = Workspace(tmp_path / "ws")
    record = here.add_dataset(small_request)
    reading, asked = record.manifest["recipe"]["interactions"], record.manifest["asked"]["interactions"]
    assert (reading["encoding"], reading["delimiter"]) == ("utf-8", ",")
    assert (asked["encoding"], asked["delimiter"]) == (None, None)
    stated = replace(small_request, recipe=with_delimiter(small_request.recipe, ","))
    assert here.add_dataset(stated).id == record.id and not list(here.scratch.iterdir())


def test_a_file_that_is_still_being_written_is_refused(tmp_path: Path, small_request: Any):
    here = Workspace(tmp_path / "ws")
    log = small_request.files()["interactions"][0]

    def write_on(step: str, _share: float) -> None:
        if step == "writing":
            with log.open("a") as file:
                file.write("u,i,3\n")

    with pytest.raises(InputError) as caught:
        here.add_dataset(small_request, write_on)
    assert caught.value.code == "import.changed" and not here.datasets() and not list(here.scratch.iterdir())


@pytest.mark.parametrize("verb", ["add_dataset", "check"])
def test_what_fails_since_a_file_is_still_being_written_says_so(tmp_path: Path, small_request: Any, verb: str):
    here = Workspace(tmp_path / "ws")
    log = small_request.files()["interactions"][0]

    def write_on(step: str, _share: float) -> None:
        with log.open("a") as file:
            file.write("u,i,3\n")
        raise InputError("import.no_rows", file=step)

    with pytest.raises(InputError) as caught:
        getattr(here, verb)(small_request, write_on)
    assert caught.value.code == "import.changed"


@pytest.mark.parametrize("name", ["a\x07b", "x" * 201, " \n ", "a\u202eb"])
def test_a_name_is_refused_alike_when_it_is_given_and_when_it_is_changed(tmp_path: Path, small_request: Any, name: str):
    here = Workspace(tmp_path / "ws")
    for call in (
        lambda: here.add_dataset(replace(small_request, name=name)), lambda: here.rename_dataset("d" * 16, name),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            call()
        assert caught.value.code == "workspace.name"


def test_a_file_s_name_becomes_one_that_a_dataset_may_have(small_request: Any):
    file = small_request.files()["interactions"][0].name
    titles = {
        own: replace(small_request, name="", names=((file, own),)).title
        for own in ("a\nb\x07.csv", "x" * 300 + ".csv", "\u202e.csv")
    }
    assert list(titles.values()) == ["a b", "x" * 200, "-"]
    assert replace(small_request, name="two\nlines").title == "two lines"
