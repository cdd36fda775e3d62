"""What the numbers of a set-up lean on: codes from explicit tables, one entry a component."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from engine.diagnostics.graph import bounds_hidden_causes
from engine.words.assumptions import ASSUMPTIONS

Codes = tuple[str, ...]

BY_MODEL: dict[str, Codes] = {
    "popularity": ("popularity_is_taste",),
    "bias": ("missing_at_random", "additive_taste"),
    "mf": ("low_rank_taste",),
}
BY_OBJECTIVE: dict[str, Codes] = {
    "none": (),
    "naive": ("missing_at_random",),
    "ips": ("positivity", "propensity_right", "no_hidden_cause", "consistency", "no_interference"),
    "dr": ("positivity", "doubly_right", "no_hidden_cause", "consistency", "no_interference"),
    "mrdr": ("positivity", "doubly_right", "no_hidden_cause", "consistency", "no_interference"),
    "naive_clicks": ("unobserved_less_wanted",),
    "rel_mf": ("positivity", "propensity_right", "clicks_need_exposure", "consistency", "no_interference"),
    "bpr": ("unobserved_less_wanted",),
    "ubpr": ("positivity", "propensity_right", "clicks_need_exposure", "consistency", "no_interference"),
}
WITH_BOUNDED_ODDS = {"no_hidden_cause": "hidden_cause_bounded"}
"""What stands in place of an objective's assumption where it trains against hidden causes."""
BY_PROPENSITY: dict[str, Codes] = {
    "none": (),
    "popularity": ("every_pair_eligible", "exposure_by_popularity"),
    "user_item": ("every_pair_eligible", "exposure_by_both_counts"),
    "logistic": ("every_pair_eligible", "exposure_by_attributes"),
    "naive_bayes": ("every_pair_eligible", "exposure_by_feedback", "aside_stands_for_all"),
    "poisson_factorization": ("every_pair_eligible", "exposure_low_rank"),
    "position": ("looked_at_by_place", "same_item_at_many_places"),
    "logged": ("logged_as_drawn",),
}
BY_SPLIT: dict[str, Codes] = {
    "random": ("observed_test", "time_is_irrelevant"),
    "time": ("observed_test", "stable_taste"),
    "last": ("observed_test", "stable_taste", "no_future_of_others"),
    "randomized": ("exposure_was_random", "randomized_users_alike", "time_is_irrelevant"),
}
BY_MITIGATION: dict[str, Codes] = {
    "reweigh": ("groups_differ_by_service",),
    "parity_penalty": ("loss_is_service",),
    "exposure_rerank": ("attention_by_rank",),
}
OF_GIVEN_LISTS: Codes = ("observed_test", "stable_taste", "lists_caused_nothing")
"""Uploaded lists that are judged by interactions after a cutoff; without one, nothing is judged by feedback."""
OF_EVERY_AUDIT: Codes = ("groups_recorded", "users_independent", "attention_by_rank")
STAGES = ("preprocessing", "inprocessing", "postprocessing")


def assumptions(config: Mapping[str, Any]) -> Codes:
    """The codes that a run's canonical config leans on, each once, in the order of the words.

    Raises:
        KeyError: where a component has no entry: each needs one.
    """
    trained = _of_training(config) if "model" in config else iter(_of_lists(config))
    named = {*chain.from_iterable(trained), *OF_EVERY_AUDIT}
    return tuple(code for code in ASSUMPTIONS if code in named)


def _of_training(config: Mapping[str, Any]) -> Iterator[Codes]:
    yield BY_MODEL[config["model"]["kind"]]
    objective = BY_OBJECTIVE[config["objective"]["kind"]]
    bounded = bounds_hidden_causes(config)
    yield tuple(WITH_BOUNDED_ODDS.get(code, code) if bounded else code for code in objective)
    yield BY_PROPENSITY[config["propensity"]["kind"]]
    yield BY_SPLIT[config["split"]["kind"]]
    for stage in STAGES:
        yield from (BY_MITIGATION[part["kind"]] for part in config[stage])


def _of_lists(config: Mapping[str, Any]) -> tuple[Codes, ...]:
    return (OF_GIVEN_LISTS,) if config.get("cutoff") is not None else ()
