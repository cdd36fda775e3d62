"""docs/codes.md made anew from the words of verdicts, reasons, findings and errors: `make tables`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.words import (
    answers,
    audit_errors,
    comparisons,
    corrections,
    diagnostics,
    explanations,
    findings,
    probes,
    verdicts,
)
from engine.words.errors import MESSAGES
from tests.metrics_table import line

PAGE = Path(__file__).parents[1] / "docs" / "codes.md"
INTRODUCTION = """# Codes

Made by `make tables` from `engine/words`. Codes stand in the JSON and CSV of audits and reports and don't change with
the language; braces hold what is filled in.
"""


def sections() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Title, what the codes are, and the codes with their meaning."""
    yield ("Verdicts", "Of a declared comparison (`verdict`).", told(verdicts.TERMS))
    yield (
        "Reasons",
        "Why a number, an interval or a verdict is missing (`reason` of an audit's or a comparison's row).",
        dict(verdicts.REASONS),
    )
    yield ("Simultaneous level", "How the family's intervals were made to hold together (`method`).", answers.METHODS)
    yield ("Findings of an audit", "What a reader must know (`findings`).", sentences())
    trained = {**corrections.SENTENCES, **corrections.WEIGHTS}
    yield ("Findings of a training", "Whether a correction helped, and whether a test bears the weights out.", trained)
    yield ("Findings of a diagnosis", "Of the log and its propensities.", dict(diagnostics.SENTENCES))
    yield ("Patterns of a comparison", "What became of a gap between runs (`patterns`).", told(comparisons.CODES))
    yield ("Reasons of a probe", "Why a number of a probe is missing.", {**probes.REASONS, **probes.FLIPS})
    audit = {code: MESSAGES[code] for code in MESSAGES if code in audit_errors.AUDIT_MESSAGES}
    yield (
        "Errors of an audit",
        "Why an audit can't be made as asked: what happened, and what to do.",
        {code: f"{message.what} {message.next}" for code, message in audit.items()},
    )
    yield (
        "Other errors",
        "Of all other verbs.",
        {code: f"{one.what} {one.next}" for code, one in MESSAGES.items() if code not in audit},
    )


def sentences() -> dict[str, str]:
    """The findings of audits and of explanations."""
    known = {**findings.SENTENCES}
    for code in explanations.FINDINGS:
        known.setdefault(code, findings.Sentence(*explanations.FINDINGS[code]))
    return {code: " ".join(part for part in (one.what, one.meaning) if part) for code, one in known.items()}


def told(terms: Mapping[str, object]) -> dict[str, str]:
    """Definitions with what to beware of."""
    found = {code: (getattr(term, "definition", ""), getattr(term, "caveat", "")) for code, term in terms.items()}
    return {code: " ".join(part for part in parts if part) for code, parts in found.items()}


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield INTRODUCTION
    for title, about, codes in sections():
        yield from (f"## {title}", "", about, "", line(("code", "meaning")), line(("---", "---")))
        yield from (line((f"`{code}`", meaning)) for code, meaning in codes.items())
        yield ""


def page() -> str:
    """The whole page."""
    return "\n".join(lines())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
