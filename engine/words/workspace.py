"""Words of the workspace: what is wrong with it or its disk, and what to do about each damaged file."""

from engine.words import _, mark
from engine.words.terms import Message

ADVICE: dict[str, str] = {
    "dataset.json": mark("Import the data again: delete this folder below `datasets` first, or take it from a backup."),
    "data.duckdb": mark("Delete the dataset and import the data again, or take the file from a backup."),
    "rejects.parquet": mark("Delete the dataset and import the data again, or take the file from a backup."),
    "run.json": mark("Run again: delete this folder below `runs` first, or take it from a backup."),
    "cohorts.json": mark("Delete the file and save the cohorts again, or take it from a backup."),
    "assumptions.json": mark("Delete the file and judge the assumptions again, or take it from a backup."),
    "status.json": mark("What became of this job can't be told: ask for it again."),
    "job.json": mark("What this job was can't be told: ask for it again."),
    "process.json": mark("What became of this job can't be told: ask for it again."),
    "key": mark("Take it from a backup: with another key the same person gets another pseudonym."),
    "format.json": mark("Take it from a backup: nothing else says of which version this workspace is."),
}
"""By the name of the file; those of a run that are not named here are made anew by running again."""
OF_RUNS = mark("Delete the run and run again, or take the file from a backup.")
OTHERS = mark("Delete the file and ask for it again, or take it from a backup.")
RUN_FILES = (".parquet", ".safetensors")


PARTS: dict[str, str] = {
    "datasets": mark("datasets"),
    "runs": mark("runs"),
    "jobs": mark("jobs and drafts"),
    "inbox": mark("inbox"),
    "samples": mark("samples"),
    "logs": mark("logs"),
    "tmp": mark("unfinished"),
}
PROBLEMS: dict[str, str] = {
    "damaged": mark("Damaged"),
    "stale": mark("Of another format"),
    "absent": mark("Gone"),
}
REJECT_COLUMNS = (
    mark("kind of file"),
    mark("file"),
    mark("line"),
    mark("column"),
    mark("reason"),
    mark("text"),
)


def advice(name: str) -> str:
    """What to do about a damaged file of this name, in the language in use."""
    usual = OF_RUNS if name.endswith(RUN_FILES) or name == "history.json" else OTHERS
    return _(ADVICE.get(name, usual))


def size(n: int) -> str:
    """A number of bytes as people read it: `3.2 GB`, in steps of 1,000."""
    value, units = float(n), ("B", "kB", "MB", "GB", "TB")
    place = 0
    while value >= 999.5 and place < len(units) - 1:
        value, place = value / 1000, place + 1
    return f"{value:.0f} {units[place]}" if place == 0 or value >= 99.5 else f"{value:.1f} {units[place]}"


WORKSPACE_MESSAGES: dict[str, Message] = {
    "workspace.damaged": Message(
        mark("The file {file} in {folder} is damaged: its content is not what was written."), mark("{advice}")
    ),
    "workspace.stale": Message(
        mark("The file {file} was written in a format that this version does not read."),
        mark("Make it again with this version."),
    ),
    "workspace.dataset_gone": Message(
        mark("The dataset {dataset} was deleted while this run was made, so the run is not kept."),
        mark("Import the data again, and run again."),
    ),
    "workspace.format": Message(
        mark("The workspace has format {found}; this version knows format {known}."),
        mark("Open it with the version that wrote it, or name another folder with --workspace."),
    ),
    "workspace.not_a_folder": Message(
        mark("The workspace path {path} is a file, not a folder."),
        mark("Name a folder with --workspace."),
    ),
    "workspace.unwritable": Message(
        mark("The workspace {path} cannot be written: {problem}."),
        mark("Name another folder with --workspace, or allow writing there."),
    ),
    "workspace.delete_exact": Message(
        mark("“{name}” is too little to delete the dataset {id} and all runs on it."),
        mark("Give its whole name, or at least 8 characters of its id."),
    ),
    "workspace.leftover": Message(
        mark("It is deleted, but its files could not all be removed from the disk: {problem}."),
        mark("Correct that, then call `equipoise workspace clean`, or start the server again."),
    ),
    "workspace.unknown": Message(
        mark("There is no {kind} “{name}” in this workspace."),
        mark("See what is there with `equipoise data list` and `equipoise runs`, or on the Home page."),
    ),
    "workspace.ambiguous": Message(
        mark("Several of the workspace's {kind}s match “{name}”: {ids}."),
        mark("Give the id of the one that is meant, or its first characters."),
    ),
    "workspace.served": Message(
        mark("This workspace is served already: process {pid}, {address}, since {created}."),
        mark("Open that address, stop that server, or serve another workspace."),
    ),
    "workspace.quota": Message(
        mark("This needs {needed}; the quota of this workspace is {quota}, of which {used} are used."),
        mark("Delete datasets or runs that are not needed, or raise EQUIPOISE_QUOTA."),
    ),
    "workspace.quota_value": Message(
        mark("EQUIPOISE_QUOTA is “{value}”, which is no size."),
        mark("Set it to a size such as 20GB, or leave it away."),
    ),
    "workspace.broken": Message(
        mark("{n} of {of} files are not as they were written."), mark("They are listed above, each with what to do.")
    ),
    "workspace.no_rejects": Message(
        mark("No record of the dataset {dataset} was rejected."), mark("There is nothing to take away.")
    ),
    "workspace.name": Message(
        mark("A dataset's name has 1 to {most} characters on one line."),
        mark("Give such a name."),
    ),
    "inbox.unknown": Message(
        mark("There is no file “{name}” in the inbox folder of this workspace."),
        mark("Put it there itself, not a link to it, or choose one of those that `equipoise data inbox` lists."),
    ),
    "disk.low": Message(
        mark("This needs about {needed} on the disk, and {free} are free. Nothing was begun."),
        mark("Make room on the disk, then try again."),
    ),
    "disk.full": Message(
        mark("The disk is full: writing below {folder} was refused. What was kept before is whole."),
        mark("Make room on the disk, then try again; nothing has to be restarted."),
    ),
}
