"""The report in two steps: `build` puts all numbers and texts into plain data, `page` and `export_json` write it.

`build(record, [(run, audit)])` takes one pair, or two: before and after a mitigation; `page(data, audit)`
takes the audit that the report is about, whose figures it draws.
"""

from engine.report.build import build, summary
from engine.report.json_export import export_json
from engine.report.page import page

__all__ = ["build", "export_json", "page", "summary"]
