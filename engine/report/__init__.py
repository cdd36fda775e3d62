"""The report in two steps: `build` puts all numbers and texts into plain data, `page` and `export_json` write it.

    data = build(record, [(run, audit)])              # or two pairs: before and after a mitigation
    html, text = page(data, audit), export_json(data)
"""

from engine.report.build import build, summary
from engine.report.json_export import export_json
from engine.report.page import page

__all__ = ["build", "export_json", "page", "summary"]
