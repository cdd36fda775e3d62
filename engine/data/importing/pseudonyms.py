"""Pseudonyms: ids that only the workspace's key can make, the same for the same id."""

import hmac
from collections.abc import Sequence
from hashlib import sha256

from engine.data.importing.recipe import Role
from engine.errors import InputError

LENGTH = 20
"""Hexadecimal digits: 80 bits, so that even among a hundred million ids no two are likely to be alike."""


def pseudonyms(key: bytes, role: Role, ids: Sequence[str]) -> list[str]:
    """The first 20 hexadecimal digits of HMAC-SHA256(key, role, zero byte, id) (RFC 2104) of each id.

    `role` keeps a user and an item of one id apart.
    """
    start = hmac.new(key, f"{role}\0".encode(), sha256)
    return [_one(start, text) for text in ids]


def _one(start: "hmac.HMAC", text: str) -> str:
    made = start.copy()
    made.update(text.encode())
    return made.hexdigest()[:LENGTH]


def needed(key: bytes | None) -> bytes:
    """The key.

    Raises:
        InputError: `import.no_key` where there is none.
    """
    if not key:
        raise InputError("import.no_key")
    return key
