"""Words of the import: why records are rejected, and what is wrong with a file."""

from collections.abc import Mapping

from engine.words import _, mark, plural
from engine.words.terms import Message

REASONS: dict[str, str] = {
    "missing": mark("no value"),
    "not_a_number": mark("not a number"),
    "not_finite": mark("not a finite number"),
    "out_of_range": mark("out of range"),
    "not_a_time": mark("not a time"),
    "impossible_time": mark("before 1970 or after 2099"),
    "not_true_or_false": mark("neither true nor false"),
    "too_many_columns": mark("too many columns"),
    "too_few_columns": mark("too few columns"),
    "stray_quote": mark("a quote in the wrong place"),
    "too_long": mark("a cell or a line that is too long"),
    "header_again": mark("the header again"),
    "no_user": mark("no user"),
    "no_item": mark("no item"),
    "bad_rank": mark("a rank that is not 1, 2, 3, …"),
    "bad_score": mark("a score that is not a finite number"),
}


def reason(code: str) -> str:
    """Why a record was rejected, in the language in use."""
    return _(REASONS[code])


def advice(setting: str) -> str:
    """What to do about many rejects; `setting`: one that reads the cells (`interactions.decimal=,`), or none."""
    if ".decimal=" in setting:
        told = _("Import with --set {setting} to read these numbers by their decimal mark, or correct the file.")
    elif setting:
        told = _("Import with --set {setting} to read these times in their order, or correct the file.")
    else:
        told = _("Correct the file, the mapping, the delimiter or the range.")
    return told.format(setting=setting)


def unknown(kind: str, n: int) -> str:
    """How many users or items (`kind`: user, item) a file of lists names that nobody knows."""
    return plural("{n} user", "{n} users", n) if kind == "user" else plural("{n} item", "{n} items", n)


DOUBTS: dict[str, str] = {
    "encoding": mark("The text is read as {encoding}; that is a judgement. Look whether the letters below are right."),
    "no_header": mark("The first line looks like data, not like names of columns: {first}"),
    "one_column": mark("Everything is in one column, “{header}”: probably another delimiter separates the columns."),
    "ragged": mark("{n} of the first {of} records have more or fewer cells than the first line."),
    "times": mark("The dates, for example {example}, are read in the order {times} (d: day, m: month, y: year)."),
    "date_order": mark(
        "The date {example} has two readings: {day_first} with the day first, {month_first} with the month first."
        " Nothing in the first rows tells which one is meant."
    ),
    "decimal_comma": mark("Numbers such as {example} are read with a decimal comma."),
    "thousands": mark(
        "Numbers such as {example} may have a decimal comma, or a comma between thousands, which cannot be read."
    ),
    "sheets": mark("Only the first sheet is read unless another one is named; there are also: {sheets}."),
    "preset": mark("This looks like a file of {preset}: there is a preset for it."),
}


def doubt(code: str, facts: Mapping[str, str]) -> str:
    """What a person should look at in a preview, in the language in use."""
    return _(DOUBTS[code]).format(**facts)


