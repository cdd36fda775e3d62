"""Sentences of what diagnostics find; facts fill the placeholders."""

from engine.words import mark

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
    "support.supports": mark(
        "These propensities support a correction: the weights are worth {effective:,.0f} equally weighted rows"
        " ({share:.0%})."
    ),
    "support.weak": mark(
        "Weak overlap: the weights are worth {effective:,.0f} equally weighted rows ({share:.1%}); the top 1% of rows"
        " carry {top_share:.0%} of the weight. Expect noise; clip, or correct less."
    ),
    "support.total": mark(
        "The weights add up to {total:.2f} times the eligible pairs; right propensities give 1."
        " {clipped:.0%} of rows are at the lower bound."
    ),
    "support.refuse": mark(
        "This log does not support a correction with these propensities: they are worth {effective:,.0f} rows"
        " ({share:.1%}), and {coverage:.1%} of eligible pairs have any real chance of being observed (95% needed)."
    ),
}
