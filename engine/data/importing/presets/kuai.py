"""KuaiRec (a nearly full matrix of watch ratios) and KuaiRand (logs with randomly inserted videos)."""

from collections.abc import Sequence
from pathlib import Path

from engine import columns as c
from engine.data.importing.presets.preset import Preset, lacking, there
from engine.data.importing.recipe import Reading, Recipe
from engine.data.importing.request import ImportRequest

COMMA = Recipe(Reading(delimiter=","), Reading(delimiter=","), Reading(delimiter=","))


def kuairec(folder: Path) -> ImportRequest:
    """big_matrix.csv (the log; small_matrix.csv, where that alone is there), user_features.csv, item_categories.csv.

    Feedback is the watch ratio: the time played over the video's length.

    Raises:
        InputError: `import.preset_files`.
    """
    folder = folder / "data" if (folder / "data").is_dir() else folder
    log = there(folder, "big_matrix.csv") or there(folder, "small_matrix.csv")
    if log is None:
        raise lacking("KuaiRec", folder, "big_matrix.csv")
    mapping = ((c.ITEM, "video_id"), (c.FEEDBACK, "watch_ratio"))
    return ImportRequest(
        log, there(folder, "user_features.csv"), there(folder, "item_categories.csv"), mapping, name="KuaiRec",
        recipe=COMMA,
    )  # fmt: skip


def kuairand(folder: Path) -> ImportRequest:
    """All log_*.csv, user_features_*.csv and video_features_basic_*.csv; feedback is the click.

    Raises:
        InputError: `import.preset_files`.
    """
    folder = folder / "data" if (folder / "data").is_dir() else folder
    logs, people, videos = (
        tuple(sorted(folder.glob(name))) for name in ("log_*.csv", "user_features_*.csv", "video_features_basic_*.csv")
    )
    if not logs:
        raise lacking("KuaiRand", folder, "log_*.csv")
    mapping = (
        (c.ITEM, "video_id"), (c.FEEDBACK, "is_click"), (c.TIMESTAMP, "time_ms"), (c.RANDOMIZED, "is_rand"),
        (c.PROVIDER, "author_id"),
    )  # fmt: skip
    used = mapping if videos else mapping[:-1]
    return ImportRequest(logs, people or None, videos or None, used, name="KuaiRand", recipe=COMMA)


def looks_like_kuairec(names: Sequence[str], file: str) -> bool:
    """By the columns of its matrices."""
    return {"user_id", "video_id", "watch_ratio", "play_duration"} <= set(names)


def looks_like_kuairand(names: Sequence[str], file: str) -> bool:
    """By the columns of its logs."""
    return {"user_id", "video_id", "is_click", "time_ms", "is_rand"} <= set(names)


KUAIREC = Preset("kuairec", "KuaiRec", looks_like_kuairec, kuairec)
KUAIRAND = Preset("kuairand", "KuaiRand", looks_like_kuairand, kuairand)
