"""Which encoding a text is in: known cases, traps, and what is refused rather than misread."""

import codecs

import pytest

from engine.data.importing.encoding import encoding_of, encoding_of_bytes, transcode
from engine.errors import InputError

CHINESE = "用户,商品,评分\n张三,三体,5\n李四,活着,4\n"
GERMAN = "Nutzer,Straße,Größe\nMüller,Köln,5\nJosé,Café “Zoë”,3\n"
RUSSIAN = "пользователь,товар,оценка\nИван,Книга,5\nМария,Фильм,4\n"
JAPANESE = "ユーザー,商品,評価\nたなか,ほん,5\nさとう,えいが,4\n"

TOLD = {
    "ASCII": (b"a,b\n1,2\n", "utf-8", "utf-8", True),
    "UTF-8": (CHINESE.encode(), "utf-8", "utf-8", True),
    "UTF-8, Russian": (RUSSIAN.encode(), "utf-8", "utf-8", True),
    "mark of UTF-8": (GERMAN.encode("utf-8-sig"), "utf-8", "utf-8", True),
    "mark of UTF-16, little": (CHINESE.encode("utf-16"), "utf-16", "utf-16-le", True),
    "mark of UTF-16, big": (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "utf-16", "utf-16-be", True),
    "UTF-16 by its zeros, little": (CHINESE.encode("utf-16-le"), "utf-16", "utf-16-le", False),
    "UTF-16 by its zeros, big": (GERMAN.encode("utf-16-be"), "utf-16", "utf-16-be", False),
    "one (一) has a zero half too": ("一,一\n" .encode("utf-16-le") * 20, "utf-16", "utf-16-le", False),
    "GB18030": (CHINESE.encode("gb18030"), "gb18030", "gb18030", False),
    "GB18030 with a letter of four bytes": ((CHINESE + "𠮷,a,3\n").encode("gb18030"), "gb18030", "gb18030", False),
    "Latin-1": (GERMAN.encode("cp1252"), "latin-1", "cp1252", False),
    "one umlaut": ("a,b\nu,fünf\n".encode("latin-1"), "latin-1", "cp1252", False),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_told(tmp_path, case):
    content, encoding, codec, sure = TOLD[case]
    (tmp_path / "log.csv").write_bytes(content)
    found = encoding_of(tmp_path / "log.csv", "log.csv")
    assert (found.encoding, found.codec, found.sure) == (encoding, codec, sure)
    assert encoding_of_bytes(content) == found
    transcode(tmp_path / "log.csv", tmp_path / "copy.csv", found.codec)
    assert (tmp_path / "copy.csv").read_bytes() == content.decode(found.codec).removeprefix("\ufeff").encode()


REFUSED = {
    "Windows-1251": (RUSSIAN.encode("cp1251"), 1),
    "Shift-JIS": (JAPANESE.encode("shift_jis"), 1),
    "damaged UTF-8": (CHINESE.encode() + b"x,\xff,3\n", 4),
    "UTF-8, cut in a letter": (CHINESE.encode() + "张".encode()[:2], 4),
    "half a letter of UTF-16": (CHINESE.encode("utf-16") + b"x", 4),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_line(tmp_path, case):
    content, line = REFUSED[case]
    (tmp_path / "log.csv").write_bytes(content)
    with pytest.raises(InputError) as caught:
        encoding_of(tmp_path / "log.csv", "mine.csv")
    assert (caught.value.code, caught.value.facts["line"]) == ("import.encoding", line)
    assert "mine.csv" in str(caught.value)


def test_what_is_stated_holds_or_is_refused(tmp_path):
    (tmp_path / "log.csv").write_bytes(RUSSIAN.encode("cp1251"))
    assert encoding_of(tmp_path / "log.csv", "log.csv", "latin-1").codec == "cp1252"
    with pytest.raises(InputError, match=r"line 1 \(perhaps it is"):
        encoding_of(tmp_path / "log.csv", "log.csv", "utf-8")


def test_a_letter_far_behind_decides(tmp_path):
    """The whole stream counts, not a sample; letters are cut by the pieces in which it is read."""
    for shift in range(3):
        content = b"x" * shift + b"a,b\n" * 700_000 + "é,ü\n".encode() * 2
        (tmp_path / "log.csv").write_bytes(content)
        assert encoding_of(tmp_path / "log.csv", "log.csv").encoding == "utf-8"
        (tmp_path / "log.csv").write_bytes(content.decode().encode("latin-1"))
        found = encoding_of(tmp_path / "log.csv", "log.csv")
        transcode(tmp_path / "log.csv", tmp_path / "copy", found.codec)
        assert (tmp_path / "copy").read_bytes() == content


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "gb18030"])
def test_pieces_cut_no_letters(tmp_path, codec):
    content = "x" + "张三,𠮷\n" * 250_000
    (tmp_path / "log.csv").write_bytes(content.encode(codec))
    transcode(tmp_path / "log.csv", tmp_path / "copy", codec)
    assert (tmp_path / "copy").read_bytes() == content.encode()


def test_zero_bytes_in_a_text_are_no_utf_16(tmp_path):
    (tmp_path / "log.csv").write_bytes(b'a,b\n"x","\0"\n')
    assert encoding_of(tmp_path / "log.csv", "log.csv").encoding == "utf-8"
