"""Scorers: one file each, listed here in the order in which forms show them."""

from engine.models import bias, mf, popularity
from engine.models.bias import Bias
from engine.models.mf import MF
from engine.models.popularity import Popularity

MODELS: dict[str, type[Popularity] | type[Bias] | type[MF]] = {
    popularity.KEY: Popularity,
    bias.KEY: Bias,
    mf.KEY: MF,
}
