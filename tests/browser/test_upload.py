"""From three files to an audit in the browser; and bad files, each one message and no trace."""

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.workspace import Workspace

GOOD = "user_id,item_id,rating\nu1,i1,5\n"
BAD = {
    "empty": ("", "is empty"),
    "web page": ("<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n", "web page"),
    "delimiter": ("user_id:item_id:rating\nu1:i1:5\nu2:i2:4\n", "cannot be told apart"),
    "missing column": ("user_id,rating\nu1,5\n", "no column"),
    "only a header": ("user_id,item_id,rating\n", "no records"),
}


def world(folder: Path) -> dict[str, Path]:
    """Eighty users, thirty items, about a third of the pairs rated; columns under names of their own."""
    draw = random.Random(1)
    pairs = [(u, i) for u in range(80) for i in range(30) if draw.random() < 0.35]
    tables = {
        "interactions": ["uid;movie;stars;when"] + [
            f"u{u:02d};m{i:02d};{draw.randint(1, 5)};{1_700_000_000 + n * 900}" for n, (u, i) in enumerate(pairs)
        ],
        "users": ["uid;gender"] + [f"u{u:02d};{'F' if u % 2 else 'M'}" for u in range(80)],
        "items": ["movie;provider"] + [f"m{i:02d};p{i % 4}" for i in range(30)],
    }  # fmt: skip
    files = {name: folder / f"{name}.csv" for name in tables}
    for name, lines in tables.items():
        files[name].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return files


def uploader(page: Page, label: str) -> Locator:
    return page.get_by_test_id("stFileUploader").filter(has_text=label).locator("input[type=file]")


def open_form(page: Page) -> None:
    page.goto("/data")
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()
    expander = page.get_by_test_id("stExpander").filter(has_text="Add a dataset").locator("details")
    expander.wait_for()
    if expander.get_attribute("open") is None:
        page.get_by_text("Add a dataset").click()
    expect(page.get_by_text("Interactions (needed)")).to_be_visible()


def snapshot(root: Path) -> list[str]:
    """All files of the workspace."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_one_message_and_leaves_no_trace(
    page: Page, root: Path, tmp_path: Path, case: str
):
    text, message = BAD[case]
    open_form(page)
    before = snapshot(root)
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")
    uploader(page, "Interactions").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()
    alert = page.get_by_test_id("stAlertContentError")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(message)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    assert snapshot(root) == before


def test_from_files_to_an_audit(page: Page, root: Path, tmp_path: Path):
    open_form(page)
    for label, path in zip(("Interactions", "Users", "Items"), world(tmp_path).values(), strict=True):
        uploader(page, label).set_input_files(path)
    for columns in ("uid, movie, stars, when", "uid, gender", "movie, provider"):
        expect(page.get_by_text(f"columns: {columns}")).to_be_visible()
    choose(page, "Item id", "movie", 2)
    choose(page, "Feedback", "stars", 1)
    choose(page, "Time", "when", 1)
    page.get_by_label("Name of the dataset").fill("browser world")
    page.get_by_label("Name of the dataset").press("Enter")
    page.get_by_role("button", name="Import", exact=True).click()

    expect(page.get_by_text("Imported. Below")).to_be_visible()
    (record,) = Workspace(root).datasets()
    assert record.schema.name == "browser world"
    assert [ledger.rejected for ledger in record.ledgers] == [0, 0, 0]
    expect(page.get_by_role("cell", name=f"{record.schema.n_interactions:,}").first).to_be_visible()
    expect(page.get_by_text("Users: Gender")).to_be_visible()
    assert not list((root / "tmp").glob("upload-*"))

    choose(page, "Recommender", "Popularity", 1)
    page.get_by_role("button", name="Train and audit").click()
    expect(page.get_by_role("heading", name="Verdicts")).to_be_visible(timeout=60_000)
    (run,) = Workspace(root).runs()
    expect(page).to_have_url(re.compile(f"/audit.*run={run.id}"))
    expect(page.locator(".js-plotly-plot").first).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", name="Verdicts")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Report (HTML)").click()
    report = Path(download.value.path()).read_text(encoding="utf-8")
    assert run.id in report and "browser world" in report


def choose(page: Page, label: str, option: str, count: int) -> None:
    """Pick an option in each of the `count` choosers with that label."""
    boxes = page.get_by_test_id("stSelectbox").filter(has_text=label)
    expect(boxes).to_have_count(count)
    for place in range(count):
        boxes.nth(place).get_by_role("combobox").click()
        page.get_by_role("option", name=re.compile(f"^{option}")).first.click()
