"""An inquiry into a small world."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.audit.family import judged_by, resolve
from engine.audit.inquiry import Inquiry, inquiry
from engine.audit.material import material
from engine.config import AuditConfig
from tests.traps.world import LIKED, OTHERS, World, opened


@contextmanager
def looked(world: World, folder: Path, **settings: Any) -> Iterator[Inquiry]:
    """What all questions share, for the length of a `with`."""
    with opened(world, folder) as (dataset, system):
        config = resolve(AuditConfig(**settings), dataset, system)
        system = judged_by(config, system)
        yield inquiry(dataset, system, material(dataset, system, config.categories), config)


def with_hits(hits: Sequence[int]) -> dict[int, list[int]]:
    """Lists with so many of the four liked items first."""
    return {u: [*LIKED[:n], *OTHERS[: 4 - n]] for u, n in enumerate(hits)}
