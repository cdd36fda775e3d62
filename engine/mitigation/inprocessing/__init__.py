"""Batches in, a penalty out that training adds to its risk."""

from engine.mitigation.inprocessing import parity_penalty
from engine.mitigation.inprocessing.parity_penalty import ParityPenalty

INPROCESSING: dict[str, type[ParityPenalty]] = {parity_penalty.KEY: ParityPenalty}

__all__ = ["INPROCESSING", "ParityPenalty"]
