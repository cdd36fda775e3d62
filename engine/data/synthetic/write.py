"""The world as files: three CSV tables, and the truth as JSON."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from engine.columns import FEEDBACK, ITEM, PROPENSITY, RANDOMIZED, USER
from engine.data.synthetic.generate import Planted
from engine.data.synthetic.taste import RELEVANT
from engine.data.synthetic.world import World


def write(world: World, planted: Planted, folder: Path) -> None:
    """Write `interactions.csv`, `users.csv`, `items.csv` and `truth.json`; the same bytes everywhere."""
    folder.mkdir(parents=True, exist_ok=True)
    log = planted.interactions.assign(
        **{
            RANDOMIZED: planted.interactions[RANDOMIZED].map({True: "true", False: "false"}),
            PROPENSITY: planted.interactions[PROPENSITY].map("{:.6f}".format),
        }
    )
    for name, table in (("interactions", log), ("users", planted.users), ("items", planted.items)):
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
    text = json.dumps(truth(world, planted), indent=2, sort_keys=True) + "\n"
    (folder / "truth.json").write_text(text, encoding="utf-8", newline="\n")


def truth(world: World, planted: Planted) -> dict[str, Any]:
    """What an audit must recover: parameters, what every group would like, and who the outliers are."""
    liked = planted.rating >= RELEVANT
    region = planted.users["region"].to_numpy()[: world.n_users]
    injected = planted.interactions[(planted.interactions[PROPENSITY] == 1) & ~planted.interactions[RANDOMIZED]]
    spammer = planted.users[USER].iloc[world.n_users :].tolist()
    shill = injected[~injected[USER].isin(spammer)]
    return {
        "world": asdict(world),
        "relevance": RELEVANT,
        "liked_share_of_the_catalogue": {
            "region": {str(g): _share(liked[region == g]) for g in sorted(set(region))},
            **{name: _by_item(planted.items, name, liked) for name in ("provider_group", "format")},
        },
        "outliers": {
            "spam_account": spammer,
            "shilled_item": sorted(shill[ITEM].unique().tolist()),
            "shill_accounts": sorted(shill[USER].tolist()),
            "injected_rows": len(injected),
        },
        "rows": {
            "organic": int((~planted.interactions[RANDOMIZED]).sum()),
            "randomized": int(planted.interactions[RANDOMIZED].sum()),
            "relevant_share_randomized": _share(
                planted.interactions.loc[planted.interactions[RANDOMIZED], FEEDBACK] >= RELEVANT
            ),
        },
    }


def _by_item(items: pd.DataFrame, name: str, liked: Any) -> dict[str, float]:
    """Share of all pairs with the group's items that would be liked: the group's merit."""
    values = items[name].to_numpy()
    return {str(g): _share(liked[:, values == g]) for g in sorted(set(values))}


def _share(flags: Any) -> float:
    """The mean of flags, to four digits."""
    return round(float(flags.mean()), 4)
