"""What corrections do to learning from clicks, where exposure was planted to mislead: fits, choices, gains."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import t as student

from engine.config import TrainingConfig
from engine.contracts import Pairs
from engine.data.features import Features
from engine.evaluation import Judged, judged
from engine.models.fit import Plan, fit
from engine.models.mf import MF
from engine.models.predict import pair_scores
from engine.models.scorer import Scorer
from engine.objectives import OBJECTIVES
from engine.propensity import Evidence
from engine.propensity.popularity import Popularity
from tests.truth.clicks_worlds import ClicksWorld, clicks_world

PENALTIES = {"pairs": (0.1, 1.0), "negatives": (0.03, 0.06), "items": (0.03, 0.06)}
"""Values of `l2` that the search tries, by what an objective draws."""
TRAINING = TrainingConfig(epochs=60, batch_size=1024, learning_rate=0.03, patience=24)
DIM, RELEVANT, WHOLE = 8, 1.0, 1e6
CPU = torch.device("cpu")
NUMBERS = ("auc", "gauc", "ndcg@5")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Method:
    """An objective and its propensity: empty, `true` or `popularity`; `whole`: without bound on negative weights."""

    objective: str
    propensity: str = ""
    whole: bool = False

    @property
    def twin(self) -> "Method":
        """The same without the correction."""
        return Method(OBJECTIVES[self.objective].TWIN)

    @property
    def name(self) -> str:
        """As tables show it."""
        of = f", {self.propensity}" if self.propensity else ""
        return f"`{self.objective}`{of}{', slack 1e6' if self.whole else ''}"


METHODS = tuple(
    method
    for naive, corrected in (("naive_clicks", "rel_mf"), ("bpr", "ubpr"))
    for method in (
        Method(naive),
        Method(corrected, "true"),
        Method(corrected, "true", whole=True),
        Method(corrected, "popularity"),
    )
)


@dataclass(frozen=True)
class Bench:
    """One world, and what was trained in it so far; weighted validation has the true propensities, for all alike."""

    world: ClicksWorld
    seed: int
    scorers: dict[tuple[Method, float], Scorer] = field(default_factory=dict)

    def learnt(self, method: Method, penalties: Iterable[float] = ()) -> tuple[float, Floats]:
        """The `l2` of the best `weighted_rank`, and `NUMBERS` of the randomized test, then of all pairs."""
        tried = tuple(penalties) or PENALTIES[OBJECTIVES[method.objective].DRAWS]
        best = max(tried, key=lambda l2: self.weighted_rank(self.scorer(method, l2)))
        scorer = self.scorer(method, best)
        return best, np.concatenate([_numbers(scorer, of) for of in (self.world.split.test, self.world.everything())])

    def scorer(self, method: Method, l2: float) -> Scorer:
        """Trained once."""
        if (method, l2) not in self.scorers:
            self.scorers[method, l2] = fit(self._plan(method, l2), TRAINING, CPU)[0]
        return self.scorers[method, l2]

    def weighted_rank(self, scorer: Scorer) -> float:
        """Sum w a / sum w over validation clicks, w = 1/p, a = 1 - the share of items that score as high.

        Items with a training click do not count. The sums go over all users: in the NDCG of one user with a single
        click its weight cancels, and a mean of such numbers prefers what fits the exposure.
        """
        split, everything = self.world.split, self.world.everything()
        scores = pair_scores(scorer, everything).reshape(self.world.relevant.shape)
        scores[split.train.users, split.train.items] = -np.inf
        own = scores[split.valid.users, split.valid.items]
        below = (scores[split.valid.users] < own[:, None]).mean(axis=1)
        return float(np.average(below, weights=1 / self._propensities("true", split.valid)))

    def _plan(self, method: Method, l2: float) -> Plan:
        split = self.world.split
        return Plan(
            model=MF(dim=DIM, l2=l2),
            objective=OBJECTIVES[method.objective](**({"slack": WHOLE} if method.whole else {})),
            split=split,
            train=split.train,
            propensities=self._propensities(method.propensity, split.train) if method.propensity else None,
            validation_weights=1 / self._propensities("true", split.valid),
            test_weights=None,
            penalties=(),
            relevance=RELEVANT,
            k=10,
            seed=self.seed,
            eligible=self.world.eligible,
        )

    def _propensities(self, kind: str, pairs: Pairs) -> Floats:
        if kind == "true":
            return self.world.propensity[pairs.users, pairs.items]
        shape = self.world.relevant.shape
        evidence = Evidence(self.world.split.train, self.world.eligible, *(no_features(n) for n in shape))
        return Popularity().fit(evidence, np.random.default_rng(0)).observed(pairs)


def no_features(n: int) -> Features:
    """Nothing is known of n users or items."""
    return Features(np.empty((n, 0), np.float32), ())


def _numbers(scorer: Scorer, pairs: Pairs) -> Floats:
    found = judged(Judged.of(pairs, pair_scores(scorer, pairs), RELEVANT, None), on_scale=False)
    return np.array([found[name] for name in NUMBERS], dtype=np.float64)


@dataclass(frozen=True)
class Learnt:
    """By method, over the seeds: `l2` as chosen, shape (n_seeds,); the numbers, shape (n_seeds, 2 x 3)."""

    penalties: dict[Method, Floats]
    numbers: dict[Method, Floats]

    def mean(self, method: Method) -> Floats:
        """Over the seeds, shape (2 x 3,)."""
        mean: Floats = self.numbers[method].mean(axis=0)
        return mean

    def gain(self, method: Method) -> tuple[Floats, Floats]:
        """Over the twin, seed by seed: the mean and half the 95% t interval, shape (2 x 3,) each."""
        paired = self.numbers[method] - self.numbers[method.twin]
        n = len(paired)
        half: Floats = student.ppf(0.975, n - 1) * paired.std(axis=0, ddof=1) / np.sqrt(n)
        return paired.mean(axis=0), half


def learnt(exposure: str, seeds: Iterable[int], methods: Sequence[Method] = METHODS) -> Learnt:
    """Every method in the worlds of the seeds."""
    found: dict[Method, list[tuple[float, Floats]]] = {method: [] for method in methods}
    for seed in seeds:
        bench = Bench(clicks_world(exposure, seed), seed)
        for method in methods:
            found[method].append(bench.learnt(method))
    return Learnt(
        {method: np.array([l2 for l2, _ in of]) for method, of in found.items()},
        {method: np.stack([numbers for _, numbers in of]) for method, of in found.items()},
    )
