"""Risks that training minimises: one file each, listed here in the order in which forms show them."""

from engine.objectives import bpr, dr, ips, mrdr, naive, naive_clicks, rel_mf, ubpr
from engine.objectives.base import Objective, Scores
from engine.objectives.batch import Batch
from engine.objectives.bpr import BPR
from engine.objectives.dr import DR
from engine.objectives.ips import IPS
from engine.objectives.mrdr import MRDR
from engine.objectives.naive import Naive
from engine.objectives.naive_clicks import NaiveClicks
from engine.objectives.rel_mf import RelMF
from engine.objectives.ubpr import UBPR

OBJECTIVES: dict[str, type[Objective]] = {
    naive.KEY: Naive,
    ips.KEY: IPS,
    dr.KEY: DR,
    mrdr.KEY: MRDR,
    naive_clicks.KEY: NaiveClicks,
    rel_mf.KEY: RelMF,
    bpr.KEY: BPR,
    ubpr.KEY: UBPR,
}

__all__ = ["OBJECTIVES", "Batch", "Objective", "Scores"]
