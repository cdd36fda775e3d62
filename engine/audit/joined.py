"""Which groups share out the users of others: intersections, and cohorts of several conditions."""

from collections.abc import Sequence

from engine.audit.groupings import CROSS
from engine.config import Cohort
from engine.contracts import Schema


def joined(attribute: str, schema: Schema, cohorts: Sequence[Cohort]) -> bool:
    """Whether groups of this name join several columns.

    What is withheld of one of their groups, level by level, would follow from the columns' own groups by subtraction.
    """
    cohort = next((one for one in cohorts if one.name == attribute), None)
    if cohort is not None:
        return len(cohort.conditions) > 1
    return CROSS in attribute and schema.attribute(attribute) is None
