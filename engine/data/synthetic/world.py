"""The planted world's settings: its size, and the size of every effect (zero means no effect)."""

from dataclasses import dataclass

from engine.errors import InputError

SHARES = ("rural", "exposure_gap")
"""Settings that lie in [0, 1)."""


@dataclass(frozen=True, slots=True)
class World:
    """What is planted, and how strongly.

    `quality_gap` g in [0, 1]: the appeal of items to rural users correlates 1 - g with their appeal to
    city users; rural users log 1 - 2g/3 times as many rows; and the strengths of their tastes for
    categories and for themes change places, in part or (g = 1) altogether.
    `exposure_gap` e in [0, 1): the odds that a user is shown an independent provider's item rated 4
    are 1 - e times those of its established twin; (1 - e)² at rating 5, and more than 1 at rating 1:
    independents reach the wrong people.
    `mnar`: log-odds of being observed per step of the rating (missing not at random).
    `popularity`: standard deviation of the items' log-odds of being observed, apart from merit.
    `steering`: log-odds of being observed per standard deviation of a preference as the platform of the
    past guessed it, taking the majority's appeal for everybody's.
    `spam`: rows of the spam account. `shill`: accounts that praise the shilled item.
    `major_taste` (category), `minor_taste` (theme), `appeal`, `noise`: standard deviations of the parts
    of a city user's preference.
    `organic_rows` is the expected number of rows of the organic log, without outliers.
    """

    seed: int = 16
    n_users: int = 2000
    n_items: int = 500
    organic_rows: int = 44_000
    randomized_per_user: int = 8
    rural: float = 0.3
    quality_gap: float = 0.95
    exposure_gap: float = 0.65
    mnar: float = 0.7
    popularity: float = 0.6
    steering: float = 0.8
    spam: int = 200
    shill: int = 60
    major_taste: float = 0.9
    minor_taste: float = 0.3
    appeal: float = 1.1
    noise: float = 0.3

    def __post_init__(self) -> None:
        for name in SHARES:
            if not 0 <= getattr(self, name) < 1:
                raise InputError("config.invalid", setting=name, problem="must lie in [0, 1)")
        if not 0 <= self.quality_gap <= 1:
            raise InputError("config.invalid", setting="quality_gap", problem="must lie in [0, 1]")
        if self.n_users < 1 or not 0 < self.randomized_per_user < self.n_items:
            raise InputError("config.invalid", setting="randomized_per_user", problem="must be below n_items")
        if min(self.spam, self.shill) < 0 or self.spam > self.n_items or self.shill > self.n_users // 2:
            raise InputError("config.invalid", setting="spam, shill", problem="more rows than unique pairs")
