"""What corrections do to learning from ratings, where observation is planted: fits, their choice, their verdicts."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import t as student

from engine.config import TrainingConfig
from engine.contracts import Pairs
from engine.evaluation import Judged, correction, judged
from engine.models.fit import Plan, fit, validation
from engine.models.mf import MF
from engine.models.predict import pair_scores
from engine.models.scorer import Scorer
from engine.objectives import OBJECTIVES
from engine.propensity import PROPENSITIES, Fitted
from tests.truth.causal_worlds import CausalWorld, Selection, causal_world

PENALTIES = (0.1, 0.2)
"""Values of `l2` that every method's search tries."""
TRAINING = TrainingConfig(epochs=200, batch_size=512, learning_rate=0.02, patience=20)
DIM, RELEVANT = 8, 4.0
CPU = torch.device("cpu")
Floats = NDArray[np.float64]
Verdict = Literal["better", "unclear", "worse"]


@dataclass(frozen=True)
class Method:
    """An objective, its propensity, and the one that weighs validation: empty for none."""

    objective: str
    propensity: str = ""
    judging: str = ""
    odds: float = 1.0

    @property
    def name(self) -> str:
        """As tables show it."""
        odds = f", odds {self.odds:g}" if self.odds > 1 else ""
        return f"`{self.objective}`{odds}"


NAIVE = Method("naive", judging="logistic")
METHODS = (
    NAIVE,
    Method("naive"),
    *(Method("ips", key, key) for key in ("logged", "naive_bayes", "logistic", "popularity")),
    Method("ips", "logged", "logged", 1.5),
    *(Method("dr", key, key) for key in ("logged", "naive_bayes")),
    Method("mrdr", "logged", "logged"),
)


@dataclass(frozen=True)
class Learnt:
    """One method in one world: `l2` as chosen, numbers of the randomized test, verdicts against its own twin."""

    l2: float
    mse: float
    auc: float
    by_validation: Verdict | None
    by_test: Verdict | None


@dataclass(frozen=True)
class Bench:
    """One world and the scorers trained in it so far."""

    world: CausalWorld
    seed: int
    fitted: dict[str, Fitted] = field(default_factory=dict)
    scorers: dict[tuple[Method, float], Scorer] = field(default_factory=dict)

    def learnt(self, method: Method, penalties: Iterable[float] = PENALTIES) -> Learnt:
        """Search `l2` by the method's validation risk, then judge what was found on the randomized test."""
        best = max(penalties, key=lambda l2: validation(self.scorer(method, l2), self._plan(method, l2)))
        scorer, split = self.scorer(method, best), self.world.split
        numbers = judged(self._judged(scorer, split.test, None), on_scale=True)
        found = Learnt(best, numbers["mse"] or np.nan, numbers["auc"] or np.nan, None, None)
        if not method.propensity:
            return found
        twin = self.scorer(Method("naive", judging=method.judging), best)
        plan = self._plan(method, best)
        valid, test = (
            correction(*(self._judged(of, pairs, w) for of in (scorer, twin)), True, basis, of_slice).verdict
            for pairs, w, basis, of_slice in (
                (split.valid, plan.validation_weights, "weighted validation", plan.slice_weights),
                (split.test, None, "randomized test", None),
            )
        )
        return replace(found, by_validation=valid, by_test=test)

    def scorer(self, method: Method, l2: float) -> Scorer:
        """Trained once."""
        if (method, l2) not in self.scorers:
            self.scorers[method, l2] = fit(self._plan(method, l2), TRAINING, CPU)[0]
        return self.scorers[method, l2]

    def _plan(self, method: Method, l2: float) -> Plan:
        split, aside = self.world.split, self.world.split.aside
        return Plan(
            model=MF(dim=DIM, l2=l2),
            objective=OBJECTIVES[method.objective](**({"odds": method.odds} if method.odds > 1 else {})),
            split=split,
            train=split.train,
            propensities=self._of(method.propensity, split.train) if method.propensity else None,
            validation_weights=1 / self._of(method.judging, split.valid) if method.judging else None,
            test_weights=None,
            slice_weights=1 / self._of(method.judging, aside) if method.judging == "naive_bayes" and aside else None,
            penalties=(),
            relevance=RELEVANT,
            k=10,
            seed=self.seed,
            eligible=self.world.evidence.eligible,
        )

    def _of(self, key: str, pairs: Pairs) -> Floats:
        if key not in self.fitted:
            self.fitted[key] = PROPENSITIES[key]().fit(self.world.evidence, np.random.default_rng([self.seed, 1]))
        return self.fitted[key].observed(pairs)

    def _judged(self, scorer: Scorer, pairs: Pairs, weights: Floats | None) -> Judged:
        return Judged.of(pairs, pair_scores(scorer, pairs), RELEVANT, weights)


def bench(selection: Selection, seed: int, n_users: int = 500, n_items: int = 300) -> Bench:
    """A world to train in."""
    return Bench(causal_world(selection, seed, n_users, n_items), seed)


def interval(differences: Floats) -> tuple[float, float, float]:
    """Mean of paired differences over seeds, and its interval at 95% by Student's t: (mean, low, high)."""
    n = len(differences)
    reach = float(student.ppf(0.975, n - 1) * differences.std(ddof=1) / np.sqrt(n))
    mean = float(differences.mean())
    return mean, mean - reach, mean + reach
