"""Whichever operation of the disk fails: the old state or the new one, the next attempt works, nothing kept is lost."""

import errno
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest

from engine.config import Cohort
from engine.data.importing import ImportRequest
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.arrays import read_lists, write_lists
from engine.workspace.cohorts import cohorts, save_cohort
from engine.workspace.files import read_json
from engine.workspace.judgements import judge, judgements
from engine.workspace.made import keep_made, made
from tests.engine.workspace.faults import every_fault
from tests.engine.workspace.keeping import WHOLE
from tests.engine.workspace.test_formats import as_format_1

RUN, NEXT = "a" * 16, "b" * 16
NUMBERS = (errno.ENOSPC, errno.EIO)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, ImportRequest]:
    """A workspace with a small dataset and a run on it; tests work on copies."""
    from tests.conftest import make_audit, make_run

    folder = tmp_path_factory.mktemp("faults")
    log = folder / "log.csv"
    log.write_text("user_id,item_id,feedback\n" + "".join(f"u{n % 20},i{n % 7},{n % 5 + 1}\n" for n in range(140)))
    request = ImportRequest(log, name="tiny")
    here = Workspace(folder / "ws")
    dataset = here.add_dataset(request).id
    finish(here, make_run(RUN, **WHOLE), make_audit(RUN), dataset)
    return here.root, dataset, request


def finish(here: Workspace, run: Any, audit: Any, dataset: str) -> None:
    from dataclasses import replace

    import numpy as np

    from engine.contracts import Lists

    codes = np.arange(3, dtype=np.int32)
    with here.run_folder(run.id) as folder:
        write_lists(folder / "recommendations.parquet", Lists(codes, codes[:, None], np.ones((3, 1), np.float32)))
        here.finish_run(replace(run, dataset_id=dataset), replace(audit, dataset_id=dataset), folder)


@pytest.fixture
def copy(base: tuple[Path, str, ImportRequest], tmp_path: Path) -> Callable[[], None]:
    def again() -> None:
        rmtree(tmp_path / "ws", ignore_errors=True)
        copytree(base[0], tmp_path / "ws")

    return again


def read_whole(here: Workspace, dataset: str) -> None:
    """All that was kept before is there and holds."""
    with here.dataset(dataset) as opened:
        assert len(opened.interactions.collect()) == 140
    run = here.run(RUN)
    assert len(read_lists(run.path / "recommendations.parquet").users) == 3
    assert here.audit(RUN, run.audits[0]).run_id == RUN and here.stale() == ()


def told(number: int, raised: Exception | None) -> None:
    """A full disk has words of its own, whoever met it."""
    if raised is not None and number == errno.ENOSPC:
        assert isinstance(raised, InputError) and raised.code in ("disk.full", "workspace.leftover"), raised


def test_finishing_a_run(base: Any, copy: Any, tmp_path: Path, builders: Any, number: int = errno.EIO):
    act = lambda: finish(Workspace(tmp_path / "ws"), builders.run(NEXT, **WHOLE), builders.audit(NEXT), base[1])  # noqa: E731
    faults = 0
    for raised in every_fault(number, copy, act):
        here = Workspace(tmp_path / "ws")
        told(number, raised)
        faults += raised is not None
        read_whole(here, base[1])
        assert here.has_run(NEXT) or raised is not None
        if not here.has_run(NEXT):
            act()
        assert here.run(NEXT).audits == ("c" * 16,)
        assert read_lists(here.run(NEXT).path / "recommendations.parquet").users.tolist() == [0, 1, 2]
    assert faults > 10


def test_importing(base: Any, copy: Any, tmp_path: Path, number: int = errno.ENOSPC):
    from dataclasses import replace

    other = replace(base[2], relevance=3.0)
    act = lambda: Workspace(tmp_path / "ws").add_dataset(other)  # noqa: E731
    for raised in every_fault(number, copy, act):
        here = Workspace(tmp_path / "ws")
        told(number, raised)
        read_whole(here, base[1])
        made_at_once = len(here.datasets()) == 2
        assert made_at_once or raised is not None
        with here.dataset(act().id) as opened:
            assert len(opened.interactions.collect()) == 140
        assert list(here.scratch.iterdir()) == [] or raised is not None


def _audit(here: Workspace, _dataset: str) -> Any:
    from dataclasses import replace

    from tests.conftest import make_audit

    return here.add_audit(replace(make_audit(RUN), id="e" * 16))


CHANGES: dict[str, tuple[Callable[[Workspace, str], Any], Callable[[Workspace, str], Any]]] = {
    "add_audit": (_audit, lambda here, _d: here.audit(RUN, "e" * 16).id if "e" * 16 in here.run(RUN).audits else None),
    "keep_made": (
        lambda here, _d: keep_made(here, "comparison", RUN, "k", {"x": 1}),
        lambda here, _d: made(here, "comparison", RUN, "k"),
    ),
    "judge": (
        lambda here, _d: judge(here, RUN, "consistency", "holds"),
        lambda here, _d: judgements(here, RUN) or None,
    ),
    "save_cohort": (
        lambda here, d: save_cohort(here, d, Cohort("evening", (("gender", "F"),))),
        lambda here, d: cohorts(here, d) or None,
    ),
}


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", CHANGES)
def test_small_changes(base: Any, copy: Any, tmp_path: Path, name: str, number: int):
    change, look = CHANGES[name]
    for raised in every_fault(number, copy, lambda: change(Workspace(tmp_path / "ws"), base[1])):
        here = Workspace(tmp_path / "ws")
        told(number, raised)
        read_whole(here, base[1])
        assert raised is not None or look(here, base[1]) is not None
        change(here, base[1])
        assert look(here, base[1]) is not None
        read_whole(here, base[1])


@pytest.mark.parametrize("number", NUMBERS)
def test_deleting(base: Any, copy: Any, tmp_path: Path, number: int):
    for raised in every_fault(number, copy, lambda: Workspace(tmp_path / "ws").delete_dataset("tiny")):
        here = Workspace(tmp_path / "ws")
        told(number, raised)
        assert here.stale() == () and (raised is not None or here.datasets() == [])
        if here.datasets():
            with here.dataset(base[1]) as opened:
                assert len(opened.interactions.collect()) == 140
            here.delete_dataset("tiny")
        assert here.datasets() == [] and here.runs() == []
        assert here.add_dataset(base[2]).id == base[1]


def test_migrating(base: Any, copy: Any, tmp_path: Path, number: int = errno.EIO):
    def old() -> None:
        copy()
        as_format_1(tmp_path / "ws")

    for raised in every_fault(number, old, lambda: Workspace(tmp_path / "ws")):
        told(number, raised)
        read_whole(Workspace(tmp_path / "ws"), base[1])
        assert read_json(tmp_path / "ws" / "format.json") == {"format": 2}


def test_a_file_that_could_not_be_written_leaves_none_beside_it(tmp_path: Path):
    from engine.workspace.files import write_json

    for raised in every_fault(errno.EIO, lambda: None, lambda: write_json(tmp_path / "a.json", {"x": 1})):
        assert {file.name for file in tmp_path.iterdir()} <= {"a.json"}
        with suppress(FileNotFoundError):
            assert read_json(tmp_path / "a.json") == {"x": 1}
        assert raised is not None or (tmp_path / "a.json").exists()
