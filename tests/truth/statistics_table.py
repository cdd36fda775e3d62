"""The tables of docs/statistics.md, made anew: `python -m tests.truth.statistics_table` (minutes on one core)."""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.truth.coverage import KINDS, coverage
from tests.truth.hard import CASES, held
from tests.truth.indices import INDICES, coverage_of
from tests.truth.repeated import DESIGNS, false_verdicts, power_at_detectable, power_without_gap

PAGE = Path(__file__).parents[2] / "docs" / "statistics.md"
SIZES = (30, 60, 200, 1000)
FEW = (30, 60)


def verdicts(worlds: int, powers: int) -> Iterator[list[str]]:
    """False verdicts with every gap at the tolerance, and what is found with none or a detectable one."""
    yield ["family", "false `outside`", "false `within`", "sum", "`within`", "as computed", "`outside`", "median gap"]
    for design in DESIGNS:
        outside, within = false_verdicts(design, worlds)
        found, expected = power_without_gap(design, powers)
        power, size = power_at_detectable(design, powers)
        numbers = (outside, within, outside + within, found, expected, power)
        yield [design.name, *(f"{100 * number:.1f}%" for number in numbers), f"{size:.2f}"]


def intervals(repeats: int) -> Iterator[list[str]]:
    """Coverage by kind and size of the group."""
    yield ["interval", *(f"n = {n}" for n in SIZES)]
    for kind in KINDS:
        yield [kind.name, *(f"{100 * coverage(kind, n, repeats):.1f}%" for n in SIZES)]


def indices(repeats: int) -> Iterator[list[str]]:
    """Coverage by index and users (in each group of users)."""
    yield ["index", *(f"n = {n}" for n in SIZES)]
    for index in INDICES:
        yield [index.name, *(f"{100 * coverage_of(index, n, repeats):.1f}%" for n in SIZES)]


def hard(repeats: int) -> Iterator[list[str]]:
    """Coverage of what is hard to cover, at both levels."""
    yield ["interval", "n", "plain", "as in verdicts", "fewer than 5 differ"]
    for case in CASES:
        for n in FEW:
            of = held(case, n, repeats)
            yield [case.name, str(n), *(f"{100 * part:.1f}%" for part in (of.plain, of.corrected, of.few))]


def table(rows: Iterator[list[str]]) -> str:
    """As Markdown; the first row is the head."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|" + "---|" * (head.count(" | ") + 1), *body])


def renewed(page: str, name: str, text: str) -> str:
    """The page with what stands between the marks of that name replaced."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = page.split(begin)
    return f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}"


def main(scale: Sequence[str]) -> None:
    """Renew the page. `scale`: a number that divides all repetitions, for a quick look that is not written."""
    part = int(scale[0]) if scale else 1
    started, page = time.process_time(), PAGE.read_text(encoding="utf-8")
    made = {
        "verdicts": table(verdicts(2000 // part, 500 // part)),
        "intervals": table(intervals(4000 // part)),
        "indices": table(indices(1000 // part)),
        "hard": table(hard(1000 // part)),
    }
    for name, text in made.items():
        print(f"{text}\n")
        page = renewed(page, name, text)
    print(f"{time.process_time() - started:.0f} s of CPU")
    if part == 1:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
