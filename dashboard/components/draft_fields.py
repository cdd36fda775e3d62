"""Fields of a draft: each begins with what was kept, and what they have is kept when the page is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard import drafts, session
from dashboard.drafts import Draft
from engine.words import _


@dataclass(slots=True)
class Fields:
    """The fields of one draft on one drawing of the page."""

    draft: Draft
    said: dict[str, Any] = field(default_factory=dict)

    def value(self, name: str, usual: Any) -> Any:
        """What a field has or will have, before it is drawn."""
        return session.value_of(session.drafted(self.draft.id, name), self.draft.choices.get(name, usual))

    def choice(self, label: str, name: str, options: Mapping[str, str], usual: str, tip: str = "") -> str:
        """One of the options (value -> shown)."""
        key = self._begin(name, usual, list(options))
        chosen = st.selectbox(label, list(options), format_func=lambda one: options[one], key=key, help=tip or None)
        return str(self._keep(name, chosen))

    def maybe(self, label: str, name: str, options: Sequence[str], usual: str | None) -> str | None:
        """One of the options or none."""
        key = self._begin(name, usual, list(options))
        chosen = st.selectbox(label, list(options), None, key=key, placeholder=_("none"))
        self._keep(name, chosen)
        return chosen

    def several(
        self,
        label: str,
        name: str,
        options: Sequence[str],
        usual: Sequence[str],
        tip: str = "",
        shown: Callable[[Any], str] = str,
    ) -> tuple[str, ...]:
        """Some of the options."""
        key = self._begin(name, list(usual), None)
        session.choose_several(key, [one for one in session.several(key) if one in options])
        chosen = st.multiselect(label, list(options), format_func=shown, key=key, help=tip or None)
        return tuple(self._keep(name, list(chosen)))

    def words(self, label: str, name: str, usual: Sequence[str], tip: str = "") -> tuple[str, ...]:
        """Words, separated by commas."""
        key = self._begin(name, ", ".join(usual), None)
        text = st.text_input(label, key=key, max_chars=1000, help=tip or None)
        self._keep(name, text)
        return tuple(dict.fromkeys(word for part in (text or "").split(",") if (word := part.strip())))

    def switch(self, label: str, name: str, tip: str = "") -> bool:
        """On or off; off at first."""
        key = self._begin(name, False, None)
        return bool(self._keep(name, st.toggle(label, key=key, help=tip or None)))

    def number(self, label: str, name: str, nothing: str, tip: str = "") -> float | None:
        """A number or nothing."""
        key = self._begin(name, None, None)
        value = st.number_input(label, value=None, step=1.0, format="%g", key=key, placeholder=nothing, help=tip)
        self._keep(name, value)
        return value

    def count(self, label: str, name: str, usual: int, most: int, tip: str = "") -> int:
        """A whole number from 0 to `most`."""
        key = self._begin(name, usual, None)
        return int(self._keep(name, st.number_input(label, 0, most, step=1, key=key, help=tip or None)) or 0)

    def share(self, label: str, name: str, usual: float, tip: str = "") -> float:
        """A percentage; returns the share."""
        key = self._begin(name, usual * 100, None)
        value = st.number_input(label, 0.0, 100.0, step=1.0, format="%g", key=key, help=tip or None)
        return round(float(self._keep(name, value) or 0.0) / 100, 6)

    def text(self, label: str, name: str, longest: int, tip: str = "", empty: str = "") -> str:
        """A line of text; `empty`: what it stands for while nothing is in it."""
        key = self._begin(name, "", None)
        text = st.text_input(label, key=key, max_chars=longest, help=tip or None, placeholder=empty or None)
        return str(self._keep(name, text) or "").strip()

    def keep(self) -> None:
        """Keep what the fields have, where it is something else than before."""
        drafts.choose(self.draft, self.said)

    def _begin(self, name: str, usual: Any, options: list[str] | None) -> str:
        key = session.drafted(self.draft.id, name)
        if options is not None:
            session.forget(key, options)
        start = self.draft.choices.get(name, usual)
        session.begin_with(key, start if options is None or start is None or start in options else usual)
        return key

    def _keep(self, name: str, value: Any) -> Any:
        self.said[name] = value
        return value
