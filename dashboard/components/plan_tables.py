"""What kept audits of a run tell a plan: what can be measured, how many groups there are, how wide intervals are."""

from collections.abc import Sequence

from dashboard import compute
from dashboard.components.plan_groups import Who
from engine.audit import foresee, guide
from engine.audit.groupings import side_of
from engine.contracts import AuditTable, Run, Schema
from engine.errors import InputError

MOST = 8
"""Audits of a run that are read, the newest first, besides the one that was made with it."""


def kept(run: Run) -> list[AuditTable]:
    """The audit that was made with the run, then the newest others; damaged ones are left out."""
    found = []
    for audit_id in dict.fromkeys([*([run.audit] if run.audit else []), *run.audits[::-1][:MOST]]):
        try:
            found.append(compute.audit(run.id, audit_id))
        except InputError:
            continue
    return found


def unmeasurable(tables: Sequence[AuditTable]) -> dict[str, str]:
    """Harms that this run can't show, with their reason codes; nothing is known without an audit."""
    return guide.unmeasurable(tables[0]) if tables else {}


def sides(who: Who, schema: Schema) -> set[str]:
    """The sides of which groups are chosen."""
    found = {side for side in ("user", "item") for name in who.names if name in guide.attributes_of(schema, side)}
    return found | {side_of(one.name, schema, who.cohorts) for one in who.cohorts}


def counts(who: Who, tables: Sequence[AuditTable]) -> dict[str, int]:
    """How many groups can be compared: as the audits showed them, else as the dataset has them."""
    own = {name: len(labels) for name, labels in who.labels.items()} | {one.name: 2 for one in who.cohorts}
    return own | foresee.counts_of(tables)
