"""Numbers as people read them, the same on pages, in reports and on figures."""

from engine.contracts import AuditRow
from engine.words import _

NOTHING = "–"


def number(value: float | None, digits: int = 3) -> str:
    """A number with `digits` decimals below 10, fewer above; a dash for none."""
    if value is None:
        return NOTHING
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    if size >= 10:
        return f"{value:.1f}"
    if 0 < size < 10**-digits:
        return f"{value:.1e}"
    return f"{value:.{digits}f}"


def signed(value: float) -> str:
    """A number with its sign, also the plus."""
    return f"{'+' if value >= 0 else '−'}{number(abs(value))}"


def gap(value: float | None, scale: str = "ratio") -> str:
    """A gap: two decimals for ratios, sign and three for differences."""
    if value is None:
        return NOTHING
    return f"{value:.2f}" if scale == "ratio" else f"{value:+.3f}"


def interval(low: float | None, high: float | None, scale: str = "ratio") -> str:
    """`[low, high]` of a gap; a dash where there is none."""
    if low is None or high is None:
        return NOTHING
    return f"[{gap(low, scale)}, {gap(high, scale)}]"


def value_interval(low: float | None, high: float | None) -> str:
    """`[low, high]` of a group's own value; a dash where there is none."""
    return NOTHING if low is None or high is None else f"[{number(low)}, {number(high)}]"


def plus_minus(value: float | None, within: tuple[float, float] | None) -> str:
    """A value with half of its interval, `0.915 ±0.041`; the value alone where there is none."""
    return (
        number(value) if value is None or within is None else f"{number(value)} ±{number((within[1] - within[0]) / 2)}"
    )


def count(value: int | None) -> str:
    """A count with separators; `withheld` where it is suppressed."""
    return _("withheld") if value is None else f"{value:,}"


def gap_text(row: AuditRow) -> str:
    """A row's gap with its interval and number of units, for example `0.83 [0.75, 0.92] · n 1,204`."""
    parts = [gap(row.gap, row.scale)]
    if row.gap_low is not None:
        parts.append(interval(row.gap_low, row.gap_high, row.scale))
    return f"{' '.join(parts)} · n {count(row.n)}"
