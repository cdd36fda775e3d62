"""Findings in sentences. A finding's code picks the sentence; its facts fill the placeholders."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.contracts import Finding
from engine.words import _, attributes, corrections, diagnostics, explanations, mark, metrics, verdicts


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was found, and what it does or doesn't allow one to say."""

    what: str
    meaning: str = ""


SENTENCES: dict[str, Sentence] = {
    "gap.outside": Sentence(
        mark(
            "{metric} of {attribute} “{group}” is {gap} times that of “{reference}”"
            " (simultaneous interval {gap_low} to {gap_high}): beyond the tolerance."
        ),
        mark("A flagged gap: its size is established on this data, its cause is not."),
    ),
    "gap.zero": Sentence(
        mark("{metric} of {attribute} “{group}” is zero: “{reference}” gets all there is of the two."),
        mark("Zero for everybody has no interval, so there is no verdict; it is flagged all the same."),
    ),
    "lists.missing": Sentence(
        mark("At least {users} of some {of} users with test interactions have no list and enter no user metric."),
        mark("Who is not served at all makes no group look worse served: see the groups below, if any."),
    ),
    "lists.missing_few": Sentence(
        mark("Fewer than {least} users with test interactions have no list and enter no user metric."),
        mark("How many they are is withheld."),
    ),
    "lists.missing_most": Sentence(
        mark("All but fewer than {least} users with test interactions have no list and enter no user metric."),
        mark("A number of so few people could point at one of them."),
    ),
    "lists.missing_group": Sentence(
        mark("A share of at least {share} of {attribute} “{group}” with test interactions has no list."),
        mark("Their value is that of the users who were served."),
    ),
    "lists.own_influence": Sentence(
        mark("{listed} of {of} interactions after the cutoff are with items on the user's own uploaded list."),
        mark(
            "People take what they are shown: some of these may have been caused by the lists themselves, so agreement"
            " with them (NDCG, recall, hit rate) flatters the lists, and most where groups saw them most."
        ),
    ),
    "lists.no_cutoff": Sentence(
        mark("No cutoff was given, so no interaction can judge the uploaded lists: usefulness is refused, not zero."),
        mark("Exposure, concentration and popularity describe the lists all the same."),
    ),
    "lists.unserved": Sentence(
        mark("{users} of {of} users of the log have no uploaded list."),
        mark("The numbers describe the lists that were given; those users were shown nothing here."),
    ),
    "relevance.everything": Sentence(
        mark("Every rating counts as a positive, from {low} on: no relevance threshold was given."),
        mark("State one at the import (--relevance) or for the run (--set evaluation.relevance=4)."),
    ),
    "eligible.outside": Sentence(
        mark("{pairs} of {of} training pairs are not among the pairs that are said to have been possible."),
        mark("They were observed and are trained on all the same; look at the windows and filters of eligible pairs."),
    ),
    "relevance.judged": Sentence(
        mark("AUC and NDCG among judged pairs take feedback of {threshold} and more for relevant."),
        mark("No relevance threshold was given, so the upper quarter of the scale is taken for these two alone."),
    ),
    "gap.inconclusive": Sentence(
        mark(
            "{metric} of {attribute} “{group}” against “{reference}”: the interval {gap_low} to {gap_high}"
            " crosses an edge of the tolerance."
        ),
        mark(
            "This sample can't tell: it would have flagged a ratio of {detectable} with 80% power;"
            " more users would narrow the interval."
        ),
    ),
    "gap.reversed": Sentence(
        mark(
            "{metric} of {attribute} “{group}” is {gap} times that of “{reference}”, but {adjusted} times with activity"
            " (users) or popularity (items) held equal: the gap points the other way."
        ),
        mark(
            "The groups differ in how much they wrote or how known they are. The plain gap is what they experience;"
            " the adjusted one says where to look for its cause. Neither replaces the other."
        ),
    ),
    "index.outside": Sentence(
        mark("{metric} between the groups of {attribute} is {value}, at least {gap_low}: beyond the tolerance."),
        mark("A flagged difference between groups: its size is established on this data, its cause is not."),
    ),
    "index.inconclusive": Sentence(
        mark("{metric} between the groups of {attribute} is {value}: its interval crosses the tolerance."),
        mark("This sample can't tell; more users would narrow the interval."),
    ),
    "groups.unknown": Sentence(
        mark("A share of {share} of the users has no value of {attribute}; no group counts them."),
        mark("If they differ, so may the gaps: the bounds beside each gap hold whoever they are."),
    ),
    "family.many": Sentence(
        mark("{comparisons} comparisons are declared at once."),
        mark("Each widens the intervals of all others: a shorter family finds smaller gaps."),
    ),
    "gap.suppressed": Sentence(
        mark("{metric} of {attribute} “{group}” is withheld: the group is too small, or would give one away."),
        mark("Nothing is said about this group, neither good nor bad."),
    ),
    "gap.refused": Sentence(
        mark("{metric} of {attribute} “{group}” against “{reference}” gets no verdict: {reason}."),
        mark("The question stays open."),
    ),
}

