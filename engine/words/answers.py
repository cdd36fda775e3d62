"""Words of what an audit answers: a sentence a declared comparison, and how its intervals hold together."""

from collections.abc import Mapping
from typing import Any

from engine.contracts import Answer, Scale
from engine.words import _, attributes, mark, metrics, plural, verdicts

FURTHEST: dict[str, str] = {
    "ratio": mark("Furthest from equality: {group}, {gap:.2f} times what {reference} gets."),
    "difference": mark("Furthest from equality: {group}, {gap:+.3f} against {reference}."),
    "index": mark("The index is {gap:.3f}; 0 is served alike."),
}
"""The comparison that is furthest from equality, by scale."""

METHODS: dict[str, str] = {
    "single": mark("Its interval is corrected by a bootstrap over users."),
    "bootstrap": mark("The level was found by a bootstrap over the users that they share ({resamples:,} resamples)."),
    "normal limit": mark(
        "The level was found by the normal limit of the bootstrap over shared users ({resamples:,} draws)."
    ),
    "bonferroni": mark("The level is Bonferroni's, since the bootstrap has no value here: intervals are wider."),
}
"""How the simultaneous level was found."""

BESIDE: dict[str, str] = {
    "adjusted": mark("With activity (users) or popularity (items) held equal"),
    "bounds": mark("Whatever group the unknown are in"),
    "corrected": mark("If {rate:.0%} of the labels are wrong"),
}
"""What stands beside a declared gap."""


def said(answer: Answer, scale: Scale) -> str:
    """The answer without its verdict: how many could be compared, the furthest group, why others could not."""
    parts = [_compared(answer, scale), _furthest(answer, scale)]
    if answer.reason and answer.compared < answer.asked:
        parts.append(_("Not judged: {reason}.").format(reason=verdicts.reason(answer.reason)))
    return " ".join(part for part in parts if part)


def level(method: Mapping[str, Any], error_rate: float) -> str:
    """How the family's intervals hold together; empty where the audit has no record of it or nothing was compared.

    `error_rate`: over the whole family.
    """
    if not method.get("comparisons") or method.get("method") not in METHODS:
        return ""
    family = plural("{n} declared comparison", "{n} declared comparisons", method["comparisons"])
    together = _("{family}: the intervals hold together at {together:g}%, each is told at {each:.4g}%.").format(
        family=family, together=100 * (1 - error_rate), each=100 * (1 - method["level"])
    )
    return f"{together} {_(METHODS[method['method']]).format(resamples=method['resamples'])}"


def beside(key: str, error_rate: float = 0.0) -> str:
    """The name of what stands beside a gap."""
    return _(BESIDE[key]).format(rate=error_rate)


def beside_note() -> str:
    """How to read them."""
    return _(
        "These stand beside the gaps and never instead of them: the verdict is that of the plain gap. They say how far"
        " it could be moved by what differs between the groups, by unknown groups, or by wrong labels."
    )


def title(answer: Answer, parameters: Mapping[str, object]) -> str:
    """`NDCG@10 by gender`."""
    return _("{metric} by {attribute}").format(
        metric=metrics.label(answer.metric, parameters), attribute=attributes.name(answer.attribute).lower()
    )


def _compared(answer: Answer, scale: Scale) -> str:
    if scale == "index":
        return ""
    return _("{compared} of {asked} comparisons could be judged.").format(compared=answer.compared, asked=answer.asked)


def _furthest(answer: Answer, scale: Scale) -> str:
    if answer.gap is None:
        return ""
    return _(FURTHEST[scale]).format(
        group=attributes.group(answer.group, answer.attribute),
        reference=attributes.group(answer.reference, answer.attribute),
        gap=answer.gap,
    )
