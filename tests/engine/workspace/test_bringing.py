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
