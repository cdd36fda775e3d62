"""Words of jobs: what they do, how they stand, what to do about one that ended badly."""

from dataclasses import dataclass

from engine.words import _, mark, plural
from engine.words.cleaning import STEPS as IMPORT_STEPS
from engine.words.terms import Term


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ended: in two or three words, why, and what to do."""

    short: str
    why: str
    next: str


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
    "interrupted": Term(mark("Interrupted"), mark("Its process ended before its work did; nothing half-made is kept.")),
}
SIGNS = {"queued": "…", "running": "▶", "done": "●", "failed": "▲", "cancelled": "■", "interrupted": "▲"}

REASONS: dict[str, Ending] = {
    "cancelled": Ending(
        mark("stopped on request"), mark("Somebody stopped it."), mark("Run it again when you want it.")
    ),
    "interrupted": Ending(
        mark("asked to end"),
        mark("The system or a person asked its process to end, as at a shutdown."),
        mark("Run it again."),
    ),
    "killed": Ending(
        mark("killed from outside"),
        mark("The system or a person ended its process at once (SIGKILL). Most often the memory had run out."),
        mark(
            "Before you run it again, look whether there is memory to spare: let fewer jobs work at once"
            " (EQUIPOISE_JOBS), or choose a smaller model or batch."
        ),
    ),
    "memory": Ending(
        mark("memory ran out"),
        mark("It needed more memory than there was, or than it was allowed."),
        mark(
            "Let fewer jobs work at once (EQUIPOISE_JOBS), stop other programs, or choose a smaller model or batch;"
            " then run it again."
        ),
    ),
    "disk": Ending(
        mark("the disk is full"),
        mark("There was no room for what it had to write."),
        mark("Make room on the disk of the workspace, then run it again."),
    ),
    "nan": Ending(
        mark("training has diverged"),
        mark("The loss or the scores were no finite numbers, or far beyond the feedback."),
        mark(
            "The same settings would end the same way: lower the learning rate, or clip the propensities, and start"
            " another run."
        ),
    ),
    "crashed": Ending(
        mark("the program crashed"),
        mark("Its process was ended by an error in native code."),
        mark("Run it again; if it crashes again, its last lines below help whoever mends the program."),
    ),
    "exited": Ending(
        mark("ended without a word"),
        mark("Its process ended before it could say why; its last lines are below."),
        mark("Look at them, then run it again."),
    ),
    "restarted": Ending(
        mark("the machine was restarted"),
        mark("The machine was started anew while it worked, or it worked on another machine that is silent."),
        mark("Run it again."),
    ),
    "lost": Ending(
        mark("its process is gone"),
        mark(
            "Its process is gone, and nobody saw it end, since the server that had started it was gone too. It may have"
            " been killed, memory may have run out, or the machine went down."
        ),
        mark("Run it again."),
    ),
    "damaged": Ending(
        mark("its record is damaged"),
        mark("The file with its state is damaged, so how it ended is not known; what it had made is kept."),
        mark("Run it again: what is done already is found at once."),
    ),
    "input": Ending(
        mark("the input does not work"),
        mark("The data or the settings do not work."),
        mark("Follow the message."),
    ),
    "error": Ending(
        mark("a computation failed"),
        mark("A computation failed."),
        mark("Follow the message."),
    ),
}
"""How a job ended, by `Status.reason`."""

RESUMES = mark("Training goes on from its last checkpoint.")
NOTES: dict[str, str] = {
    "checkpoint_previous": mark(
        "The last checkpoint was damaged, so training went on from the one before it; the result is the same."
    ),
    "checkpoint_anew": mark(
        "Its checkpoints were damaged or of another version, so training began anew; the result is the same."
    ),
}
"""What to know of the way there, by `Status.notes`."""

STAGES: dict[str, str] = {
    **IMPORT_STEPS,
    "": mark("starting"),
    "preparation": mark("preparing: split, weights, propensities"),
    "search": mark("searching for hyper-parameters"),
    "training": mark("training"),
    "twin": mark("training the same without its correction"),
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


def reason(key: str) -> str:
    """How a job ended, in two or three words; empty for a code without words."""
    return _(REASONS[key].short) if key in REASONS else ""


def ending(state: str, key: str) -> str:
    """What became of a job that said no more itself: why, and what to do next."""
    if key not in REASONS:
        return STATES[state].definition
    return f"{_(REASONS[key].why)} {_(REASONS[key].next)}"


def again(state: str, trained: bool) -> str:
    """What the button says that runs an ended job again."""
    if trained:
        return _("Go on from its checkpoint")
    return _("Try again") if state == "failed" else _("Run again")


def silence(since: str) -> str:
    """A process that is there and gives no sign of life."""
    return _(
        "No sign of life since {time}, though its process is there. It may hang, or the machine may be overloaded or"
        " asleep: wait, or cancel it."
    ).format(time=since)


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
