"""Derived attributes from files to groups, and what becomes of them in odd tables."""

import duckdb
import pytest

from engine.audit import groups_of
from engine.config import Spec
from engine.data.importing import ImportRequest, Recipe
from engine.data.importing.derived import derive
from engine.errors import InputError
from engine.workspace import Workspace

BANDS = Spec.of("bins", attribute="age", edges="18,30,65")


@pytest.fixture
def table():
    con = duckdb.connect()
    con.execute("CREATE TEMP TABLE every_users AS SELECT * FROM (VALUES "
                "('u1', '17', 'Lyon, France'), ('u2', '30', NULL), ('u3', NULL, 'Bonn'), ('u4', '99', 'Nice, France')"
                ") v(id, a0, a1)")  # fmt: skip
    yield con
    con.close()


def rows(con, column):
    return [value for (value,) in con.execute(f"SELECT {column} FROM every_users ORDER BY id").fetchall()]


def test_new_columns_beside_those_of_the_file(table):
    specs = [BANDS, Spec.of("region", attribute="place"), Spec.of("region", attribute="place_region", part="start")]
    made = derive(table, "every_users", {"age": "a0", "place": "a1"}, specs)
    assert made == {"age_band": "d0", "place_region": "d1", "place_region_region": "d2"}
    assert rows(table, "d0") == ["< 18", "30–64", None, "≥ 65"]
    assert rows(table, "d1") == ["France", None, "Bonn", "France"]
    assert rows(table, "d2") == ["Fr", None, "Bo", "Fr"], "one made from another"


def test_specs_of_the_other_side_and_inputs_add_nothing(table):
    specs = [Spec.of("bins", attribute="price", edges="1"), Spec.of("recency")]
    assert derive(table, "every_users", {"age": "a0"}, specs) == {}


def test_a_name_that_is_taken_is_refused(table):
    with pytest.raises(InputError) as refused:
        derive(table, "every_users", {"age": "a0", "age_band": "a1"}, [BANDS])
    assert refused.value.code == "features.name_taken"


def test_names_that_differ_in_case_alone_are_one(table):
    for name in ("AGE", "Place", "USER_ID"):
        spec = Spec.of("bins", attribute="age", edges="30", name=name)
        with pytest.raises(InputError) as refused:
            derive(table, "every_users", {"age": "a0", "place": "a1"}, [spec])
        assert refused.value.code == "features.name_taken"


def test_a_decimal_comma_is_read_as_the_file_reads_it():
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT unnest(['1,5', '1.500', '3', NULL, 'a,b']) AS a0")
        derive(con, "t", {"x": "a0"}, [Spec.of("bins", attribute="x", edges="1.5,2"), Spec.of("region", attribute="x")],
               ",")  # fmt: skip
        found = con.execute("SELECT d0, d1 FROM t").fetchall()
    assert found == [("1.5–<2", "5"), (None, "1.500"), ("≥ 2", "3"), (None, None), (None, "b")]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("derived")
    ages = [5 + 2 * (u % 40) for u in range(60)]
    text = {
        "interactions": ["user_id,item_id,feedback"] + [f"u{u:02d},i{u % 7},1" for u in range(60)],
        "users": ["user_id,age,zip"] + [f"u{u:02d},{ages[u]},{10 + u % 14}115" for u in range(60)],
        "items": ["item_id,price"] + [f"i{i},{i}.5" for i in range(7)],
    }
    for name, lines in text.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {name: folder / f"{name}.csv" for name in text}


def test_an_import_stores_them_and_an_audit_groups_by_them(files, tmp_path):
    recipe = Recipe(features=(BANDS, Spec.of("region", attribute="zip", part="start"),
                              Spec.of("bins", attribute="price", width=3)))  # fmt: skip
    workspace = Workspace(tmp_path / "ws")
    record = workspace.add_dataset(ImportRequest(**files, recipe=recipe))
    assert record.schema.features == recipe.features
    assert [a.name for a in record.schema.user_attributes] == ["age", "zip", "age_band", "zip_region"]
    assert record.schema.attribute("zip_region").kind == "category", "14 numbers, and labels all the same"
    assert [a.name for a in record.schema.item_attributes] == ["price", "price_band"]
    with workspace.dataset(record.id) as dataset:
        groups = groups_of(dataset, "age_band")
        assert groups.labels == ("< 18", "18–29", "30–64", "≥ 65"), "in the order of the edges"
        ages = [5 + 2 * (u % 40) for u in range(60)]
        assert groups.member[:, 1].tolist() == [18 <= age < 30 for age in ages]
        assert groups_of(dataset, "price_band").labels == ("0–<3", "3–<6", "6–<9")


def test_the_recipe_is_part_of_the_identity(files, tmp_path):
    workspace = Workspace(tmp_path / "ws")
    plain, banded = (ImportRequest(**files, recipe=Recipe(features=f)) for f in ((), (BANDS,)))
    assert workspace.add_dataset(plain).id != workspace.add_dataset(banded).id


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        (Spec.of("bins", attribute="height", edges="1"), "features.attribute"),
        (Spec.of("time_of_day"), "features.no_times"),
        (Spec.of("bins", attribute="age", edges="1", name="zip"), "features.name_taken"),
        (Spec.of("bins", attribute="age", edges="1", name="price"), "import.attribute_both"),
        (Spec.of("nothing"), "config.component"),
    ],
)
def test_a_recipe_that_does_not_fit_leaves_nothing(files, tmp_path, spec, code):
    workspace = Workspace(tmp_path / "ws")
    with pytest.raises(InputError) as refused:
        workspace.add_dataset(ImportRequest(**files, recipe=Recipe(features=(spec,))))
    assert refused.value.code == code
    assert workspace.datasets() == []
