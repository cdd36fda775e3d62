"""The canonical columns of an interaction: how a cell becomes a value, and what makes it a fault."""

from dataclasses import dataclass

from engine import columns as c
from engine.data.importing import text
from engine.data.importing.recipe import Reading, Times
from engine.data.importing.times import plain_seconds, seconds

LAST_SECOND = 4102444800
"""2100-01-01 UTC."""


@dataclass(frozen=True, slots=True)
class Field:
    """`value` and `stored` are SQL over `{r}`, the cell's text, and `{v}`, its value; faults likewise, in order.

    `kind`: the column's type in the dataset. `filled`: what a record has whose file lacks the column; None where
    files that have it and files that lack it cannot be joined. `plain`: the value of a cell that is a plain number,
    as SQL over that number `{t}`; empty where there is no such short way.
    """

    name: str
    value: str
    faults: tuple[tuple[str, str], ...]
    stored: str = "{v}"
    kind: str = "DOUBLE"
    filled: str | None = None
    plain: str = ""

    def sql(self, expression: str) -> str:
        """An expression over the columns `r_<name>`, `v_<name>` and `t_<name>`."""
        named = expression.replace("{r}", f"r_{self.name}").replace("{v}", f"v_{self.name}")
        return named.replace("{t}", f"t_{self.name}")


AS_FOUND = Reading()
MISSING = ("{r} IS NULL", "missing")
NOT_NUMBER = ("{r} IS NOT NULL AND {v} IS NULL", "not_a_number")
NOT_FINITE = ("NOT isfinite({v})", "not_finite")


def interaction_fields(
    feedback_range: tuple[float, float] | None,
    reading: Reading = AS_FOUND,
    times: Times = "auto",
    clip: tuple[float, float] | None = None,
) -> dict[str, Field]:
    """All fields by canonical name. Feedback outside `feedback_range` is a fault; `clip` sets it to the nearer end."""
    limits = () if feedback_range is None else ((outside(*feedback_range), "out_of_range"),)
    number = text.number("{r}", reading.decimal)
    pointed = reading.decimal == "."
    plain, plain_time = ("{t}", plain_seconds("{t}", times)) if pointed else ("", "")
    fields = (
        Field(c.USER, "{r}", (MISSING,)),
        Field(c.ITEM, "{r}", (MISSING,)),
        Field(c.FEEDBACK, number, (MISSING, NOT_NUMBER, NOT_FINITE, *limits), _clipped(clip), plain=plain),
        Field(c.TIMESTAMP, seconds("{r}", times, reading.decimal), _time_faults(), *_WHOLE_SECONDS, plain=plain_time),
        Field(
            c.POSITION, number, (NOT_NUMBER, NOT_FINITE, _POSITION), "CAST({v} AS INTEGER)", "INTEGER", "NULL", plain
        ),
        Field(c.PROPENSITY, number, (MISSING, NOT_NUMBER, NOT_FINITE, _PROPENSITY), plain=plain),
        Field(c.RANDOMIZED, text.truth("{r}"), (_NOT_TRUTH,), "coalesce({v}, false)", "BOOLEAN", "false"),
        Field(c.WEIGHT, number, (MISSING, NOT_NUMBER, NOT_FINITE, ("{v} < 0", "out_of_range")), plain=plain),
    )
    return {field.name: field for field in fields}


_WHOLE_SECONDS = ("CAST(floor({v}) AS BIGINT)", "BIGINT")
_WHOLE = ("CAST({v} AS INTEGER)", "INTEGER", "NULL")
_POSITION = ("{v} < 1 OR {v} > 2147483647 OR {v} <> floor({v})", "out_of_range")
_PROPENSITY = ("{v} <= 0 OR {v} > 1", "out_of_range")
_NOT_TRUTH = ("{r} IS NOT NULL AND {v} IS NULL", "not_true_or_false")


def outside(low: float, high: float) -> str:
    """Whether a value is outside a range."""
    return f"{{v}} < {float(low)!r} OR {{v}} > {float(high)!r}"


def _clipped(clip: tuple[float, float] | None) -> str:
    return "{v}" if clip is None else f"greatest(least({{v}}, {float(clip[1])!r}), {float(clip[0])!r})"


def _time_faults() -> tuple[tuple[str, str], ...]:
    impossible = f"NOT isfinite({{v}}) OR {{v}} < 0 OR {{v}} >= {LAST_SECOND}"
    return (MISSING, ("{r} IS NOT NULL AND {v} IS NULL", "not_a_time"), (impossible, "impossible_time"))
