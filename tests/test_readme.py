"""The README says what is there: the tree, the verbs, the commands."""

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SPEC = importlib.util.spec_from_file_location("readme_tree", Path(__file__).with_name("readme_tree.py"))
readme_tree = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(readme_tree)


def test_the_tree_is_that_of_the_files():
    assert readme_tree.renewed(README) == README, "make tree"


def test_every_file_says_in_a_line_what_it_is_for():
    for room in readme_tree.ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            assert 10 <= len(readme_tree.summary(path)) <= 110, path


def test_the_make_verbs_that_it_names_exist():
    verbs = set(re.findall(r"`make ([a-z]+)", README))
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert {"run", "test"} <= verbs <= known


def test_the_files_that_it_links_to_exist():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_the_command_line_verbs_that_it_names_exist():
    import typer

    from engine.cli.__main__ import app
    from engine.cli.data import data

    known = set(typer.main.get_command(app).commands) | {f"data {v}" for v in typer.main.get_command(data).commands}
    named = set(re.findall(r"^equipoise ((?:data )?[a-z]+)", README, re.M))
    assert named and named <= known
