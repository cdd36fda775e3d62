"""From three files to an audit in the browser; and bad files, each one message and no trace."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from engine.data.importing import ImportRequest
from engine.workspace import Workspace
from tests.browser.steps import MAPPING, bring, open_audit, pick, uploader, world

BAD = {
    "empty": (b"", "is empty"),
    "web page": (b"<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n", "web page"),
    "delimiter": (b"user_id:item_id:rating\nu1:i1:5\nu2:i2:4\n", "Everything is in one column"),
    "only a header": (b"user_id,item_id,rating\n", "no records"),
    "text for numbers": (b"user_id,item_id,rating\nu1,i1,good\nu1,i2,bad\n", "cannot be used"),
    "written twice": (b"user_id,item_id,rating\n" + b"u1,i1,5\nu2,i2,4\n" * 50, "repeat another one"),
    "half a Parquet file": (b"PAR1" + b"\0" * 500, "Parquet"),
}


def snapshot(root: Path) -> list[str]:
    """All files of datasets, runs and scratch but locks; of drafts that were thrown away none may be left."""
    assert not list(root.glob("jobs/*/files"))
    found = [path for room in ("datasets", "runs", "tmp") for path in (root / room).rglob("*")]
    return sorted(str(path.relative_to(root)) for path in found if path.suffix != ".lock")


def throw_away(page: Page) -> None:
    page.get_by_role("button", name="Throw away").first.click()
    expect(page.get_by_text("The draft is gone")).to_be_visible()


def test_each_bad_file_is_one_message_and_leaves_no_trace(page: Page, root: Path, tmp_path: Path):
    before: list[str] | None = None
    for case, (content, message) in BAD.items():
        file = tmp_path / f"{case}.csv"
        file.write_bytes(content)
        bring(page, root, file)
        button = page.get_by_role("button", name="Import", exact=True)
        if button.is_enabled():
            button.click()
        expect(page.get_by_test_id("stMain")).to_contain_text(message)
        expect(page.get_by_text("Traceback")).to_have_count(0)
        expect(page.get_by_test_id("stAlertContentError")).to_have_count(0 if case == "delimiter" else 1)
        throw_away(page)
        before = snapshot(root) if before is None else before
        assert snapshot(root) == before, case


def test_ratings_out_of_range_are_one_message_and_leave_no_trace(page: Page, root: Path, tmp_path: Path):
    file = tmp_path / "log.csv"
    file.write_text(
        "user_id,item_id,rating\n" + "".join(f"u{n},i1,{n % 5 + 1}\n" for n in range(100)), encoding="utf-8"
    )
    bring(page, root, file)
    for label, value in (("Lowest feedback", "1"), ("Highest feedback", "4.5")):
        page.get_by_role("spinbutton", name=label).fill(value)
        page.get_by_role("spinbutton", name=label).press("Enter")
    page.get_by_role("button", name="Import", exact=True).click()
    alert = page.get_by_test_id("stAlertContentError")
    expect(alert).to_contain_text("out of range: 20")
    expect(alert).to_have_count(1)
    datasets = len(Workspace(root).datasets())
    throw_away(page)
    assert not list(root.glob("jobs/*/files")) and len(Workspace(root).datasets()) == datasets


def test_an_attribute_without_any_value_is_said_and_makes_no_groups(page: Page, root: Path, tmp_path: Path):
    files = world(tmp_path)
    lines = files["users"].read_text(encoding="utf-8").splitlines()
    files["users"].write_text("\n".join([f"{lines[0]};mood", *(f"{line};" for line in lines[1:])]), encoding="utf-8")
    bring(page, root, files["interactions"], files["users"])
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
    bring(page, root, *world(tmp_path).values())
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
    expect(page.get_by_text("Lists of recommendations")).to_be_visible()
    page.get_by_role("spinbutton", name="year, Day your lists were made").click()
    page.keyboard.type("20231116")
    page.get_by_role("heading", name="Your recommendations").click()  # a typed date counts once its field is left
    page.get_by_role("button", name="Audit these lists").click()
    alert = page.get_by_test_id("stAlertContentError")
    expect(alert).to_contain_text("nobody")
    assert len(Workspace(root).runs()) == runs


def test_a_file_of_another_country_is_checked_changed_imported_and_deleted(page: Page, root: Path, tmp_path: Path):
    """GB18030, semicolons, decimal commas, day before month, headers in Chinese; half of the pairs are there twice."""
    rows = [
        f"用户{u:02d};片{i};{(u + i) % 4 + 1},5;{(u * 7 + i) % 28 + 1:02d}/{u % 12 + 1:02d}/2023"
        for u in range(40) for i in range(6) for _again in range(1 + u % 2)
    ]  # fmt: skip
    rows = [f"{row} {n % 24:02d}:{n % 60:02d}" for n, row in enumerate(rows)]  # no copies: another time each
    file = tmp_path / "评分.csv"
    file.write_bytes(("用户编号;电影编号;评分;时间\n" + "\n".join(rows) + "\n").encode("gb18030"))
    bring(page, root, file)
    for told in ("as found: GB18030", "as found: semicolon", "as found: comma: 4,5", "as found: day, month, year"):
        expect(page.get_by_role("combobox").and_(page.locator(f"[value='{told}']"))).to_be_visible()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("Checked: this can be imported")).to_be_visible(timeout=30_000)
    page.get_by_text("Repeats, cores and other cleaning").click()
    pick(
        page.get_by_test_id("stSelectbox").filter(has_text="A user and an item more"),
        page.get_by_role("option", name="one stays, with the sum"),
    )
    expect(page.get_by_text("You have changed something since the last check")).to_be_visible()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("Checked: this can be imported")).to_be_visible(timeout=30_000)
    assert not [record for record in Workspace(root).datasets() if record.schema.name == "评分"], "nothing is written"

    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported. Below: what became")).to_be_visible(timeout=30_000)
    (record,) = [record for record in Workspace(root).datasets() if record.schema.name == "评分"]
    (ledger,) = record.ledgers
    assert (ledger.read, ledger.rejected, record.schema.n_interactions) == (360, 0, 240)
    assert record.schema.feedback_range[1] > 5, "sums of what was rated twice"
    kept = [names for names in root.glob("jobs/*/names.json") if file.name in names.read_text(encoding="utf-8")]
    assert not kept, "the upload goes once it is a dataset"

    expect(page.get_by_role("cell", name="interactions · 评分.csv")).to_be_visible()
    page.get_by_text("Rename or delete this dataset").click()
    page.get_by_label("New name").fill("films")
    page.get_by_label("New name").press("Enter")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.get_by_text("It is called “films” from now on")).to_be_visible()
    page.get_by_label("Type its name to delete it").fill("films")
    page.get_by_label("Type its name to delete it").press("Enter")
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("is deleted, and what was made from it")).to_be_visible()
    assert record.id not in {one.id for one in Workspace(root).datasets()}
