"""Import: CSV or Parquet in, an immutable DuckDB file with dense codes and a ledger out.

`request` what is asked and its id · `magic` is it a table · `opening` delimiter, header, columns ·
`mapping` names · `plain` the fast reader, `records` the careful one · `staging` into DuckDB, and the ledger ·
`text`, `fields` cells to values and faults · `interactions`, `entities`, `attributes` the tables ·
`write` all of it · `recommendations` lists that somebody else's system showed.
"""

from engine.data.importing.recipe import Recipe
from engine.data.importing.request import IMPORTER_VERSION, ImportRequest, dataset_id, sources
from engine.data.importing.write import Imported, write_dataset

__all__ = ["IMPORTER_VERSION", "ImportRequest", "Imported", "Recipe", "dataset_id", "sources", "write_dataset"]
