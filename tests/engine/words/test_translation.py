"""Another language: a catalogue made from the extracted texts is used everywhere, tables included."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

import engine
from engine import words
from engine.errors import InputError
from engine.words import _, metrics, plural, use_language

KEYWORDS = {"_": None, "mark": None, "plural": (1, 2)}
ROOT = Path(engine.__file__).parents[1]


@pytest.fixture
def shouted(tmp_path, monkeypatch):
    """A language `xx` in which every text is put between angle quotes."""
    catalogue = Catalog(locale="de", domain=words.DOMAIN)
    for room in ("engine", "dashboard"):
        for _file, _line, message, _comments, _context in extract_from_dir(ROOT / room, keywords=KEYWORDS):
            texts = message if isinstance(message, tuple) else (message,)
            catalogue.add(message, tuple(f"»{t}«" for t in texts) if len(texts) > 1 else f"»{texts[0]}«")
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / f"{words.DOMAIN}.mo").open("wb") as stream:
        write_mo(stream, catalogue)
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    use_language("xx")
    yield catalogue
    use_language("en")


def test_the_catalogue_reaches_tables_errors_and_plurals(shouted):
    assert len(shouted) > 300
    assert metrics.TERMS["ndcg"].definition.startswith("»")
    assert str(InputError("split.no_randomized")).startswith("»")
    one, many = next(m.id for m in shouted if isinstance(m.id, tuple))
    assert plural(one, many, 1) == f"»{one.format(n=1)}«" and plural(one, many, 3) == f"»{many.format(n=3)}«"
    assert _("a text that nobody marked") == "a text that nobody marked"


def test_without_a_catalogue_the_source_is_shown():
    use_language("tlh")
    assert metrics.TERMS["ndcg"].definition == metrics.TERMS["ndcg"].definition_source
