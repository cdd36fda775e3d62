"""The column names of an uploaded file, its first rows, and guesses of what the columns mean.

The import itself decides again. What is read here is bounded, whatever the size of the file.
"""

import csv
import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 65_536
"""Bytes of a text file that are looked at, from its beginning: parsed in a few milliseconds."""
MOST_ROWS = 2_000
"""Rows of a Parquet file that are looked at."""
ALIASES: dict[str, tuple[str, ...]] = {
    "user_id": (
        "user_id",
        "userid",
        "user",
        "uid",
        "customer_id",
        "member_id",
        "visitor_id",
        "account_id",
        "member",
        "customer",
    ),
    "item_id": (
        *("item_id", "itemid", "item", "iid", "movie_id", "movieid", "movie", "product_id", "productid", "product"),
        *("article_id", "article", "track_id", "song_id", "book_id", "isbn", "sku", "asin", "parent_asin"),
    ),
    "feedback": ("feedback", "rating", "score", "stars", "click", "clicked", "label", "purchase", "play_count"),
    "timestamp": ("timestamp", "time", "ts", "datetime", "date", "created_at", "event_time"),
    "position": ("position", "rank", "slot"),
    "propensity": ("propensity", "pscore", "propensity_score"),
    "randomized": ("randomized", "random", "is_random"),
    "weight": ("weight", "sample_weight"),
    "rank": ("rank", "position", "place", "pos", "rnk"),
    "score": ("score", "prediction", "predicted", "pred", "relevance", "probability"),
    "provider": ("provider", "publisher", "seller", "artist", "author", "producer", "studio"),
}


def read(data: bytes) -> list[str]:
    """The header's names; empty where the file is no table that can be read here."""
    if data[:4] == b"PAR1":
        return _parquet(data)
    names = next(iter(_records(data)), [])
    return [name.strip() for name in names if name.strip()]


def rows(data: bytes) -> list[dict[str, str]]:
    """The first rows as text by column: those in the first 64 kB, at most 2,000 of a Parquet file."""
    if data[:4] == b"PAR1":
        return _parquet_rows(data)
    names, *found = _records(data) or [[]]
    whole = found[:-1] if len(data) > LOOKED_AT else found  # the last one may be cut in the middle
    return [dict(zip((name.strip() for name in names), row, strict=False)) for row in whole if row]


def _records(data: bytes) -> list[list[str]]:
    """The records at the beginning of a text file, split by the delimiter that gives the header most names."""
    text = data[:LOOKED_AT].decode("utf-8-sig", errors="replace").lstrip("\r\n")
    head = text.splitlines()[:1]
    if not head or "\0" in head[0] or head[0].lstrip().startswith("<"):
        return []
    best = max(DELIMITERS, key=lambda delimiter: len(next(csv.reader(head, delimiter=delimiter), [])))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=best))
    except csv.Error:  # a quote that never ends, or a field without end
        return list(csv.reader(head, delimiter=best))


def guess(canonical: str, names: Sequence[str]) -> str | None:
    """The column that most likely bears a canonical name, by the order of its usual names."""
    folded = {name.casefold().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    return next((folded[alias] for alias in ALIASES[canonical] if alias in folded), None)


def _parquet(data: bytes) -> list[str]:
    try:
        return [str(name) for name in pq.read_schema(io.BytesIO(data)).names]
    except (pa.ArrowException, OSError):
        return []


def _parquet_rows(data: bytes) -> list[dict[str, str]]:
    try:
        first = next(pq.ParquetFile(io.BytesIO(data)).iter_batches(batch_size=MOST_ROWS), None)
    except (pa.ArrowException, OSError):
        return []
    found = [] if first is None else first.to_pylist()
    return [{str(name): "" if value is None else str(value) for name, value in row.items()} for row in found]
