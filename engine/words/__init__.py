"""Every text that a person reads, through gettext. English is the source; catalogues lie in `locale/`.

`_` translates now; `mark` only marks a text of a table for extraction, and `_` translates it when
it is shown, so that a language can be chosen after import. `EQUIPOISE_LANGUAGE` chooses one for a process.
"""

import gettext as _gettext
import os
from pathlib import Path

DOMAIN = "equipoise"
LOCALE = Path(__file__).parent / "locale"

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str) -> None:
    """Use the catalogue of a language code such as `zh`; English where there is none."""
    global _catalogue
    _catalogue = _gettext.translation(DOMAIN, LOCALE, [language], fallback=True)


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(message)


def plural(one: str, many: str, n: int) -> str:
    """The right plural form for n, with `{n}` filled in."""
    return _catalogue.ngettext(one, many, n).format(n=f"{n:,}")


def mark(message: str) -> str:
    """The message itself: marked for extraction, translated later."""
    return message


use_language(os.environ.get("EQUIPOISE_LANGUAGE", "en"))
