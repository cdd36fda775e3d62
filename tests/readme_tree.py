"""The README's tree, a line a file, made from the first line of each file's docstring: `make tree`."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- tree -->", "<!-- /tree -->"
ROOMS = ("engine", "dashboard")
OTHERS = {
    "tests/": "mirrors engine/ and dashboard/; browser/ in Chromium; benchmarks/, off in `make test`",
    "sample_data/": "the planted world: CSV files, and the truth that an audit must recover",
    "docs/": "decisions, results, a config to begin with",
    ".streamlit/config.toml": "the theme, light and dark",
    ".ci/run": "what must pass on a clean machine",
    "Makefile": "setup, run, test, lint, bench",
    "constraints.txt": "the pinned set of versions",
}


def summary(path: Path) -> str:
    """The first sentence of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.split("\n")[0].rstrip(".")


def lines(folder: Path, depth: int = 0) -> list[str]:
    """A folder's line (its package's docstring), its files' lines, then its folders'."""
    pad = "  " * depth
    package = folder / "__init__.py"
    about = summary(package) if package.exists() else ""
    found = [f"{pad}{folder.name}/".ljust(34) + about]
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py":
            found.append(f"{pad}  {path.name}".ljust(34) + summary(path))
    for path in sorted(p for p in folder.iterdir() if p.is_dir() and any(p.glob("*.py"))):
        found += lines(path, depth + 1)
    return found


def tree() -> str:
    """The whole tree as a block of Markdown."""
    rows = [line for room in ROOMS for line in lines(ROOT / room)]
    rows += [name.ljust(34) + about for name, about in OTHERS.items()]
    body = "\n".join(row.rstrip() for row in rows)
    return f"{BEGIN}\n```text\n{body}\n```\n{END}"


def renewed(readme: str) -> str:
    """The README with its tree made anew."""
    before, rest = readme.split(BEGIN)
    return before + tree() + rest.split(END)[1]


if __name__ == "__main__":
    file = ROOT / "README.md"
    file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")
