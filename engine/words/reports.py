"""What a report consists of, and what can be wrong with asking for one."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.words import _, mark, plural
from engine.words.terms import Message

SECTIONS: dict[str, str] = {
    "findings": mark("Findings"),
    "comparison": mark("Comparison"),
    "groups": mark("Groups"),
    "exposure": mark("Exposure by place"),
    "leakage": mark("Attribute leakage"),
    "diagnosis": mark("Diagnosis of the log"),
    "assumptions": mark("Assumptions"),
    "explanation": mark("Explanation of the model"),
}
"""The sections that may be left out, in the order of the page."""

CONTENTS: dict[str, str] = {
    "findings": mark("What the audit found, flagged gaps first, in sentences."),
    "comparison": mark("The runs side by side: differences with intervals, who gained, who lost, what it cost."),
    "groups": mark("Every group by every metric, with its size, value and gap; intersections as grids."),
    "exposure": mark("Who stands at which place of the lists, and how exposure is spread over items and providers."),
    "leakage": mark("How well attributes of users can be read off the model and the lists; what another seed changes."),
    "diagnosis": mark("What the log can and can't support: each part with a verdict, and what weights are worth."),
    "assumptions": mark("The causal graph, and what the numbers lean on, with the auditor's answers and notes."),
    "explanation": mark("Which named features raise and lower the model's scores. No single user is in it."),
}
"""What each section holds."""

ABSENT: dict[str, str] = {
    "comparison": mark("No paired differences between the runs were computed."),
    "exposure": mark(
        "Who stands at which place was not counted; the command line does it when it writes the report:"
        " equipoise report {run}"
    ),
    "leakage": mark("What the run gives away of its users was not probed: equipoise probe {run}"),
    "diagnosis": mark("No diagnosis of this log was made."),
    "assumptions": mark("What the numbers lean on was not gathered."),
    "explanation": mark("No explanation of the model was made."),
    "no_model": mark("The lists were made by another system, so there is no model here to explain."),
}
"""What is said of a section that was wanted and is not there: nothing is made while a report is written."""

BASIS: dict[bool, str] = {
    True: mark("Made with the split and the seed of the run that this report is about."),
    False: mark(
        "Made with the default split and seed, not those of the run that this report is about: what it says of"
        " propensities holds for that split."
    ),
}

QUALITY: dict[str, tuple[str, str]] = {
    "users": (mark("Users"), "{:,}"),
    "items": (mark("Items"), "{:,}"),
    "interactions": (mark("Interactions"), "{:,}"),
    "density": (mark("Share of all pairs that are in the log"), "{:.2%}"),
    "median_activity": (mark("Interactions of the middle user"), "{:,.0f}"),
    "users_without_rows": (mark("Users without any interaction"), "{:,}"),
    "users_with_few_rows": (mark("Users with fewer than five"), "{:,}"),
    "items_without_rows": (mark("Items without any interaction"), "{:,}"),
    "top_share": (mark("Interactions on the most popular 1% of items"), "{:.1%}"),
}
"""Counts of the log and how they are written."""

REPORT_MESSAGES: dict[str, Message] = {
    "report.format": Message(
        mark("There is no report format “{format}”."), mark("Choose html, json, csv, or several with a comma.")
    ),
    "report.runs": Message(
        mark("A report is about one or more different runs of one dataset; {n} were named, or they differ in dataset."),
        mark("Name one run, or the baseline and then the runs that are compared with it."),
    ),
    "report.different": Message(
        mark("The runs were not judged alike: their test interactions, relevance threshold or list length differ."),
        mark("Compare runs with the same split, seed of the split, relevance and k."),
    ),
    "report.section": Message(
        mark("A report has no section “{section}” that can be chosen."),
        mark("Choose from: {known}. Scope, verdicts, method, limits and manifest are always there."),
    ),
}


def section(key: str) -> str:
    """The shown name of a section."""
    return _(SECTIONS[key])


def absent(key: str, run: str = "") -> str:
    """The sentence for a section that was wanted and is not there. `run`: the id of the report's run."""
    return _(ABSENT[key]).format(run=run)


def basis(own: bool) -> str:
    """Which split a diagnosis was made with: the run's own, or the default one."""
    return _(BASIS[own])


def quality(counts: Mapping[str, Any]) -> list[dict[str, str]]:
    """The counts of a log by name, as text, in a fixed order; None is a count of 1 to 9 people."""
    return [
        {"key": key, "name": _(name), "text": few_people() if counts[key] is None else shown.format(counts[key])}
        for key, (name, shown) in QUALITY.items()
    ]


def few_people() -> str:
    """What stands for a count that is withheld."""
    return _("1 to 9, withheld")


def judged(counts: Mapping[str, int]) -> str:
    """How many assumptions the auditor doubts, holds and has left open."""
    if not counts["doubted"] and not counts["holds"]:
        return _("Nobody has judged these assumptions. Open is not a pass: the numbers lean on them all the same.")
    text = _("Of {n} assumptions the auditor doubts {doubted}, holds {holds} to be true, and leaves {open} open.")
    return text.format(n=sum(counts.values()), **counts)


def doubts(names: Sequence[str]) -> str:
    """The sentence on top of a report whose assumptions are doubted; empty where none is."""
    if not names:
        return ""
    text = plural(
        "{n} assumption that these numbers lean on is doubted by the auditor:",
        "{n} assumptions that these numbers lean on are doubted by the auditor:",
        len(names),
    )
    return f"{text} {', '.join(names)}."
