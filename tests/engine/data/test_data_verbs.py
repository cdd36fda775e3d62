"""`equipoise data …` from an empty workspace to an empty workspace."""

import json

import pytest
from typer.testing import CliRunner

from engine.cli.data import data


@pytest.fixture
def verb(tmp_path):
    def verb(*arguments, code=0):
        result = CliRunner().invoke(data, [*map(str, arguments), "--workspace", str(tmp_path / "workspace")])
        assert result.exit_code == code, result.output
        return result.stdout

    return verb


@pytest.fixture
def files(tmp_path):
    (tmp_path / "log.tsv").write_text("who\titem_id\tstars\nann\ta\t5\nbob\ta\t2\nbob\ta\t3\n\n")
    (tmp_path / "people.csv").write_text("who;team\nann;red\nbob;\n")
    log, people = str(tmp_path / "log.tsv"), str(tmp_path / "people.csv")
    return ["--interactions", log, "--users", people, "--map", "user_id=who", "--map", "feedback=stars"]


def test_from_import_to_deletion(verb, files):
    assert "No datasets yet" in verb("list")
    answer = json.loads(verb("import", *files, "--range", "1,5", "--relevance", "4", "--name", "Tea", "--json"))
    assert list(answer) == ["dataset", "name", "created", "ledger", "tidied"]
    assert [part["file"] for part in answer["ledger"]] == ["interactions", "users"]
    first = answer["ledger"][0]
    assert (first["read"], first["loaded"], first["rejected"], first["duplicates"], first["blank"]) == (4, 2, 0, 1, 1)
    assert json.loads(verb("import", *files, "--range", "1,5", "--relevance", "4", "--json")) == answer
    assert [d["dataset"] for d in json.loads(verb("list", "--json"))] == [answer["dataset"]]
    shown = json.loads(verb("show", "Tea", "--json"))
    assert (shown["schema"]["feedback_range"], shown["schema"]["relevance"]) == ([1.0, 5.0], 4.0)
    assert shown["schema"]["user_attributes"] == [
        {"name": "team", "kind": "category", "n_values": 1, "n_missing": 1, "sensitive": False}
    ]
    assert shown["manifest"]["sources"]["interactions"][0]["name"] == "log.tsv"
    assert json.loads(verb("delete", answer["dataset"], "--json")) == {"deleted": [answer["dataset"]]}
    assert json.loads(verb("list", "--json")) == []


def test_for_people(verb, files):
    text = verb("import", *files, "--delimiter", "TAB", code=1)  # the users file has another delimiter
    assert text == ""
    text = verb("import", *files)
    assert "log.tsv     4     2       0         1           1" in text
    assert "(log)" in text
    listed = verb("list").splitlines()
    assert (len(listed), listed[0].split()[:2]) == (2, ["dataset", "name"])
    assert "team (category, 1 values, 1 missing)" in verb("show", "log")
    assert "Deleted" in verb("delete", "log")


def test_sample_shows_its_terms(tmp_path):
    result = CliRunner().invoke(data, ["sample", "planted", "--workspace", str(tmp_path), "--json"])
    assert "nobody in it exists" in result.stderr
    assert len(json.loads(result.stdout)["ledger"]) == 3
