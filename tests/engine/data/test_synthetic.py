"""The planted world is what its README says: effects where they are planted, none where they are not."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engine.data.synthetic import Planted, World, generate, write
from engine.errors import InputError

SHIPPED = Path(__file__).parents[3] / "sample_data"
FILES = ("interactions.csv", "users.csv", "items.csv", "truth.json")
ZERO = World(quality_gap=0, exposure_gap=0, mnar=0, popularity=0, steering=0, spam=0, shill=0)


@pytest.fixture(scope="module")
def shipped() -> Planted:
    return generate(World())


@pytest.fixture(scope="module")
def nothing_planted() -> Planted:
    return generate(ZERO)


def organic(world: Planted) -> pd.DataFrame:
    return world.interactions[~world.interactions["randomized"]]


def drawn(world: Planted) -> pd.DataFrame:
    """The organic rows that chance selected: injected rows have propensity 1."""
    return organic(world)[organic(world)["propensity"] < 1]


def z_of_means(a: np.ndarray, b: np.ndarray) -> float:
    """The difference of two means in standard errors."""
    return float((a.mean() - b.mean()) / np.sqrt(a.var() / len(a) + b.var() / len(b)))


def rural(world: Planted, rows: int) -> np.ndarray:
    return (world.users["region"] == "rural").to_numpy()[:rows]


def independent(world: Planted) -> np.ndarray:
    return (world.items["provider_group"] == "independent").to_numpy()


def likeness_of_regions(world: Planted) -> float:
    """The correlation over items of how many rural and how many city users would like them."""
    who = rural(world, 2000)
    return float(np.corrcoef(*[(world.rating[group] >= 4).mean(axis=0) for group in (who, ~who)])[0, 1])


def test_shipped_files_are_regenerated_byte_for_byte(shipped: Planted, tmp_path: Path) -> None:
    write(World(), shipped, tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (SHIPPED / name).read_bytes(), name


def test_another_seed_is_another_world() -> None:
    small = {"n_users": 40, "n_items": 40, "organic_rows": 300, "spam": 0, "shill": 0}
    first, second = (generate(World(seed=seed, **small)).interactions for seed in (1, 2))
    assert not first.equals(second)


def test_size_and_shape(shipped: Planted) -> None:
    assert len(shipped.items) == 500
    assert len(shipped.users) == 2001  # the spam account is one more
    assert 58_000 < len(shipped.interactions) < 62_000
    assert shipped.interactions["feedback"].isin([1, 2, 3, 4, 5]).all()
    assert shipped.interactions["propensity"].between(0, 1, inclusive="right").all()
    assert not shipped.interactions.duplicated(["user_id", "item_id"]).any()
    assert shipped.items["title"].is_unique


def test_most_items_are_not_to_a_persons_taste(shipped: Planted) -> None:
    shown = shipped.interactions[shipped.interactions["randomized"]]
    assert 0.08 < (shown["feedback"] >= 4).mean() < 0.12
    assert (organic(shipped)["feedback"] >= 4).mean() > 0.3  # the log looks far better than the truth


def test_randomized_slice_is_uniform(shipped: Planted) -> None:
    shown = shipped.interactions[shipped.interactions["randomized"]]
    assert (shown.groupby("user_id").size() == 8).all()
    counts = shown.groupby("item_id").size().reindex(shipped.items["item_id"], fill_value=0)
    chi_square = float(((counts - 32) ** 2 / 32).sum())
    assert abs(chi_square - 499) / np.sqrt(2 * 499) < 3.5
    assert shown["propensity"].eq(0.016).all()


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.01), (0.01, 0.03), (0.03, 0.1), (0.1, 0.3), (0.3, 0.6), (0.6, 1.0)])
def test_propensities_are_calibrated(shipped: Planted, low: float, high: float) -> None:
    rows = shipped.interactions
    user = rows["user_id"].map({u: n for n, u in enumerate(shipped.users["user_id"])}).to_numpy()
    item = rows["item_id"].map({i: n for n, i in enumerate(shipped.items["item_id"])}).to_numpy()
    eligible = np.ones(shipped.propensity.shape, dtype=bool)
    random, injected = rows["randomized"].to_numpy(), rows["propensity"].to_numpy() == 1
    eligible[user[random], item[random]] = False
    p = shipped.propensity[eligible & (shipped.propensity > low) & (shipped.propensity <= high)]
    observed = rows.loc[~random & ~injected, "propensity"].between(low, high, inclusive="right").sum()
    assert abs(observed - p.sum()) / np.sqrt((p * (1 - p)).sum()) < 3.5


def test_weights_recover_the_true_mean(shipped: Planted) -> None:
    rows = drawn(shipped)
    weights = 1 / rows["propensity"]
    recovered = float((weights * rows["feedback"]).sum() / weights.sum())
    truth = float(shipped.rating.mean())
    assert abs(recovered - truth) < 0.06
    assert abs(rows["feedback"].mean() - truth) > 1  # and without weights it is far off


def test_regions_would_like_equally_many_items(shipped: Planted) -> None:
    liked = (shipped.rating >= 4).mean(axis=1)
    assert np.allclose(liked, 0.1)


def test_providers_and_formats_have_equal_merit(shipped: Planted) -> None:
    liked = (shipped.rating >= 4).mean(axis=0)
    extended = (shipped.items["format"] == "extended").to_numpy()
    for group in (independent(shipped), extended):
        assert group.sum() == 250
        assert liked[group].mean() == pytest.approx(liked[~group].mean(), rel=0.02)
    assert pd.crosstab(shipped.items["provider_group"], shipped.items["format"]).eq(125).all().all()


def test_attributes_without_effect_are_balanced(shipped: Planted) -> None:
    users = shipped.users[:2000]
    devices = pd.crosstab(users["region"], users["device"], normalize="index")
    assert np.allclose(devices.loc["city"], devices.loc["rural"], atol=0.005)
    assert abs(users.groupby("region")["age"].mean().diff().iloc[-1]) < 0.1


def test_planted_gaps_are_in_the_log(shipped: Planted) -> None:
    likes = drawn(shipped).query("feedback >= 4")
    group = likes["item_id"].map(shipped.items.set_index("item_id")["provider_group"])
    assert (group == "independent").mean() < 0.35
    region = drawn(shipped)["user_id"].map(shipped.users.set_index("user_id")["region"])
    a_rural_user, a_city_user = (region == "rural").sum() / 600, (region == "city").sum() / 1400
    assert a_rural_user < 0.5 * a_city_user
    assert likeness_of_regions(shipped) < 0.6


def test_no_quality_gap_makes_regions_exchangeable(nothing_planted: Planted) -> None:
    who = rural(nothing_planted, 2000)
    assert likeness_of_regions(nothing_planted) > 0.95
    rows = drawn(nothing_planted).groupby("user_id").size().reindex(nothing_planted.users["user_id"], fill_value=0)
    assert abs(z_of_means(rows.to_numpy()[who], rows.to_numpy()[~who])) < 3


def test_no_exposure_gap_makes_providers_exchangeable(nothing_planted: Planted) -> None:
    for rows in (drawn(nothing_planted), drawn(nothing_planted).query("feedback >= 4")):
        counts = rows.groupby("item_id").size().reindex(nothing_planted.items["item_id"], fill_value=0).to_numpy()
        group = independent(nothing_planted)
        assert abs(z_of_means(counts[group], counts[~group])) < 3


def test_zero_mnar_leaves_ratings_missing_at_random(nothing_planted: Planted) -> None:
    seen = drawn(nothing_planted)["feedback"].to_numpy()
    everything = nothing_planted.rating.ravel()
    assert abs(seen.mean() - everything.mean()) / (seen.std() / np.sqrt(len(seen))) < 3.5


@pytest.mark.parametrize(("setting", "low", "high"), [("mnar", 0, 0.7), ("exposure_gap", 0, 0.65)])
def test_an_effect_grows_with_its_setting(setting: str, low: float, high: float) -> None:
    def share(value: float) -> float:
        world = generate(World(n_users=400, n_items=200, organic_rows=8000, spam=0, shill=0, **{setting: value}))
        likes = drawn(world).query("feedback >= 4")
        if setting == "mnar":
            return len(likes) / len(drawn(world))
        group = likes["item_id"].map(world.items.set_index("item_id")["provider_group"])
        return float((group == "established").mean())

    assert share(high) > share(low) + 0.1


def test_outliers_are_there(shipped: Planted) -> None:
    spam = shipped.interactions[shipped.interactions["user_id"] == "u2001"]
    assert len(spam) == 200 and spam["feedback"].eq(5).all()
    assert spam["timestamp"].max() - spam["timestamp"].min() < 4 * 3600
    items = shipped.items.assign(covered=shipped.items["item_id"].isin(spam["item_id"]))
    assert items.groupby("provider")["covered"].all().sum() == 1  # every item of the promoted provider
    shill = organic(shipped).query("propensity == 1 and user_id != 'u2001'")
    assert len(shill) == 60 and shill["item_id"].nunique() == 1
    assert shill["timestamp"].max() - shill["timestamp"].min() < 48 * 3600
    at = shipped.items["item_id"].tolist().index(shill["item_id"].iloc[0])
    assert shipped.rating[:, at].mean() < 2


def test_no_outliers_where_their_size_is_zero(nothing_planted: Planted) -> None:
    assert len(nothing_planted.users) == 2000
    assert len(organic(nothing_planted)) == len(drawn(nothing_planted))
    assert organic(nothing_planted).groupby("user_id").size().max() < 125


@pytest.mark.parametrize(
    "settings",
    [{"exposure_gap": 1.0}, {"rural": -0.1}, {"quality_gap": 1.5}, {"randomized_per_user": 500}, {"spam": 900}],
)
def test_impossible_worlds_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(InputError) as refusal:
        World(**settings)
    assert refusal.value.code == "config.invalid"
