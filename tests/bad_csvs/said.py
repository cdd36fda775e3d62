"""What the cells say: numbers, times, words for nothing, spellings, copies."""

from datetime import UTC, datetime

from engine.data.importing.recipe import Cleaning, Reading, Recipe
from tests.bad_csvs.case import GOOD, HEAD, Case, text
from tests.bad_csvs.written import WHOLE

TIMED = f"{HEAD},timestamp"
TIMES = "user_id, item_id, feedback, timestamp"
MARCH_FOURTH, APRIL_THIRD = (int(datetime(2024, m, d, tzinfo=UTC).timestamp()) for m, d in ((3, 4), (4, 3)))
SLASHED = text([f"{r},03/04/2024" for r in GOOD], TIMED)
COMMA = [f"u{i};i{i % 7};{i % 5},5" for i in range(300)]
SPELT = ("F", "f", " F", "F\u200b", "Ｆ")
PEOPLE = "user_id,gender\n" + "".join(f"u{i},{(*SPELT, 'M', 'm', 'NA', 'NULL', '-')[i % 10]}\n" for i in range(300))
IDS = ("10000000000000000000", "1" + "0" * 39, "007", "7", "1e3", "nan1")


def _read(**reading: object) -> dict[str, Recipe]:
    return {"recipe": Recipe(interactions=Reading(**reading))}  # type: ignore[arg-type]


CASES = (
    Case("a date with two readings", SLASHED, refused="import.date_order"),
    Case("day first, said so", SLASHED, counts=WHOLE, columns=TIMES, request=_read(times="dmy"),
         rows=frozenset({("u0", "i0", 1.0, APRIL_THIRD)})),
    Case("month first, said so", SLASHED, counts=WHOLE, columns=TIMES, request=_read(times="mdy"),
         rows=frozenset({("u0", "i0", 1.0, MARCH_FOURTH)})),
    Case("dates without separators", text([f"{r},20240403" for r in GOOD], TIMED), refused="import.compact_date"),
    Case("milliseconds", text([f"{r},1712102400000" for r in GOOD], TIMED), counts=WHOLE, columns=TIMES,
         rows=frozenset({("u0", "i0", 1.0, APRIL_THIRD)})),
    Case("a time before 1970 and one after 2099", text([*[f"{r},1712102400" for r in GOOD], "x,y,3,-5", "x,z,3,9e9"],
         TIMED), counts=(302, 300, 2, 0, 0)),
    Case("decimal commas", text(COMMA, HEAD.replace(",", ";")), refused="import.too_many_rejects"),
    Case("decimal commas, said so", text(COMMA, HEAD.replace(",", ";")), counts=WHOLE, request=_read(decimal=","),
         rows=frozenset({("u0", "i0", 0.5), ("u299", "i5", 4.5)})),
    Case("a thousand with a comma", text([*GOOD, 'x,y,"1,234"']), counts=(301, 300, 1, 0, 0)),
    Case("numbers that are none", text([*GOOD, "x,y,nan", "x,z,inf"]), counts=(302, 300, 2, 0, 0)),
    Case("a number too large to be one", text([*GOOD, "x,y,1e400", "x,z,0x10"]), counts=(302, 300, 2, 0, 0)),
    Case("outside the stated range", text([*GOOD, "x,y,9"]), counts=(301, 300, 1, 0, 0),
         request={"feedback_range": (1.0, 5.0)}),
    Case("outside the stated range, set to its end", text([*GOOD, "x,y,9"]), counts=(301, 301, 0, 0, 0),
         rows=frozenset({("x", "y", 5.0)}),
         request={"feedback_range": (1.0, 5.0), "recipe": Recipe(cleaning=Cleaning(outside="clip"))}),
    Case("words for nothing as ids and feedback", text([*GOOD, "NULL,i1,3", "x,y,N/A"]), counts=(302, 300, 2, 0, 0)),
    Case("five spellings of one group", text(GOOD), counts=WHOLE, others={"users": PEOPLE.encode()},
         people={"gender": {"F": 150, "M": 60, None: 90}}),
    Case("ids that look like numbers", text([*GOOD, *(f"{name},y,3" for name in IDS)]), counts=(306, 306, 0, 0, 0),
         rows=frozenset((name, "y", 3.0) for name in IDS)),
    Case("repeated pairs", text([*GOOD, "u0,i0,5", "u0,i0,2"]), counts=(302, 300, 0, 2, 0),
         rows=frozenset({("u0", "i0", 2.0)})),
    Case("repeated pairs, summed", text([*GOOD, "u0,i0,5", "u0,i0,2"]), counts=(302, 300, 0, 2, 0),
         rows=frozenset({("u0", "i0", 8.0)}), request={"recipe": Recipe(cleaning=Cleaning(repeats="sum"))}),
    Case("the file twice over", text([*GOOD, *GOOD]), refused="import.repeated"),
    Case("the file twice over, taken once", text([*GOOD, *GOOD]), counts=(600, 300, 0, 300, 0),
         request={"recipe": Recipe(cleaning=Cleaning(copies="drop"))}),
    Case("too much that cannot be used", text([*GOOD[:50], "x,y"]), refused="import.too_many_rejects"),
    Case("too much that cannot be used, accepted", text([*GOOD[:50], "x,y"]), counts=(51, 50, 1, 0, 0),
         request={"recipe": Recipe(rejects=0.05)}),
)  # fmt: skip
