"""Well-known layouts, made by hand: a folder is imported with no more said than the preset's name."""

import duckdb
import pytest

from engine.data.importing import write_dataset
from engine.data.importing.presets import PRESETS, preset_request, recognised
from engine.errors import InputError
from engine.words.errors import explain


def folder(tmp_path, files, encoding="utf-8"):
    for name, content in files.items():
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(encoding))
    return tmp_path / "raw"


def taken(tmp_path, key, place):
    """The tables of the imported folder as rows with ids, and the schema."""
    imported = write_dataset(preset_request(key, place), tmp_path / "data.duckdb")
    assert all(ledger.balances for ledger in imported.ledgers)
    with duckdb.connect(str(tmp_path / "data.duckdb"), read_only=True) as con:
        log = con.execute(
            "SELECT * EXCLUDE (user_code, item_code) FROM interactions "
            "JOIN (SELECT user_code, user_id FROM users) USING (user_code) "
            "JOIN (SELECT item_code, item_id FROM items) USING (item_code) ORDER BY user_code, item_code"
        ).fetchall()
        return imported.schema, log, con.table("users").fetchall(), con.table("items").fetchall()


def test_movielens_100k(tmp_path):
    flags = "|".join("1" if i == 8 else "0" for i in range(19))
    place = folder(tmp_path, {
        "u.data": "1\t2\t5\t881250949\n2\t2\t1\t891717742\n",
        "u.user": "1|24|M|technician|85711\n2|53|F|other|94043\n",
        "u.item": f"2|Café Müller (1990)|01-Jan-1990||http://example.org/x|{flags}\n",
    }, "latin-1")  # fmt: skip
    schema, log, users, items = taken(tmp_path, "movielens", place)
    assert log == [(5.0, 881250949, "1", "2"), (1.0, 891717742, "2", "2")]
    assert schema.feedback_range == (1.0, 5.0)
    assert [a.name for a in schema.user_attributes] == ["age", "gender", "occupation", "zip_code"]
    assert users[0][1:] == ("1", "24", "M", "technician", "85711")
    assert items[0][2] == "Café Müller (1990)"
    assert [a.name for a in schema.item_attributes][4:6] == ["unknown", "Action"]
    assert items[0][2 + 4 + 8] == "1"


def test_movielens_1m(tmp_path):
    place = folder(tmp_path, {
        "ratings.dat": "1::1193::5::978300760\n2::661::3::978302109\n",
        "users.dat": "1::F::1::10::48067\n2::M::56::16::70072\n",
        "movies.dat": "661::James: The Café (1996)::Animation|Children's\n1193::One \"Flew\" (1975)::Drama\n",
    }, "latin-1")  # fmt: skip
    schema, log, _users, items = taken(tmp_path, "movielens", place)
    assert log == [(5.0, 978300760, "1", "1193"), (3.0, 978302109, "2", "661")]
    assert items == [
        (0, "1193", 'One "Flew" (1975)', "Drama"),
        (1, "661", "James: The Café (1996)", "Animation|Children's"),
    ]
    assert (schema.name, schema.attribute("genres").kind) == ("MovieLens-1M", "multi")


def test_movielens_25m(tmp_path):
    place = folder(tmp_path, {
        "ratings.csv": "userId,movieId,rating,timestamp\n1,296,5.0,1147880044\n1,306,3.5,1147868817\n",
        "movies.csv": 'movieId,title,genres\n296,"Pulp, Fiction (1994)",Crime|Drama\n',
    })  # fmt: skip
    schema, log, _users, items = taken(tmp_path, "movielens", place)
    assert log == [(5.0, 1147880044, "1", "296"), (3.5, 1147868817, "1", "306")]
    assert schema.feedback_range == (0.5, 5.0)
    assert items[0][2] == "Pulp, Fiction (1994)"


