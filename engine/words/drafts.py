"""Words of drafts: what stands between an upload and its import."""

from engine.words import mark, plural
from engine.words.terms import Message

DRAFT_MESSAGES: dict[str, Message] = {
    "draft.unknown": Message(
        mark("There is no draft {id} here: it was imported, thrown away, or nobody touched it for a day."),
        mark("Bring the files again."),
    ),
    "draft.inbox_gone": Message(
        mark("{file} is no longer in the inbox folder."),
        mark("Put it there again, or choose another file."),
    ),
}


def touched(code: str, n: int) -> str:
    """How many records a choice touches."""
    return plural("{n} record: ", "{n} records: ", n) + code.replace("_", " ").replace(".", " ")
