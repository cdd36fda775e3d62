"""How the bytes are written: encodings, line ends, what is no table at all."""

import gzip
import io
import zipfile

from engine.data.importing.recipe import Reading, Recipe
from tests.bad_csvs.case import GOOD, HEAD, Case, text

CHINESE = "用户,商品,评分\n" + "".join(f"张{i},书{i % 7},{i % 5 + 1}\n" for i in range(300))
NAMES = (("user_id", "用户"), ("item_id", "商品"), ("feedback", "评分"))
CAFE = "\n".join([HEAD, *GOOD, "café,crème brûlée,5"]) + "\n"
HALF = text(GOOD[:150]) + ("\r\n".join(GOOD[150:]) + "\r\n").encode()


def _zipped(content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.csv", content)
    return held.getvalue()


def _case(name: str, content: bytes, **expected: object) -> Case:
    return Case(name, content, **expected)  # type: ignore[arg-type]


WHOLE = (300, 300, 0, 0, 0)
ONE_MORE = (301, 301, 0, 0, 0)
BREWED = frozenset({("café", "crème brûlée", 5.0)})
READ = frozenset({("张0", "书0", 1.0), ("张299", "书5", 5.0)})

CASES = (
    _case("byte-order mark", b"\xef\xbb\xbf" + text(GOOD), counts=WHOLE),
    _case("UTF-8 accents", CAFE.encode(), counts=ONE_MORE, rows=BREWED),
    _case("Latin-1", CAFE.encode("latin-1"), counts=ONE_MORE, rows=BREWED),
    _case("UTF-16 little-endian", b"\xff\xfe" + CAFE.encode("utf-16-le"), counts=ONE_MORE, rows=BREWED),
    _case("UTF-16 big-endian", b"\xfe\xff" + CAFE.encode("utf-16-be"), counts=ONE_MORE, rows=BREWED),
    _case("UTF-16 without a mark", CAFE.encode("utf-16-le"), counts=ONE_MORE, rows=BREWED),
    _case("GB18030", CHINESE.encode("gb18030"), counts=WHOLE, rows=READ, request={"mapping": NAMES}),
    _case(
        "another encoding than stated", CHINESE.encode("gb18030"), refused="import.encoding",
        request={"mapping": NAMES, "recipe": Recipe(interactions=Reading(encoding="utf-8"))},
    ),
    # Most of it is UTF-8: to read it as Latin-1 would change every accent without a word.
    _case("one damaged byte in UTF-8", CAFE.encode() + "é,ü,3\n".encode() + b"\xff,a,3\n", refused="import.encoding"),
    _case("cut in the middle of a letter", CAFE.encode() + b"u1,caf" + "é".encode()[:1], refused="import.encoding"),
    _case("CRLF", text(GOOD, end="\r\n"), counts=WHOLE),
    _case("CR", text(GOOD, end="\r"), counts=WHOLE),
    _case("mixed line ends", HALF, counts=WHOLE),
    _case("no line end at the end", text(GOOD)[:-1], counts=WHOLE),
    _case("blank lines", text([*GOOD[:9], "", *GOOD[9:], "   ", ",,"]), counts=(303, 300, 0, 0, 3)),
    _case("empty", b"", refused="import.empty"),
    _case("header alone", text([]), refused="import.no_rows"),
    _case("error page", b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", refused="import.markup"),
    _case("JSON lines", b'{"user": 1, "item": 2}\n' * 30, refused="import.json"),
    _case("binary junk", bytes(range(256)) * 40, refused="import.binary"),
    _case("zip", _zipped(text(GOOD)), refused="import.archive"),
    _case("gzip", gzip.compress(text(GOOD)), counts=WHOLE),
)  # fmt: skip
