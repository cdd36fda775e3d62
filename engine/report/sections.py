"""Which parts of a report may be left out. Scope, verdicts, method, limits and manifest are always there."""

from collections.abc import Collection, Sequence

from engine.contracts import Run
from engine.errors import InputError
from engine.words import _, reports

SECTIONS: dict[str, str] = reports.SECTIONS
"""Key to words of what can be chosen; a report without its limits would not be honest, so they cannot."""


def choose(named: Sequence[str] | None) -> tuple[str, ...]:
    """The chosen sections in the order of the page; None: all of them, no name: none.

    Raises:
        InputError: `report.section` for a name that is none of them.
    """
    unknown = [name for name in named or () if name not in SECTIONS]
    if unknown:
        raise InputError("report.section", section=unknown[0], known=list(SECTIONS))
    return tuple(key for key in SECTIONS if named is None or key in named)


def possible(n_runs: int, kept: Collection[str]) -> tuple[str, ...]:
    """The sections that a report of n runs can have, where only those in `kept` were made before."""
    always = {"findings", "groups", *kept, *(("comparison",) if n_runs > 1 else ())}
    return tuple(key for key in SECTIONS if key in always)


def absent(chosen: Sequence[str], there: Sequence[str], run: Run, unpaired: bool) -> list[str]:
    """A sentence for each wanted section that was never made. `run`: the one that the report is about;
    `unpaired`: whether runs stand side by side without their paired differences.
    """
    model = "model" in run.config
    found = [reports.absent("comparison")] if unpaired and "comparison" in chosen else []
    missing = [key for key in chosen if key not in there and key != "comparison"]
    return found + [reports.absent(key if key != "explanation" or model else "no_model", run.id) for key in missing]


def told(chosen: Sequence[str], possible: Sequence[str]) -> str:
    """The sentence that names what was left out, of what there could have been; empty where nothing was."""
    missing = [reports.section(key) for key in possible if key not in chosen]
    return _("Left out of this report on request: {names}.").format(names=", ".join(missing)) if missing else ""
