"""Two uploads whose lists miss different people: no audit beside the other, no comparison and no file gives a small
group away by subtraction.
"""

import csv
import io
import json
import random

import pytest

import engine
from engine.audit.kept import kept_comparison
from engine.audit.withheld import hidden_in
from engine.config import AuditConfig
from engine.data.importing import ImportRequest
from engine.workspace import Workspace

SIZES = {"tiny": 14, "mid": 12, "small": 15, "other": 16, "big": 60}
"""Four of `tiny` have a test, so `mid` goes with it. Seven of `other` have no list in A, seven of `small` none in B."""
ALL = {"tiny", "mid", "small", "other"}


def missing(user, label):
    return user.startswith(label) and int(user.removeprefix(label)) < 7


def write(folder):
    rng = random.Random(1)
    users = {f"{label}{i:02d}": label for label, n in SIZES.items() for i in range(n)}
    rows = []
    for user in users:
        rows += [(user, f"i{i}", rng.randint(3, 5), 1000 + i) for i in rng.sample(range(30), 8)]
        tested = not user.startswith("tiny") or int(user[4:]) < 4
        rows += [(user, f"i{i}", 5, 3000) for i in rng.sample(range(30, 40), 3) if tested]
    lists = {
        name: [
            (u, f"i{i}", k) for u in users if not missing(u, skip) for k, i in enumerate(rng.sample(range(40), 5), 1)
        ]
        for name, skip in (("A", "other"), ("B", "small"))
    }
    files = {"users": (("user_id", "region"), users.items())}
    files["log"] = (("user_id", "item_id", "rating", "timestamp"), rows)
    files |= {name: (("user_id", "item_id", "rank"), of) for name, of in lists.items()}
    for name, (head, of) in files.items():
        text = "\n".join(",".join(map(str, line)) for line in (head, *of))
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("together")
    write(folder)
    workspace = Workspace(folder / "ws")
    mapping = (("feedback", "rating"),)
    dataset = workspace.add_dataset(
        ImportRequest(interactions=folder / "log.csv", users=folder / "users.csv", name="x", mapping=mapping)
    )
    audits = [engine.audit_recommendations(workspace, dataset.id, folder / f"{n}.csv", "2000") for n in "AB"]
    return workspace, audits


def shown(rows):
    """The groups by region of which a row shows a number."""
    return {row["group"] for row in rows if row["attribute"] == "region" and row["n"] not in (None, "")}


def test_the_two_audits_hide_alike_whomever_their_lists_miss(made):
    _workspace, audits = made
    assert [hidden_in(table.rows)["region"] for table in audits] == [{"tiny", "mid"}] * 2
    counts = [{(r.group, r.metric): r.n for r in table.rows if r.attribute == "region"} for table in audits]
    assert counts[0] == counts[1], "what is published as n is the test set's, so nobody's absence can be subtracted"
    few = {(r.group, r.reason) for r in audits[0].rows if r.attribute == "region" and r.metric == "ndcg"}
    assert ("other", "few_judged") in few


def test_the_comparison_hides_what_either_hides(made):
    workspace, audits = made
    found = engine.compare_runs(workspace, [table.run_id for table in audits])
    assert hidden_in(found.groups)["region"] == ALL
    assert {r.group for r in found.gains if r.attribute == "region" and r.n is not None} == {"big"}


@pytest.mark.parametrize("sections", [None, ["findings", "groups"], ["comparison"]])
def test_no_file_shows_what_another_part_of_it_hides(made, tmp_path, sections):
    workspace, audits = made
    files = engine.write_report(workspace, [t.run_id for t in audits], ["json", "csv", "html"], tmp_path, sections)
    data = json.loads(files[0].read_text(encoding="utf-8"))
    assert shown(data["audit"]["rows"]) <= {"big"}
    lines = list(csv.DictReader(io.StringIO(files[1].read_text(encoding="utf-8-sig"))))
    for table in audits:
        assert shown([line for line in lines if line["run"] == table.run_id]) == {"big"}
    if data["comparison"] is not None:
        assert shown(data["comparison"]["paired"]["groups"]) == {"big"}
        sides = [g[s] for g in data["comparison"]["gaps"] for s in ("before", "after") if g["group"] in ALL]
        assert sides and all(side["n"] is None and side["value"] is None for side in sides)
    told = {f["facts"]["group"]: f["code"] for f in data["audit"]["findings"] if f["facts"].get("group") in ALL}
    assert set(told.values()) <= {"gap.suppressed"}


def test_a_later_audit_that_hides_more_makes_the_kept_comparison_old(made):
    workspace, audits = made
    runs = [workspace.run(table.run_id) for table in audits]
    engine.compare_runs(workspace, [run.id for run in runs])
    assert kept_comparison(workspace, runs) is not None
    rows = tuple(_hidden(row) if row.group == "big" and row.side == "user" else row for row in audits[0].rows)
    more = type(audits[0])(**{**_fields(audits[0]), "id": "f" * 16, "rows": rows})
    file = workspace.root / "runs" / runs[0].id / "audits" / f"{more.id}.json"
    workspace.add_audit(more)
    try:
        assert kept_comparison(workspace, runs) is None
        assert hidden_in(engine.compare_runs(workspace, [r.id for r in runs]).groups)["region"] == {*ALL, "big"}
        file.write_text("{", encoding="utf-8")
        assert kept_comparison(workspace, runs, AuditConfig()) is not None, "an audit that can't be read hides nothing"
    finally:
        file.unlink()


def _fields(table):
    return {name: getattr(table, name) for name in type(table).__dataclass_fields__}


def _hidden(row):
    facts = {name: getattr(row, name) for name in type(row).__dataclass_fields__}
    return type(row)(**{**facts, "n": None, "value": None, "gap": None, "reason": "few_users"})
