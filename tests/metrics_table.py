"""docs/metrics.md made anew from the tables of metrics, their docstrings and their words: `make tables`."""

import inspect
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.metrics import (
    ITEM_METRICS,
    LIST_METRICS,
    PAIR_METRICS,
    RANGE_METRICS,
    SPREAD_METRICS,
    SYSTEM_METRICS,
    USER_METRICS,
)
from engine.metrics.base import Metric
from engine.words import metrics

PAGE = Path(__file__).parents[1] / "docs" / "metrics.md"
INTRODUCTION = """# Metrics

Made by `make tables` from the tables of `engine/metrics`: what each metric measures stands beside it on every page
(`engine/words`), the details in the docstring of its file.

*Better*: which direction serves a group better; a dash where neither does by itself. *Gap*: how two groups are
compared; an index is one number of several groups, 0 where they are served alike. *Needs*: what the audit can't do
without, else it refuses the metric with a reason (docs/codes.md): `test` interactions after training, `scores` of
them, scores on the feedback's `scale`, `negatives` that were observed, `categories` of items, a training `history`.
"""
TABLES = (
    ("Users: one number a user", USER_METRICS),
    ("Users: the largest difference between groups", RANGE_METRICS),
    ("Users: between two groups, described without interval", PAIR_METRICS),
    ("Items and providers: one number a group of items", ITEM_METRICS),
    ("Items: how each list mixes the groups", LIST_METRICS),
    ("Items: how unequal groups are", SPREAD_METRICS),
    ("The whole system, described without interval", SYSTEM_METRICS),
)
HEAD = ("key", "name", "formula", "range", "better", "gap", "needs", "source")
RANGE = re.compile(r"[Ii]n \[[^\]]+?[\])](?= *[;:,.]|$| )|at least 0(?:, at most [^.]+)?|of either sign")
SOURCE = re.compile(r"Sources?: (.+)", re.DOTALL)
ITSELF = "its own definition"
BETTER = {"more": "more", "less": "less", "neither": "–"}


def described(kind: type[Metric]) -> str:
    """The docstring on one line."""
    return " ".join((inspect.getdoc(kind) or "").split())


def span(kind: type[Metric]) -> str:
    """The range that the docstring states; empty where it states none."""
    found = RANGE.search(described(kind))
    text = found.group() if found else ""
    return text[3:] if text[:3].lower() == "in " else text


def source(kind: type[Metric]) -> str:
    """The source that the docstring states, without what is said of it; a metric that needs none says what it is."""
    found = SOURCE.search(described(kind))
    return found.group(1).removesuffix(".") if found else ITSELF


def scale(key: str, kind: type[Metric]) -> str:
    """How groups are compared."""
    if key in SYSTEM_METRICS:
        return "–"
    return kind.SCALE if key in USER_METRICS or key in ITEM_METRICS else "index"


def cells(key: str, kind: type[Metric]) -> Sequence[str]:
    """One line of the table."""
    term, needs = metrics.term(key), ", ".join(sorted(kind.NEEDS)) or "–"
    return (f"`{key}`", term.name, term.formula, span(kind), BETTER[kind.BETTER], scale(key, kind), needs, source(kind))


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield INTRODUCTION
    for title, table in TABLES:
        yield from (f"## {title}", "", line(HEAD), line(["---"] * len(HEAD)))
        yield from (line(cells(key, kind)) for key, kind in table.items())
        yield ""


def line(cells: Sequence[str]) -> str:
    """A row of a Markdown table; a bar inside a cell would end it."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def page() -> str:
    """The whole page."""
    return "\n".join(lines())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
