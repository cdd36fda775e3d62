"""The column names of an uploaded file, and guesses of what they mean. The import itself decides again."""

import csv
import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

DELIMITERS = (",", ";", "\t", "|")
ALIASES: dict[str, tuple[str, ...]] = {
    "user_id": ("user_id", "userid", "user", "uid", "customer_id", "member_id", "visitor_id", "account_id"),
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
    "provider": ("provider", "publisher", "seller", "artist", "author", "producer", "studio"),
}


def read(data: bytes) -> list[str]:
    """The header's names; empty where the file is no table that can be read here."""
    if data[:4] == b"PAR1":
        return _parquet(data)
    line = data[:65536].decode("utf-8-sig", errors="replace").lstrip("\r\n").splitlines()[:1]
    if not line or "\0" in line[0] or line[0].lstrip().startswith("<"):
        return []
    splits = [next(csv.reader(line, delimiter=delimiter), []) for delimiter in DELIMITERS]
    return [name.strip() for name in max(splits, key=len) if name.strip()]


def guess(canonical: str, names: Sequence[str]) -> str | None:
    """The column that most likely bears a canonical name, by the order of its usual names."""
    folded = {name.casefold().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    return next((folded[alias] for alias in ALIASES[canonical] if alias in folded), None)


def _parquet(data: bytes) -> list[str]:
    try:
        return [str(name) for name in pq.read_schema(io.BytesIO(data)).names]
    except (pa.ArrowException, OSError):
        return []
