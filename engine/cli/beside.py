"""A run beside simple scorers, on the terminal."""

from engine.charts import numbers
from engine.cli.output import columns
from engine.contracts import Run
from engine.report.judged import judged
from engine.words import _, findings
from engine.words import judged as words

OF_PAIRS = ("auc", "gauc", "ndcg@5", "ndcg@5_all")


def apart(run: Run) -> frozenset[str]:
    """The numbers that only the table has: among the metrics of lists their names would say something else."""
    found = judged(run)
    return frozenset() if found is None else frozenset(row["key"] for row in found["rows"]) & set(OF_PAIRS)


def beside(run: Run) -> list[str]:
    """Lines: the title, the table, its notes, an empty one; none for a run that was not judged so."""
    found = judged(run)
    if found is None:
        return []
    head = (_("number"), *(column["name"] for column in found["columns"]))
    keys = [column["key"] for column in found["columns"]]
    rows = [
        (row["name"], *(numbers.plus_minus(row["values"][key], row["within"].get(key)) for key in keys))
        for row in found["rows"]
    ]
    notes = [f"{findings.severity(one['severity'])}  {one['text']}" for one in found["notes"]]
    return [_(words.TITLE), columns([head, *rows]), *notes, ""]
