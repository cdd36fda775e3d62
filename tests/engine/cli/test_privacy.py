"""Where ids become pseudonyms, no file of the workspace has one of them: data, rejects, statuses, logs, answers."""

import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from engine import jobs
from engine.cli.__main__ import app
from engine.workspace import Workspace

MARK = b"sentinel"
HIDE = ("--set", "privacy.pseudonymise=true")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("privacy")


def job(here: Workspace, kind: str, *arguments: str, code: int = 0) -> str:
    """A verb as a job runs it: its status and all that it says are kept in a folder of the workspace."""
    folder = jobs.draft(here)
    line = [*arguments, "--workspace", str(here.root), "--json", "--status", str(folder / "status.json")]
    done = CliRunner().invoke(app, line)
    (folder / "log.txt").write_text(f"{done.output}{done.exception}")
    assert bool(done.exception) == bool(code), f"{kind}: {done.output}{done.exception}"
    return done.stdout


def assert_silent(here: Workspace) -> None:
    files = [path for path in here.root.rglob("*") if path.is_file()]
    assert files and not [path for path in files if MARK in path.read_bytes().lower()]
    for path in here.root.rglob("data.duckdb"):  # columns are packed there: looked at unpacked, too
        with duckdb.connect(str(path), read_only=True) as con:
            tables = [row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            assert not any("sentinel" in str(con.table(name).fetchall()).lower() for name in tables)


def write(place: Path, name: str, *rows: str) -> str:
    (place / name).write_text("\n".join(rows) + "\n")
    return str(place / name)


def test_no_id_is_anywhere(place: Path):
    here = Workspace(place / "ws")
    good = [f"sentinelU{n % 40},sentinelI{n % 23},{n % 5 + 1}" for n in range(800)]
    bad = ["sentinelU1,sentinelI1,bad", "sentinelU1,sentinelI1", 'sentinelU1,"sentinel"x,1', "sentinelU1,x,1,2,3",
           "user_id,item_id,feedback", f"sentinel{'x' * 1001},i,1"]  # fmt: skip
    log = write(place, "log.csv", "user_id,item_id,feedback", *good, *bad)
    users = write(place, "users.csv", "first,last,team", *(f"sentinelU,{n},{n % 2}" for n in range(40)))
    asked = ("--interactions", log, *HIDE)
    refused = json.loads(job(here, "check", "data", "check", *asked, "--set", "rejects=0", code=2))
    assert refused["problem"][0] == "import.too_many_rejects"
    job(here, "import", "data", "import", *asked, "--set", "rejects=0", code=2)
    made = json.loads(job(here, "import", "data", "import", *asked, "--set", "rejects=1"))
    assert sum(ledger["rejected"] for ledger in made["ledger"]) == len(bad)
    parts = (
        "--interactions",
        write(place, "apart.csv", "first,last,item_id", *(f"sentinelU,{n},b" for n in range(40))),
    )
    job(here, "import", "data", "import", *parts, "--users", users, "--map", "user_id=first+last", *HIDE)
    run = json.loads(job(here, "run", "run", made["dataset"], "--set", "model.kind=popularity"))
    assert run["run_id"]
    lists = [f"sentinelU{n},sentinelI{n % 23},1" for n in range(40)]
    header = "user_id,item_id,rank"
    given = ("audit", made["dataset"], "--recommendations")
    job(here, "audit", *given, write(place, "lists.csv", header, *lists))
    for wrong in (
        lists[:1] * 2,
        ["sentinelU1,sentinelI1,x"],
        ["sentinelU1,sentinelI1"],
        ["sentinelOther,sentinelI1,1"],
    ):
        job(here, "audit", *given, write(place, "wrong.csv", header, *wrong), code=2)
    assert_silent(here)


@pytest.mark.parametrize("rows", [["sentinelA,sentinelB"], ["sentinelA,7"], ["sentinelA"], ["sentinelA;sentinelB,x"]])
def test_a_first_line_that_is_data_is_not_told(place: Path, rows: list[str]):
    here = Workspace(place / "ws")
    job(here, "import", "data", "import", "--interactions", write(place, "bare.csv", *rows * 3), *HIDE, code=2)
    assert_silent(here)
