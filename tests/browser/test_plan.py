"""From a harm to its audit in a browser."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from engine import pipeline
from engine.config import RunConfig, Spec
from engine.data.importing import ImportRequest
from engine.workspace import Workspace
from tests.browser.steps import MAPPING, world


def test_a_plan_is_declared_audited_and_opened(page: Page, root: Path, tmp_path: Path):
    workspace = Workspace(root)
    dataset = workspace.add_dataset(ImportRequest(**world(tmp_path, seed=7), name="plan", mapping=MAPPING)).id
    run = pipeline.run(workspace, dataset, RunConfig(seed=7, model=Spec("popularity")))
    page.goto(f"/plan?run={run.id}")
    expect(page.get_by_text("You declare 2 comparisons")).to_be_visible()
    page.get_by_text("Their items are shown less", exact=True).click()
    expect(page.get_by_text("You declare 1 comparison ")).to_be_visible()
    expect(page).to_have_url(re.compile(r"harms=worse_lists(&|$)"))  # the choice is in the address before the click
    page.get_by_role("button", name="Audit with this").click()
    expect(page.get_by_text("The audit is there")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Open the audit").click()
    expect(page).to_have_url(re.compile(f"/audit.*run={run.id}"))
    made = workspace.run(run.id).audits
    assert len(made) == 2
    table = workspace.audit(run.id, next(one for one in made if one != run.audit))
    assert [(one.metric, one.attribute) for one in table.answers] == [("ndcg", "gender")]
    expect(page.get_by_text(table.id).first).to_be_visible()
