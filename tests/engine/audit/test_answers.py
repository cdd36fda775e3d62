"""One verdict over all groups: outside where any is, within where all are, and silence is no pass."""

import pytest

from engine.audit.answers import answers
from tests.conftest import audit_row, reference_row


def answer(*rows):
    return next(answers([reference_row(), *rows]))


CASES = [
    (("within", "within"), "within"),
    (("within", "outside"), "outside"),
    (("within", "inconclusive"), "inconclusive"),
    (("within", "suppressed"), "inconclusive"),
    (("within", "refused"), "inconclusive"),
    (("refused", "outside"), "outside"),
    (("suppressed", "suppressed"), "suppressed"),
    (("suppressed", "refused"), "refused"),
]


@pytest.mark.parametrize(("verdicts", "expected"), CASES)
def test_the_answer_of_many_groups(verdicts, expected):
    made = answer(*(audit_row(f"g{i}", verdict, gap=0.9) for i, verdict in enumerate(verdicts)))
    assert made.verdict == expected and made.asked == 2
    assert made.compared == sum(v not in ("suppressed", "refused") for v in verdicts)


def test_a_group_that_gets_nothing_keeps_the_answer_open():
    made = answer(audit_row("a", "within"), audit_row("b", "refused", gap=0.0, reason="zero_value"))
    assert made.verdict == "refused"


def test_the_furthest_comparison_is_named_on_the_log_scale():
    made = answer(audit_row("a", "within", gap=1.3), audit_row("b", "within", gap=0.75))
    assert (made.group, made.gap, made.reference) == ("b", 0.75, "F")
