"""The report as one JSON text, for programs and for the record."""

import json
from typing import Any


def export_json(data: dict[str, Any]) -> str:
    """Readable JSON in a fixed order, without NaN: equal reports are equal texts."""
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def embedded_json(data: Any) -> str:
    """JSON that can stand inside a `<script type="application/json">`: it never closes the element."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028")
