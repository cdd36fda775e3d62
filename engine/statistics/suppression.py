"""Which groups are too small to be shown, decided once for an attribute, before any metric."""

from collections.abc import Mapping


def suppressed(sizes: Mapping[str, int], least: int) -> frozenset[str]:
    """The groups of a partition that must not be shown.

    Groups of fewer than `least` are suppressed. Where the suppressed ones together are still fewer
    than `least`, the total would give them away, so the next smallest group goes with them.
    """
    order = sorted(sizes, key=lambda name: (sizes[name], name))
    hidden = [name for name in order if 0 < sizes[name] < least]
    rest = [name for name in order if sizes[name] >= least]
    while hidden and rest and sum(sizes[name] for name in hidden) < least:
        hidden.append(rest.pop(0))
    if len(hidden) == 1 and rest:
        hidden.append(rest.pop(0))
    return frozenset(hidden)
