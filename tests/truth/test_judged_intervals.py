"""docs/causal.md, "Numbers of a run": the page's numbers are held to what it promises."""

from tests.truth.judged_intervals import KEYS, SIZES
from tests.truth.test_risk_tables import rows


def test_the_page_holds_between_93_and_97_percent():
    found = rows("judged intervals")
    assert [row["users"] for row in found] == [f"{size:,}" for size in SIZES for _kind in range(2)]
    shares = [float(row[f"`{key}`"].rstrip("%")) for row in found for key in KEYS]
    assert min(shares) >= 93 and max(shares) <= 97
