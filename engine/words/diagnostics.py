"""Sentences of what diagnostics find; facts fill the placeholders."""

from collections.abc import Mapping
from typing import Any

from engine.words import _, mark, support
from engine.words.terms import Term

SENTENCES: dict[str, str] = {
    "quality.few_rows": mark(
        "{users} users have fewer than {least} interactions: little can be learned or measured for them."
    ),
    "quality.concentrated": mark("The most popular 1% of items hold {share:.0%} of all interactions."),
    "quality.constant_feedback": mark("All feedback has the same value: there is nothing to predict."),
    "quality.no_randomized": mark(
        "No rows with random exposure: metrics show observed feedback, which mixes quality with what was shown."
    ),
    "quality.missing": mark("“{attribute}” is unknown for {share:.0%}: gaps by it may be due to who is known."),
} | support.SENTENCES

PARTS: dict[str, Term] = {
    "quality": Term(mark("Data quality"), mark("Counts of the log, and what about it should worry a reader.")),
    "activity": Term(mark("Activity"), mark("How many interactions users have, and how much the busiest wrote.")),
    "writers": Term(
        mark("Who wrote the log"),
        mark("Each group's share of the rows against its share of the users."),
        mark(
            "A model learns most about those who wrote most, whoever it serves. The shares are described, not tested:"
            " a small group can be far from its share by the habits of a few."
        ),
    ),
    "popularity": Term(
        mark("Popularity"),
        mark("How unequally interactions fall on the items of the catalogue."),
        mark("Popular items may have been shown more, not only liked more: the log does not tell the two apart."),
    ),
    "feedback": Term(mark("Feedback"), mark("Which values were given how often.")),
    "times": Term(mark("Time"), mark("When the log was written.")),
} | support.PARTS

LEVELS: dict[str, Term] = {
    "good": Term(mark("no worry"), mark("Nothing of this kind stands in the way.")),
    "weak": Term(mark("weak"), mark("Usable with care: say so beside any conclusion that needs it.")),
    "poor": Term(mark("poor"), mark("Conclusions that need it do not hold up on this log.")),
    "unknown": Term(mark("not known"), mark("The log does not say. Not known is not a pass.")),
}

VERDICTS: dict[str, str] = {
    "quality.good": mark("{interactions:,} interactions of {users:,} users with {items:,} items, without a warning."),
    "quality.weak": mark("{interactions:,} interactions of {users:,} users with {items:,} items; see the cautions."),
    "quality.poor": mark("{interactions:,} interactions of {users:,} users with {items:,} items; see the flags."),
    "activity.good": mark("Half of the users with any have at least {median:,.0f} interactions."),
    "activity.weak": mark(
        "{few_share:.0%} of users have fewer than {least} interactions; the busiest 1% wrote {top_share:.0%} of the"
        " rows."
    ),
    "activity.poor": mark(
        "{few_share:.0%} of users have fewer than {least} interactions; the busiest 1% wrote {top_share:.0%} of the"
        " rows. The log is about few people."
    ),
    "writers.good": mark("No group wrote much more or less than it counts (farthest: {farthest}, {ratio:.2f} times)."),
    "writers.weak": mark("“{farthest}” wrote {ratio:.2f} times the rows that its share of users would give."),
    "writers.poor": mark(
        "“{farthest}” wrote {ratio:.2f} times the rows that its share of users would give: averages over rows are"
        " not averages over people."
    ),
    "writers.unknown": mark("No group with a known value is large enough to be shown."),
    "popularity.good": mark("The most popular 20% of items hold {top_20:.0%} of the interactions."),
    "popularity.weak": mark(
        "The most popular 20% of items hold {top_20:.0%} of the interactions: little is known of the others."
    ),
    "popularity.poor": mark(
        "The most popular 20% of items hold {top_20:.0%} of the interactions: next to nothing is known of the others."
    ),
    "feedback.good": mark("Feedback varies enough to learn from; its mean is {mean:.3g}."),
    "feedback.weak": mark("{mode_share:.0%} of the feedback has one value: there is little to predict."),
    "feedback.poor": mark("All feedback is the same, or all on one side of the relevance threshold."),
    "times.good": mark("The log is spread over time: the fullest period holds {busiest:.0%} of the rows."),
    "times.weak": mark(
        "The fullest period holds {busiest:.0%} of the rows, and {one_day_share:.0%} of users wrote all theirs within"
        " a day: order in time says little."
    ),
    "times.poor": mark("The fullest period holds {busiest:.0%} of the rows: a split by time has little to go on."),
    "times.unknown": mark("The log has no timestamps: nothing can be said about change."),
} | support.VERDICTS
"""The verdict on each part as a sentence; the placeholders are the fields of the part."""

PARTLY: dict[str, str] = {
    "activity.weak.few": mark("{few_share:.0%} of users have fewer than {least} interactions."),
    "activity.poor.few": mark(
        "{few_share:.0%} of users have fewer than {least} interactions. The log is about few people."
    ),
    "activity.weak.top": mark("The busiest 1% of users wrote {top_share:.0%} of the rows."),
    "activity.poor.top": mark(
        "The busiest 1% of users wrote {top_share:.0%} of the rows. The log is about few people."
    ),
    "activity.weak.none": mark("Many users, for so small a log, have fewer than {least} interactions."),
    "activity.poor.none": mark("Most of the users, in a log of very few, have fewer than {least} interactions."),
} | support.VARIANTS
"""The same where a part has no such numbers; of activity, where one of its shares, or both, is about 1 to 9 people."""


def verdict(part: str, level: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a part's verdict; `facts`: the fields of the part, None shown as a dash."""
    shown = {name: _ABSENT if value is None else value for name, value in facts.items()}
    key = f"{part}.{level}"
    return _(PARTLY.get(f"{key}.{_variant(part, facts)}", VERDICTS[key])).format(**shown)


def _variant(part: str, facts: Mapping[str, Any]) -> str:
    """Which variant of a sentence the facts ask for, where there is one."""
    if not facts:
        return "absent"
    if part == "sensitivity":
        return "never" if facts.get("flips") is None else ""
    return _known(facts)


def _known(facts: Mapping[str, Any]) -> str:
    """Which of the two shares of activity are shown: about 1 to 9 people nothing is."""
    known = [name for name in ("few", "top") if facts.get(f"{name}_share") is not None]
    return "_and_".join(known) or "none"


class _Absent:
    """A fact that could not be computed: a dash, whatever format the sentence asks for."""

    def __format__(self, _spec: str) -> str:
        return "–"


_ABSENT = _Absent()
