"""`equipoise audit`, `plan` and `cohorts` as a person and a program call them."""

import json
import shlex
import sys

import pytest

import engine
from engine.cli.__main__ import main
from engine.config import RunConfig, Spec, TrainingConfig
from engine.workspace.cohorts import cohorts, drop_cohort

CONFIG = RunConfig(seed=61, model=Spec("popularity"), training=TrainingConfig(epochs=1))


@pytest.fixture
def run(small):
    workspace, dataset = small
    return engine.run(workspace, dataset, CONFIG).id


@pytest.fixture
def call(small, capsys, monkeypatch):
    """A verb on the small workspace: exit code, stdout (JSON where asked for), stderr."""

    def asked(*arguments):
        words = ["equipoise", *map(str, arguments), "--workspace", str(small[0].root)]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return stop.value.code or 0, (json.loads(out) if "--json" in words and out else out), err

    return asked


@pytest.fixture
def cohort(small, call):
    call("cohorts", small[1], "gender=F", "area=north", "--save", "northern women")
    yield "northern women"
    if cohorts(small[0], small[1]):
        drop_cohort(small[0], small[1], "northern women")


def test_answers_come_first_then_rows_with_their_scale(call, run):
    code, out, err = call("audit", run)
    assert code == 0 and err == ""
    first = out.splitlines()[2]
    assert " by gender. " in first or " by age. " in first, "an answer, in words"
    assert out.index("comparisons could be judged") < out.index("scale") < out.index("hold together at 95%")
    code, told, _ = call("audit", run, "--json")
    assert {one["attribute"] for one in told["answers"]} >= {"gender", "age"}
    assert told["method"]["comparisons"] >= 3 and told["answers"][0]["verdict"]


def test_indices_have_no_gap(call, run):
    family = {"metric": "rsp", "attribute": "genres", "scale": "index", "tolerance": [0, 0.25]}
    settings = [part for name, value in family.items() for part in ("--set", f"family.0.{name}={json.dumps(value)}")]
    code, out, _ = call("audit", run, *settings)
    assert code == 0 and "index" in out and "0 is served alike" in out


def test_groups_and_cohorts_beside_and_the_usual_family(call, run, cohort, small, tmp_path):
    code, told, _ = call("audit", run, "--groups", "gender*area", "--cohort", cohort, "--json")
    assert code == 0
    table = small[0].audit(run, told["audit"])
    assert {"gender*area", cohort} <= {row.attribute for row in table.rows}
    assert all(row.verdict is None for row in table.rows if row.attribute in ("gender*area", cohort))
    file = tmp_path / "family.toml"
    file.write_text('k = 5\n[[family]]\nmetric = "recall"\nattribute = "gender"\n', encoding="utf-8")
    own = call("audit", run, "--config", file, "--json")[1]
    usual = call("audit", run, "--config", file, "--usual", "--json")[1]
    assert [one["metric"] for one in own["answers"]] == ["recall"]
    assert {one["metric"] for one in usual["answers"]} >= {"ndcg"} and "ndcg@5" in usual["metrics"]


def test_a_plan_says_the_family_and_the_command_that_runs_it(call, run):
    code, out, err = call("plan", run, "--harm", "worse_lists", "--who", "gender", "--reference", "gender=M")
    assert code == 0 and err == "" and "NDCG" in out and "exploratory" in out
    command = shlex.split(out.strip().splitlines()[-1])
    assert command[:3] == ["equipoise", "audit", run]
    told = call(*command[1:], "--json")[1]
    assert [(one["metric"], one["attribute"]) for one in told["answers"]] == [("ndcg", "gender")]
    assert told["method"]["comparisons"] == 1


def test_a_plan_in_json(call, run, cohort):
    code, told, _ = call("plan", run, "--tolerance", "0.9,1.2", "--cohort", cohort, "--who", "age", "--json")
    assert code == 0 and told["config"]["tolerance"] == [0.9, 1.2]
    assert [one["attribute"] for one in told["family"]] == ["age", cohort] and told["gaps"] == 3 + 1
    assert told["family"][0]["could_flag"] and told["family"][1]["could_flag"] == []
    usual = call("plan", run, "--json")[1]
    assert {one["metric"] for one in usual["family"]} == {"ndcg", "exposure"}
    lacking = call("plan", run, "--harm", "wrong_predictions", "--who", "gender", "--json")[1]["not_measurable"]
    assert lacking == {"wrong_predictions": "not_on_scale"}


def test_cohorts_are_saved_shown_and_forgotten(call, small, cohort):
    code, told, _ = call("cohorts", small[1], "--json")
    assert code == 0 and told[0]["name"] == cohort and told[0]["conditions"] == {"gender": "F", "area": "north"}
    assert told[0]["most"] == told[0]["least"] + 9
    assert cohort in call("cohorts", small[1])[1]
    code, out, _ = call("cohorts", small[1], "--forget", cohort)
    assert code == 0 and "No cohort is saved" in out


BAD = [
    (["cohorts", "DATASET", "gender=F"], "--save NAME"),
    (["cohorts", "DATASET", "gender", "--save", "x"], "ATTRIBUTE=VALUE"),
    (["cohorts", "DATASET", "--save", "x"], "one value of one to three"),
    (["cohorts", "DATASET", "gender=Q", "--save", "x"], "does not exist"),
    (["cohorts", "DATASET", "--forget", "x"], "no cohort"),
    (["audit", "RUN", "--groups", "gender*planet"], "planet"),
    (["audit", "RUN", "--cohort", "x"], "no cohort"),
    (["plan", "RUN", "--harm", "boredom"], "boredom"),
    (["plan", "RUN", "--who", "planet"], "planet"),
    (["plan", "RUN", "--harm", "unseen", "--who", "gender"], "declares no comparison"),
    (["plan", "RUN", "--tolerance", "wide"], "LOW,HIGH"),
    (["plan", "RUN", "--tolerance", "1.1,1.2"], "around 1"),
    (["plan", "RUN", "--reference", "gender"], "ATTRIBUTE=GROUP"),
    (["plan", "RUN", "--against", "everybody"], "everybody"),
    (["plan", "nothing"], "no run"),
]


@pytest.mark.parametrize(("arguments", "said"), BAD, ids=lambda v: v if isinstance(v, str) else " ".join(v[:3]))
def test_what_does_not_work_exits_with_2_and_one_line(call, small, run, arguments, said):
    code, out, err = call(*({"DATASET": small[1], "RUN": run}.get(one, one) for one in arguments))
    assert code == 2 and out == "" and said in err
    assert err.startswith("Error: ") and err.count("\n") == 1
