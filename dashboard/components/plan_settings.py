"""What a plan may set besides: list length, what counts as liking, how a list is made, what stands beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan
from typing import Any

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser
from engine.audit.groupings import CROSS, MOST_CROSSED
from engine.audit.groups import groupable
from engine.config import AuditConfig
from engine.contracts import Run
from engine.words import _, attributes, mark
from engine.workspace import DatasetRecord

GAINS = {
    "binary": mark("liked or not"),
    "linear": mark("as much as its feedback"),
    "exponential": mark("2 to the power of its feedback, less 1"),
}
CANDIDATES = {
    "catalogue": mark("the whole catalogue, as it was shown"),
    "slice": mark("what the user has rated in the test, by score"),
}
MOST_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of an audit besides its family."""

    k: int | None
    changes: dict[str, Any]


def choose(run: Run, record: DatasetRecord) -> Settings:
    """The fields; what is left alone stays as the run, or the usual audit, has it."""
    with st.expander(_("More settings"), key="plan_more"):
        left, right = st.columns(2)
        changes: dict[str, Any] = {}
        with left:
            k = _length(run)
            changes |= _positive(run, record)
            changes["gain"] = chooser.one(
                _("What a relevant item is worth in NDCG"), list(GAINS), session.GAIN, lambda key: _(GAINS[key])
            )
            changes["candidates"] = _candidates(run)
        with right:
            changes |= _categories(record)
            rate = chooser.number(
                _("Share of wrong labels to allow for"), session.WRONG, 0.0, 0.45, AuditConfig().error_rate, 0.01
            )
            st.caption(
                _("Beside each gap stands what it would be if that share of the group labels were wrong, at random.")
            )
            changes |= {"error_rate": rate, "groupings": tuple(_beside(record))}
    return Settings(k, changes)


def _length(run: Run) -> int | None:
    own = run.config["evaluation"]
    most = int(own.get("k_max", own["k"]))
    k = chooser.number(
        _("List length k"), session.LISTS_OF, 1, most, None, 1, _("{k}, as in the run").format(k=own["k"])
    )
    return None if isnan(k) else int(k)


def _positive(run: Run, record: DatasetRecord) -> dict[str, Any]:
    """The threshold; clicks have none."""
    if record.schema.feedback_kind != "rating":
        return {}
    own = run.config["evaluation"]["relevance"]
    empty = _("every interaction, as in the run") if own is None else _("{value:g}, as in the run").format(value=own)
    low, high = record.schema.feedback_range
    value = chooser.number(_("A positive from"), session.POSITIVE, float(low), float(high), None, 0.5, empty)
    return {} if isnan(value) else {"relevance": value}


def _candidates(run: Run) -> str:
    """Uploaded lists come without scores of the test pairs, so they can't be made again."""
    options = list(CANDIDATES) if "model" in run.config else list(CANDIDATES)[:1]
    return chooser.one(_("A list is drawn from"), options, session.CANDIDATES, lambda key: _(CANDIDATES[key]))


def _categories(record: DatasetRecord) -> dict[str, Any]:
    """The attribute that calibration and diversity speak of."""
    of_items = record.schema.item_attributes
    known = [a.name for a in groupable(record.schema) if a in of_items and a.kind != "number"]
    if not known:
        return {}
    key = chooser.maybe(
        _("Categories of items"), [*map(chooser.encoded, known)], session.CATEGORIES, _named(known), _("the usual ones")
    )
    return {} if key is None else {"categories": dict(zip(map(chooser.encoded, known), known, strict=True))[key]}


def _beside(record: DatasetRecord) -> list[str]:
    """Intersections that are shown without a verdict."""
    if record.schema.n_users + record.schema.n_items > compute.MOST_COUNTED:
        return []
    axes = compute.lattice(record.id)
    crossed = [CROSS.join(of) for n in range(2, MOST_CROSSED + 1) for of in combinations(axes, n)]
    if not crossed:
        return []
    names = dict(zip(map(chooser.encoded, crossed), crossed, strict=True))
    chosen = chooser.several(
        _("Intersections to show beside"), list(names), session.BESIDE, _named(crossed), (), MOST_BESIDE
    )
    st.caption(_("They get intervals and no verdict, so they cost the declared comparisons nothing."))
    return [names[key] for key in chosen]


def _named(names: Sequence[str]) -> Any:
    shown = {chooser.encoded(name): attributes.name(name) for name in names}
    return lambda key: shown[key]
