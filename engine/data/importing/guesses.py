"""Which column of a file is most likely which: the usual names in logs of shops, media, news, finance, social
networks, education and health, in English and Chinese.

Names are compared whole, never in part: `rating_count` is no rating and `user_name` no user id. Case, width, blanks,
hyphens, dots, camelCase and the type marks of RecBole's files (`user_id:token`) make no difference.
"""

import re
import unicodedata
from collections.abc import Sequence

from engine.data.importing.typed import TYPE_MARK
from engine.data.importing.usual import ATTRIBUTES, USUAL

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def guess(canonical: str, names: Sequence[str]) -> str | None:
    """The column that most likely bears a canonical name, by the order of its usual names; None where none does."""
    known = USUAL.get(canonical) or tuple(ATTRIBUTES.get(canonical, "").split())
    folded = {spelling: name for name in reversed(names) for spelling in spellings(name)}
    return next((folded[usual] for usual in known if usual in folded), None)


def spellings(name: str) -> tuple[str, ...]:
    """A column's name as it is compared: words joined by `_`, and without any join."""
    plain = TYPE_MARK.sub("", unicodedata.normalize("NFKC", name).strip().strip("\ufeff"))
    words = re.sub(r"[\s\-./]+", "_", CAMEL.sub("_", plain)).casefold().strip("_")
    return tuple(dict.fromkeys((words, words.replace("_", ""), plain.casefold())))
