"""Risks that training minimises: one file each, listed here in the order in which forms show them."""

from engine.objectives import bpr, ips, naive
from engine.objectives.batch import Batch
from engine.objectives.bpr import BPR
from engine.objectives.ips import IPS
from engine.objectives.naive import Naive

Objective = Naive | IPS | BPR
OBJECTIVES: dict[str, type[Naive] | type[IPS] | type[BPR]] = {naive.KEY: Naive, ips.KEY: IPS, bpr.KEY: BPR}

__all__ = ["OBJECTIVES", "Batch", "Objective"]
