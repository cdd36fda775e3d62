"""What every objective must do, and what each is on paper."""

import numpy as np
import pytest
import torch

from engine.objectives import OBJECTIVES, Batch, Scores

NOTHING = Scores(torch.empty(0), torch.empty(0))
NAIVE = "naive_clicks"
PAIRS = [key for key, kind in OBJECTIVES.items() if kind.DRAWS == "pairs"]


def batch(n=6, inverse=None, **more):
    codes = torch.arange(n)
    inverse = torch.ones(n) if inverse is None else torch.tensor(inverse)
    beside = {"negatives": codes, "negative_inverses": torch.zeros(n), "drawn_users": codes, "drawn_items": codes}
    return Batch(codes, codes, torch.linspace(1, 5, n), torch.ones(n), inverse, **{**beside, **more})


def scored(rows, drawn=None, grad=False):
    make = [torch.as_tensor(of, dtype=torch.float32) for of in (rows, rows if drawn is None else drawn)]
    return Scores(*(of.clone().requires_grad_(grad) for of in make))


def risk(objective, scores, imputed, rows):
    return objective.losses(scores, imputed, rows).mean() + objective.rest(scores, imputed, rows)


@pytest.mark.parametrize("key", OBJECTIVES)
def test_a_risk_is_finite_one_a_row_and_has_a_gradient(key):
    objective = OBJECTIVES[key]()
    scores = scored(torch.randn(6), torch.randn(6), grad=True)
    imputed = scored(torch.randn(6), torch.randn(6)) if objective.IMPUTES else NOTHING
    losses = objective.losses(scores, imputed, batch())
    assert losses.shape == (6,) and torch.isfinite(losses).all()
    risk(objective, scores, imputed, batch()).backward()
    reached = scores if objective.DRAWS != "nothing" else scores[:1]
    assert all(torch.isfinite(s.grad).all() and s.grad.abs().sum() > 0 for s in reached)


@pytest.mark.parametrize("key", OBJECTIVES)
def test_what_an_objective_says_of_itself_hangs_together(key):
    kind = OBJECTIVES[key]
    assert bool(kind.TWIN) == kind.USES_PROPENSITY and kind().draws >= 1
    if kind.TWIN:
        twin = OBJECTIVES[kind.TWIN]
        assert (twin.ON_SCALE, twin.POSITIVES, twin.FEEDBACK) == (kind.ON_SCALE, kind.POSITIVES, kind.FEEDBACK)
        assert not twin.USES_PROPENSITY


@pytest.mark.parametrize("key", ["naive", "ips"])
def test_squared_errors_vanish_at_the_feedback(key):
    assert OBJECTIVES[key]().losses(scored(torch.linspace(1, 5, 6)), NOTHING, batch()).abs().max() == 0


@pytest.mark.parametrize(("key", "twin"), [(key, kind.TWIN) for key, kind in OBJECTIVES.items() if kind.TWIN])
def test_where_every_pair_was_sure_to_be_observed_there_is_nothing_to_correct(key, twin):
    """p = 1: IPS is naive, Rel-MF is naive_clicks, UBPR among non-positives is BPR; DR is, but for its drawn pairs."""
    scores = scored(torch.randn(6), torch.randn(6))
    if OBJECTIVES[key].IMPUTES:
        pair = scored(scores.rows, scores.rows)  # the drawn pairs are the observed ones
        imputed = scored(torch.randn(6))
        assert float(risk(OBJECTIVES[key](), pair, imputed, batch())) == pytest.approx(
            float(OBJECTIVES[twin]().losses(pair, NOTHING, batch()).mean()), abs=1e-5
        )
    else:
        ours, theirs = (float(risk(OBJECTIVES[k](), scores, NOTHING, batch())) for k in (key, twin))
        assert ours == pytest.approx(theirs, abs=1e-6)


