"""From a trained scorer to predictions: scores of the test pairs, and each user's best candidates."""

import numpy as np
import torch

from engine.contracts import Codes, Floats, Lists, Pairs, Predictions, Split
from engine.models.ranking import top_k
from engine.models.scorer import Scorer

PAIRS_AT_ONCE = 1_000_000


def predict(scorer: Scorer, split: Split, k_max: int) -> Predictions:
    """Predictions for every user with a training row; what they have seen is no candidate."""
    users = np.unique(split.train.users)
    seen = merged(split.train, split.valid)
    return Predictions(split.test, pair_scores(scorer, split.test), top_k(scorer, users, k_max, seen))


def validation_lists(scorer: Scorer, split: Split, k: int) -> Lists:
    """Lists as they would be judged by the validation pairs: training items are no candidates."""
    return top_k(scorer, np.unique(split.train.users), k, split.train)


def pair_scores(scorer: Scorer, pairs: Pairs) -> Floats:
    """The scores of pairs, shape (n,)."""
    device = next((t.device for t in [*scorer.parameters(), *scorer.buffers()]), torch.device("cpu"))

    def codes(values: Codes) -> torch.Tensor:
        return torch.from_numpy(values.astype(np.int64)).to(device)

    parts = [
        scorer.score(
            codes(pairs.users[start : start + PAIRS_AT_ONCE]), codes(pairs.items[start : start + PAIRS_AT_ONCE])
        )
        for start in range(0, len(pairs), PAIRS_AT_ONCE)
    ]
    scores: Floats = torch.cat(parts).cpu().numpy()
    return scores


def merged(first: Pairs, second: Pairs) -> Pairs:
    """Both, sorted by user and item code."""
    both = Pairs(
        np.concatenate([first.users, second.users]),
        np.concatenate([first.items, second.items]),
        np.concatenate([first.feedback, second.feedback]),
        np.concatenate([first.weights, second.weights]),
    )
    return both.take(np.lexsort((both.items, both.users)))
