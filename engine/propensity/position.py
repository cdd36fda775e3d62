"""How likely a position on the list is looked at: the position-based model of clicks."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine import columns as c
from engine.contracts import Pairs
from engine.errors import InputError
from engine.propensity.evidence import Evidence, Fitted, Needs, ObservedOnly, logged
from engine.propensity.examination import Cells, examination, joined

KEY = "position"


@dataclass(frozen=True, slots=True)
class Position:
    """P(click | u, i, k) = theta_k gamma_i: position k is looked at, and item i is liked; p of a row is theta_k.

    theta and gamma maximise the likelihood of the training fold's clicks and skips (feedback below the relevance
    threshold), found by expectation maximisation. What separates the two are items that were shown at several
    positions; that popular items stand higher does no harm, as gamma_i has each item's own part. Neighbouring
    positions are pooled from the first on until each group has `least` clicks. Only ratios of theta are known, so the
    largest is set to 1: relative exposure. It corrects for the place, not for what was never shown. Source: Richardson,
    Dominowska & Ragno (2007), Predicting clicks, section 7; Chuklin, Markov & de Rijke (2015), Click models for web
    search, chapters 3.2 and 4; Wang, Golbandi, Bendersky, Metzler & Najork (2018), Position bias estimation for
    unbiased learning to rank in personal search.
    """

    NEEDS: ClassVar[Needs] = "position"
    least: Annotated[int, Field(ge=1)] = 50

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """Fit to the training rows; nothing is drawn.

        Raises:
            InputError: `propensity.no_column` or `propensity.position_range` where rows have no position,
                `propensity.no_skips` where every row is a click or none is, `propensity.one_position` where clicks
                are too few for two groups of positions, `propensity.position_confounded` where no item links them.
        """
        positions = _positions(evidence.train)
        relevance = evidence.relevance
        clicks = np.ones(len(positions), bool) if relevance is None else evidence.train.feedback >= relevance
        if clicks.all() or not clicks.any():
            raise InputError("propensity.no_skips", clicks=int(clicks.sum()), rows=len(clicks))
        starts = self._starts(positions, clicks)
        if len(starts) == 1:
            raise InputError("propensity.one_position", clicks=int(clicks.sum()), least=self.least)
        cells = Cells.of(evidence.train.items, _groups(positions, starts), clicks)
        apart = joined(cells)
        if apart > 1:
            raise InputError("propensity.position_confounded", groups=apart)
        return _ByPosition(starts, examination(cells), np.unique(positions))

    def _starts(self, positions: NDArray[np.int64], clicks: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The first position of each group: as short as `least` clicks allow, a rest goes to the last."""
        distinct, place = np.unique(positions, return_inverse=True)
        clicked = np.bincount(place, weights=clicks)
        starts, so_far = [int(distinct[0])], 0
        for i, position in enumerate(distinct.tolist()):
            if so_far >= self.least and clicked[i:].sum() >= self.least:
                starts.append(position)
                so_far = 0
            so_far += int(clicked[i])
        return np.array(starts)


@dataclass(frozen=True, slots=True)
class _ByPosition(ObservedOnly):
    """Group g holds positions from `starts[g]` up to the next start; `positions`: those that were seen."""

    starts: NDArray[np.int64]
    by_group: NDArray[np.float64]
    positions: NDArray[np.int64]
    floor: float = 0.0
    relative: bool = True

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        """Each position of the training fold with its theta; positions of one group have the same."""
        thetas = self.by_group[_groups(self.positions, self.starts)]
        return tuple(zip(self.positions.tolist(), thetas.tolist(), strict=True))

    def observed(self, pairs: Pairs) -> NDArray[np.float64]:
        return self.by_group[_groups(_positions(pairs), self.starts)]


def _positions(pairs: Pairs) -> NDArray[np.int64]:
    """The logged positions: whole numbers from 1 on."""
    given = logged(pairs, c.POSITION)
    wrong = int((~((given >= 1) & (given == np.floor(given)) & np.isfinite(given))).sum())
    if wrong:
        raise InputError("propensity.position_range", n=wrong, rows=len(given))
    return given.astype(np.int64)


def _groups(positions: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(starts[1:], positions, side="right")
