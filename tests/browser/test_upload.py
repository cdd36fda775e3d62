"""From three files to an audit in the browser; and bad files, each one message and no trace."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from engine.data.importing import ImportRequest
from engine.workspace import Workspace
from tests.browser.steps import MAPPING, choose, open_audit, open_form, uploader, world

BAD = {
    "empty": (b"", "is empty"),
    "web page": (b"<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n", "web page"),
    "delimiter": (b"user_id:item_id:rating\nu1:i1:5\nu2:i2:4\n", "cannot be told apart"),
    "only a header": (b"user_id,item_id,rating\n", "no records"),
    "text for numbers": (b"user_id,item_id,rating\nu1,i1,good\nu1,i2,bad\n", "cannot be used"),
    "written twice": (b"user_id,item_id,rating\n" + b"u1,i1,5\nu2,i2,4\n" * 50, "repeat another one"),
    "half a Parquet file": (b"PAR1" + b"\0" * 500, "Parquet"),
}


def snapshot(root: Path) -> list[str]:
    """All files of the workspace but the records of jobs, of which no upload may be left."""
    assert not list(root.glob("jobs/*/files"))
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if "jobs" not in path.relative_to(root).parts)


def test_each_bad_file_is_one_message_and_leaves_no_trace(page: Page, root: Path, tmp_path: Path):
    open_form(page, root)
    before = snapshot(root)
    alert = page.get_by_test_id("stAlertContentError")
    for case, (content, message) in BAD.items():
        file = tmp_path / f"{case}.csv"
        file.write_bytes(content)
        uploader(page, "Interactions").set_input_files(file)
        expect(page.get_by_text("columns: ")).to_be_visible()
        expect(alert).to_have_count(0)  # the message about the file before is gone
        page.get_by_role("button", name="Import", exact=True).click()
        expect(alert).to_contain_text(message)
        expect(alert).to_have_count(1)
        expect(page.get_by_text("Traceback")).to_have_count(0)
        assert snapshot(root) == before, case


def test_ratings_out_of_range_are_one_message_and_leave_no_trace(page: Page, root: Path, tmp_path: Path):
    open_form(page, root)
    before = snapshot(root)
    file = tmp_path / "log.csv"
    file.write_text(
        "user_id,item_id,rating\n" + "".join(f"u{n},i1,{n % 5 + 1}\n" for n in range(100)), encoding="utf-8"
    )
    uploader(page, "Interactions").set_input_files(file)
    expect(page.get_by_text("columns: ")).to_be_visible()
    for label, value in (("Lowest feedback", "1"), ("Highest feedback", "4.5")):
        page.get_by_role("spinbutton", name=label).fill(value)
        page.get_by_role("spinbutton", name=label).press("Enter")
    page.get_by_role("button", name="Import", exact=True).click()
    alert = page.get_by_test_id("stAlertContentError")
    expect(alert).to_contain_text("out of range: 20")
    expect(alert).to_have_count(1)
    assert snapshot(root) == before


def test_an_attribute_without_any_value_is_said_and_makes_no_groups(page: Page, root: Path, tmp_path: Path):
    files = world(tmp_path)
    lines = files["users"].read_text(encoding="utf-8").splitlines()
    files["users"].write_text("\n".join([f"{lines[0]};mood", *(f"{line};" for line in lines[1:])]), encoding="utf-8")
    open_form(page, root)
    for label, header in (("Interactions", "uid, film, stars, when"), ("Users", "uid, gender, mood")):
        uploader(page, label).set_input_files(files[label.lower()])
        expect(page.get_by_text(f"columns: {header}")).to_be_visible()
    choose(page, "Item id", "film", 1)
    choose(page, "Feedback", "stars", 1)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported. Below")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("“mood” has no value at all, so it makes no groups")).to_be_visible()

    run = trained(page, root)
    page.goto(f"/audit?run={run}&attribute=user.mood")
    alert = page.get_by_test_id("stAlertContentError")
    expect(alert).to_contain_text("“mood” has no value at all")
    expect(alert).to_have_count(1)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Groups by")).to_have_value("Users: Gender")


def trained(page: Page, root: Path) -> str:
    """Train the baseline on the dataset of the Data page, from its link; the run's id."""
    expect(page.locator(".js-plotly-plot").first).to_be_visible()  # the page moves until its chart is drawn
    page.get_by_role("link", name="Train a recommender on it").click()
    page.get_by_text("Popularity", exact=True).click()
    expect(page.get_by_text("popularity", exact=True)).to_be_visible()
    page.get_by_role("button", name="Train and audit").click()
    open_audit(page)
    run = Workspace(root).runs()[0]
    expect(page).to_have_url(re.compile(f"/audit.*run={run.id}"))
    return run.id


def test_from_files_to_an_audit(page: Page, root: Path, tmp_path: Path):
    open_form(page, root)
    headers = ("uid, film, stars, when", "uid, gender", "film, provider")
    for label, path, header in zip(("Interactions", "Users", "Items"), world(tmp_path).values(), headers, strict=True):
        uploader(page, label).set_input_files(path)
        expect(page.get_by_text(f"columns: {header}")).to_be_visible()
    choose(page, "Item id", "film", 2)
    choose(page, "Feedback", "stars", 1)
    choose(page, "Time", "when", 1)
    page.get_by_label("Name of the dataset").fill("browser world")
    page.get_by_label("Name of the dataset").press("Enter")
    page.get_by_role("button", name="Import", exact=True).click()

    expect(page.get_by_text("Imported. Below")).to_be_visible(timeout=30_000)
    record = Workspace(root).datasets()[0]
    assert record.schema.name == "browser world"
    assert [ledger.rejected for ledger in record.ledgers] == [0, 0, 0]
    expect(page.get_by_role("cell", name=f"{record.schema.n_interactions:,}").first).to_be_visible()
    expect(page.get_by_text("Users: Gender").first).to_be_visible()
    assert not list(root.glob("jobs/*/files"))

    run = trained(page, root)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", name="Verdicts")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Report (HTML)").click()
    report = Path(download.value.path()).read_text(encoding="utf-8")
    assert run in report and "browser world" in report


def test_lists_of_unknown_users_are_one_message(page: Page, root: Path, tmp_path: Path):
    request = ImportRequest(**world(tmp_path), name="known", mapping=MAPPING)
    dataset = Workspace(root).add_dataset(request).id
    runs = len(Workspace(root).runs())
    lists = tmp_path / "lists.csv"
    lists.write_text("user_id,item_id,rank\nnobody,m01,1\n", encoding="utf-8")
    page.goto(f"/lists?dataset={dataset}")
    uploader(page, "Your lists").set_input_files(lists)
    expect(page.get_by_text("lists.csv")).to_be_visible()
    page.get_by_role("spinbutton", name="year, Day your lists were made").click()
    page.keyboard.type("20231116")
    page.get_by_role("heading", name="Your recommendations").click()  # a typed date counts once its field is left
    page.get_by_role("button", name="Audit these lists").click()
    alert = page.get_by_test_id("stAlertContentError")
    expect(alert).to_contain_text("nobody")
    assert len(Workspace(root).runs()) == runs
