"""How long pages and their controls take in a browser, on MovieLens-100K runs; `make bench` renews docs/pages.md."""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

import engine
from engine.config import RunConfig, Spec
from engine.errors import InputError
from engine.pipeline.explanations import explain_run
from engine.workspace import Workspace
from tests.benchmarks.test_results import renew
from tests.browser.conftest import FLAGS, chromium, free_port, serve

DOCUMENT = Path(__file__).parents[2] / "docs" / "pages.md"
TRIES = 7

Made = tuple[str, str, str]
"""Dataset, baseline, other run."""

# Each page's address, and what must be on it before it counts as drawn.
PAGES: dict[str, tuple[str, str]] = {
    "Home": ("/", "text=Audited runs"),
    "Data": ("/data?dataset={dataset}", "text=What next"),
    "Your recommendations": ("/lists?dataset={dataset}", "text=Your lists"),
    "Diagnose": ("/diagnose?dataset={dataset}", ".js-plotly-plot"),
    "Train": ("/train?dataset={dataset}", "text=Train and audit"),
    "Jobs": ("/jobs", "h1"),
    "Causal assumptions": ("/assumptions?run={run}", ".js-plotly-plot"),
    "Audit": ("/audit?run={run}", ".js-plotly-plot"),
    "Compare": ("/compare?run={run}", ".js-plotly-plot"),
    "Explain": ("/explain?run={run}&user=1", ".js-plotly-plot"),
    "Report": ("/report?run={run}", "h1"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Made]:
    """Two runs on MovieLens-100K with everything that pages show kept."""
    workspace = Workspace(tmp_path_factory.mktemp("pages") / "ws")
    try:
        dataset = engine.sample(workspace, "movielens-100k").id
    except InputError as error:
        pytest.skip(f"MovieLens-100K could not be had: {error}")
    before = engine.run(workspace, dataset).id
    after = engine.run(workspace, dataset, RunConfig(preprocessing=(Spec.of("reweigh", attribute="gender"),))).id
    engine.diagnose(workspace, dataset)
    engine.compare_runs(workspace, [before, after])
    explain_run(workspace, after)
    explain_run(workspace, after, "1")
    return workspace, (dataset, before, after)


@pytest.fixture(scope="module")
def page(made: tuple[Workspace, Made]) -> Iterator[Page]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium")
    port = free_port()
    server = serve(made[0].root, port)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        shown = browser.new_context(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1440, "height": 900})
        yield shown.new_page()
        browser.close()
    server.kill()
    server.wait(10)


def median(act: Callable[[], None], before: Callable[[], None] = lambda: None) -> str:
    """Median and range in seconds, the first try (of a server that has drawn nothing yet) left out."""
    found = []
    for _try in range(TRIES + 1):
        before()
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return f"{statistics.median(found[1:]):.2f} ({min(found[1:]):.2f} to {max(found[1:]):.2f})"


@pytest.mark.slow
def test_first_pictures_and_controls(page: Page, made: tuple[Workspace, Made]):
    dataset, _before, run = made[1]
    rows = [("page", "first picture, s: median (range)")]
    for name, (address, wanted) in PAGES.items():
        target = address.format(dataset=dataset, run=run)

        def shown(target: str = target, wanted: str = wanted) -> None:
            page.goto(target)
            page.locator("h1").first.wait_for()
            page.locator(wanted).first.wait_for()

        rows.append((name, median(shown, lambda: page.goto("about:blank"))))
    renew("pages", rows, DOCUMENT)
    controls = [("control", "answer, s: median (range)"), *control_times(page, dataset, run)]
    renew("controls", controls, DOCUMENT)


def control_times(page: Page, dataset: str, run: str) -> list[tuple[str, str]]:
    """Choose with the keyboard, and wait until the page shows what was chosen."""
    page.goto(f"/audit?run={run}")
    page.locator(".js-plotly-plot").first.wait_for()
    places = iter(["Age", "Gender"] * (TRIES + 1))
    audit = median(lambda: pick(page, "Groups by", f"Users: {next(places)}"))
    page.goto(f"/train?dataset={dataset}")
    page.get_by_role("button", name="Train and audit").wait_for()
    presets = iter([("Causal", "mf × ips × logistic"), ("First look", "mf × bpr")] * (TRIES + 1))
    train = median(lambda: preset(page, *next(presets)))
    page.goto(f"/diagnose?dataset={dataset}")
    page.locator(".js-plotly-plot").first.wait_for()
    kinds = iter(["Item popularity", "Logistic regression"] * (TRIES + 1))
    diagnose = median(lambda: pick(page, "Propensity", next(kinds)))
    return [("Audit: groups by", audit), ("Train: begin with", train), ("Diagnose: propensity", diagnose)]


def preset(page: Page, name: str, about: str) -> None:
    page.get_by_role("radio", name=name).click()
    page.get_by_text(about, exact=True).wait_for()


def pick(page: Page, label: str, option: str) -> None:
    """The answer is there once the address has changed and nothing runs any more."""
    before = page.url
    box = page.get_by_role("combobox", name=label, exact=True)
    box.fill(option)
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_function("before => location.href !== before", arg=before)
