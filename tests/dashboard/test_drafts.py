"""Drafts: bytes on disk under names of ours, choices that outlive the page, and nothing outside their folders."""

import errno
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import drafts
from engine.errors import InputError
from engine.jobs import Job
from engine.jobs.store import home
from engine.workspace import Workspace
from engine.workspace.files import read_json


@pytest.fixture
def draft(workspace: Workspace) -> Iterator[drafts.Draft]:
    yield drafts.begin()


def add(draft: drafts.Draft, own: str, data: bytes = b"user_id,item_id\na,b\n") -> drafts.Draft:
    return drafts.add(draft, io.BytesIO(data), own)


def test_the_uploaders_name_is_never_used_on_disk(draft: drafts.Draft):
    own = "../../etc/passwd\n.csv"
    added = add(draft, own)
    (file,) = added.files
    assert (file.server, file.own, file.size) == ("file-1.csv", own, 20)
    assert [path.name for path in (drafts.folder(draft) / "files").iterdir()] == ["file-1.csv"]
    assert read_json(drafts.folder(draft) / "names.json") == {"file-1.csv": own}
    assert drafts.path(added, file).read_bytes() == b"user_id,item_id\na,b\n"


@pytest.mark.parametrize(
    ("own", "data", "suffix"),
    [
        ("a.tsv", b"a\tb", ".tsv"),
        ("a.csv", b"PAR1....", ".parquet"),
        ("a.parquet", b"a,b", ".csv"),
        ("a.XLSX", b"PK\3\4", ".xlsx"),
        ("u.data", b"1\t2", ".csv"),
        ("a.sh", b"#!", ".csv"),
        ("a.csv.gz", b"\x1f\x8b", ".gz"),
    ],
)
def test_the_ending_on_disk_is_one_of_ours(draft: drafts.Draft, own: str, data: bytes, suffix: str):
    assert add(draft, own, data).files[0].server == f"file-1{suffix}"


def test_a_draft_is_found_again_with_its_files_roles_and_choices(draft: drafts.Draft):
    made = add(add(draft, "a.csv"), "b.csv", b"user_id,age\na,30\n")
    made = drafts.give_roles(made, {"file-2.csv": "users"})
    made = drafts.choose(made, {"repeats": "sum", "nulls": ["", "-"]})
    again = drafts.find(draft.id)
    assert again == made and [file.role for file in again.files] == [None, "users"]
    assert drafts.everything() == [again]


def test_equal_bytes_are_taken_once_and_no_name_is_used_twice(draft: drafts.Draft):
    made = add(add(draft, "a.csv"), "copy of a.csv")
    assert [file.own for file in made.files] == ["a.csv"]
    made = add(drafts.remove(made, "file-1.csv"), "other.csv", b"x")
    assert [file.server for file in made.files] == ["file-2.csv"]
    assert [path.name for path in (drafts.folder(draft) / "files").iterdir()] == ["file-2.csv"]


def test_a_full_disk_leaves_the_draft_as_it_was(draft: drafts.Draft, monkeypatch: pytest.MonkeyPatch):
    made = add(draft, "a.csv")

    class Full(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if size == drafts.CHUNK:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().read(size)

    with pytest.raises(InputError) as error:
        drafts.add(made, Full(b"x,y\n1,2\n"), "b.csv")
    assert error.value.code == "disk.full" and drafts.find(draft.id) == made
    assert [path.name for path in (drafts.folder(draft) / "files").iterdir()] == ["file-1.csv"]


def test_links_have_own_names_where_these_are_plain(draft: drafts.Draft):
    made = add(add(add(draft, "u.data"), "../u.item", b"1|x"), ".hidden", b"2|y")
    assert [path.name for path in drafts.layout(made).iterdir()] == ["u.data"]
    made = drafts.remove(made, "file-1.csv")
    assert not list(drafts.layout(made).iterdir()) and not list(drafts.layout(made).iterdir())


def test_an_unchanged_choice_is_not_written_again(draft: drafts.Draft, monkeypatch: pytest.MonkeyPatch):
    made = drafts.choose(draft, {"repeats": "sum"})
    monkeypatch.setattr(drafts, "write_json", lambda *_: pytest.fail("written"))
    assert drafts.choose(made, {"repeats": "sum"}) is made


@pytest.mark.parametrize("wanted", ["", "nobody", "../..", "a" * 300, "x/y"])
def test_what_is_no_draft_is_refused(workspace: Workspace, wanted: str):
    with pytest.raises(InputError) as error:
        drafts.find(wanted)
    assert error.value.code == "draft.unknown"


def test_a_damaged_draft_is_named_and_hides_no_other(draft: drafts.Draft):
    other = drafts.begin()
    (drafts.folder(draft) / "draft.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="damaged"):
        drafts.find(draft.id)
    assert drafts.everything() == [other]


def test_thrown_away_is_gone_and_nothing_else_is(draft: drafts.Draft, workspace: Workspace):
    job = home(workspace) / "20200101T000000-000000-abcd"
    job.mkdir()
    (job / "job.json").write_text("{}", encoding="utf-8")
    for name in (draft.id, job.name, "../datasets", "", "."):
        drafts.throw_away(name)
    assert not drafts.folder(draft).exists() and job.exists() and (workspace.root / "datasets").exists()


def test_a_job_knows_its_draft(draft: drafts.Draft, workspace: Workspace):
    file = drafts.folder(draft) / "files" / "file-1.csv"
    arguments = ("data", "import", "--interactions", str(file), "--name", "x")
    assert drafts.of(Job("j", "import", arguments, "key", 0.0)) == draft.id
    assert drafts.of(Job("j", "sample", ("data", "sample", "planted"), "key", 0.0)) == ""


def test_a_file_of_the_inbox_is_read_in_place(draft: drafts.Draft, workspace: Workspace, tmp_path: Path):
    inbox = drafts.inbox()
    inbox.mkdir(exist_ok=True)
    (inbox / "big.csv").write_text("a,b\n", encoding="utf-8")
    (inbox / "link.csv").symlink_to(tmp_path)
    made = drafts.add_from_inbox(drafts.add_from_inbox(draft, "big.csv"), "big.csv")
    assert [drafts.path(made, file) for file in made.files] == [inbox / "big.csv"]
    for name in ("none.csv", "link.csv", "../format.json"):
        with pytest.raises(InputError):
            drafts.add_from_inbox(made, name)
    drafts.remove(made, "big.csv")
    assert (inbox / "big.csv").exists()
