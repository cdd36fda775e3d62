"""The effective sample size behind a weighted metric."""

from dataclasses import replace
from typing import Any

import numpy as np

from engine import columns as c
from engine.audit.inquiry import Inquiry
from engine.audit.question import Question
from engine.contracts import AuditRow
from engine.metrics import OfUsers
from engine.metrics.inverse_propensity import WEIGHT


def with_effective(of: Inquiry, question: Question, rows: list[AuditRow]) -> list[AuditRow]:
    """The rows of a weighted metric with (sum w)^2 / sum w^2 of the weights of the group's relevant pairs.

    Source: Kish (1965), Survey sampling, section 11.2.
    """
    metric: Any = question.of
    if not (isinstance(metric, OfUsers) and metric.WEIGHTED and question.block is not None):
        return rows
    frame = metric.weights(of.material).sort(c.USER_CODE, c.ITEM_CODE).collect()  # type: ignore[attr-defined]
    users, weights = frame[c.USER_CODE].to_numpy(), frame[WEIGHT].to_numpy().astype(np.float64)
    n_users = of.dataset.schema.n_users
    total, squares = (np.bincount(users, values, minlength=n_users) for values in (weights, np.square(weights)))
    member = question.groups.member
    found = {}
    for label, inside in zip(question.groups.labels, member.T, strict=True):
        below = float(squares[inside].sum())
        found[label] = float(total[inside].sum()) ** 2 / below if below > 0 else None
    return [row if row.value is None else replace(row, n_effective=found[row.group]) for row in rows]
