"""The canonical columns of an interaction: how a cell becomes a value, and what makes it a fault."""

from dataclasses import dataclass

from engine import columns as c
from engine.data.importing import text

LAST_SECOND = 4102444800
"""2100-01-01 UTC."""


@dataclass(frozen=True, slots=True)
class Field:
    """`value` and `stored` are SQL over `{r}`, the cell's text, and `{v}`, its value; faults likewise, in order."""

    name: str
    value: str
    faults: tuple[tuple[str, str], ...]
    stored: str = "{v}"


MISSING = ("{r} IS NULL", "missing")
NOT_NUMBER = ("{r} IS NOT NULL AND {v} IS NULL", "not_a_number")
NOT_FINITE = ("NOT isfinite({v})", "not_finite")


def interaction_fields(feedback_range: tuple[float, float] | None) -> dict[str, Field]:
    """All fields by canonical name; feedback outside the stated range is a fault."""
    limits = () if feedback_range is None else ((_outside(*feedback_range), "out_of_range"),)
    number = text.number("{r}")
    fields = (
        Field(c.USER, "{r}", (MISSING,)),
        Field(c.ITEM, "{r}", (MISSING,)),
        Field(c.FEEDBACK, number, (MISSING, NOT_NUMBER, NOT_FINITE, *limits)),
        Field(c.TIMESTAMP, text.seconds("{r}"), _time_faults(), _WHOLE_SECONDS),
        Field(c.POSITION, number, (NOT_NUMBER, NOT_FINITE, _POSITION), "CAST({v} AS INTEGER)"),
        Field(c.PROPENSITY, number, (MISSING, NOT_NUMBER, NOT_FINITE, _PROPENSITY)),
        Field(c.RANDOMIZED, text.truth("{r}"), (_NOT_TRUTH,), _FALSE),
        Field(c.WEIGHT, number, (MISSING, NOT_NUMBER, NOT_FINITE, ("{v} < 0", "out_of_range"))),
    )
    return {field.name: field for field in fields}


_WHOLE_SECONDS = "CAST(floor({v}) AS BIGINT)"
_POSITION = ("{v} < 1 OR {v} > 2147483647 OR {v} <> floor({v})", "out_of_range")
_PROPENSITY = ("{v} <= 0 OR {v} > 1", "out_of_range")
_NOT_TRUTH = ("{r} IS NOT NULL AND {v} IS NULL", "not_true_or_false")
_FALSE = "coalesce({v}, false)"  # not marked as randomized is not randomized


def _outside(low: float, high: float) -> str:
    return f"{{v}} < {float(low)!r} OR {{v}} > {float(high)!r}"


def _time_faults() -> tuple[tuple[str, str], ...]:
    impossible = f"NOT isfinite({{v}}) OR {{v}} < 0 OR {{v}} >= {LAST_SECOND}"
    return (MISSING, ("{r} IS NOT NULL AND {v} IS NULL", "not_a_time"), (impossible, "impossible_time"))
