"""Words of cleaning: what each recorded choice has done, what those that are off would do, and what it refuses."""

from collections.abc import Callable, Sequence

from engine.words import _, mark, plural
from engine.words.terms import Message

STEPS: dict[str, str] = {
    "reading": mark("reading the log"),
    "describing": mark("reading users and items"),
    "coding": mark("turning text into values"),
    "settling": mark("settling repeats"),
}
"""Steps of an import, as a job's progress tells them; the last one is called like that of every job."""

CHOICES: dict[str, Callable[[int], str]] = {
    "repeats_last": lambda n: plural(
        "{n} record gave way to a later one of the same user and item.",
        "{n} records gave way to a later one of the same user and item.", n,
    ),
    "repeats_first": lambda n: plural(
        "{n} record gave way to an earlier one of the same user and item.",
        "{n} records gave way to an earlier one of the same user and item.", n,
    ),
    "repeats_sum": lambda n: plural(
        "{n} record was added to the last one of the same user and item.",
        "{n} records were added to the last one of the same user and item.", n,
    ),
    "repeats_max": lambda n: plural(
        "{n} record was joined to the last one of the same user and item, which has the largest feedback.",
        "{n} records were joined to the last one of the same user and item, which has the largest feedback.", n,
    ),
    "copies_drop": lambda n: plural(
        "{n} record that repeats another in every column was dropped.",
        "{n} records that repeat another in every column were dropped.", n,
    ),
    "outside_clip": lambda n: plural(
        "The feedback of {n} record was outside the stated range and is set to its end.",
        "The feedback of {n} records was outside the stated range and is set to its end.", n,
    ),
    "cores": lambda n: plural(
        "{n} record was left out because its user or item has too few.",
        "{n} records were left out because their user or item has too few.", n,
    ),
    "rejects_accepted": lambda n: plural(
        "{n} record could not be used; a share of rejects above 1% was accepted by choice.",
        "{n} records could not be used; a share of rejects above 1% was accepted by choice.", n,
    ),
}  # fmt: skip
"""What a choice in force has done to n records."""

EFFECTS: dict[str, Callable[[int], str]] = {
    "copies_drop": lambda n: plural(
        "{n} record repeats another in every column: it can be dropped.",
        "{n} records repeat another in every column: they can be dropped.", n,
    ),
    "outside_clip": lambda n: plural(
        "{n} record is rejected because its feedback is outside the stated range: it can be set to the range's end.",
        "{n} records are rejected because their feedback is outside the stated range: they can be set to its end.", n,
    ),
    "unknown": lambda n: plural(
        "{n} cell of the attributes has a word such as “unknown” or “未知”: it can count as no value.",
        "{n} cells of the attributes have words such as “unknown” or “未知”: they can count as no value.", n,
    ),
    "user_core": lambda n: plural(
        "{n} interaction would be left out if each user needed 5.",
        "{n} interactions would be left out if each user needed 5.", n,
    ),
    "item_core": lambda n: plural(
        "{n} interaction would be left out if each item needed 5.",
        "{n} interactions would be left out if each item needed 5.", n,
    ),
}  # fmt: skip
"""What a choice that is not in force would touch."""


def choice(code: str, n: int) -> str:
    """What a choice in force has done to n records, as a sentence."""
    return CHOICES[code](n)


def effect(code: str, n: int) -> str:
    """What a choice that is off would touch, as a sentence."""
    return EFFECTS[code](n)


def conflict(n: int) -> str:
    """That n ids have different values of an attribute in several files."""
    return plural(
        "{n} id has different values in several files; the last file counts.",
        "{n} ids have different values in several files; the last file counts.", n,
    )  # fmt: skip


def left_out(names: Sequence[str]) -> str:
    """That attributes were left out because they would say who is who."""
    text = _("Left out, since they tell nearly everyone apart beside a pseudonym: {names}.")
    return text.format(names=", ".join(names))


def unused(canonical: str, column: str) -> str:
    """That a column is not used as what its name says."""
    text = _("The column “{column}” is probably “{name}”, and is not used as that.")
    return text.format(column=column, name=canonical)


def judged(file: str, encoding: str) -> str:
    """That an encoding was found by a judgement."""
    text = _("{file} was read as {encoding}; that is a judgement: look whether its letters are right.")
    return text.format(file=file, encoding=encoding.upper())


def other_sheets(file: str, sheets: Sequence[str]) -> str:
    """That a spreadsheet has sheets that were not read."""
    return _("Of {file} only the first sheet was read; not read: {sheets}.").format(file=file, sheets=", ".join(sheets))


ORDERS: dict[str, str] = {
    "dmy": mark("day, month, year"),
    "mdy": mark("month, day, year"),
    "ymd": mark("year, month, day"),
}
"""Orders in which dates are read."""

CLEANING_MESSAGES: dict[str, Message] = {
    "import.date_order": Message(
        mark(
            "The dates in the column “{column}” of {file} have two readings: "
            "“{example}” is {day_first} or {month_first}."
        ),
        mark("Say which comes first: --set interactions.times=dmy (day) or --set interactions.times=mdy (month)."),
    ),
    "import.compact_date": Message(
        mark("The numbers in the column “{column}” of {file} are dates or years, or seconds in 1970: “{example}”."),
        mark(
            "Say what they are: --set interactions.times=ymd for dates such as 20240131, or "
            "--set interactions.times=seconds; years alone are no times: leave the column out."
        ),
    ),
    "import.serial_date": Message(
        mark(
            "The numbers in the column “{column}” of {file} are days as a spreadsheet counts them, or seconds on "
            "1 January 1970: “{example}”."
        ),
        mark(
            "Give the column a date format in the spreadsheet and export it again; or say that they are seconds: "
            "--set interactions.times=seconds."
        ),
    ),
    "import.files_differ": Message(
        mark("The file {file} has no column for “{column}”, which {other} has: their records cannot be joined."),
        mark("Map the column in both files with --map {column}=COLUMN, or leave it out of both."),
    ),
    "import.nothing_left": Message(
        mark("No interaction is left of {file}: all are rejected, or below the cores."),
        mark("Correct the file or its mapping, or ask for less with --set cleaning.user_core=0."),
    ),
    "import.no_key": Message(
        mark("Ids cannot be replaced by pseudonyms: there is no key."),
        mark("Import into a workspace: it has a key of its own."),
    ),
    "import.sensitive_unknown": Message(
        mark("No file of users has the attributes that are to be kept apart: {names}; there are: {known}."),
        mark("Correct --set privacy.sensitive."),
    ),
}
