"""Words of the search that chose a run's settings."""

from engine.words import mark, parameters, plural
from engine.words.terms import Term

TITLE = mark("The search for its settings")
SCORE = mark(
    "The validation score is larger for better: minus the squared error; for rankings NDCG of lists. Where a propensity"
    " weighs validation, errors are weighted by 1/p, and rankings are scored by weighted places of positives (1: all"
    " first). It chose the settings, so it flatters them; the test took no part."
)
CHOSEN = mark("●: chosen.")
FAILED = mark("failed")


def told(n: int) -> str:
    """How many settings were tried."""
    return plural(
        "{n} setting was tried, on validation inside the training log.",
        "{n} settings were tried, one after the other, on validation inside the training log.",
        n,
    )


def setting(name: str) -> str:
    """The shown name of a setting such as `model.params.dim`; its last part where it has no words."""
    term: Term | None = parameters.SETTINGS.get(name) or parameters.PARAMETERS.get(name.rpartition(".")[2])
    return name.rpartition(".")[2].replace("_", " ") if term is None else term.name


def value(given: object) -> str:
    """A value that was tried; a dash for none, as with weights that are not cut."""
    if given is None:
        return "–"
    return f"{given:g}" if isinstance(given, int | float) else str(given)
