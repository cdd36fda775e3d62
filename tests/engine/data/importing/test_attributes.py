"""The kind of an attribute follows from its values, at the borders too."""

import pytest

from engine.errors import InputError

LOG = "user_id,item_id\nu0,i0\n"


def attribute(bench, values, name="x"):
    rows = "".join(f"i{i},{value}\n" for i, value in enumerate(values))
    imported, table = bench.load(LOG, items=f"item_id,{name}\n{rows}")
    found = imported.schema.item_attributes[0]
    return found, [row[2] for row in table("items")]


@pytest.mark.parametrize(
    ("values", "kind", "n_values"),
    [
        ([str(i) for i in range(12)], "category", 12),
        ([str(i) for i in range(13)], "number", 13),
        ([*map(str, range(13)), "old"], "category", 14),
        ([*map(str, range(13)), "inf"], "category", 14),
        ([*map(str, range(13)), "02139"], "category", 14),
        (["0.5", *map(str, range(13))], "number", 14),
        ([str(2**53 - 1 - i) for i in range(13)], "number", 13),
        ([str(2**53 + i) for i in range(13)], "category", 13),
        (["1e300", *map(str, range(13))], "number", 14),
        (["a|b", *["a"] * 19], "multi", 2),
        (["a|b", *["a"] * 20], "category", 2),
        (["a|b", "b | c|", "c"], "multi", 3),
        ([f"t{i}" for i in range(100)], "category", 100),
        ([f"t{i}" for i in range(101)], "text", 101),
        ([f"t{i % 101}" for i in range(505)], "category", 101),
        ([f"t{i % 101}" for i in range(504)], "text", 101),
    ],
)
def test_kind(bench, values, kind, n_values):
    found, _ = attribute(bench, values)
    assert (found.name, found.kind, found.n_values) == ("x", kind, n_values)


def test_numbers_are_stored_as_numbers(bench):
    found, values = attribute(bench, [f"{i}.5" for i in range(13)] + ["NA"])
    assert (found.kind, found.n_missing) == ("number", 1)
    assert sorted(v for v in values if v is not None) == [i + 0.5 for i in range(13)]


def test_a_provider_is_always_a_category(bench):
    assert attribute(bench, range(50), "provider")[0].kind == "category"
    assert attribute(bench, range(50), "Provider")[0].name == "provider"


def test_a_provider_under_another_name(bench):
    imported, _ = bench.load(LOG, items="item_id,label\ni0,7\ni1,8\n", mapping=(("provider", "label"),))
    assert [(a.name, a.kind) for a in imported.schema.item_attributes] == [("provider", "category")]


def test_all_missing(bench):
    found, values = attribute(bench, ["NA", "", "null", "None"])
    assert (found.kind, found.n_values, found.n_missing, values) == ("category", 0, 4, [None] * 4)


def test_names_that_the_dataset_needs_are_refused(bench):
    for name in ("item_code", "User_ID"):
        with pytest.raises(InputError) as caught:
            attribute(bench, ["a"], name)
        assert caught.value.code == "import.reserved_column"


def test_names_with_quotes_and_keywords(bench):
    imported, table = bench.load(LOG, items='item_id,"a ""b"", c",select\ni0,1,2\n')
    assert [a.name for a in imported.schema.item_attributes] == ['a "b", c', "select"]
    assert table("items") == [(0, "i0", "1", "2")]
