"""The pictures of docs/images: every page on the planted world, light and dark. `make pictures`."""

import io
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

import engine
from engine import jobs
from engine.audit import RESULTS_VERSION
from engine.config import RunConfig, Spec
from engine.workspace import Workspace
from tests.browser.conftest import FLAGS, chromium, free_port, serve

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZE = {"width": 1280, "height": 1400}
SHRUNK = (800, 875)
LONG = "mf × bpr · seed 1"
"""A training that runs while the Jobs page is drawn."""
PLOTTED = ("data", "diagnose", "assumptions", "audit", "compare", "explain")
PAGES = (
    "jobs",
    "home",
    "data",
    "lists",
    "diagnose",
    "train",
    "assumptions",
    "plan",
    "audit",
    "compare",
    "explain",
    "report",
)


def made(root: Path) -> str:
    """Two runs with all that pages show kept; the address' parameters."""
    workspace = Workspace(root)
    dataset = engine.sample(workspace, "planted").id
    before = jobs.start(workspace, "run", ["run", dataset], dataset, "mf × bpr")
    while jobs.read(workspace, before.id, time.time())[1].live:
        time.sleep(0.2)
    rerank = Spec.of("exposure_rerank", attribute="provider_group")
    runs = [engine.run(workspace, dataset, RunConfig(postprocessing=steps)).id for steps in ((), (rerank,))]
    jobs.start(workspace, "run", ["run", dataset, "--set", "seed=1", "--set", "training.patience=150"], dataset, LONG)
    engine.diagnose(workspace, dataset)
    engine.compare_runs(workspace, runs)
    engine.explain_run(workspace, runs[-1])
    return f"dataset={dataset}&run={runs[-1]}"


def main() -> None:
    """Draw each page in both appearances and keep it small."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        root = Path(folder) / "workspace"
        parameters = made(root)
        port = free_port()
        server = serve(root, port)
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            for scheme in ("light", "dark"):
                page = browser.new_context(color_scheme=scheme, viewport=SIZE).new_page()
                for name in PAGES:
                    keep(draw(page, f"http://127.0.0.1:{port}", name, parameters), f"{name}-{scheme}")
        finally:
            browser.close()
            server.kill()
            server.wait()
    print(f"{2 * len(PAGES)} pictures of results version {RESULTS_VERSION}")


def draw(page: Page, address: str, name: str, parameters: str) -> bytes:
    page.goto(f"{address}/{'' if name == 'home' else name}?{parameters}")
    page.locator("h1").first.wait_for()
    if name in PLOTTED:
        page.locator(".js-plotly-plot").first.wait_for()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(1500)  # figures fade in
    return page.screenshot()


def keep(picture: bytes, name: str) -> None:
    image = Image.open(io.BytesIO(picture)).convert("RGB").resize(SHRUNK, Image.Resampling.LANCZOS)
    image.save(IMAGES / f"{name}.webp", quality=70)


if __name__ == "__main__":
    main()
