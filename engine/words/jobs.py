"""Words of jobs: what they do, how they stand, what to do about one that ended badly."""

from engine.words import _, mark, plural
from engine.words.terms import Term

KINDS: dict[str, str] = {
    "run": mark("Train and audit"),
    "import": mark("Import"),
    "check": mark("Check an import"),
    "sample": mark("Load a sample"),
    "audit": mark("Audit"),
    "diagnose": mark("Diagnose"),
    "explain": mark("Explain"),
    "probe": mark("Probe"),
    "compare": mark("Compare"),
    "report": mark("Report"),
    "search": mark("Search"),
}

STATES: dict[str, Term] = {
    "queued": Term(mark("Waiting"), mark("It begins when a job before it has ended.")),
    "running": Term(mark("Running"), mark("It goes on whether or not somebody looks at this page.")),
    "done": Term(mark("Done"), mark("Its result is kept in the workspace.")),
    "failed": Term(mark("Failed"), mark("Nothing was kept. The message says why and what to do.")),
    "cancelled": Term(mark("Cancelled"), mark("Somebody stopped it; nothing was kept but its last checkpoint.")),
    "interrupted": Term(
        mark("Interrupted"),
        mark(
            "Its process ended without a word: it was killed, memory ran out, or the machine went down."
            " Run it again: training goes on from its last checkpoint."
        ),
    ),
}
SIGNS = {"queued": "…", "running": "▶", "done": "●", "failed": "▲", "cancelled": "■", "interrupted": "▲"}

STAGES: dict[str, str] = {
    "": mark("starting"),
    "preparation": mark("preparing: split, weights, propensities"),
    "training": mark("training"),
    "prediction": mark("making lists"),
    "audit": mark("auditing"),
    "writing": mark("keeping the results"),
    "features": mark("describing users and items by named features"),
    "shapley": mark("computing the contributions"),
    "probing": mark("reading attributes off vectors and lists"),
}


def kind(key: str) -> str:
    """What a job does."""
    return _(KINDS[key])


def stage(key: str) -> str:
    """Where a job stands in its work; a stage without words is shown as it is."""
    return _(STAGES[key]) if key in STAGES else key.replace("_", " ")


def state(key: str) -> str:
    """Sign and name of a state."""
    return f"{SIGNS[key]} {STATES[key].name}"


def duration(seconds: float) -> str:
    """A time as people say it: 8 s, 3 min, 1.5 h."""
    if seconds < 90:
        return _("{n} s").format(n=max(1, round(seconds)))
    if seconds < 5400:
        return _("{n} min").format(n=round(seconds / 60))
    return _("{n} h").format(n=f"{seconds / 3600:.1f}")


def left(seconds: float, at_most: str) -> str:
    """Time left; training may stop early, so it is a bound there."""
    text = _("at most {time} left") if at_most == "run" else _("about {time} left")
    return text.format(time=duration(seconds))


def waiting(before: int) -> str:
    """The place in the queue."""
    return plural("{n} job waits before it", "{n} jobs wait before it", before) if before else _("next in line")
