"""Data sets to begin with: MovieLens-100K, fetched on demand, and the planted world, which comes along."""

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from zipfile import BadZipFile, ZipFile

from engine.data.importing import ImportRequest
from engine.errors import InputError
from engine.words import _, mark

WHEEL = "recbole==1.2.1"
WHEEL_SHA256 = "9c9948202011f37eb0a7c6768129313f00d6403ad221ec940d5e2d5d5f33a407"
FOLDER = "recbole/dataset_example/ml-100k/ml-100k"
TIMEOUT_SECONDS = 300

PLANTED = Path(__file__).resolve().parents[2] / "sample_data"

MOVIELENS_TERMS = mark(
    "MovieLens-100K, collected by GroupLens Research at the University of Minnesota. For research use: no "
    "redistribution, no commercial use without permission, no endorsement implied. Cite: F. M. Harper and J. A. "
    "Konstan (2015), The MovieLens Datasets: History and Context, ACM TiiS 5(4), doi:10.1145/2827872. Terms: "
    "https://files.grouplens.org/datasets/movielens/ml-100k-README.txt"
)
PLANTED_TERMS = mark(
    "A made-up world whose truth is known: nobody in it exists. Free to use under the terms of Equipoise itself."
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A data set to begin with. `request` fetches what is needed into a cache folder and says how to import it."""

    key: str
    terms_source: str
    request: Callable[[Path], ImportRequest]

    @property
    def terms(self) -> str:
        """The terms of use, in the language in use."""
        return _(self.terms_source)


def sample(name: str) -> Sample:
    """A sample by name.

    Raises:
        InputError: `sample.unknown`.
    """
    if name not in SAMPLES:
        raise InputError("sample.unknown", name=name, known=list(SAMPLES))
    return SAMPLES[name]


def movielens(cache: Path) -> ImportRequest:
    """MovieLens-100K out of the RecBole wheel, as three CSV files below `cache`.

    Raises:
        InputError: `sample.unavailable`.
    """
    folder = cache / "movielens-100k"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        scratch = Path(mkdtemp(dir=cache))
        try:
            _convert(_download(scratch), scratch / "ready")
            if not folder.exists():
                (scratch / "ready").rename(folder)
        finally:
            rmtree(scratch, ignore_errors=True)
    return ImportRequest(
        folder / "interactions.csv", folder / "users.csv", folder / "items.csv",
        name="MovieLens-100K", relevance=None, feedback_range=(1.0, 5.0),
    )  # fmt: skip


def planted(cache: Path) -> ImportRequest:  # noqa: ARG001 - every sample is asked the same way
    """The planted world, from the folder `sample_data` beside the engine.

    Raises:
        InputError: `sample.unavailable` where that folder did not come along.
    """
    if not (PLANTED / "interactions.csv").exists():
        raise InputError("sample.unavailable", name="planted", problem=f"{PLANTED} is not there")
    return ImportRequest(
        PLANTED / "interactions.csv", PLANTED / "users.csv", PLANTED / "items.csv",
        name="Planted world", relevance=4.0, feedback_range=(1.0, 5.0),
    )  # fmt: skip


SAMPLES = {s.key: s for s in (
    Sample("planted", PLANTED_TERMS, planted),
    Sample("movielens-100k", MOVIELENS_TERMS, movielens),
)}  # fmt: skip


def _download(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check"]
    command = [*pip, "--dest", str(folder), WHEEL]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines() or [_("pip failed")]
        raise _unavailable(lines[-1]) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unavailable(type(error).__name__) from error
    wheel = next(iter(folder.glob("*.whl")), None)
    if wheel is None or sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise _unavailable(_("the file that came is not the one expected"))
    return wheel


def _convert(wheel: Path, folder: Path) -> None:
    """Rewrite RecBole's atomic files (TAB, unquoted, typed header) as CSV with canonical names."""
    folder.mkdir()
    try:
        with ZipFile(wheel) as archive:
            _write(folder / "interactions.csv", "user_id,item_id,feedback,timestamp", _cells(archive, "inter"))
            people = ([user, gender, age, work] for user, age, gender, work, _zip in _cells(archive, "user"))
            _write(folder / "users.csv", "user_id,gender,age,occupation", people)
            films = ([i, title, _year(year), _joined(kinds)] for i, title, year, kinds in _cells(archive, "item"))
            _write(folder / "items.csv", "item_id,title,year,genres", films)
    except (BadZipFile, KeyError, UnicodeDecodeError, ValueError) as error:
        raise _unavailable(_("the file that came is not the one expected")) from error


def _cells(archive: ZipFile, kind: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in archive.read(f"{FOLDER}.{kind}").decode().splitlines()[1:])


def _year(text: str) -> str:
    """Titles with several brackets left letters in the wheel's year column; those years are not known."""
    return text if text.isdigit() else ""


def _joined(genres: str) -> str:
    return "|".join(genres.split())


def _write(path: Path, header: str, rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _unavailable(problem: str) -> InputError:
    return InputError("sample.unavailable", name="movielens-100k", problem=problem)
