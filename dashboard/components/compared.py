"""Runs side by side: their letters and short names, and a table of what differs between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.components import verdict_table
from dashboard.components.text import plain
from engine.audit import RunComparison
from engine.audit.comparison import Number
from engine.charts import numbers
from engine.contracts import Run
from engine.report import summary
from engine.words import _, settings

LETTERS = "ABCDE"
SHORT = 40


@dataclass(frozen=True, slots=True)
class Compared:
    """The runs, the baseline first, and what was found. `names`: a letter, and what the run has that differs."""

    runs: tuple[Run, ...]
    found: RunComparison
    names: tuple[str, ...]

    def mark(self, place: int) -> str:
        """A run's letter and short name as Markdown."""
        letter, _colon, rest = self.names[place].partition(": ")
        return f"**{letter}** {plain(rest, SHORT)}".strip()


def compared(runs: Sequence[Run], found: RunComparison) -> Compared:
    """Give the runs their letters: `A: baseline`, `B: Exposure re-ranking (Provider group)`."""
    named = [_("baseline"), *(_own(runs[0], run) for run in runs[1:])]
    return Compared(tuple(runs), found, tuple(f"{a}: {name}" for a, name in zip(LETTERS, named, strict=False)))


def _own(base: Run, run: Run) -> str:
    found = settings.differing(base.config, run.config)
    return settings.short(found) if 0 < len(found) <= 2 else summary(run.config)


def differences(runs: Sequence[Run]) -> None:
    """A row a run: its settings that differ from the baseline's."""
    lines = [
        {
            _("Run"): f"**{letter}** {plain(summary(run.config), 160)}  \n:gray[`{plain(run.id[:8])}`]",
            _("Differs from the baseline in"): _listed(runs[0], run),
        }
        for letter, run in zip(LETTERS, runs, strict=False)
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("What differs between the runs"))


def _listed(base: Run, run: Run) -> str:
    if run.id == base.id:
        return f":gray[{_('This is the baseline.')}]"
    found = settings.differing(base.config, run.config)
    return "  \n".join(f"{plain(one.name)}: {plain(one.before)} → **{plain(one.after)}**" for one in found) or _(
        "No setting: what differs is not among them."
    )


def value(of: Number) -> str:
    """A run's own value with its interval, where it has them."""
    bounds = "" if of.low is None else verdict_table.whole(plain(numbers.value_interval(of.low, of.high)))
    return f"{numbers.number(of.value)} {bounds}".strip()


def change(of: Number) -> str:
    """A difference with its interval, where it has them."""
    return verdict_table.interval(of.value, of.low, of.high, "difference")


def ratio(of: Number) -> str:
    """A gap, or the change of one, with its interval, where it has them."""
    return verdict_table.interval(of.value, of.low, of.high, "ratio")


def side(of: Number) -> str:
    """Whether a value is higher or lower than in the baseline, where the interval of the difference tells."""
    if of.low is None or of.high is None:
        return _("no interval") if of.value is not None else ""
    if of.low > 0:
        return _("higher")
    return _("lower") if of.high < 0 else verdict_table.whole(_("not established"))