def test_recbole(tmp_path):
    place = folder(tmp_path, {
        "tea.inter": "user_id:token\titem_id:token\trating:float\ttimestamp:float\na\tx\t4\t100\nb\ty\t2.5\t200\n",
        "tea.user": "user_id:token\tage:token\tgender:token\na\t30\tF\nb\t\tM\n",
        "tea.item": 'item_id:token\ttitle:token_seq\tclass:token_seq\nx\tGreen "Tea\tleaf green\ny\tMate\tleaf\n',
    })  # fmt: skip
    schema, log, users, items = taken(tmp_path, "recbole", place)
    assert log == [(4.0, 100, "a", "x"), (2.5, 200, "b", "y")]
    assert users == [(0, "a", "30", "F"), (1, "b", None, "M")]
    assert items == [(0, "x", 'Green|"Tea', "leaf|green"), (1, "y", "Mate", "leaf")]
    assert schema.attribute("class").kind == "multi"


def test_kuairec(tmp_path):
    place = folder(tmp_path, {
        "data/big_matrix.csv": "user_id,video_id,play_duration,video_duration,time,date,timestamp,watch_ratio\n"
                               "0,3649,13838,10867,2020-07-05 00:08:23.438,20200705,1593878903.438,1.27\n",
        "data/user_features.csv": "user_id,user_active_degree,is_lowactive_period\n0,high_active,0\n",
        "data/item_categories.csv": 'video_id,feat\n3649,"[27, 9]"\n',
    })  # fmt: skip
    _schema, log, users, items = taken(tmp_path, "kuairec", place)
    assert log == [(1.27, 1593878903, "0", "3649")]
    assert users[0][2] == "high_active"
    assert items[0][2] == "[27, 9]"


def test_kuairand(tmp_path):
    head = "user_id,video_id,date,hourmin,time_ms,is_click,is_like,is_rand\n"
    place = folder(tmp_path, {
        "data/log_standard_4_08_to_4_21_pure.csv": head + "1,7,20220408,1200,1649400000000,1,0,0\n",
        "data/log_random_4_22_to_5_08_pure.csv": head + "1,8,20220422,1200,1650600000000,0,0,1\n",
        "data/user_features_pure.csv": "user_id,user_active_degree\n1,full_active\n",
        "data/video_features_basic_pure.csv": "video_id,author_id,video_type\n7,90,NORMAL\n8,91,AD\n",
    })  # fmt: skip
    request = preset_request("kuairand", place)
    assert [path.name for path in request.files()["interactions"]] == [
        "log_random_4_22_to_5_08_pure.csv", "log_standard_4_08_to_4_21_pure.csv",
    ]  # fmt: skip
    assert recognised(head.strip().split(","), "x.csv") is PRESETS["kuairand"]


@pytest.mark.parametrize("policy", ["random", "bts"])
def test_open_bandit(tmp_path, policy):
    head = ",timestamp,item_id,position,click,propensity_score," + ",".join(f"user_feature_{i}" for i in range(4))
    place = folder(tmp_path, {
        f"{policy}/all/all.csv": head + ",user-item_affinity_0\n"
        "0,2019-11-24 00:00:00.1+00:00,14,3,0,0.0125,a,b,c,d,0.0\n"
        "1,2019-11-24 00:00:01+00:00,14,1,1,0.0125,a,b,c,e,0.0\n",
        f"{policy}/all/item_context.csv": ",item_id,item_feature_0\n0,14,-0.5\n",
    })  # fmt: skip
    schema, log, _users, _items = taken(tmp_path, "open_bandit", place)
    assert schema.n_randomized == (2 if policy == "random" else 0)
    assert [row[-2:] for row in log] == [("a+b+c+d", "14"), ("a+b+c+e", "14")]
    assert [row[:4] for row in log] == [(0.0, 1574553600, 3, 0.0125), (1.0, 1574553601, 1, 0.0125)]


@pytest.mark.parametrize("key", PRESETS)
def test_a_folder_that_lacks_the_log_is_refused_in_words(tmp_path, key):
    with pytest.raises(InputError) as caught:
        preset_request(key, tmp_path)
    assert caught.value.code == "import.preset_files"
    assert PRESETS[key].title in explain(caught.value)


def test_unknown_presets_are_named(tmp_path):
    with pytest.raises(InputError, match="recbole"):
        preset_request("netflix", tmp_path)


def test_ordinary_files_are_no_preset():
    assert recognised(["user_id", "item_id", "rating", "timestamp"], "log.csv") is None
    assert recognised(["user_id:token", "item_id:token"], "x.csv") is PRESETS["recbole"]
