"""Training pairs in, training pairs out."""

from engine.mitigation.preprocessing import reweigh
from engine.mitigation.preprocessing.reweigh import Reweigh

PREPROCESSING: dict[str, type[Reweigh]] = {reweigh.KEY: Reweigh}

__all__ = ["PREPROCESSING", "Reweigh"]
