"""No page shows a sensitive value beside a user: a trained, audited and explained run on a world of sentinels."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import engine
from engine import jobs
from engine.config import RunConfig, Spec, TrainingConfig
from engine.contracts import Run
from engine.data.importing import ImportRequest
from engine.data.importing.recipe import Privacy, Recipe
from engine.workspace import Workspace
from tests.dashboard.conftest import write_world
from tests.dashboard.pages import PAGES, assert_well

BASE = RunConfig(model=Spec.of("mf", dim=4), training=TrainingConfig(epochs=2, batch_size=256))


def sentinels(folder: Path) -> dict[str, Path]:
    """Users `sentinelNN`, whose sensitive values begin with `secret`."""
    files = write_world(folder)
    for path in (files["interactions"], files["users"]):
        path.write_text(re.sub(r"\bu(\d\d)\b", r"sentinel\1", path.read_text(encoding="utf-8")), encoding="utf-8")
    head, *rows = files["users"].read_text(encoding="utf-8").splitlines()
    told = [f"{row},secret{n % 3}" for n, row in enumerate(rows)]
    files["users"].write_text("\n".join([f"{head},creed", *told]) + "\n", encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Run]:
    """A run on sentinels, its explanation, and that of one of them."""
    folder = tmp_path_factory.mktemp("sentinels")
    space = Workspace(folder / "ws")
    recipe = Recipe(privacy=Privacy(sensitive=("creed",)))
    request = ImportRequest(**sentinels(folder / "files"), mapping=(("feedback", "rating"),), recipe=recipe)
    run = engine.run(space, space.add_dataset(request).id, BASE)
    engine.explain_run(space, run.id)
    engine.explain_run(space, run.id, "sentinel07")
    return space, run


def shown(at: AppTest) -> Iterator[str]:
    """Everything that the page has sent to the browser, an element at a time; tables line by line."""
    for element in at.main:
        value = getattr(element, "value", None)
        if hasattr(value, "itertuples"):
            yield from (str(row) for row in value.itertuples())
        yield str(getattr(element, "proto", ""))


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_a_sensitive_value_beside_a_user(
    app: Callable[..., AppTest], trained: tuple[Workspace, Run], monkeypatch: pytest.MonkeyPatch, page: str
):
    space, run = trained
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(space.root))
    monkeypatch.setattr(jobs.process, "_launch", lambda *_: None)
    asked = {"dataset": run.dataset_id} if page in ("data", "lists", "diagnose", "train") else {"run": run.id}
    at = app(page, **asked, **({"user": "sentinel07"} if page == "explain" else {}))
    assert_well(at)
    told = list(shown(at))
    if page in ("data", "audit"):
        assert any("secret1" in text for text in told), "it groups"
    if page == "explain":
        assert any("sentinel07" in text for text in told)
    assert [text for text in told if "sentinel" in text and "secret" in text] == []
