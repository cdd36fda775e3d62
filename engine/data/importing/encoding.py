"""Which encoding a text is in, decided from all its bytes; and the way from there to UTF-8.

In this order: a byte-order mark; UTF-16 by its zero bytes; UTF-8 where every byte fits; GB18030 where every byte
fits and most letters are common Chinese ones; else Latin-1, read as Windows-1252 (which has letters such as “ and €
where Latin-1 has none). Text that fits none, damaged UTF-8, and words wholly outside ASCII in no encoding of these
(Cyrillic, Japanese …) are refused with the first line that does not fit.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from charset_normalizer import from_bytes

from engine.data.importing.limits import CHUNK, SAMPLE_BYTES
from engine.data.importing.recipe import Encoding
from engine.errors import InputError

CODECS: dict[Encoding, str] = {"utf-8": "utf-8", "gb18030": "gb18030", "latin-1": "cp1252", "utf-16": "utf-16-le"}
BOMS: tuple[tuple[bytes, Encoding, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
HEAD = 4096
WIDE_SHARE = 0.05
"""In UTF-16 at least so many of one half of the bytes are zero: those of ASCII letters."""
MARKS = b",;\t|:\r\n"
WIDE_MARKS = 0.5
"""So many of the bytes that may be delimiters or line ends have a zero beside them; some are halves of letters."""
COMMON_SHARE = 0.5
"""In Chinese text at least so many of the letters beyond ASCII are among the 3,755 of GB 2312's first level."""
DENSE_SHARE = 0.5
"""In Western text fewer of the letters beyond ASCII than this stand side by side."""
GUESSED_FROM = 20_000
"""Bytes by which an encoding that is not read here is given a name."""


@dataclass(frozen=True, slots=True)
class Found:
    """An encoding, Python's codec for it, and whether it is certain or a judgement."""

    encoding: Encoding
    codec: str
    sure: bool


def encoding_of(path: Path, name: str, stated: Encoding | None = None) -> Found:
    """The encoding of a file; a stated one holds, but every byte must fit it.

    Raises:
        InputError: `import.encoding` with the first line that does not fit; `import.binary`.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = _stated(stated, head) if stated else _marked(head)
    if found is None:
        found = _wide(head)
        if found is not None and not _fits(_chunks(path), found.codec):
            found = None
        if found is None and b"\0" in (head.splitlines() or [b""])[0]:
            raise InputError("import.binary", file=name)
    if found is None:
        return Found("utf-8", "utf-8", True) if _fits(_chunks(path), "utf-8") else _judged(path, name)
    if not _fits(_chunks(path), found.codec):
        raise _undecodable(path, name, found.codec, _named(_odd_lines(path)))
    return found


def encoding_of_bytes(data: bytes, stated: Encoding | None = None) -> Found:
    """The encoding of the beginning of a text, whose last letter may be cut; Latin-1 where nothing fits better."""
    found = _stated(stated, data[:HEAD]) if stated else _marked(data[:HEAD]) or _wide(data[:HEAD])
    if found is not None:
        return found
    if _fits([data], "utf-8", whole=False):
        return Found("utf-8", "utf-8", True)
    odd = b"".join(line for line in data.splitlines(keepends=True) if not line.isascii())
    if _fits([data], "gb18030", whole=False) and _is_chinese(odd):
        return Found("gb18030", "gb18030", False)
    return Found("latin-1", "cp1252", False)


def transcode(path: Path, target: Path, codec: str) -> None:
    """Copy a text as UTF-8, piece by piece. Only the encoding changes: line ends inside cells are cells' contents."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    with target.open("wb") as out:
        first = True
        for chunk in _chunks(path):
            text = decoder.decode(chunk)
            if first and text:
                text, first = text.removeprefix("\ufeff"), False
            out.write(text.encode())
        out.write(decoder.decode(b"", final=True).encode())


def undecodable(path: Path, name: str) -> InputError:
    """The error for a file that was UTF-8 when it was looked at and is not any more."""
    return _undecodable(path, name, "utf-8", _named(_odd_lines(path)))


