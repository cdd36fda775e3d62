"""What the log can and cannot support: quality, overlap, weights."""

from engine.diagnostics.quality import Quality, quality
from engine.diagnostics.support import Support, support

__all__ = ["Quality", "Support", "quality", "support"]
