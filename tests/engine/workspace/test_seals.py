"""One flipped bit anywhere in what is kept is seen, and told with what to do."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.contracts import Lists
from engine.data.importing import ImportRequest
from engine.errors import InputError
from engine.models.checkpoint import load_tensors, save_tensors
from engine.workspace import Workspace, seals
from engine.workspace.arrays import read_lists, write_lists
from engine.workspace.files import read_json, write_json
from engine.workspace.verifying import verify
from tests.engine.workspace.keeping import WHOLE

RUN = "a" * 16
SHORT, FULL = 5, 20
"""Flips of each kind: in `make test`, and at full scale."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, str]:
    """A dataset, a run with a model, and a job's status."""
    import torch

    from tests.conftest import make_audit, make_run

    folder = tmp_path_factory.mktemp("seals")
    log = folder / "log.csv"
    log.write_text("user_id,item_id,feedback\n" + "".join(f"u{n % 20},i{n % 7},{n % 5 + 1}\n" for n in range(140)))
    here = Workspace(folder / "ws")
    dataset = here.add_dataset(ImportRequest(log, name="tiny")).id
    codes = np.arange(3, dtype=np.int32)
    with here.run_folder(RUN) as work:
        write_lists(work / "recommendations.parquet", Lists(codes, codes[:, None], np.ones((3, 1), np.float32)))
        save_tensors(work / "model.safetensors", {"w": torch.ones(30)}, {})
        here.finish_run(replace(make_run(RUN, **WHOLE), dataset_id=dataset), make_audit(RUN), work)
    job = here.root / "jobs" / "one"
    job.mkdir(parents=True)
    write_json(job / "status.json", {"state": "running", "share": 0.5})
    return here, dataset


def flips(file: Path, n: int, seed: int) -> Iterator[None]:
    """The file with one bit flipped, n times in different places; whole again afterwards."""
    whole, draw = file.read_bytes(), random.Random(seed)
    try:
        for place in draw.sample(range(8 * len(whole)), n):
            spoilt = bytearray(whole)
            spoilt[place // 8] ^= 1 << place % 8
            file.write_bytes(spoilt)
            yield
    finally:
        file.write_bytes(whole)


def damage(here: Workspace, dataset: str) -> dict[str, tuple[list[Path], Any]]:
    """The four kinds of files, and how each is read."""
    run = here.root / "runs" / RUN
    records = [run / "run.json", here.root / "datasets" / dataset / "dataset.json", run / "audits" / f"{'c' * 16}.json"]

    def opened(_file: Path) -> None:
        with here.dataset(dataset):
            pass

    read = {".safetensors": load_tensors, ".parquet": read_lists}
    return {
        "dataset": ([here.root / "datasets" / dataset / "data.duckdb"], opened),
        "model": ([run / "model.safetensors", run / "recommendations.parquet"], lambda f: read[f.suffix](f)),
        "manifest": ([*records, here.root / "format.json"], read_json),
        "status": ([here.root / "jobs" / "one" / "status.json"], read_json),
    }


def detected(kept: tuple[Workspace, str], kind: str, n: int) -> int:
    files, read = damage(*kept)[kind]
    seen = 0
    for place, file in enumerate(files):
        for _ in flips(file, n // len(files), place):
            with pytest.raises(InputError) as caught:
                read(file)
            assert caught.value.code == "workspace.damaged" and file.name in str(caught.value)
            assert any(word in str(caught.value) for word in ("again", "backup"))
            assert [broken.problem for broken in verify(kept[0]).broken][:1] == ["damaged"]
            seen += 1
        read(file)
    return seen


@pytest.mark.parametrize("kind", ["dataset", "model", "manifest", "status"])
def test_a_flipped_bit_is_seen_and_told(kept: tuple[Workspace, str], kind: str):
    assert detected(kept, kind, SHORT) >= SHORT - 1


@pytest.mark.slow
def test_eighty_flipped_bits(kept: tuple[Workspace, str]):
    seen = {kind: detected(kept, kind, FULL) for kind in damage(*kept)}
    print(f"\none-bit flips detected: {sum(seen.values())} of 80 ({seen})")  # noqa: T201
    assert sum(seen.values()) == 80


def test_every_bit_of_a_record(tmp_path: Path):
    """Also those of the seal itself."""
    file = tmp_path / "a.json"
    for value in ({"state": "done", "n": [1, 2]}, [], {}, None, "text", {"ключ": "é"}):
        write_json(file, value)
        assert read_json(file) == value
        whole = file.read_bytes()
        for place in range(8 * len(whole)):
            spoilt = bytearray(whole)
            spoilt[place // 8] ^= 1 << place % 8
            with pytest.raises(InputError) as caught:
                seals.opened(bytes(spoilt), file)
            assert caught.value.code == "workspace.damaged"


def test_a_record_that_was_never_sealed_is_of_another_format(tmp_path: Path):
    for text in ("{}", '{"a": 1}', "[]"):
        (tmp_path / "a.json").write_text(text)
        with pytest.raises(InputError) as caught:
            read_json(tmp_path / "a.json")
        assert caught.value.code == "workspace.stale"


def test_what_is_read_and_written_again_is_sealed_once(tmp_path: Path):
    write_json(tmp_path / "a.json", {"a": 1})
    first = (tmp_path / "a.json").read_bytes()
    write_json(tmp_path / "a.json", read_json(tmp_path / "a.json"))
    assert (tmp_path / "a.json").read_bytes() == first


def test_advice_follows_the_file(tmp_path: Path):
    said = {name: str(seals.damaged(tmp_path / name)) for name in ("dataset.json", "run.json", "status.json", "x.json")}
    assert "Import the data again" in said["dataset.json"] and "Run again" in said["run.json"]
    assert "job" in said["status.json"] and "ask for it again" in said["x.json"]


def test_verifying_names_what_is_gone_and_nothing_else(kept: tuple[Workspace, str]):
    here, _dataset = kept
    assert verify(here).broken == () and verify(here).files == 8
    file = here.root / "runs" / RUN / "model.safetensors"
    away = file.rename(here.root / "tmp" / "away")
    try:
        (broken,) = verify(here).broken
        assert (broken.problem, broken.file) == ("absent", f"runs/{RUN}/model.safetensors") and broken.advice
    finally:
        away.rename(file)


def test_a_file_is_hashed_once_for_as_long_as_it_stays_the_same(kept: Any, monkeypatch: pytest.MonkeyPatch):
    here, _dataset = kept
    hashed: list[Path] = []
    real = seals.digest_of
    monkeypatch.setattr(seals, "digest_of", lambda file: (hashed.append(file), real(file))[1])
    file = here.root / "runs" / RUN / "recommendations.parquet"
    for _ in range(3):
        read_lists(file)
    assert len(hashed) <= 1


def test_a_large_file_is_compared_by_its_size(kept: Any, monkeypatch: pytest.MonkeyPatch):
    here, _dataset = kept
    file = here.root / "runs" / RUN / "model.safetensors"
    monkeypatch.setattr(seals, "MOST_BYTES", 10)
    whole = file.read_bytes()
    try:
        file.write_bytes(whole + b"x")
        with pytest.raises(InputError):
            seals.checked(file)
        file.write_bytes(whole[:-1] + b"x")
        seals.checked(file)
        assert [broken.problem for broken in verify(here).broken] == ["damaged"]
    finally:
        file.write_bytes(whole)
