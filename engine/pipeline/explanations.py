"""Explain a finished run, or single recommendations of one user: fitted once, kept with the run."""

from typing import Any

import narwhals as nw
import numpy as np

from engine import columns as c
from engine.contracts import Dataset, Finding, Lists, Pairs, Run
from engine.errors import InputError
from engine.explain import Explanation, Ground, Named, Question, explain_items, explain_model, ground
from engine.explain.asking import LISTS_FILE, asked_of, code_of
from engine.explain.kept import kept_explanation
from engine.explain.kept import question as asked
from engine.models.load import load_scorer
from engine.models.predict import pair_scores
from engine.models.training import prepare_device
from engine.pipeline.plan import generator
from engine.pipeline.run import Watch
from engine.workspace import Workspace
from engine.workspace.arrays import read_fold, read_lists
from engine.workspace.made import keep_made
from engine.workspace.records import to_json

__all__ = ["check_question", "explain_run", "kept_explanation"]
MODEL_FILE = "model.safetensors"


def explain_run(
    workspace: Workspace,
    run_id: str,
    user: str | None = None,
    item: str | None = None,
    watch: Watch | None = None,
) -> Explanation:
    """Explain a run's model (no user), all items of a user's list, or one item for that user.

    Asked again, the kept answer is returned. `user` and `item` are ids of the log; where its ids are pseudonyms, also
    those of the uploaded files.

    Raises:
        InputError: `workspace.unknown`; `explain.item_alone`; `explain.no_model` for lists that another system
            made; `explain.unknown` for ids that the log does not have; `explain.no_list` for a user without a list;
            `explain.few_lists` and `explain.no_features` where nothing can be fitted.
        RunError: `training.model` where the kept model is damaged, `explain.not_additive`.
    """
    run = workspace.run(run_id)
    known = kept_explanation(workspace, run.id, user, item)
    if known is None:
        _check_model(run)
        question = asked(run.id, *asked_of(workspace, run, user, item))
        with workspace.dataset(run.dataset_id) as dataset:
            known = _compute(question, run, dataset, watch or _nobody)
        keep_made(workspace, "explanation", run.id, question.id, to_json(known))
    return known


def check_question(workspace: Workspace, run_id: str, user: str | None = None) -> str | None:
    """Refuse what `explain_run` would refuse of a run and a user, before anything is fitted.

    Gives the id that the user has in the dataset: what is written down of a question is the pseudonym alone.

    Raises:
        InputError: `workspace.unknown`, `explain.no_model`, `explain.unknown`, `explain.no_list`.
    """
    run = workspace.run(run_id)
    _check_model(run)
    return asked_of(workspace, run, user)[0]


def _check_model(run: Run) -> None:
    if "model" not in run.config or not (run.path / MODEL_FILE).exists():
        raise InputError("explain.no_model", run=run.id)


def _compute(question: Question, run: Run, dataset: Dataset, watch: Watch) -> Explanation:
    watch("features", 0.0)
    prepare_device()  # as many threads as a training has
    train, lists = read_fold(run.path / "split.parquet", "train"), read_lists(run.path / LISTS_FILE)
    told = _reranked(run)
    if question.user is None:
        on = _ground(run, dataset, train, lists)
        watch("shapley", 0.4)
        return explain_model(question, on, dataset, told, generator(run.config["seed"], "explained"))
    user = code_of(dataset.users, (c.USER, c.USER_CODE), question.user)
    items = _items(dataset, lists, user, question)
    on = _ground(run, dataset, train, lists)
    watch("shapley", 0.8)
    return explain_items(question, on, user, items, (*told, *_seen(train, user, items)))


def _ground(run: Run, dataset: Dataset, train: Pairs, lists: Lists) -> Ground:
    schema = dataset.schema
    scorer = load_scorer(run.config["model"], run.path / MODEL_FILE, schema.n_users, schema.n_items, train)

    def score(users: Any, items: Any) -> Any:
        nothing = np.zeros(len(users), dtype=np.float32)
        return pair_scores(scorer, Pairs(users, items, nothing, nothing))

    return ground(dataset, train, lists, score, generator(run.config["seed"], "explanation"))


def _items(dataset: Dataset, lists: Lists, user: int, question: Question) -> list[Named]:
    """The items to explain, with their places in the user's list: all of it, or the one that was named."""
    row = np.flatnonzero(lists.users == user)
    own = [int(code) for code in lists.items[row[0]] if code >= 0]
    codes = own
    if question.item is not None:
        codes = [code_of(dataset.items, (c.ITEM, c.ITEM_CODE), question.item)]
    ranks = {code: place for place, code in enumerate(own, start=1)}
    return [Named(code, *_names(dataset, code), ranks.get(code)) for code in codes]


def _names(dataset: Dataset, code: int) -> tuple[str, str]:
    """The item's id, and its first text (a title, as a rule); empty where there is none."""
    texts = [a.name for a in dataset.schema.item_attributes if a.kind == "text"][:1]
    frame = dataset.items.filter(nw.col(c.ITEM_CODE) == code).select(c.ITEM, *texts).collect()
    return str(frame[c.ITEM][0]), str(frame[texts[0]][0] or "") if texts else ""


def _seen(train: Pairs, user: int, items: list[Named]) -> tuple[Finding, ...]:
    """Items that the user's training history has already: no list would show them."""
    history = train.items[train.users == user]
    seen = [item.id for item in items if item.code in history]
    return (Finding("explain.seen", "note", {"items": seen}),) if seen else ()


def _reranked(run: Run) -> tuple[Finding, ...]:
    """What was done to the lists after the model had scored."""
    kinds = [part["kind"] for part in run.config.get("postprocessing", [])]
    return (Finding("explain.reranked", "caution", {"strategies": kinds}),) if kinds else ()


def _nobody(stage: str, share: float) -> None:
    """Nobody watches."""
