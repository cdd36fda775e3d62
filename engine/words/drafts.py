"""Words of drafts: what stands between an upload and its import."""

from engine.words import mark
from engine.words.terms import Message

DRAFT_MESSAGES: dict[str, Message] = {
    "draft.unknown": Message(
        mark("There is no draft {id} here: it was imported, thrown away, or nobody touched it for a day."),
        mark("Bring the files again."),
    ),
}
