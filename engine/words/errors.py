"""What happened, why, and what to do next: the sentences of every error code."""

from engine.errors import EquipoiseError
from engine.words import _, mark
from engine.words.assumptions import MESSAGES as ASSUMPTION_MESSAGES
from engine.words.audit_errors import AUDIT_MESSAGES
from engine.words.cleaning import CLEANING_MESSAGES
from engine.words.comparisons import MESSAGES as COMPARISON_MESSAGES
from engine.words.drafts import DRAFT_MESSAGES
from engine.words.explanations import EXPLANATION_MESSAGES
from engine.words.features import FEATURE_MESSAGES
from engine.words.imports import IMPORT_MESSAGES
from engine.words.job_errors import JOB_MESSAGES
from engine.words.propensity_errors import PROPENSITY_MESSAGES
from engine.words.reports import REPORT_MESSAGES
from engine.words.terms import Message
from engine.words.workspace import WORKSPACE_MESSAGES

MESSAGES: dict[str, Message] = {
    **IMPORT_MESSAGES,
    **CLEANING_MESSAGES,
    **DRAFT_MESSAGES,
    **EXPLANATION_MESSAGES,
    **FEATURE_MESSAGES,
    **COMPARISON_MESSAGES,
    **AUDIT_MESSAGES,
    **REPORT_MESSAGES,
    **ASSUMPTION_MESSAGES,
    **JOB_MESSAGES,
    **WORKSPACE_MESSAGES,
    **PROPENSITY_MESSAGES,
    "config.invalid": Message(
        mark("The setting “{setting}” is not valid: {problem}."),
        mark("Correct it in the config file or in --set."),
    ),
    "config.unknown": Message(
        mark("There is no setting “{setting}”."),
        mark("Write one of these: {known}."),
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
}

MESSAGES |= {
    "dataset.unreadable": Message(
        mark("The dataset {dataset} cannot be opened ({problem}): its file is damaged or of another version."),
        mark("Import the data again."),
    ),
}

MESSAGES |= {
    "jobs.unknown": Message(
        mark("There is no job “{id}” in this workspace."),
        mark("See what is there on the Jobs page; the oldest ended jobs are forgotten."),
    ),
    "jobs.not_resumable": Message(
        mark("The job “{id}” can't be run again: it waits, works or is done, or its uploaded files are gone."),
        mark("Look at its state on the Jobs page, or begin anew."),
    ),
    "jobs.slots": Message(
        mark("EQUIPOISE_JOBS is “{value}”, which is no number of jobs."),
        mark("Set it to a whole number, or leave it away."),
    ),
    "curves.none": Message(
        mark("The run {id} has no training curves: nothing was trained epoch by epoch."),
        mark("Name a run of a trained scorer such as matrix factorisation."),
    ),
    "config.like": Message(
        mark("The run {id} was not trained here, so there are no settings to take from it."),
        mark("Name a run that was trained in this workspace."),
    ),
}

MESSAGES |= {
    "config.component": Message(
        mark("The setting {setting} names “{name}”, which does not exist."),
        mark("Choose one of: {known}."),
    ),
    "config.parameter": Message(
        mark("{name} has no parameter “{parameter}” ({setting})."),
        mark("Its parameters are: {known}."),
    ),
    "config.combination": Message(
        mark("{model} × {objective} × {propensity} has no meaning on this log: {reason}."),
        mark("Choose another combination; see `equipoise run --help`."),
    ),
    "config.file": Message(
        mark("The config file {file} cannot be read: {problem}."),
        mark("Give a TOML file like docs/run.toml."),
    ),
    "config.set": Message(
        mark("“--set {setting}” is not of the form name=value."),
        mark("Write, for example, --set model.params.dim=64."),
    ),
    "split.no_timestamps": Message(
        mark("This log has no timestamps, and the split needs them."),
        mark("Choose --set split.kind=random, or import a timestamp column."),
    ),
    "split.no_randomized": Message(
        mark("This log has no rows with random exposure."),
        mark("Choose --set split.kind=random, or import a column `randomized`."),
    ),
    "split.empty": Message(
        mark("The {kind} split leaves a side empty: train, validation and test would have {sizes} rows."),
        mark("Import a longer log or choose another split or other shares."),
    ),
    "split.no_positives": Message(
        mark("No {fold} row reaches the relevance threshold {relevance}."),
        mark("Lower it with --set evaluation.relevance=…"),
    ),
    "training.not_finite": Message(
        mark("Training stopped in epoch {epoch}: the loss or the validation was not a finite number."),
        mark("Lower the learning rate (--set training.learning_rate=0.001) or clip the propensities."),
    ),
    "training.checkpoint": Message(
        mark("The checkpoint {file} is damaged."),
        mark("Delete it and start the run again."),
    ),
    "mitigation.side": Message(
        mark("The mitigation needs an attribute of {side}s; “{attribute}” is not one."),
        mark("Choose another attribute."),
    ),
    "mitigation.overlap": Message(
        mark("Users may be in several groups of “{attribute}”; this mitigation needs one group a user."),
        mark("Choose another attribute."),
    ),
    "mitigation.closed_form": Message(
        mark("{model} is not trained by gradient, so a penalty has nothing to act on."),
        mark("Choose another scorer, or a mitigation of another stage."),
    ),
    "config.validation": Message(
        mark("Validation can't be weighted by `{propensity}` on this log: {reason}."),
        mark("Choose another with validation.kind, or none."),
    ),
    "split.aside": Message(
        mark("A part can be set aside of the randomized slice only, and the split is `{kind}`."),
        mark("Use split.kind=randomized, or leave split.aside at 0."),
    ),
    "cli.unexpected": Message(
        mark("Something went wrong that was not foreseen ({kind}: {problem})."),
        mark("Nothing half-made was kept. Details: {file}"),
    ),
    "cli.system": Message(
        mark("The system refused: {problem} ({file})."), mark("Check the path, its permissions and the free space.")
    ),
    "cli.cutoff_alone": Message(
        mark("--cutoff and --map say something about uploaded lists, and none were given."),
        mark("Add --recommendations FILE, or leave them out."),
    ),
    "config.list_place": Message(
        mark("“--set {setting}” names a place in a list that has no place before it."), mark("Count places from 0.")
    ),
    "training.diverged": Message(
        mark("Training has diverged: scores reach {score}, far beyond the feedback."),
        mark("Lower the learning rate (--set training.learning_rate=0.001)."),
    ),
    "dashboard.port": Message(
        mark("Port {port} on 127.0.0.1 cannot be used; another program may listen there."),
        mark("Stop that program, or name another port with --port (make run PORT=…)."),
    ),
    "dashboard.absent": Message(
        mark("The package `dashboard` is not installed beside the engine."), mark("Install Equipoise as a whole.")
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
