"""MovieLens: 100K (TAB and `|`, no headers, film titles in Latin-1), 1M and 10M (`::`), 20M, 25M and later (CSV)."""

from collections.abc import Sequence
from pathlib import Path

from engine import columns as c
from engine.data.importing.presets.preset import Preset, lacking, there
from engine.data.importing.recipe import Reading, Recipe
from engine.data.importing.request import ImportRequest

GENRES = (
    "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
    "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
)  # fmt: skip
"""The flags of u.item in their order (u.genre)."""
LOG = (c.USER, c.ITEM, c.FEEDBACK, c.TIMESTAMP)
FILES = "u.data, ratings.dat or ratings.csv"
RATINGS_CSV = {"userid", "movieid", "rating", "timestamp"}


def hundred_thousand(folder: Path) -> ImportRequest:
    """u.data, u.user, u.item: each genre is an attribute of 0 and 1."""
    recipe = Recipe(
        interactions=_unnamed("\t", LOG),
        users=_unnamed("|", (c.USER, "age", "gender", "occupation", "zip_code")),
        items=_unnamed("|", (c.ITEM, "title", "release_date", "video_release_date", "imdb_url", *GENRES)),
    )
    return ImportRequest(
        folder / "u.data", there(folder, "u.user"), there(folder, "u.item"), name="MovieLens-100K",
        feedback_range=(1.0, 5.0), recipe=recipe,
    )  # fmt: skip


def million(folder: Path) -> ImportRequest:
    """ratings.dat, users.dat (1M only), movies.dat: genres joined by `|`."""
    people = there(folder, "users.dat")
    recipe = Recipe(
        interactions=_unnamed("::", LOG),
        users=_unnamed("::", (c.USER, "gender", "age", "occupation", "zip_code")),
        items=_unnamed("::", (c.ITEM, "title", "genres")),
    )
    return ImportRequest(
        folder / "ratings.dat", people, there(folder, "movies.dat"), recipe=recipe,
        name="MovieLens-1M" if people else "MovieLens-10M", feedback_range=(1.0 if people else 0.5, 5.0),
    )  # fmt: skip


def later(folder: Path) -> ImportRequest:
    """ratings.csv and movies.csv; nothing is known of the users."""
    mapping = ((c.USER, "userId"), (c.ITEM, "movieId"), (c.FEEDBACK, "rating"))
    comma = Reading(delimiter=",")
    return ImportRequest(
        folder / "ratings.csv", None, there(folder, "movies.csv"), mapping, name="MovieLens",
        feedback_range=(0.5, 5.0), recipe=Recipe(interactions=comma, items=comma),
    )  # fmt: skip


LAYOUTS = {"u.data": hundred_thousand, "ratings.dat": million, "ratings.csv": later}


def request(folder: Path) -> ImportRequest:
    """The layout whose log is there.

    Raises:
        InputError: `import.preset_files`.
    """
    for name, layout in LAYOUTS.items():
        if there(folder, name):
            return layout(folder)
    raise lacking("MovieLens", folder, FILES)


def recognises(names: Sequence[str], file: str) -> bool:
    """By the names of the files, or by the columns of ratings.csv."""
    known = ("u.data", "u.user", "u.item", "ratings.dat", "users.dat", "movies.dat")
    return file in known or {name.strip().casefold() for name in names} == RATINGS_CSV


def _unnamed(delimiter: str, names: tuple[str, ...]) -> Reading:
    return Reading(delimiter=delimiter, header=False, names=names, quotes=False)  # type: ignore[arg-type]


PRESET = Preset("movielens", "MovieLens", recognises, request)
