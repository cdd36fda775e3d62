"""Which groups are too small to be shown: one pattern for an attribute, whatever the metric."""

from collections.abc import Mapping, Sequence


def suppressed(counts: Sequence[Mapping[str, int]], least: int) -> frozenset[str]:
    """The groups of a partition that must not be shown, given every count that would be shown of them.

    `counts`: for example the group sizes, and for each metric the users it could judge. A group below
    `least` in any of them is suppressed. Where the suppressed ones together are still below `least` in
    a count, its total would give them away, so the next smallest group goes with them.
    """
    hidden: set[str] = set()
    for sizes in counts:
        hidden |= {name for name, n in sizes.items() if 0 < n < least}
    while True:
        before = len(hidden)
        for sizes in counts:
            hidden |= _company(sizes, hidden, least)
        if len(hidden) == before:
            return frozenset(hidden)


def suppressed_overlapping(counts: Sequence[Mapping[str, int]], totals: Sequence[int], least: int) -> frozenset[str]:
    """As `suppressed`, for groups that may share members: a group whose complement is small goes too."""
    return frozenset(
        name
        for sizes, total in zip(counts, totals, strict=True)
        for name, n in sizes.items()
        if 0 < n < least or 0 < total - n < least
    )


def _company(sizes: Mapping[str, int], hidden: set[str], least: int) -> set[str]:
    """The smallest groups that must join `hidden` so that together they count at least `least`."""
    rest = sorted((name for name in sizes if name not in hidden and sizes[name] > 0), key=lambda s: (sizes[s], s))
    total = sum(sizes.get(name, 0) for name in hidden)
    joined: set[str] = set()
    while 0 < total < least and rest:
        joined.add(rest[0])
        total += sizes[rest.pop(0)]
    return joined
