"""A small world with known truth: `generate(World(...))`, and the files kept in `sample_data/`."""

from engine.data.synthetic.generate import Planted, generate
from engine.data.synthetic.world import World
from engine.data.synthetic.write import write

__all__ = ["Planted", "World", "generate", "write"]