def test_bpr_prefers_the_positive():
    bpr = OBJECTIVES["bpr"]()
    ahead = bpr.losses(scored(torch.full((6,), 2.0), torch.zeros(6)), NOTHING, batch())
    behind = bpr.losses(scored(torch.zeros(6), torch.full((6,), 2.0)), NOTHING, batch())
    assert (ahead < behind).all()
    assert bpr.losses(scored(torch.zeros(6)), NOTHING, batch())[0] == pytest.approx(np.log(2))


def test_ips_estimates_the_mean_over_all_pairs_and_naive_does_not():
    """Errors of 4 are observed with p = 0.8, errors of 1 with p = 0.2: the mean over all is 2.5."""
    rng = np.random.default_rng(0)
    errors = np.repeat([2.0, 1.0], 50_000)
    p = np.repeat([0.8, 0.2], 50_000)
    observed = rng.random(100_000) < p
    inverse = torch.from_numpy((1 / p[observed]).astype(np.float32))
    n = int(observed.sum())
    codes = torch.zeros(n, dtype=torch.int64)
    rows = Batch(codes, codes, torch.zeros(n), torch.ones(n), inverse)
    scores = scored(torch.from_numpy(errors[observed].astype(np.float32)))
    ips = float(OBJECTIVES["ips"]().losses(scores, NOTHING, rows).sum()) / 100_000
    naive = float(OBJECTIVES["naive"]().losses(scores, NOTHING, rows).mean())
    assert ips == pytest.approx(2.5, abs=0.03)
    assert naive == pytest.approx(0.8 * 4 + 0.2 * 1, abs=0.03)


@pytest.mark.parametrize("key", ["dr", "mrdr"])
def test_the_doubly_robust_risk_over_all_pairs_by_hand(key):
    """Four pairs, two observed with p = 1/2 and 1/4: mean e^ + (1/4) sum (e - e^)/p."""
    f, s, g = torch.tensor([5.0, 1.0]), torch.tensor([3.0, 2.0, 4.0, 1.0]), torch.tensor([4.0, 2.0, 2.0, 3.0])
    inverse = torch.tensor([2.0, 4.0])
    codes = torch.arange(2)
    rows = Batch(codes, codes, f, torch.ones(2), inverse / 3, mean_inverse=3.0)
    found = risk(OBJECTIVES[key](), Scores(s[:2], s), Scores(g[:2], g), rows)
    errors, imputed = (f - s[:2]).square(), (g - s).square()
    by_hand = imputed.mean() + (inverse * (errors - imputed[:2])).sum() / 6  # 6 = sum 1/p, which stands for |D|
    assert float(found) == pytest.approx(float(by_hand))


def test_the_imputation_of_mrdr_weighs_by_the_variance_it_saves():
    p = torch.tensor([0.5, 0.1])
    codes = torch.arange(2)
    rows = Batch(codes, codes, torch.zeros(2), torch.ones(2), 1 / p / 6, mean_inverse=6.0)
    weights = OBJECTIVES["mrdr"]().imputation_weights(rows)
    assert float(weights[1] / weights[0]) == pytest.approx(float(((1 - p) / p**2)[1] / ((1 - p) / p**2)[0]))
    dr = OBJECTIVES["dr"]().imputation_weights(rows)
    assert float(dr[1] / dr[0]) == pytest.approx(5.0)
    for key in ("mrdr", "dr"):
        assert OBJECTIVES[key]().imputation_losses(NOTHING, scored(torch.ones(2)), rows).tolist() == [1.0, 1.0]


def test_the_imputation_of_mrdr_bounds_the_heaviest_rows():
    """99 rows with p = 1/2 weigh 2, one with p = 1/100 weighs 9,900: mean 100.98, so that the bound 10 is 1,009.8."""
    inverse = torch.tensor([2.0] * 99 + [100.0])
    codes = torch.arange(100)
    rows = Batch(codes, codes, torch.zeros(100), torch.ones(100), inverse)
    weights = OBJECTIVES["mrdr"](bound=10).imputation_weights(rows)
    assert float(weights.mean()) == pytest.approx(1)
    assert float(weights[-1] / weights[0]) == pytest.approx(1_009.8 / 2)
    assert float(OBJECTIVES["mrdr"](bound=1e6).imputation_weights(rows)[-1] / 2) == pytest.approx(9_900 / 2 / 100.98)


