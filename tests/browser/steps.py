"""What several journeys do: files to upload, the upload form, and choosing on a page that is drawn again."""

import random
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, TimeoutError, expect

from engine.workspace import Workspace

MAPPING = (("user_id", "uid"), ("item_id", "film"), ("feedback", "stars"), ("timestamp", "time"))


def world(folder: Path, seed: int = 1) -> dict[str, Path]:
    """Eighty users, thirty items, about a third of the pairs rated; columns under names of their own."""
    draw = random.Random(seed)
    pairs = [(u, i) for u in range(80) for i in range(30) if draw.random() < 0.35]
    tables = {
        "interactions": ["uid;film;stars;time"] + [
            f"u{u:02d};m{i:02d};{draw.randint(1, 5)};{1_700_000_000 + n * 900}" for n, (u, i) in enumerate(pairs)
        ],
        "users": ["uid;gender"] + [f"u{u:02d};{'F' if u % 2 else 'M'}" for u in range(80)],
        "items": ["film;provider"] + [f"m{i:02d};p{i % 4}" for i in range(30)],
    }  # fmt: skip
    files = {name: folder / f"{name}.csv" for name in tables}
    for name, lines in tables.items():
        files[name].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return files


def uploader(page: Page, label: str) -> Locator:
    return page.get_by_test_id("stFileUploader").filter(has_text=label).locator("input[type=file]")


def open_form(page: Page, root: Path) -> None:
    """The upload form: open by itself in an empty workspace, folded in another."""
    page.goto("/data")
    page.get_by_text("Add a dataset").wait_for()
    form = page.get_by_text("Drop your files here")
    if Workspace(root).datasets():
        expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=15_000)  # the page moves until then
        for _attempt in range(5):
            page.get_by_text("Add a dataset").click()
            try:
                form.wait_for(timeout=3000)
                break
            except TimeoutError:
                continue
    expect(form).to_be_visible(timeout=15_000)


def bring(page: Page, root: Path, *files: Path) -> None:
    """Drop files on the form: the page goes on with a draft of them."""
    open_form(page, root)
    uploader(page, "Drop your files here").set_input_files(list(files))
    expect(page.get_by_role("heading", name="Check and import")).to_be_visible(timeout=30_000)
    for file in files:
        expect(page.get_by_text(file.name).first).to_be_visible()


def open_columns(page: Page, nth: int = 0) -> None:
    """Unfold how the files of one kind are read."""
    page.get_by_text("Columns, and how it is read").nth(nth).click()


def choose(page: Page, label: str, option: str, count: int) -> None:
    """Pick an option in each of the `count` choosers with that label."""
    boxes = page.get_by_test_id("stSelectbox").filter(has_text=label)
    expect(boxes).to_have_count(count)
    for place in range(count):
        pick(boxes.nth(place), page.get_by_role("option", name=re.compile(f"^{option}")).first)


def pick(box: Locator, option: Locator) -> None:
    """Open the list and choose: once more where the page was drawn again under the click."""
    for _attempt in range(5):
        box.get_by_role("combobox").click()
        try:
            option.click(timeout=3000)
            return
        except TimeoutError:
            box.get_by_role("combobox").press("Escape")
    raise AssertionError(f"no option in {box}")


def opens_from_disk(tab: Page, file: Path, *wanted: str) -> None:
    """Open a report from disk: what is wanted is drawn, nothing is asked of a network, the console says nothing."""
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    for selector in wanted:
        tab.locator(selector).first.wait_for(timeout=20_000, state="attached")
    assert said == []
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]


def open_audit(page: Page) -> None:
    """Wait for the job that the Jobs page is about; then open what it has made, and not what an earlier one has."""
    expect(page.locator("[class*=st-key-job_]").first.get_by_text("Done")).to_be_visible(timeout=60_000)
    page.locator(".st-key-results").get_by_role("link", name="Open the audit").click()
    expect(page.get_by_role("heading", name="Verdicts")).to_be_visible()
