"""What to do on the page where a message names an option of the command line."""

from engine.words import _, mark

HERE: dict[str, str] = {
    ".header=": mark("On this page: say at “First line” that it is data already."),
    ".times=": mark("On this page: choose the order of day, month and year at “Times”."),
    ".decimal=": mark("On this page: choose it at “Decimal mark”."),
    ".encoding=": mark("On this page: choose it at “Encoding”."),
    "--set cleaning.": mark("On this page: choose it under “Repeats, cores and other cleaning”."),
    "--set rejects": mark("On this page: the field stands under “Missing values, spellings, rejects”."),
    "--set features": mark("On this page: choose it under “Derived attributes, and what models read”."),
    "--set privacy.": mark("On this page: choose it under “Privacy”."),
    "--map": mark("On this page: choose the column in the fields below the file."),
    "--set interactions": mark("On this page: open “Columns, and how it is read” under the file and say what it is."),
    "--set users": mark("On this page: open “Columns, and how it is read” under the file and say what it is."),
    "--set items": mark("On this page: open “Columns, and how it is read” under the file and say what it is."),
    "--interactions": mark("On this page: bring a log."),
    "--folder": mark("On this page: bring the files themselves."),
    "--range": mark("On this page: fill in “Lowest feedback” and “Highest feedback”."),
    "--delimiter": mark("On this page: choose the delimiter under “Columns, and how it is read”, or leave it open."),
    "--cutoff": mark("On this page: choose another day on which your lists were made."),
    "--recommendations": mark("On the page “Your recommendations”: upload your lists."),
    "--set training": mark("On the Train page: the field stands under Settings."),
    "--set evaluation.relevance": mark("On this page: import the log again with another value in “A positive from”."),
    "--set": mark("This page has no field for that: whoever runs this app can set it on the command line."),
    "--save": mark("On the Data page: fill in the form under Cohorts."),
    "--workspace": mark("Whoever started this app chooses the folder."),
    "equipoise run": mark("On the Train page: choose another recommender."),
    "equipoise workspace": mark("Whoever runs this app can call it."),
    "equipoise doctor": mark("Whoever runs this app can call it."),
    "equipoise data": mark("The Home page lists what is there."),
}


def here(text: str) -> str:
    """The sentence for the first option that a message names, in the order of the table; else nothing."""
    return next((_(hint) for option, hint in HERE.items() if option in text), "")
