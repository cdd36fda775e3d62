"""Import: CSV or Parquet in, an immutable DuckDB file with dense codes and a ledger out.

`recipe` how files are read, cleaned, protected · `request` what is asked · `magic` is it a table ·
`encoding`, `unpacking`, `excel` to UTF-8 text · `dialect` delimiter, header, decimals, dates · `typed`, `extras`,
`mapping` columns · `guesses`, `usual` what they may mean · `opening` all of that, as sources · `identity` the id that
follows · `preview` the same of a file's beginning · `presets` well-known layouts · `limits` what a file may cost ·
`plain` the fast reader, `records` the careful one, `parquet` · `staging` into DuckDB ·
`text`, `times`, `dates`, `fields` cells to values and faults · `interactions` the log, `identities` and `pseudonyms`
its codes, `repeats`, `cores`, `pairs` what stays of it · `entities`, `attributes`, `spelling`, `derived` who is
described · `ledgers`, `rejects`, `wordings`, `tidied` what became of everything, `discretion` what is not said
of it · `build` all of that, `schema`, `write` kept, `check` only looked at · `recommendations` lists that somebody
else's system showed.
"""

from engine.data.importing.check import Checked, check
from engine.data.importing.identity import dataset_id
from engine.data.importing.recipe import Recipe
from engine.data.importing.request import IMPORTER_VERSION, ImportRequest, sources
from engine.data.importing.tidied import Spelling, Tidied
from engine.data.importing.write import Imported, write_dataset

__all__ = [
    "IMPORTER_VERSION",
    "Checked",
    "ImportRequest",
    "Imported",
    "Recipe",
    "Spelling",
    "Tidied",
    "check",
    "dataset_id",
    "sources",
    "write_dataset",
]
