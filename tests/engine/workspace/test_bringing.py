"""What an import keeps beside the data, and the key that pseudonyms are made with."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.data.importing.recipe import Privacy
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
