"""A finished run's scorer, from its settings and its kept weights."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.config import Spec, make
from engine.contracts import Pairs
from engine.errors import RunError
from engine.models import MODELS
from engine.models.checkpoint import load_tensors
from engine.models.scorer import Scorer


def load_scorer(model: Mapping[str, Any], file: Path, n_users: int, n_items: int, train: Pairs) -> Scorer:
    """The trained scorer on the CPU. `model`: `{"kind", "params"}` of the run's canonical config.

    Raises:
        RunError: `training.model` where the file is damaged or its tensors are not those of the model.
    """
    component = make(MODELS, Spec.of(model["kind"], **model["params"]), "model")
    scorer = component.build(n_users, n_items, train)
    try:
        tensors, _facts = load_tensors(file)
        scorer.load_state_dict(tensors)
    except (RunError, RuntimeError):
        raise RunError("training.model", file=file.name) from None
    return scorer.eval()
