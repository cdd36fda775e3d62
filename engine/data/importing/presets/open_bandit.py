"""Open Bandit: impressions of a fashion shop with the probability that each was shown with.

The log has no users: a user is a combination of the four user features, so groups of people with the same features
count as one. Of several impressions of an item for such a user one stays, clicked where one of them was.
"""

from collections.abc import Sequence
from pathlib import Path

from engine import columns as c
from engine.data.importing.presets.preset import Preset, lacking, there
from engine.data.importing.recipe import Cleaning, Reading, Recipe
from engine.data.importing.request import ImportRequest

CAMPAIGNS = ("all", "men", "women")
POLICIES = ("random", "bts")
FEATURES = tuple(f"user_feature_{i}" for i in range(4))
MAPPING = ((c.USER, "+".join(FEATURES)), (c.FEEDBACK, "click"), (c.PROPENSITY, "propensity_score"))
SHOWN_AT_RANDOM = (c.RANDOMIZED, "=1")


def request(folder: Path) -> ImportRequest:
    """The log of one campaign and policy (POLICY/CAMPAIGN/CAMPAIGN.csv; random and all where the folder leaves it
    open) with item_context.csv. What the random policy showed is marked as randomized.

    Raises:
        InputError: `import.preset_files`.
    """
    folder = folder.resolve()
    places = [folder, *(folder / campaign for campaign in CAMPAIGNS)]
    places += [folder / policy / campaign for policy in POLICIES for campaign in CAMPAIGNS]
    logs = [log for place in places if (log := there(place, f"{place.name}.csv"))]
    if not logs:
        raise lacking("Open Bandit", folder, "random/all/all.csv")
    place = logs[0].parent
    random = place.parent.name == "random"
    comma = Reading(delimiter=",")
    return ImportRequest(
        logs[0], None, there(place, "item_context.csv"), (*MAPPING, SHOWN_AT_RANDOM) if random else MAPPING,
        name=f"Open Bandit, {place.name}, {place.parent.name}",
        recipe=Recipe(comma, comma, comma, cleaning=Cleaning(repeats="max", copies="drop")),
    )  # fmt: skip


def recognises(names: Sequence[str], file: str) -> bool:
    """By the columns of its logs."""
    return {"item_id", "position", "click", "propensity_score", *FEATURES} <= set(names)


PRESET = Preset("open_bandit", "Open Bandit", recognises, request)