OF_DIFFERENCES: dict[str, Sentence] = {
    "gap.outside": Sentence(
        mark(
            "{metric} of {attribute} “{group}” less that of “{reference}” is {gap}"
            " (simultaneous interval {gap_low} to {gap_high}): beyond the tolerance."
        ),
        mark("A flagged gap: its size is established on this data, its cause is not."),
    ),
    "eligible.outside": Sentence(
        mark("{pairs} of {of} training pairs are not among the pairs that are said to have been possible."),
        mark("They were observed and are trained on all the same; look at the windows and filters of eligible pairs."),
    ),
    "relevance.judged": Sentence(
        mark("AUC and NDCG among judged pairs take feedback of {threshold} and more for relevant."),
        mark("No relevance threshold was given, so the upper quarter of the scale is taken for these two alone."),
    ),
    "gap.inconclusive": Sentence(
        mark(
            "{metric} of {attribute} “{group}” less that of “{reference}”: the interval {gap_low} to {gap_high}"
            " crosses an edge of the tolerance."
        ),
        mark(
            "This sample can't tell: it would have flagged a difference of {detectable} with 80% power;"
            " more users would narrow the interval."
        ),
    ),
}
"""Of gaps that are told as differences, in place of the sentences about ratios."""

SENTENCES |= {code: Sentence(*parts) for code, parts in explanations.FINDINGS.items()}

SEVERITIES: dict[str, str] = {"flag": mark("Flagged"), "caution": mark("Caution"), "note": mark("Note")}
SIGNS: dict[str, str] = {"flag": "◆", "caution": "▲", "note": "·"}


class _Facts(dict[str, str]):
    """A fact that a finding doesn't carry is shown as unknown, not as an error."""

    def __missing__(self, key: str) -> str:
        return "?"


def say(finding: Finding) -> str:
    """The finding in the reader's language; its code where it has no sentence."""
    told = OF_DIFFERENCES if finding.facts.get("scale") == "difference" else {}
    sentence = told.get(finding.code) or SENTENCES.get(finding.code)
    if finding.code in corrections.SENTENCES:
        return corrections.say(finding.code, finding.facts)
    if finding.code in corrections.WEIGHTS:
        return corrections.say_weights(finding.code, finding.facts)
    if finding.code in diagnostics.SENTENCES:
        return _(diagnostics.SENTENCES[finding.code]).format(**finding.facts)
    if sentence is None:
        facts = ", ".join(f"{k} = {_shown(v)}" for k, v in finding.facts.items())
        return f"{finding.code}: {facts}" if facts else finding.code
    facts_shown = _Facts({key: _fact(key, value) for key, value in finding.facts.items()})
    parts = (_(part).format_map(facts_shown) for part in (sentence.what, sentence.meaning) if part)
    return " ".join(parts)


def by_severity(found: Sequence[Finding]) -> list[Finding]:
    """Flags first, then cautions, then notes; the order within each is kept."""
    places = {key: place for place, key in enumerate(SEVERITIES)}
    return sorted(found, key=lambda finding: places[finding.severity])


def severity(key: str) -> str:
    """Sign and name of a severity."""
    return f"{SIGNS.get(key, '·')} {_(SEVERITIES.get(key, key))}"


def _fact(key: str, value: object) -> str:
    """A fact as text: metrics and attributes by their shown names."""
    if key == "metric":
        return metrics.label(str(value))
    if key == "attribute":
        return attributes.name(str(value)).lower() if value else ""
    if key == "reason":
        return verdicts.reason(str(value))
    if key in ("feature", "other"):
        return explanations.feature(str(value))
    if key == "features" and isinstance(value, list | tuple):
        return ", ".join(explanations.feature(str(part)) for part in value)
    return _shown(value)


def _shown(value: object) -> str:
    """Numbers with three significant digits, thousands separated; lists joined by commas."""
    if isinstance(value, bool) or value is None:
        return {True: _("yes"), False: _("no"), None: "?"}[value]
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(part) for part in value)
    return str(value)
