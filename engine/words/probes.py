"""Words of probes: what can be read off a system of its users, what its model reads, what its seed changes."""

from engine.words import _, mark, plural
from engine.words.terms import Term

SOURCES: dict[str, Term] = {
    "vector": Term(
        mark("The model's vector of the user"),
        mark("What the model holds of each user: the factors and the bias that training has found."),
    ),
    "list": Term(
        mark("The user's list"),
        mark("The recommended items, each weighing 1 / log2(1 + rank): what anybody can read who sees the list."),
    ),
    "history": Term(
        mark("The user's training interactions"),
        mark("To compare with: what the log itself gives away, whatever is made of it."),
    ),
}

LEAKAGE: dict[str, str] = {
    "what": mark(
        "How well a probe tells the users of a group from all others, as AUC: the chance that it puts a user of the"
        " group before another one. 0.5 is guessing, 1 is certainty."
    ),
    "method": mark(
        "The probe is a logistic regression, fitted on four fifths of the users and judged on the rest, in turn. The"
        " interval (95%) is DeLong's within each fifth, widened for what the fifths share."
    ),
    "bound": mark(
        "A lower bound: another kind of probe may read more. An AUC near 0.5 does not show that nothing leaks."
    ),
    "history": mark(
        "What stands at the training interactions, any model of this log could give away; compare the others with it."
    ),
}

FLIPS: dict[str, str] = {
    "reads_no_attributes": mark(
        "The model reads no attributes of users, so changing one changes nothing. That is not a pass: what the model"
        " has learned from the log may stand in for an attribute. The leakage probe shows how well it could."
    ),
    "no_model": mark("The lists were made elsewhere: without the model, no attribute can be changed."),
    "several_values": mark("A user may have several values, so there is no one value to change."),
}

FLIP: dict[str, str] = {
    "what": mark(
        "One attribute of each user is changed and nothing else, and the lists are made again. 1 is the same list."
        " Where a group stands beside itself nothing was changed: so much do lists vary by themselves."
    ),
}

SEEDS: dict[str, str] = {
    "what": mark(
        "The same settings, trained with other seeds: the least and the greatest gap, and how many audits agree in the"
        " verdict. Intervals over users do not hold this variation."
    ),
    "none": mark(
        "There is one seed only, so nothing is known of how much training by itself varies. More seeds:"
        " equipoise run {dataset} --like {run} --set seed={seed}"
    ),
    "elsewhere": mark("The lists were made elsewhere, so there is no seed."),
    "drawn.": mark("The seeds were judged on the same test pairs, after the same training pairs."),
    "drawn.validation": mark("The seeds were judged on the same test pairs; the validation pairs were drawn anew."),
    "drawn.test": mark(
        "The split was drawn anew with each seed: the spread mixes the variation of training with that of the pairs."
    ),
}

REASONS: dict[str, str] = {
    "few_users": mark("fewer than 10 users, or giving such a group away"),
    "few_others": mark("fewer than 10 other users"),
    "few_users_for_interval": mark("fewer than 30 users on a side: no interval"),
    "no_vectors": mark("the model holds no vectors of users"),
    "unknown_group": mark("left out: those without a value are not a group"),
    "nothing_varies": mark("every pair is in order, or none can be told apart: no interval can be computed"),
}


def source(key: str) -> Term:
    """What the probe reads."""
    return SOURCES[key]


def reason(code: str) -> str:
    """Why a number is missing, in words; empty where none is."""
    return _(REASONS[code]) if code else ""


def method() -> list[str]:
    """What an AUC of the probe means and does not mean."""
    return [_(text) for text in LEAKAGE.values()]


def users(probed: int, with_list: int) -> str:
    """How many users were probed."""
    if probed == with_list:
        return plural("{n} user with a list", "{n} users with a list", with_list)
    return _("{probed:,} of {n:,} users with a list, drawn at random").format(probed=probed, n=with_list)


def flip(code: str) -> str:
    """Why nothing was flipped."""
    return _(FLIPS[code])


def drawn(key: str) -> str:
    """What the seed draws again besides the training."""
    return _(SEEDS[f"drawn.{key}"])


def more_seeds(dataset: str, run: str, seed: int) -> str:
    """How to make a second seed."""
    return _(SEEDS["none"]).format(dataset=dataset, run=run, seed=seed)
