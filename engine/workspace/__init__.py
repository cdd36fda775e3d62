"""Datasets, runs and audits on disk: atomic, versioned, plain. It stores and computes nothing.

WORKSPACE/format.json
WORKSPACE/datasets/<id>/data.duckdb, dataset.json
WORKSPACE/runs/<id>/run.json, *.parquet, model files, audits/<audit id>.json, assumptions.json (what people judged)
WORKSPACE/tmp/            scratch; whatever is left there was never finished
"""

from engine.workspace.formats import FORMAT
from engine.workspace.records import DatasetRecord
from engine.workspace.workspace import Workspace, find_workspace

__all__ = ["FORMAT", "DatasetRecord", "Workspace", "find_workspace"]