IMPORT_MESSAGES: dict[str, Message] = {
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
        mark("Unpack it, or save the sheet as .xlsx or CSV (UTF-8)."),
    ),
    "import.binary": Message(
        mark("The file {file} is binary: no text, no Parquet and no .xlsx file."),
        mark("Export it as CSV (UTF-8), Parquet or .xlsx."),
    ),
    "import.encoding": Message(
        mark("The text of {file} does not fit its encoding in line {line} (perhaps it is {guess})."),
        mark("Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”; on a command line: iconv), or state its encoding."),
    ),
    "import.gzip_broken": Message(
        mark("The compressed file {file} cannot be unpacked: {problem}."),
        mark("It is probably cut off or damaged: copy it again and compare sizes."),
    ),
    "import.bomb": Message(
        mark("The file {file} has {bytes} bytes and becomes {unpacked} or more when it is unpacked."),
        mark("No log is packed so tightly. Unpack it, look at it, and import a part of it."),
    ),
    "import.excel_broken": Message(
        mark("The spreadsheet file {file} cannot be read: {problem}."),
        mark("Open it in a spreadsheet program and save the sheet as CSV (UTF-8)."),
    ),
    "import.sheet": Message(
        mark("The spreadsheet file {file} has no sheet “{sheet}”; it has: {sheets}."),
        mark("Name one of these, or none for the first."),
    ),
    "import.too_many_columns": Message(
        mark("The file {file} has {n} columns; at most {most} can be read."),
        mark("Export the columns that you need."),
    ),
    "import.too_many_rows": Message(
        mark("The file {file} has {rows} rows, {group} of them in one row group; {most} and {most_group} can be read."),
        mark("Split it into several files, or write it with smaller row groups."),
    ),
    "import.names": Message(
        mark("{file} has {n} columns and more names were given for them: {names}."),
        mark("Give at most as many names as there are columns."),
    ),
    "import.preset_unknown": Message(
        mark("There is no preset “{name}”."),
        mark("Use one of: {known}."),
    ),
    "import.preset_files": Message(
        mark("The folder {folder} does not look like {preset}: it has no {wanted}."),
        mark("Give the folder in which that file lies, unpacked."),
    ),
    "import.no_header": Message(
        mark("The first line of {file} names no columns, it looks like data: “{first}”."),
        mark(
            "If there is no header, say so and name the {n} columns in their order: --set {role}.header=false "
            '--set {role}.names=["user_id","item_id"]'
        ),
    ),
    "import.parquet_broken": Message(
        mark("The Parquet file {file} cannot be read: {problem}."),
        mark("It is probably cut off or damaged: copy or export it again and compare sizes."),
    ),
    "import.parquet_type": Message(
        mark("The column “{column}” of {file} has the type {kind}, which has no plain text."),
        mark("Export it as text, number, time or list of texts, or leave it out."),
    ),
    "import.float_ids": Message(
        mark("The ids in the column “{column}” of {file} are floating-point numbers too large to be exact."),
        mark("Export the ids as text or as integers."),
    ),
    "import.list_mark": Message(
        mark("A list in the column “{column}” of {file} has the text “{text}”: “|” stands between values here."),
        mark("Export the lists with another letter in place of “|”."),
    ),
    "import.delimiter": Message(
        mark("The columns of {file} cannot be told apart: its header reads as one column “{header}”."),
        mark("Separate columns by comma, semicolon, TAB, | or :: and name {needed} in the first line."),
    ),
    "import.delimiter_fits": Message(
        mark("With this delimiter the header of {file} is one column: “{header}”. The file seems to use “{fits}”."),
        mark("Leave --delimiter out, or give the one that the file uses."),
    ),
    "import.delimiter_unknown": Message(
        mark("“{delimiter}” is not a delimiter that can be read."),
        mark("Use comma, semicolon, TAB, | or ::."),
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
        mark(
            "Name the right one with --map {canonical}={guess}, and check that the first line is a header. Where files "
            "name it differently, give --map once for each of the columns."
        ),
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
            "{rejected} of {read} records of {file} cannot be used ({reasons}): more than {allowed}. "
            "For example line {line}, column {column}: “{text}”."
        ),
        mark("{advice}"),
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
    "import.attribute_both": Message(
        mark("Users and items both have an attribute of this name: {attributes}."),
        mark("Rename the column in one of the files; attributes are asked for by their name alone."),
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
        mark("The file {file} cannot be used: {problem} in {count} of {read} records, first in line {line}: “{text}”."),
        mark("Correct the file; lists are not taken in part."),
    ),
    "recommendations.unknown": Message(
        mark("The file {file} names {what} that the dataset does not have, first “{id}” in line {line}."),
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
    "cli.no_log": Message(
        mark("No log was given."),
        mark("Name the file with --interactions, or a layout with --preset and its folder with --folder."),
    ),
    "cli.folder": Message(
        mark("The preset {preset} needs a folder."),
        mark("Give it with --folder."),
    ),
    "cli.names": Message(
        mark("The names in {file} cannot be read: {problem}."),
        mark("It must be a JSON object: name on disk, name to show."),
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
    "import.changed": Message(
        mark("A file of {file} was written to while it was imported."),
        mark("Wait until it is complete, and import it again; nothing was imported."),
    ),
    "import.engine": Message(
        mark("The import stopped: {problem}."),
        mark("Check the free space on the disk and the free memory; nothing was imported."),
    ),
}