def _stated(stated: Encoding, head: bytes) -> Found:
    marked = _marked(head) or _wide(head)
    same = marked is not None and marked.encoding == stated
    return Found(stated, marked.codec if marked and same else CODECS[stated], True)


def _marked(head: bytes) -> Found | None:
    return next((Found(encoding, codec, True) for bom, encoding, codec in BOMS if head.startswith(bom)), None)


def _wide(head: bytes) -> Found | None:
    """UTF-16 without a mark: ASCII letters have a zero half, and so have most delimiters and line ends."""
    even, odd = head[0::2], head[1::2]
    for low, high, codec in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        least = max(1.0, WIDE_SHARE * len(high))
        marks = [upper == 0 for lower, upper in zip(low, high, strict=False) if lower in MARKS]
        if high.count(0) >= least and marks and sum(marks) >= WIDE_MARKS * len(marks):
            return Found("utf-16", codec, False)
    return None


def _judged(path: Path, name: str) -> Found:
    """The encoding of a text that is not UTF-8."""
    odd = _odd_lines(path)
    if _is_damaged_utf8(odd):
        raise _undecodable(path, name, "utf-8", "UTF-8, damaged")
    if _is_chinese(odd) and _fits(_chunks(path), "gb18030"):
        return Found("gb18030", "gb18030", False)
    if _is_western(odd) and _fits(_chunks(path), "cp1252"):
        return Found("latin-1", "cp1252", False)
    raise _undecodable(path, name, "utf-8", _named(odd))


def _is_damaged_utf8(odd: bytes) -> bool:
    """Many letters are UTF-8 and a few are not: read as anything else, all of them would change."""
    text = odd.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    return sum(not letter.isascii() for letter in text) - wrong > 2 * wrong


def _is_chinese(odd: bytes) -> bool:
    letters = [letter for letter in odd.decode("gb18030", errors="replace") if not letter.isascii()]
    return sum(letter in _common() for letter in letters) >= COMMON_SHARE * len(letters)


def _is_western(odd: bytes) -> bool:
    """Letters beyond ASCII stand alone between others."""
    beyond = dense = 0
    for before, here, after in zip(b" " + odd, odd, odd[1:] + b" ", strict=False):
        if here > 127:
            beyond += 1
            dense += before > 127 or after > 127
    return dense < DENSE_SHARE * beyond


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Punctuation and the first level of GB 2312."""
    rows = (*range(0xA1, 0xA4), *range(0xB0, 0xD8))
    return frozenset(bytes((row, cell)).decode("gb18030", "ignore") for row in rows for cell in range(0xA1, 0xFF))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _fits(chunks: Iterable[bytes], codec: str, whole: bool = True) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        for chunk in chunks:
            if codec != "utf-8" or decoder.getstate()[0] or not chunk.isascii():
                decoder.decode(chunk)
        decoder.decode(b"", final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _odd_lines(path: Path) -> bytes:
    """The first lines that are not ASCII, at most `SAMPLE_BYTES` of them."""
    kept: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while size < SAMPLE_BYTES and (line := file.readline(CHUNK)):
            if not line.isascii():
                kept.append(line)
                size += len(line)
    return b"".join(kept)[:SAMPLE_BYTES]


def _named(odd: bytes) -> str:
    best = from_bytes(odd[:GUESSED_FROM]).best()
    return "no text" if best is None else best.encoding.replace("_", "-")


def _undecodable(path: Path, name: str, codec: str, guess: str) -> InputError:
    """The error with the first line whose bytes do not fit; lines of UTF-16 are counted by its line feeds."""
    decoder, line = codecs.getincrementaldecoder(codec)("strict"), 1
    for chunk in _chunks(path):
        try:
            line += decoder.decode(chunk).count("\n")
        except UnicodeDecodeError as error:
            line += error.object[: error.start].decode(codec, "replace").count("\n")
            break
    return InputError("import.encoding", file=name, line=line, guess=guess)
