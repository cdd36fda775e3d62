"""`python -m engine.data.synthetic --out sample_data` writes the shipped world again, byte for byte."""

import argparse
from pathlib import Path

from engine.data.synthetic import World, generate, write


def main() -> None:
    """Read the folder and the seed, and write the world."""
    parser = argparse.ArgumentParser(prog="python -m engine.data.synthetic", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("sample_data"))
    parser.add_argument("--seed", type=int, default=World().seed)
    arguments = parser.parse_args()
    world = World(seed=arguments.seed)
    write(world, generate(world), arguments.out)


if __name__ == "__main__":
    main()
