"""The identity of a dataset: what it is made of, whoever gives it, and however much of it was stated or found."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.config import digest
from engine.data.importing.opening import Source, open_sources, resolved
from engine.data.importing.recipe import Reading, Recipe
from engine.data.importing.request import IMPORTER_VERSION, ImportRequest, SourceFile, sources


def identity(
    request: ImportRequest,
    files: Mapping[str, Sequence[SourceFile]],
    recipe: Recipe,
    key: bytes | None = None,
) -> str:
    """Hash of the files' bytes, the mapping, the resolved recipe and the importer's version; names play no part.

    `recipe`: with what was found out written in (`resolved`), so that a delimiter that was stated and one that was
    found give one id. Where ids become pseudonyms their `key` plays a part, since other keys give other ids; the hash
    does not give it away.
    """
    secret = key if recipe.privacy.pseudonymise else None
    return digest(
        {role: [source["sha256"] for source in found] for role, found in files.items()},
        sorted(request.mapping),
        None if request.relevance is None else float(request.relevance),
        None if request.feedback_range is None else [float(end) for end in request.feedback_range],
        recipe,
        IMPORTER_VERSION,
        *([] if secret is None else [hmac.new(secret, b"dataset", sha256).hexdigest()]),
    )


def dataset_id(request: ImportRequest, key: bytes | None = None) -> str:
    """The id that an import of the request would give; its files are opened for it.

    Raises:
        InputError: the codes of `sources` and `open_sources`.
    """
    with TemporaryDirectory() as copies:
        return identity(request, sources(request), complete(request, open_sources(request, Path(copies))), key)


def complete(request: ImportRequest, opened: Sequence[Source]) -> Recipe:
    """The recipe with nothing left open: what was found out is written in, and roles without a file have none."""
    found = resolved(request, opened)
    there = {source.role for source in opened}
    users = found.users if "users" in there else Reading()
    items = found.items if "items" in there else Reading()
    return replace(found, users=users, items=items)