def test_rel_mf_estimates_the_risk_of_relevance_from_clicks():
    """Y = exposed x relevant over 200,000 pairs with two kinds of exposure: the expectation is the log loss of R."""
    rng = np.random.default_rng(1)
    n = 200_000
    p, relevant, s = rng.choice([0.2, 0.8], n), rng.random(n) < 0.3, rng.normal(size=n)
    s = s + relevant
    clicked = (rng.random(n) < p) & relevant
    codes = torch.zeros(int(clicked.sum()), dtype=torch.int64)
    inverse = torch.from_numpy(1 / p[clicked])
    rows = Batch(codes, codes, codes, codes + 1.0, inverse, pairs_per_row=n / len(codes))
    scores = Scores(torch.from_numpy(s[clicked]), torch.from_numpy(s))
    truth = np.mean(np.where(relevant, np.log1p(np.exp(-s)), np.log1p(np.exp(s))))
    of = {"whole": OBJECTIVES["rel_mf"](slack=1e6), "bounded": OBJECTIVES["rel_mf"](), "naive": OBJECTIVES[NAIVE]()}
    found = {name: float(risk(of[name], scores, NOTHING, rows)) * len(codes) / n for name in of}
    assert found["whole"] == pytest.approx(truth, abs=0.01)
    assert abs(found["naive"] - truth) > 0.02
    by_hand = np.where(clicked, np.log1p(np.exp(-s)) / p, np.log1p(np.exp(s))).mean()  # no click counts as unwanted
    assert found["bounded"] == pytest.approx(by_hand, abs=1e-6)


def test_ubpr_estimates_the_pairwise_risk_of_relevance_and_weighted_bpr_does_not():
    """One user, all pairs of items: E[Y_i/p_i (1 - Y_j/p_j) l_ij] = R_i (1 - R_j) l_ij, by enumeration of exposures."""
    p, relevant = np.array([0.5, 0.25, 0.8]), np.array([1.0, 1.0, 0.0])
    s = torch.tensor([0.3, -0.2, 0.6])
    pairs = [(i, j) for i in range(3) for j in range(3) if i != j]
    truth = sum(relevant[i] * (1 - relevant[j]) * np.log1p(np.exp(float(s[j] - s[i]))) for i, j in pairs)
    total = 0.0
    for exposed in np.ndindex(2, 2, 2):
        chance = np.prod(np.where(exposed, p, 1 - p))
        y = np.array(exposed) * relevant
        rows = [(i, j) for i, j in pairs if y[i]]
        if rows:
            i, j = (torch.tensor(of) for of in zip(*rows, strict=True))
            inverse, other = torch.from_numpy(1 / p)[i], torch.from_numpy(y / p)[j]
            made = Batch(i, i, i, i + 1.0, inverse, negatives=j, negative_inverses=other)
            total += chance * float(OBJECTIVES["ubpr"](slack=1e6).losses(Scores(s[i], s[j]), NOTHING, made).sum())
    assert total == pytest.approx(truth, abs=1e-6)


@pytest.mark.parametrize(("key", "signs"), [("rel_mf", ([1, 1], [1, 1])), ("ubpr", ([1, -1], [-1, 1]))])
def test_scores_of_clicks_that_run_away_pay_without_bound_unless_slack_is_bounded(key, signs):
    """p = 0.2: the weight of a click among the unwanted is 1 - 1/p = -4."""
    rows = batch(2, inverse=[1.0, 1.0], mean_inverse=5.0, negative_inverses=torch.full((2,), 5.0))
    near, far = (scored(*(size * torch.tensor(of) for of in signs)) for size in (1.0, 50.0))
    free, bound = OBJECTIVES[key](slack=1e6), OBJECTIVES[key]()
    assert risk(free, far, NOTHING, rows) < risk(free, near, NOTHING, rows) - 10
    assert risk(bound, far, NOTHING, rows) >= 0 and risk(bound, near, NOTHING, rows) >= 0
