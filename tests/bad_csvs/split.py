"""How records and cells are told apart: delimiters, quotes, headers, rows of the wrong width."""

from engine.data.importing.recipe import Reading, Recipe, with_delimiter
from tests.bad_csvs.case import GOOD, HEAD, Case, text
from tests.bad_csvs.written import ONE_MORE, WHOLE

LATE = [f"u{i},a,3" for i in range(30_000)]
QUOTED = [",".join(f'"{cell}"' for cell in row.split(",")) for row in GOOD]
RATINGS = [f"{i}::{i % 7}::{i % 5 + 1}::978300760" for i in range(300)]
NAMED = Recipe(interactions=Reading(header=False, names=("user_id", "item_id", "feedback")))
MOVIES = Recipe(
    interactions=Reading(
        delimiter="::", header=False, quotes=False, names=("user_id", "item_id", "feedback", "timestamp")
    )
)
DISC = frozenset({("x", 'the 5" disc', 3.0)})
SPLIT = frozenset({("x", "two\nlines", 3.0)})

CASES = (
    Case("last row too long", text([*GOOD[:50], "x,y,3,4"] + GOOD[50:]), counts=(301, 300, 1, 0, 0)),
    Case("last row too short", text([*GOOD, "x,y"]), counts=(301, 300, 1, 0, 0)),
    Case("a bad row late in a long file", text([*LATE, "late,a,oops", "last,a,3"]), counts=(30_002, 30_001, 1, 0, 0)),
    Case("no header", text(GOOD[1:], GOOD[0]), refused="import.no_header"),
    Case("no header, said so", text(GOOD[1:], GOOD[0]), counts=WHOLE, rows=frozenset({("u0", "i0", 1.0)}),
         request={"recipe": NAMED}),
    Case("header again in the middle", text([*GOOD[:100], HEAD, *GOOD[100:]]), counts=(301, 300, 1, 0, 0)),
    Case("header again in a bare list of pairs", text(
        [*(r.rsplit(",", 1)[0] for r in GOOD[:100]), "user_id,item_id", *(r.rsplit(",", 1)[0] for r in GOOD[100:])],
        "user_id,item_id"), counts=(301, 300, 1, 0, 0)),
    Case("semicolons", text([r.replace(",", ";") for r in GOOD], HEAD.replace(",", ";")), counts=WHOLE),
    Case("tabs", text([r.replace(",", "\t") for r in GOOD], HEAD.replace(",", "\t")), counts=WHOLE),
    Case("two colons", text(RATINGS[1:], RATINGS[0]), counts=WHOLE, rows=frozenset({("299", "5", 5.0)}),
         request={"recipe": MOVIES}),
    Case("the wrong delimiter", text(GOOD), refused="import.delimiter_fits",
         request={"recipe": with_delimiter(Recipe(), ";")}),
    Case("a delimiter that nobody knows", text(["1#a#3"] * 3, "user_id#item_id#feedback"), refused="import.delimiter"),
    Case("a delimiter at the end of each line", text([f"{r}," for r in GOOD], f"{HEAD},"), counts=WHOLE),
    Case("more cells than names", text([f"{r},9" for r in GOOD]), refused="import.too_many_rejects"),
    Case("swapped columns", text([f"i{i},u{i},4" for i in range(300)], "item_id,user_id,feedback"), counts=WHOLE,
         rows=frozenset({("u7", "i7", 4.0)})),
    Case("one name twice", text(["1,2,3,4"], "user_id,item_id,Feedback,feedback"), refused="import.duplicate_column"),
    Case("everything quoted", text(QUOTED, '"user_id","item_id","feedback"'), counts=WHOLE),
    Case("a quote inside an unquoted cell", text([*GOOD, 'x,the 5" disc,3']), counts=ONE_MORE, rows=DISC),
    Case("a quote written twice", text([*GOOD, 'x,"the 5"" disc",3']), counts=ONE_MORE, rows=DISC),
    Case("a line end inside quotes", text([*GOOD, 'x,"two\nlines",3']), counts=ONE_MORE, rows=SPLIT),
    Case("a stray quote", text([*GOOD[:200], 'x,"y"z,3', *GOOD[200:]]), counts=(301, 300, 1, 0, 0)),
    Case("a quote over two lines", text([*GOOD[:200], 'x,"y,3', 'v,w",w"z,3', *GOOD[200:]]),
         counts=(302, 300, 2, 0, 0)),
    Case("a quote that never closes", text([*GOOD, 'x,"y,3', "v,w,4", "v,z,4"]), refused="import.unclosed_quote"),
    Case("a cell of 3 MB", text([*GOOD, f"x,{'y' * 3_000_000},3"]), counts=(301, 300, 1, 0, 0)),
    Case("20,000 columns", text([",".join("1" * 20_000)], ",".join(f"c{i}" for i in range(20_000))),
         refused="import.too_many_columns"),
)  # fmt: skip
