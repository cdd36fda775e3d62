"""The figures of docs/results.md: five seeds of the planted world, three of MovieLens-100K."""

import statistics
from pathlib import Path

import pytest

import engine
from engine.config import RunConfig, Spec
from engine.errors import InputError
from engine.workspace import Workspace

DOCUMENT = Path(__file__).parents[2] / "docs" / "results.md"
STRATEGIES = {
    "none": {},
    "reweigh (pre)": {"preprocessing": (Spec.of("reweigh", attribute="region"),)},
    "parity_penalty (in)": {"inprocessing": (Spec.of("parity_penalty", attribute="region"),)},
    "exposure_rerank (post)": {"postprocessing": (Spec.of("exposure_rerank", attribute="provider_group"),)},
}
NO_EFFECT = ("age", "device", "format")


def renew(name: str, rows: list[tuple[str, ...]], document: Path = DOCUMENT) -> None:
    """Put a table between its marks in a document."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = document.read_text(encoding="utf-8")
    before, rest = text.split(begin)
    document.write_text(f"{before}{begin}\n" + "\n".join(lines) + f"\n{end}" + rest.split(end)[1], encoding="utf-8")


def spread(values: list[float]) -> str:
    return f"{statistics.mean(values):.3f} ({min(values):.3f} to {max(values):.3f})"


@pytest.mark.slow
def test_planted_world_five_seeds(tmp_path):
    workspace = Workspace(tmp_path / "ws")
    dataset = engine.sample(workspace, "planted").id
    table = [
        ("strategy", "NDCG@10", "city", "rural", "rural / city", "verdicts", "independent / established", "verdicts")
    ]
    flagged = []
    for name, strategy in STRATEGIES.items():
        audits = []
        for seed in range(5):
            run = engine.run(workspace, dataset, RunConfig(seed=seed, **strategy))
            audits.append(workspace.audit(run.id, run.audit))
        of = [{(r.metric, r.attribute, r.group): r for r in audit.rows} for audit in audits]
        city, rural = ([rows["ndcg", "region", g] for rows in of] for g in ("city", "rural"))
        independent = [rows["exposure", "provider_group", "independent"] for rows in of]
        flagged += [r for rows in of for r in rows.values() if r.attribute in NO_EFFECT and r.verdict == "outside"]
        table.append((
            name, spread([a.overall["ndcg@10"] for a in audits]), spread([r.value for r in city]),
            spread([r.value for r in rural]), spread([r.gap for r in rural]), counted(rural),
            spread([r.gap for r in independent]), counted(independent),
        ))  # fmt: skip
    renew("planted", table)
    assert flagged == []


def counted(rows) -> str:
    verdicts = [r.verdict for r in rows]
    return ", ".join(f"{v} {verdicts.count(v)}" for v in dict.fromkeys(verdicts))


@pytest.mark.slow
def test_movielens_three_seeds(tmp_path):
    workspace = Workspace(tmp_path / "ws")
    try:
        dataset = engine.sample(workspace, "movielens-100k").id
    except InputError as error:
        pytest.skip(f"MovieLens-100K could not be had: {error}")
    table = [("seed", "NDCG@10", "recall@10", "epochs", "CPU s of training", "F / M", "verdict")]
    found = []
    for seed in range(3):
        run = engine.run(workspace, dataset, RunConfig(seed=seed))
        rows = {(r.metric, r.attribute, r.group): r for r in workspace.audit(run.id, run.audit).rows}
        gender = rows["ndcg", "gender", "F"]
        epochs = (run.path / "history.json").read_text().count('"epoch"')
        found.append(run.metrics["test"]["ndcg@10"])
        table.append((
            str(seed), f"{found[-1]:.4f}", f"{run.metrics['test']['recall@10']:.4f}", str(epochs),
            f"{run.seconds['training_cpu']:.1f}", f"{gender.gap:.2f} [{gender.gap_low:.2f}, {gender.gap_high:.2f}]",
            str(gender.verdict),
        ))  # fmt: skip
    renew("movielens", table)
    assert statistics.median(found) >= 0.285
