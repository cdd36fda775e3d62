"""What happened, why, and what to do next: the sentences of every error code."""

from dataclasses import dataclass

from engine.errors import EquipoiseError
from engine.words import _, mark


@dataclass(frozen=True, slots=True)
class Message:
    """`what` happened (with the facts' placeholders) and what to do `next`."""

    what: str
    next: str


MESSAGES: dict[str, Message] = {
    "config.invalid": Message(
        mark("The setting “{setting}” is not valid: {problem}."),
        mark("Correct it in the config file or in --set."),
    ),
    "config.split_shares": Message(
        mark("The validation share {valid} and the test share {test} leave nothing to train on."),
        mark("Give two positive shares whose sum is below 1."),
    ),
    "config.training_positive": Message(
        mark("Epochs, batch size, patience and learning rate must be above zero."),
        mark("Correct the training settings."),
    ),
    "config.k": Message(
        mark("The list length k = {k} does not fit: it must be at least 1 and at most k_max = {k_max}."),
        mark("Choose another k."),
    ),
    "config.tolerance": Message(
        mark("The tolerance {low} to {high} is not a band around 1."),
        mark("Give a lower bound between 0 and 1 and an upper bound above 1, for example 0.8 and 1.25."),
    ),
    "config.level": Message(
        mark("The level {level} is not an error rate that an audit can use."),
        mark("Give a number above 0 and below 0.5; 0.05 is usual."),
    ),
}

MESSAGES |= {
    "dataset.unreadable": Message(
        mark("The dataset {dataset} cannot be opened ({problem}): its file is damaged or of another version."),
        mark("Import the data again."),
    ),
    "workspace.damaged": Message(
        mark("The file {file} in {folder} is damaged: it is not JSON."),
        mark("Restore it from a backup, or delete the folder and make it again."),
    ),
    "workspace.stale": Message(
        mark("The file {file} was written in a format that this version does not read."),
        mark("Make it again with this version."),
    ),
    "workspace.format": Message(
        mark("The workspace has format {found}; this version knows format {known}."),
        mark("Open it with the version that wrote it, or name another folder with --workspace."),
    ),
    "workspace.not_a_folder": Message(
        mark("The workspace path {path} is a file, not a folder."),
        mark("Name a folder with --workspace."),
    ),
    "workspace.unknown": Message(
        mark("There is no {kind} “{name}” in this workspace."),
        mark("See what is there with `equipoise data list` or on the Home page."),
    ),
    "workspace.ambiguous": Message(
        mark("Several of the workspace's {kind}s match “{name}”."),
        mark("Give more characters of the id."),
    ),
}


def explain(error: EquipoiseError) -> str:
    """The error in the reader's language, on one line: what happened, then what to do."""
    message = MESSAGES[error.code]
    facts = {name: _shown(value) for name, value in error.facts.items()}
    return f"{_(message.what).format(**facts)} {_(message.next).format(**facts)}"


def _shown(value: object) -> str:
    """A fact as text: short, on one line, lists joined by commas."""
    text = ", ".join(str(v) for v in value) if isinstance(value, list | tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 200 else text[:197] + "…"
