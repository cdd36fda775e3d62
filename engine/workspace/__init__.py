"""Datasets, runs and audits on disk: atomic, sealed, versioned, plain. It stores and computes nothing.

WORKSPACE/format.json
WORKSPACE/datasets/<id>/data.duckdb, dataset.json, rejects.parquet, cohorts.json, made/
WORKSPACE/runs/<id>/run.json, *.parquet, model files, audits/<audit id>.json, assumptions.json (answers), made/
WORKSPACE/jobs/           see `engine.jobs`
WORKSPACE/inbox/          files too large to upload, put there by whoever runs the server
WORKSPACE/logs/           equipoise.log and a few older ones
WORKSPACE/tmp/            scratch; whatever is left there was never finished: the janitor takes it
WORKSPACE/key             32 random bytes, for pseudonyms; made on first need
WORKSPACE/server.lock     held by the one server

`storage` each operation of the disk · `seals`, `files` sealed records · `formats` versions and their migration ·
`workspace` the ways in and out, with `bringing`, `deleting`, `reading` · `space` room · `serving` one server ·
`janitor` leftovers · `verifying` is all as it was written? · `logs`, `inbox`, `rejects`, `keys`.
"""

from engine.workspace.formats import FORMAT
from engine.workspace.records import DatasetRecord
from engine.workspace.workspace import Workspace, find_workspace

__all__ = ["FORMAT", "DatasetRecord", "Workspace", "find_workspace"]
