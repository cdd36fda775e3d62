"""Once a dataset is deleted no file of the workspace has a value of it, a name of its file, or of a person's words."""

import json
from pathlib import Path
from typing import Any

import pytest

import engine
from engine import jobs
from engine.config import Cohort, RunConfig, Spec, TrainingConfig
from engine.data.importing import ImportRequest
from engine.jobs.store import home
from engine.workspace import Workspace
from engine.workspace.cohorts import save_cohort
from engine.workspace.files import write_json
from engine.workspace.judgements import judge
from engine.workspace.made import keep_made

USER, ITEM, LEVEL, TITLE = "sentinelUser", "sentinelItem", "sentinelLevel", "Sentinel Title"
NAMES = (USER, ITEM, LEVEL, "sentinelcolumn", TITLE, "sentinelfile", "sentinelcohort", "sentinelnote")


@pytest.fixture
def request_(tmp_path: Path) -> ImportRequest:
    log, users = tmp_path / "sentinelfile.csv", tmp_path / "people.csv"
    rows = [f"{USER}{n % 40},{ITEM}{n % 11},{n % 5 + 1}" for n in range(440)]
    log.write_text("\n".join(["user_id,item_id,feedback", *rows, f"{USER}x,{ITEM}x,{LEVEL}"]) + "\n")
    people = [f"{USER}{n},{LEVEL}{n % 2}" for n in range(40)]
    users.write_text("\n".join(["user_id,sentinelcolumn", *people]) + "\n")
    return ImportRequest(log, users, name=TITLE, relevance=4.0)


def holding(root: Path) -> list[str]:
    """The files that have any of the sentinels in their bytes or their path."""
    marks = [name.encode().lower() for name in NAMES]
    files = [path for path in root.rglob("*") if path.is_file()]
    return [str(f) for f in files if any(m in f.read_bytes().lower() or m in str(f).lower().encode() for m in marks)]


def _job(here: Workspace, name: str, arguments: list[str], status: dict[str, Any], log: str = "") -> Path:
    folder = jobs.draft(here)
    folder = folder.rename(folder.with_name(name))
    job = {"id": name, "kind": "import", "arguments": arguments, "key": name, "created": 1.0, "about": TITLE}
    write_json(folder / "job.json", job)
    write_json(folder / "status.json", {"state": "done", **status})
    (folder / "log.txt").write_text(log)
    return folder


def test_no_value_is_left(tmp_path: Path, request_: ImportRequest):
    here = Workspace(tmp_path / "ws")
    dataset = here.add_dataset(request_).id
    run = engine.run(here, dataset, RunConfig(model=Spec("popularity"), training=TrainingConfig(epochs=1)))
    keep_made(here, "diagnosis", dataset, "k", {"column": f"{LEVEL}0"})
    save_cohort(here, dataset, Cohort("sentinelcohort", (("sentinelcolumn", f"{LEVEL}0"),)))
    judge(here, run.id, "consistency", "holds", "sentinelnote")
    _job(here, "made-it", ["data", "import", "--name", TITLE], {"result": {"dataset": dataset}}, USER)
    _job(here, "failed", ["data", "import", "--name", TITLE.lower()], {"state": "failed", "message": LEVEL}, LEVEL)
    _job(here, "of-run", ["report", run.id[:8]], {}, LEVEL)
    hashes = [file["sha256"] for file in here.dataset_record(dataset).manifest["sources"]["users"]]
    own = _job(here, "same-bytes", ["data", "check"], {"sources": hashes, "result": {"rejects": [USER]}}, USER)
    (own / "names.json").write_text(json.dumps({"interactions-1.csv": "sentinelfile.csv"}))
    _draft(here, request_)
    sample = here.root / "samples" / "copy"
    sample.mkdir(parents=True)
    (sample / "log.csv").write_bytes(request_.files()["interactions"][0].read_bytes())
    with here.run_folder("f" * 16) as folder:
        (folder / "whole").mkdir()
        write_json(folder / "whole" / "run.json", {"dataset_id": dataset, "config": {"of": LEVEL}})
    assert len(holding(here.root)) > 10
    assert set(here.delete_dataset(TITLE)) == {dataset, run.id}
    assert holding(here.root) == []


def _draft(here: Workspace, request: ImportRequest) -> None:
    from hashlib import sha256

    folder = jobs.draft(here)
    content = request.files()["users"][0].read_bytes()
    (folder / "files" / "file-1.csv").write_bytes(content)
    file = {"server": "file-1.csv", "own": "people.csv", "size": len(content), "sha256": sha256(content).hexdigest()}
    write_json(folder / "draft.json", {"id": folder.name, "files": [file], "choices": {"name": TITLE}})


def test_what_is_about_other_datasets_stays(tmp_path: Path, request_: ImportRequest):
    here = Workspace(tmp_path / "ws")
    dataset = here.add_dataset(request_).id
    other = tmp_path / "sentinelfile2.csv"
    other.write_text("user_id,item_id\n" + "".join(f"u{n % 20},i{n % 7}\n" for n in range(140)))
    kept = here.add_dataset(ImportRequest(other, name="data")).id
    stays = [
        _job(here, "one", ["data", "import", "--name", "data"], {"result": {"dataset": kept}}),
        _job(here, "two", ["diagnose", kept], {}),
        jobs.draft(here),
    ]
    (stays[2] / "files" / "file-1.csv").write_bytes(other.read_bytes())
    (here.inbox / "sentinelfile.csv").write_text("mine")
    goes = _job(here, "three", ["diagnose", dataset], {})
    here.delete_dataset(dataset)
    assert [folder.exists() for folder in (*stays, goes)] == [True, True, True, False]
    assert [record.id for record in here.datasets()] == [kept] and (here.inbox / "sentinelfile.csv").exists()
    third = _job(here, "four", ["data", "import"], {})
    here.delete_dataset("data")
    assert third.exists(), "the verb is called like the dataset"
    assert not (home(here) / "one").exists() and stays[2].exists() is True


def test_a_dataset_gets_another_name(tmp_path: Path, request_: ImportRequest):
    from engine.errors import InputError

    here = Workspace(tmp_path / "ws")
    dataset = here.add_dataset(request_).id
    assert here.rename_dataset(dataset, "  Another\n name ").schema.name == "Another name"
    assert here.dataset_record("another-name").id == dataset
    with here.dataset(dataset) as opened:
        assert opened.schema.name == "Another name"
    for bad in ("", " ", "x" * 201, "a\x00b"):
        with pytest.raises(InputError) as caught:
            here.rename_dataset(dataset, bad)
        assert caught.value.code == "workspace.name"
    assert here.rejects(dataset) is None or here.rejects(dataset).exists()
