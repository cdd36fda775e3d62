"""Bands and regions on paper, against a plain count, and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.config import Spec, make
from engine.contracts import Schema
from engine.data.features import FEATURES, apart, ordered
from engine.data.features.bins import Bins
from engine.data.features.region import Region
from engine.errors import InputError
from engine.words import errors


def test_ages_in_bands_are_called_by_their_edges():
    ages = Bins("age", edges="18,30,45,65")
    assert ages.made == "age_band"
    assert ages.labels(["16", "18", "29", "30", "64", "65", "103", "old"]) == [
        "< 18", "18–29", "18–29", "30–44", "45–64", "≥ 65", "≥ 65", None]  # fmt: skip
    assert ages.labels(["17.5", "18"]) == ["< 18", "18–<30"], "not all are whole"


def test_multiples_of_a_width_are_exact():
    assert Bins("x", width=0.1).labels(["0.3", "0.29", "-0.05"]) == ["0.3–<0.4", "0.2–<0.3", "-0.1–<0"]
    assert Bins("x", width=10).labels(["9", "10", "-1", "1e3"]) == ["0–9", "10–19", "-10–-1", "1000–1009"]
    assert Bins("x", width=1).labels(["4"]) == ["4"]


def test_what_no_double_holds_is_no_number():
    assert Bins("x", edges="1").labels(["1_0", "inf", "nan", "", "1e400", "٣x"]) == [None] * 6


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=6, unique=True), st.integers(-60, 60))
def test_each_number_is_in_the_band_that_its_label_says(edges, number):
    edges = sorted(edges)
    (label,) = Bins("x", edges=",".join(map(str, edges))).labels([str(number)])
    below = [edge for edge in edges if edge <= number]
    above = [edge for edge in edges if edge > number]
    if not below:
        assert label == f"< {edges[0]}"
    elif not above:
        assert label == f"≥ {edges[-1]}"
    else:
        low, high = max(below), min(above) - 1
        assert label == (str(low) if low == high else f"{low}–{high}")


@given(st.decimals(-1000, 1000, places=3), st.sampled_from(["0.1", "0.25", "3", "7.5"]))
def test_a_number_lies_within_its_multiple(number, width):
    (label,) = Bins("x", width=float(width)).labels([str(number), "0.5"])[:1]
    low, high = (Decimal(part) for part in label.split("–<"))
    assert low <= number < high and high - low == Decimal(width) and low % Decimal(width) == 0


@settings(max_examples=60)
@example(["1E1000000", "1e-999999", "-1E1000000", "sNaN"])
@given(st.lists(st.text(max_size=20) | st.from_regex(r"-?[0-9.]+(e-?[0-9]{1,9})?", fullmatch=True), max_size=8))
def test_no_text_breaks_a_kind_and_labels_are_never_empty(texts):
    kinds = [Bins("x", edges="-1,0.5,7"), Bins("x", width=2.5), Bins("x", width=1e-9), Region("x"),
             Region("x", part="start")]  # fmt: skip
    for kind in kinds:
        labels = kind.labels(texts)
        assert len(labels) == len(texts) and "" not in labels
        assert sorted(kind.order([label for label in labels if label])) == sorted(filter(None, labels))


def test_bands_stand_in_the_order_of_their_edges(schema):
    labels = ["≥ 65", "10–64", "5–9", "< 5", "-3–4"]
    assert Bins("age", edges="5").order(labels) == ["< 5", "-3–4", "5–9", "10–64", "≥ 65"]
    made = schema(Spec.of("bins", attribute="age", edges="5,10,65"))
    assert ordered(made, "age_band", ["10–64", "5–9"]) == ["5–9", "10–64"]
    assert ordered(made, "other", ["10–64", "5–9"]) == ["10–64", "5–9"], "as text"


def test_regions_of_places_and_postal_codes():
    places = ["Lyon, France", "France", " , Lyon ,", ",", "Lyon, Rhône, France"]
    assert Region("place").labels(places) == ["France", "France", "Lyon", None, "France"]
    assert Region("place", part="first").labels(places) == ["Lyon", "France", "Lyon", None, "Lyon"]
    codes = Region("zip", part="start", length=2, mapping="10=Berlin, 20=Hamburg")
    assert codes.labels(["10115", "20 095", "80331", "1"]) == ["Berlin", "Hamburg", "80", "1"]
    assert codes.made == "zip_region" and Region("zip", name="area").made == "area"


@pytest.mark.parametrize(
    ("kind", "params", "code"),
    [
        ("bins", {}, "features.bins_one"),
        ("bins", {"edges": "1,2", "width": 3.0}, "features.bins_one"),
        ("bins", {"edges": "2,1"}, "features.edges"),
        ("bins", {"edges": "1,1"}, "features.edges"),
        ("bins", {"edges": "1,x"}, "features.edges"),
        ("bins", {"edges": ",".join(map(str, range(50)))}, "features.edges"),
        ("bins", {"width": -1.0}, "features.edges"),
        ("bins", {"width": float("inf")}, "features.edges"),
        ("region", {"separator": ""}, "features.separator"),
        ("region", {"mapping": "a=b,c"}, "features.mapping"),
        ("region", {"mapping": "=b"}, "features.mapping"),
        ("region", {"length": 0}, "config.invalid"),
        ("region", {"part": "middle"}, "config.invalid"),
        ("bins", {"bands": 3}, "config.parameter"),
        ("quantiles", {}, "config.component"),
    ],
)
def test_bad_parameters_are_refused_in_words(kind, params, code):
    with pytest.raises(InputError) as refused:
        make(FEATURES, Spec.of(kind, attribute="age", **params), "features")
    assert refused.value.code == code
    assert code in errors.MESSAGES and "{" not in str(refused.value)


def test_what_is_derived_from_an_attribute_kept_apart_is_kept_apart():
    specs = (
        Spec.of("bins", attribute="age", edges="30"),
        Spec.of("region", attribute="age_band", name="half"),
        Spec.of("region", attribute="place"),
    )
    assert apart(specs, ("age",)) == ("age", "age_band", "half")
    assert apart(specs, ()) == ()


@pytest.fixture
def schema():
    def made(*features):
        return Schema("s", "click", (0, 1), None, (), (), (), 0, 0, 0, 0, None, features)

    return made
