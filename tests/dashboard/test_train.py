"""The Train page offers what has a meaning, says why the rest has none, and starts what was chosen."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.data.importing import ImportRequest
from engine.jobs import process
from engine.jobs.store import home
from engine.models.combinations import table
from engine.workspace.files import read_json


@pytest.fixture(autouse=True)
def no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are written down and not started."""
    monkeypatch.setattr(process, "_launch", lambda *_arguments: None)


def asked(workspace: Any) -> list[str]:
    """The command line of the newest job."""
    newest = max(home(workspace).glob("*/job.json"))
    return list(read_json(newest)["arguments"])


def options(at: AppTest, name: str) -> list[str]:
    return [o for radio in at.radio if radio.key == f"train_{name}" for o in radio.options]


def test_without_data_it_says_what_to_do(app: Callable[..., AppTest]):
    at = app("train")
    assert not at.exception
    assert "no log to train on" in at.info[0].value


def test_the_first_look_is_ready_at_once(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill()
    at = app("train")
    assert not at.exception and not at.error
    at.button(key="train").click().run()
    assert not at.exception
    assert asked(workspace) == [
        *("run", dataset, "--set", 'model.kind="mf"', "--set", 'objective.kind="bpr"'),
        *("--set", 'propensity.kind="none"'),
    ]


def test_presets_set_every_part(app: Callable[..., AppTest], fill: Any, workspace: Any):
    fill()
    at = app("train")
    at.segmented_control[0].set_value("causal").run()
    chosen = {radio.key: radio.value for radio in at.radio}
    assert chosen == {"train_model": "mf", "train_objective": "ips", "train_propensity": "logistic"}
    at.segmented_control[0].set_value("mitigated").run()
    assert at.toggle(key="train_on_reweigh").value, "each group of items is one provider: nothing to judge there"
    at.toggle(key="train_on_exposure_rerank").set_value(True).run()
    assert at.selectbox(key="train_exposure_rerank_attribute").value == "provider"
    assert at.segmented_control[0].value is None
    at.selectbox(key="train_reweigh_target").set_value("observed").run()
    at.number_input(key="train_model_mf_dim").set_value(8).run()
    at.number_input(key="train_seed").set_value(3).run()
    assert not at.exception
    at.button(key="train").click().run()
    arguments = asked(workspace)
    assert 'preprocessing=[{"kind": "reweigh", "params": {"attribute": "gender", "target": "observed"}}]' in arguments
    assert (
        'postprocessing=[{"kind": "exposure_rerank", "params": {"attribute": "provider", "target": 0.9}}]' in arguments
    )
    assert "model.params.dim=8" in arguments and "seed=3" in arguments
    assert "training.epochs=150" not in arguments  # defaults are left to the engine


def test_only_meaningful_combinations_are_offered_and_the_rest_has_reasons(
    app: Callable[..., AppTest], fill: Any, workspace: Any
):
    fill()
    at = app("train")
    meaningful = {(m, o, p) for m, o, p, against in table(workspace.datasets()[0].schema) if against is None}
    for model in ("popularity", "bias", "mf"):
        at.radio(key="train_model").set_value(model).run()
        shown = set(options(at, "objective"))
        if model == "mf":  # one aim after the other
            at.segmented_control(key="train_aim").set_value("predict").run()
            shown |= set(options(at, "objective"))
        assert len(shown or [0]) == len({o for m, o, _p in meaningful if m == model})
    at.radio(key="train_objective").set_value("ips").run()
    assert len(options(at, "propensity")) == len({p for m, o, p in meaningful if (m, o) == ("mf", "ips")})
    said = " ".join(m.value for m in at.markdown)
    assert "needs one" in said and "rows of random exposure, and the log has none" in said
    at.radio(key="train_model").set_value("popularity").run()
    assert at.toggle(key="train_on_parity_penalty").disabled
    assert any("computed in one step" in c.value for c in at.caption)


def test_an_aim_begins_with_its_own_objective_and_presets_choose_it(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("train")
    assert at.segmented_control(key="train_aim").value == "rank" and at.radio(key="train_objective").value == "bpr"
    at.segmented_control(key="train_aim").set_value("predict").run()
    assert at.radio(key="train_objective").value == "naive" and at.segmented_control(key="train_preset").value is None
    at.radio(key="train_objective").set_value("dr").run()
    assert at.segmented_control(key="train_aim").value == "predict" and at.radio(key="train_propensity").value
    at.segmented_control(key="train_preset").set_value("first").run()
    assert at.segmented_control(key="train_aim").value == "rank" and at.radio(key="train_objective").value == "bpr"
    assert not at.exception


def test_clicks_offer_no_ratings(app: Callable[..., AppTest], workspace: Any, tmp_path: Any):
    log = tmp_path / "clicks.csv"
    log.write_text("user_id,item_id\n" + "".join(f"u{n % 40},i{n % 11}\n" for n in range(440)), encoding="utf-8")
    workspace.add_dataset(ImportRequest(log))
    at = app("train")
    assert not at.exception
    assert len(at.radio(key="train_model").options) == 2
    assert [o for c in at.segmented_control for o in c.options] == ["First look", "Mitigated"]  # and no other aim
    assert all(toggle.disabled for toggle in at.toggle if "train_on_" in str(toggle.key))  # no attributes, no groups
    assert any("clicks only" in m.value for m in at.markdown)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("train_evaluation.k", 5000, "k must be ≥ 1 · ≤ 100"), ("train_model_mf_dim", 0, "length must be ≥ 1"),
     ("train_training.epochs", 0, "Epochs at most must be"), ("train_learning_rate", -5.0, "rate must be > 0")],
)  # fmt: skip
def test_a_value_out_of_its_bounds_is_named_and_nothing_is_trained(
    app: Callable[..., AppTest], fill: Any, field: str, value: float, said: str
):
    fill()
    at = app("train")
    at.number_input(key=field).set_value(value).run()
    assert at.button(key="train").disabled
    assert any(said in caption.value for caption in at.caption)


def test_a_threshold_can_be_given_for_the_run(app: Callable[..., AppTest], fill: Any, workspace: Any):
    fill()
    at = app("train")
    (box,) = [box for box in at.number_input if "relevance" in str(box.key)]
    assert box.value is None
    box.set_value(4).run()
    at.button(key="train").click().run()
    assert "evaluation.relevance=4" in [part.removesuffix(".0") for part in asked(workspace)]


def test_a_waiting_training_is_joined_and_not_started_twice(app: Callable[..., AppTest], fill: Any, workspace: Any):
    fill()
    at = app("train")
    at.button(key="train").click().run()
    at.switch_page("views/train.py").run()
    at.button(key="train").click().run()
    assert len(list(home(workspace).glob("*/job.json"))) == 1
    at.switch_page("views/train.py").run()
    assert any("1 training before it in the queue" in m.value for m in at.markdown)
