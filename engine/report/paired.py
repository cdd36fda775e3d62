"""The paired comparison as plain data with its words, and what its figures draw."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.charts.differences import Difference
from engine.charts.gains import Gain
from engine.words import _, attributes, comparisons, metrics
from engine.words.terms import Term
from engine.workspace.records import to_json

if TYPE_CHECKING:  # the audit room costs a second to import, and many verbs need no comparison
    from engine.audit import RunComparison

DRAWN = ("ndcg", "recall", "hit_rate")
"""Metrics of accuracy in one unit, so that their differences can share an axis."""


def paired(comparison: "RunComparison") -> dict[str, Any]:
    """All numbers of the comparison; its notes as sentences; the words of its patterns and terms."""
    plain = to_json(comparison)
    codes = {row["code"]: _words(comparisons.CODES[row["code"]]) for row in plain["patterns"]}
    groups = [{**row, "parameters": dict(row["parameters"])} for row in plain["groups"]]
    return {
        **plain,
        "groups": groups,
        "notes": comparisons.notes(comparison.notes, comparison.level, comparison.resamples),
        "codes": codes,
        "terms": {key: _words(term) for key, term in comparisons.TERMS.items()},
    }


def differences(data: Mapping[str, Any], names: Sequence[str]) -> list[Difference]:
    """The changes of accuracy, by metric, then by run. `names`: the runs' shown names, the baseline first."""
    return [
        Difference(metrics.label(row["metric"]), name, change["value"], change["low"], change["high"])
        for row in data["overall"]
        if row["metric"].partition("@")[0] in DRAWN
        for name, change in zip(names[1:], row["changes"], strict=True)
        if change["value"] is not None
    ]


def gains(data: Mapping[str, Any], run: str, metric: str) -> list[Gain]:
    """Who gained and who lost between the baseline and a run, all users first."""
    return [
        Gain(group_name(row), *(row[name] for name in ("n", "rose", "fell", "stayed")))
        for row in data["gains"]
        if (row["run"], row["metric"]) == (run, metric)
    ]


def group_name(row: Mapping[str, Any]) -> str:
    """`Region: rural`, or a word for everybody."""
    if not row["attribute"]:
        return _("All users")
    return f"{attributes.name(row['attribute'])}: {attributes.group(row['group'])}"


def changed(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of groups whose gap or value can be compared, of accuracy and of exposure."""
    kept = [row for row in rows if row["metric"] in DRAWN or row["side"] == "item"]
    return [dict(row) for row in kept if row["group"] != row["reference"]]


def _words(term: Term) -> dict[str, str]:
    return {"name": term.name, "definition": term.definition, "caveat": term.caveat, "formula": term.formula}
