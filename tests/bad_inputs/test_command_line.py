"""Bad inputs on the command line: exit 2, one clear line on stderr, and the workspace is as before."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.cli.__main__ import main
from engine.data.importing import ImportRequest
from engine.workspace import Workspace

HEAD = "user_id,item_id,feedback"
ROWS = [f"u{i},i{i % 9},{i % 5 + 1}" for i in range(200)]
LOG = "\n".join([HEAD, *ROWS])


def parquet() -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"user_id": list(range(500)), "item_id": list(range(500))}), sink)
    return sink.getvalue().to_pybytes()


# What is given -> extra options, and what the one line must say: the file, why, where, what to do next.
BAD = {
    "wrong delimiter": (LOG, ["--delimiter", ";"], ["log.csv", "“,”", "--delimiter"]),
    "missing column": (LOG.replace("item_id", "product"), [], ["item_id", "product", "--map item_id="]),
    "empty file": ("", [], ["log.csv", "empty"]),
    "text in a number column": (LOG.replace("u50,i5,1", "u50,i5,bad").replace("u60,i6,1", "u60,i6,x").replace(
        "u70,i7,1", "u70,i7,y"), [], ["3 of 200", "not a number: 3", "line 52", "feedback", "u50,i5,bad"]),
    "HTML error page": ("<html><body>504 Gateway Time-out</body></html>", [], ["log.csv", "web page"]),
    "duplicate rows": ("\n".join([HEAD, *ROWS, *ROWS]), [], ["200 of 400", "line 202", "twice"]),
    "ratings out of range": (LOG, ["--range", "1,4"], ["40 of 200", "out of range: 40", "line 6", "u4,i4,5"]),
    "a Parquet file cut in half": (parquet()[:1500], [], ["log.csv", "Parquet", "end of the file is missing"]),
    "damaged UTF-8": (LOG.replace("u7,", "üüü7,").encode() + b"\n\xff,i1,3", [], ["line 202", "UTF-8, damaged"]),
    "a quote that never closes": (LOG.replace("u7,", '"u7,'), [], ["line 9", "quote"]),
    "a column twice": (LOG.replace("item_id", "item_id,ITEM_ID"), [], ["item_id", "more than once"]),
    "header only": (HEAD, [], ["no records"]),
    "unknown name in the mapping": (LOG, ["--map", "rating=feedback"], ["rating", "feedback"]),
    "a mapping to nothing": (LOG, ["--map", "feedback=stars"], ["stars", HEAD.replace(",", ", ")]),
    "half a mapping": (LOG, ["--map", "feedback"], ["NAME=COLUMN"]),
    "half a range": (LOG, ["--range", "5"], ["LOW,HIGH"]),
    "a range upside down": (LOG, ["--range", "5,1"], ["lower end first"]),
    "no header": (LOG.partition("\n")[2], [], ["u0, i0, 1", "--set interactions.header=false"]),
    "a preset without its files": (LOG, ["--preset", "movielens", "--folder", "."], ["MovieLens", "u.data"]),
    "a preset without a folder": (LOG, ["--preset", "movielens"], ["--folder"]),
    "a setting that is none": (LOG, ["--set", "cleaning.repeats=often"], ["cleaning.repeats"]),
    "no such file": (None, [], ["log.csv", "No such file"]),
}  # fmt: skip


def listing(folder):
    """Every path below a folder with the hash of what it holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def call(capsys, monkeypatch, *arguments):
    """Run the command line in this process: exit code, stdout, stderr."""
    monkeypatch.setattr(sys, "argv", ["equipoise", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    out, err = capsys.readouterr()
    return stopped.value.code or 0, out, err


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A workspace that holds a dataset already; its users have an attribute without any value."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "good.csv").write_text(LOG)
    (folder / "users.csv").write_text(USERS)
    request = ImportRequest(folder / "good.csv", folder / "users.csv", name="shop")
    Workspace(folder / "workspace").add_dataset(request)
    return folder / "workspace"


@pytest.fixture
def workspace(prepared, tmp_path):
    return shutil.copytree(prepared, tmp_path / "workspace")


@pytest.mark.parametrize("fault", BAD)
def test_one_clear_line_and_nothing_changes(workspace, tmp_path, capsys, monkeypatch, fault):
    content, options, said = BAD[fault]
    log = tmp_path / "log.csv"
    if content is not None:
        log.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = listing(workspace)
    code, out, err = call(
        capsys, monkeypatch, "data", "import", "--interactions", log, *options, "--workspace", workspace, "--json"
    )
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert [word for word in said if word not in err] == [], err
    assert listing(workspace) == before


USERS = "\n".join(["user_id,team,mood", *(f"u{i},{'ab'[i % 2]},NA" for i in range(200))])
LISTS = "\n".join(["user_id,item_id,rank", *(f"u{i},i{(i + r) % 9},{r + 1}" for i in range(200) for r in range(3))])

BAD_LISTS = {
    "unknown user ids": (LISTS.replace("\nu7,", "\nU7,"), ["lists.csv", "1 user ", "“U7”", "line 23"]),
    "unknown item ids": (LISTS.replace(",i3,", ",i-3,"), ["1 item ", "“i-3”"]),
    "an item twice": (LISTS + "\nu0,i1,4", ["“u0”", "“i1”", "line 602"]),
    "neither rank nor score": (LISTS.replace("rank", "place"), ["rank", "score", "place"]),
    "a rank that is none": (LISTS + "\nu0,i8,last", ["rank", "line 602", "u0, i8"]),
    "an HTML page": ("<!DOCTYPE html>", ["web page"]),
}


@pytest.mark.parametrize("fault", BAD_LISTS)
def test_recommendations(workspace, tmp_path, capsys, monkeypatch, fault):
    content, said = BAD_LISTS[fault]
    (tmp_path / "lists.csv").write_text(content)
    before = listing(workspace)
    code, out, err = call(
        capsys, monkeypatch, "audit", "shop", "--recommendations", tmp_path / "lists.csv", "--workspace", workspace
    )
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert [word for word in said if word not in err] == [], err
    assert listing(workspace) == before


def test_an_attribute_that_is_all_missing(workspace, tmp_path, capsys, monkeypatch):
    (tmp_path / "lists.csv").write_text(LISTS)
    shop = ("audit", "shop", "--recommendations", tmp_path / "lists.csv", "--workspace", workspace)
    code, out, err = call(capsys, monkeypatch, *shop, "--json")
    assert code == 0, err
    run_id = json.loads(out)["run_id"]
    before = listing(workspace)
    family = ("--set", "family.0.metric=average_popularity", "--set", "family.0.attribute=mood")
    code, out, err = call(capsys, monkeypatch, "audit", run_id, *family, "--workspace", workspace)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert "“mood” has no value at all" in err
    assert listing(workspace) == before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["data", "show", "nothing"], "nothing"),
        (["data", "delete", "nothing"], "nothing"),
        (["data", "sample", "netflix"], "planted, movielens-100k"),
    ],
)
def test_unknown_names(workspace, capsys, monkeypatch, command, said):
    before = listing(workspace)
    code, out, err = call(capsys, monkeypatch, *command, "--workspace", workspace)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert listing(workspace) == before


def test_a_process_of_its_own_exits_2(workspace, tmp_path):
    (tmp_path / "log.csv").write_text("<!doctype html>")
    command = [sys.executable, "-m", "engine.cli", "data", "import", "--interactions", str(tmp_path / "log.csv")]
    environment = {**os.environ, "EQUIPOISE_WORKSPACE": str(workspace)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
