"""The report in two steps: `build` puts all numbers and texts into plain data, `page` and `export_json` write it.

`build(record, [(run, audit), …])` takes one pair or more, the baseline first; `page(data, audit)` takes the
audit that the report is about, whose figures it draws; `diagnosed`, `assumed` and `explained` (a file each) make
the sections of what was kept before; `export_csv([(run, audit), …])` writes their rows.
"""

from engine.report.build import build, summary
from engine.report.csv_export import export_csv
from engine.report.json_export import export_json
from engine.report.page import page
from engine.report.sections import SECTIONS

__all__ = ["SECTIONS", "build", "export_csv", "export_json", "page", "summary"]
