"""What a report consists of, and what can be wrong with asking for one."""

from engine.words import _, mark
from engine.words.terms import Message

SECTIONS: dict[str, str] = {
    "findings": mark("Findings"),
    "comparison": mark("Comparison"),
    "groups": mark("Groups"),
}
"""The sections that may be left out, in the order of the page."""

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
