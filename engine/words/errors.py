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
    "import.no_file": Message(
        mark("The file {file} cannot be read: {problem}."),
        mark("Check the path and its permissions."),
    ),
    "import.empty": Message(
        mark("The file {file} is empty."),
        mark("Export it again and check its size."),
    ),
    "import.markup": Message(
        mark("The file {file} is a web page or XML, not a table: probably an error page that was saved as a file."),
        mark("Download the data again and look at the first lines."),
    ),
    "import.json": Message(
        mark("The file {file} holds JSON, not a table."),
        mark("Export it as CSV or Parquet."),
    ),
    "import.archive": Message(
        mark("The file {file} is a {kind} file, not a table."),
        mark("Unpack it, or save the sheet as CSV (UTF-8)."),
    ),
    "import.binary": Message(
        mark("The file {file} is binary and is no Parquet file."),
        mark("Export it as CSV (UTF-8) or Parquet."),
    ),
    "import.encoding": Message(
        mark("The file {file} is not UTF-8 (line {line}; perhaps {guess})."),
        mark("Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”; on a command line: iconv)."),
    ),
    "import.parquet_broken": Message(
        mark("The Parquet file {file} cannot be read: {problem}."),
        mark("It is probably cut off or damaged: copy or export it again and compare sizes."),
    ),
    "import.parquet_type": Message(
        mark("The column “{column}” of {file} has the type {kind}, which has no plain text."),
        mark("Export it as text, number, time or list of texts, or leave it out."),
    ),
    "import.delimiter": Message(
        mark("The columns of {file} cannot be told apart: its header reads as one column “{header}”."),
        mark("Separate columns by comma, semicolon, TAB or | and name {needed} in the first line."),
    ),
    "import.delimiter_fits": Message(
        mark("With this delimiter the header of {file} is one column: “{header}”. The file seems to use “{fits}”."),
        mark("Leave --delimiter out, or give the one that the file uses."),
    ),
    "import.delimiter_unknown": Message(
        mark("“{delimiter}” is not a delimiter that can be read."),
        mark("Use comma, semicolon, TAB or |."),
    ),
    "import.duplicate_column": Message(
        mark("The file {file} has the column “{column}” more than once (case is not told apart)."),
        mark("Rename or remove one of them."),
    ),
    "import.reserved_column": Message(
        mark("The file {file} has an attribute called “{column}”, a name that Equipoise keeps for itself."),
        mark("Rename the column."),
    ),
    "import.missing_column": Message(
        mark("The file {file} has no column “{column}”; it has: {columns}."),
        mark("Name the right one with --map {canonical}=COLUMN, and check that the first line is a header."),
    ),
    "import.mapping_unknown": Message(
        mark("“{name}” (mapped to “{column}”) is not a name that Equipoise knows."),
        mark("Map one of: {known}. Other columns of the users and items keep their own names."),
    ),
    "import.mapping_twice": Message(
        mark("The mapping uses “{name}” twice in the file {file}."),
        mark("Map each name to a column of its own."),
    ),
    "import.mapped_missing": Message(
        mark("“{canonical}” is mapped to the column “{column}”, which no file has; there are: {columns}."),
        mark("Correct the mapping."),
    ),
    "import.unclosed_quote": Message(
        mark("A quote that opens in line {line} of {file} does not close (or the field is too long to be one)."),
        mark("Correct that line: a quote inside a quoted field is written twice."),
    ),
    "import.no_rows": Message(
        mark("The file {file} has a header but no records."),
        mark("Check that the export was complete."),
    ),
    "import.too_many_rejects": Message(
        mark(
            "{rejected} of {read} records of {file} cannot be used ({reasons}): more than 1%. "
            "For example line {line}, column {column}: {text}"
        ),
        mark("Correct the file, the mapping, the delimiter or the range."),
    ),
    "import.repeated": Message(
        mark("{repeated} of {read} records of {file} repeat another one in every column, first in line {line}."),
        mark("The file was probably written twice: remove the copies."),
    ),
    "import.unbalanced": Message(
        mark("The records of {file} do not add up: {read} were read, {loaded} loaded, the rest not accounted for."),
        mark("Please report this as a defect; nothing was imported."),
    ),
    "import.range": Message(
        mark("The feedback range {low} to {high} is not a range."),
        mark("Give the lower end first, for example 1,5."),
    ),
    "import.relevance": Message(
        mark("The relevance {relevance} lies outside the feedback, {low} to {high}: all or none would be positive."),
        mark("Give a value inside that range."),
    ),
    "recommendations.unordered": Message(
        mark("The file {file} has neither a column “rank” nor a column “score”; it has: {columns}."),
        mark("Add the place of each item (1 is the first) or its score."),
    ),
    "recommendations.fault": Message(
        mark("The file {file} cannot be used: {problem} in {count} of {read} records, first in line {line}: {text}"),
        mark("Correct the file; lists are not taken in part."),
    ),
    "recommendations.unknown": Message(
        mark("The file {file} names {count} {column} that the dataset does not have, first “{id}” in line {line}."),
        mark("Check that the lists belong to this dataset and that ids are written alike (leading zeros, case)."),
    ),
    "recommendations.repeated": Message(
        mark("The file {file} lists the same {what} twice for the user “{user}”: “{value}” in line {line}."),
        mark("Keep each item and each rank once a user."),
    ),
    "cli.map": Message(
        mark("The mapping “{text}” is not of the form NAME=COLUMN."),
        mark("Write for example --map feedback=rating."),
    ),
    "cli.range": Message(
        mark("The range “{text}” is not of the form LOW,HIGH."),
        mark("Write for example --range 1,5."),
    ),
    "sample.unknown": Message(
        mark("There is no sample “{name}”."),
        mark("Use one of: {known}."),
    ),
    "sample.unavailable": Message(
        mark("The sample {name} could not be had: {problem}."),
        mark("Check the network and try again, or import data of your own."),
    ),
    "import.engine": Message(
        mark("The import stopped: {problem}."),
        mark("Check the free space on the disk and the free memory; nothing was imported."),
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
    "audit.attribute_unknown": Message(
        mark("There is no attribute “{attribute}” in this dataset."),
        mark("Choose one of: {known}."),
    ),
    "audit.attribute_missing": Message(
        mark("The attribute “{attribute}” has no value at all, so it makes no groups."),
        mark("Choose another attribute, or import a file in which it is filled in."),
    ),
    "audit.attribute_text": Message(
        mark("The attribute “{attribute}” has {n} different values; groups of at most {most} can be compared."),
        mark("Choose another attribute, or import it in coarser categories."),
    ),
    "audit.attribute_constant": Message(
        mark("The attribute “{attribute}” has the same value for everybody, so there is nothing to compare."),
        mark("Choose another attribute."),
    ),
    "audit.reference": Message(
        mark("“{reference}” cannot be the reference group of “{attribute}”."),
        mark("Choose one of: {known}."),
    ),
    "audit.metric": Message(
        mark("The metric “{metric}” cannot be compared between groups of “{attribute}”."),
        mark("Choose one of: {known}."),
    ),
    "audit.no_test": Message(
        mark("No interaction after the cutoff can judge these recommendations."),
        mark("Give an earlier --cutoff: the time at which the lists were made."),
    ),
    "audit.cutoff": Message(
        mark("“{cutoff}” is not a time."),
        mark("Give seconds since 1970 or a date such as 2024-03-31 or 2024-03-31T12:00."),
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
    "run.untrained": Message(
        mark("The run {run} holds uploaded recommendations, not a trained model."),
        mark("Choose a run that was trained here."),
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
