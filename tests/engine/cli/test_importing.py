"""The verbs that bring files in: every choice is an option or a setting, and goes into the recipe that is recorded."""

import json

import pytest
from typer.testing import CliRunner

from engine.cli.data import data
from engine.cli.import_request import Asked, request_of
from engine.cli.ledgers import SETTINGS
from engine.data.importing.recipe import Cleaning, Reading, Recipe
from engine.errors import InputError
from engine.words.cleaning import EFFECTS
from engine.workspace.files import read_json


def asked(tmp_path, **more):
    return request_of(Asked(interactions=[tmp_path / "log.csv"], **more))


def test_nothing_said_is_the_usual_recipe(tmp_path):
    request = asked(tmp_path)
    assert (request.recipe, request.mapping, request.names) == (Recipe(), (), ())


def test_settings_one_by_one(tmp_path):
    setting = ["cleaning.repeats=sum", "users.delimiter=tab", "interactions.header=false", "rejects=0.05",
               'interactions.names=["user_id","item_id"]', "interactions.decimal=,"]  # fmt: skip
    recipe = asked(tmp_path, setting=setting).recipe
    assert recipe.cleaning == Cleaning(repeats="sum")
    assert recipe.users == Reading(delimiter="\t")
    assert recipe.interactions == Reading(header=False, names=("user_id", "item_id"), decimal=",")
    assert recipe.rejects == 0.05


def test_a_recipe_file_then_settings_then_the_delimiter(tmp_path):
    (tmp_path / "recipe.toml").write_text('normalise = false\n[interactions]\ntimes = "dmy"\ndelimiter = ";"\n')
    recipe = asked(
        tmp_path, recipe=tmp_path / "recipe.toml", setting=["interactions.times=mdy"], delimiter="TAB"
    ).recipe
    assert (recipe.normalise, recipe.interactions) == (False, Reading(times="mdy", delimiter="\t"))
    assert recipe.items.delimiter == "\t"


def test_names_of_the_owner_are_shown(tmp_path):
    (tmp_path / "names.json").write_text(json.dumps({"log.csv": "Käufe.csv", "~sha256": "…"}))
    request = asked(tmp_path, names=tmp_path / "names.json")
    assert request.names == (("log.csv", "Käufe.csv"),)
    assert (request.shown(tmp_path / "log.csv"), request.title) == ("Käufe.csv", "Käufe")


def test_options_go_over_a_preset(tmp_path):
    (tmp_path / "ratings.csv").write_text("userId,movieId,rating,timestamp\n")
    request = request_of(Asked(preset="movielens", folder=tmp_path, feedback_range="1,5", name="mine"))
    assert (request.feedback_range, request.name) == ((1.0, 5.0), "mine")
    assert ("item_id", "movieId") in request.mapping


@pytest.mark.parametrize(
    ("more", "code"),
    [({"setting": ["cleaning.often=1"]}, "config.unknown"), ({"delimiter": "#"}, "import.delimiter_unknown"),
     ({"preset": "netflix", "folder": "."}, "import.preset_unknown"), ({"feedback_range": "5"}, "cli.range")],
)  # fmt: skip
def test_what_does_not_work_is_named(tmp_path, more, code):
    with pytest.raises(InputError) as caught:
        asked(tmp_path, **more)
    assert caught.value.code == code


def test_a_log_or_a_preset_is_needed():
    with pytest.raises(InputError, match="--interactions"):
        request_of(Asked())


