"""The samples: the planted world always, MovieLens-100K where it can be fetched."""

import subprocess
import sys
from zipfile import ZipFile

import pytest

from engine.data import samples
from engine.data.importing import write_dataset
from engine.errors import InputError

INTER = "user_id:token\titem_id:token\trating:float\ttimestamp:float\n1\t2\t4\t881250949\n"
USER = "user_id:token\tage:token\tgender:token\toccupation:token\tzip_code:token\n1\t24\tM\ttechnician\t02139\n"
ITEM = 'item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\n2\tOne, "two"\tV\tWar Film-Noir\n'


def fake_pip(monkeypatch, content):
    """A `pip download` that writes `content` (member -> text) as the wheel, or fails when there is none."""

    def run(command, **options):
        if content is None:
            raise subprocess.CalledProcessError(1, command, stderr="ERROR: no matching distribution\n")
        with ZipFile(f"{command[command.index('--dest') + 1]}/recbole.whl", "w") as wheel:
            for name, text in content.items():
                wheel.writestr(name, text)

    class Digest:
        hexdigest = staticmethod(lambda: samples.WHEEL_SHA256)

    monkeypatch.setattr(samples.subprocess, "run", run)
    monkeypatch.setattr(samples, "sha256", lambda content: Digest)


def test_planted(tmp_path):
    imported = write_dataset(samples.sample("planted").request(tmp_path), tmp_path / "data.duckdb")
    schema = imported.schema
    assert (schema.feedback_range, schema.relevance) == ((1.0, 5.0), 4.0)
    assert schema.n_interactions > 50_000
    assert 0 < schema.n_randomized < schema.n_interactions
    assert all(ledger.rejected == 0 and ledger.balances for ledger in imported.ledgers)


def test_planted_without_its_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(samples, "PLANTED", tmp_path / "nowhere")
    with pytest.raises(InputError, match="nowhere"):
        samples.sample("planted").request(tmp_path)


def test_movielens_is_rewritten_once(tmp_path, monkeypatch):
    fake_pip(monkeypatch, {f"{samples.FOLDER}.{k}": t for k, t in (("inter", INTER), ("user", USER), ("item", ITEM))})
    request = samples.sample("movielens-100k").request(tmp_path / "cache")
    assert request.interactions.read_text() == "user_id,item_id,feedback,timestamp\n1,2,4,881250949\n"
    assert request.users.read_text() == "user_id,gender,age,occupation\n1,M,24,technician\n"
    assert request.items.read_text() == 'item_id,title,year,genres\n2,"One, ""two""",,War|Film-Noir\n'
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["movielens-100k"]
    fake_pip(monkeypatch, None)
    assert samples.sample("movielens-100k").request(tmp_path / "cache") == request


@pytest.mark.parametrize("content", [None, {}, {f"{samples.FOLDER}.inter": "too\tshort\n1\n"}])
def test_movielens_that_cannot_be_had(tmp_path, monkeypatch, content):
    fake_pip(monkeypatch, content)
    with pytest.raises(InputError) as caught:
        samples.sample("movielens-100k").request(tmp_path / "cache")
    assert caught.value.code == "sample.unavailable"
    assert list((tmp_path / "cache").iterdir()) == []


def test_another_wheel_is_not_taken(tmp_path, monkeypatch):
    stand_in = [sys.executable, "-c", "import sys, pathlib; pathlib.Path(sys.argv[1], 'x.whl').write_bytes(b'other')"]
    run = subprocess.run
    monkeypatch.setattr(samples.subprocess, "run", lambda command, **options: run([*stand_in, command[-2]], **options))
    with pytest.raises(InputError, match="not the one expected"):
        samples.sample("movielens-100k").request(tmp_path)


def test_terms_name_whom_to_cite():
    assert "Harper" in samples.sample("movielens-100k").terms
    with pytest.raises(InputError, match="planted, movielens-100k"):
        samples.sample("movielens-1b")