def test_preview_and_import_agree(tmp_path):
    log = tmp_path / "log.csv"
    log.write_bytes("用户;商品;评分\n".encode("gb18030") + "张;书;4\n李;书;3\n".encode("gb18030"))
    shown = CliRunner().invoke(data, ["preview", str(log), "--json"])
    found = json.loads(shown.stdout)
    assert found["guesses"] == {"user_id": "用户", "item_id": "商品", "feedback": "评分"}
    assert found["reading"]["encoding"] == "gb18030"
    for_people = CliRunner().invoke(data, ["preview", str(log), "--set", "delimiter=;"]).stdout
    assert "gb18030" in for_people
    options = [part for name, column in found["guesses"].items() for part in ("--map", f"{name}={column}")]
    options += ["--set", f"interactions.delimiter={found['reading']['delimiter']}", "--workspace", str(tmp_path / "w")]
    done = CliRunner().invoke(data, ["import", "--interactions", str(log), *options, "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["ledger"][0]["read"] == 2


def test_a_check_writes_all_that_would_be_rejected(tmp_path):
    log, out = tmp_path / "log.csv", tmp_path / "out.csv"
    log.write_text("user_id,item_id,feedback\nu,i,3\nv,i,=1+1\nw,j,bad\n")
    line = ["check", "--interactions", str(log), "--rejects", str(out), "--workspace", str(tmp_path / "w"), "--json"]
    done = CliRunner().invoke(data, line)
    assert json.loads(done.stdout)["problem"][0] == "import.too_many_rejects" and done.exit_code == 2
    assert out.read_text("utf-8-sig").splitlines()[1:] == [
        'interactions,log.csv,3,feedback,not a number,"v,i,=1+1"',
        'interactions,log.csv,4,feedback,not a number,"w,j,bad"',
    ]
    log.write_text("user_id,item_id,feedback\nu,i,3\n")
    assert CliRunner().invoke(data, line).exit_code == 0
    assert len(out.read_text("utf-8-sig").splitlines()) == 1
    assert list((tmp_path / "w" / "tmp").iterdir()) == []


def test_what_was_tidied_is_told_by_import_check_and_show(tmp_path):
    log, people = tmp_path / "log.csv", tmp_path / "people.csv"
    log.write_text("user_id,item_id,timestamp\n" + "".join(f"u{n},i,{n + 13}/04/2024\n" for n in range(9)))
    people.write_text("user_id,team\n" + "".join(f"u{n},{'Red' if n else 'RED'}\n" for n in range(8)) + "u8,NULL\n")
    more = tmp_path / "more.csv"
    more.write_text("user_id,team\nu1,Blue\n")
    asked = ["--interactions", str(log), "--users", str(people), "--users", str(more)]
    here = ["--workspace", str(tmp_path / "w")]
    told = [
        "cells taken as “no value”: NULL 1",
        "log.csv: dates are read as day, month, year",
        "team: 'RED' → 'Red' (1)",
        "team: 1 id has different values in several files; the last file counts.",
    ]
    for verb in (["check", *asked], ["import", *asked], ["show", "log"]):
        done = CliRunner().invoke(data, [*verb, *here])
        assert done.exit_code == 0 and [line for line in told if line not in done.stdout] == [], done.stdout
    again = json.loads(CliRunner().invoke(data, ["import", *asked, *here, "--json"]).stdout)
    assert again["tidied"]["times"] == {"log.csv": "dmy"}


def test_a_ragged_file_is_shown(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("user_id,item_id,feedback\nu,i,3\nv\nw,j,1,extra\n")
    done = CliRunner().invoke(data, ["preview", str(log)])
    assert done.exit_code == 0 and "2 of the first 3 records" in done.stdout
    assert [line.split() for line in done.stdout.splitlines()[:4]] == [
        ["user_id", "item_id", "feedback"], ["u", "i", "3"], ["v"], ["w", "j", "1"]
    ]  # fmt: skip


def test_a_check_that_finds_a_problem_is_done_and_exits_with_2(tmp_path):
    log, status = tmp_path / "log.csv", tmp_path / "status.json"
    log.write_text("user_id,item_id,feedback\n" + "u,i,3\n" * 5 + "v,j,bad\n")
    asked = ["check", "--interactions", str(log), "--workspace", str(tmp_path / "w")]
    done = CliRunner().invoke(data, [*asked, "--status", str(status)])
    assert done.exit_code == 2 and "feedback: “v,j,bad”. Correct the file" in done.stdout
    assert (
        "○ 4 records repeat another in every column: they can be dropped. The setting: --set cleaning.copies=drop"
        in (done.stdout)
    )
    assert read_json(status)["state"] == "done"


def test_copies_of_which_one_stays_anyway_are_no_choice(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("user_id,item_id,feedback\n" + "".join(f"u{n},i,3\n" for n in range(40)) + "u1,i,3\n")
    asked = ["check", "--interactions", str(log), "--workspace", str(tmp_path / "w"), "--json"]
    effects = [
        json.loads(CliRunner().invoke(data, [*asked, "--set", f"cleaning.repeats={one}"]).stdout)["effects"]
        for one in ("last", "sum")
    ]
    assert [found.get("copies_drop") for found in effects] == [None, 1]


def test_each_choice_that_is_not_in_force_has_its_setting(tmp_path):
    assert list(SETTINGS) == list(EFFECTS)
    for setting in SETTINGS.values():
        assert asked(tmp_path, setting=[setting]).recipe.cleaning != Cleaning()
