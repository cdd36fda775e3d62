"""An import in plain Python, for small worlds: what the tables, the ledgers and the counts must be."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from engine.data.importing.recipe import NULL_WORDS, Cleaning
from engine.data.importing.spelling import fold


@dataclass
class Outcome:
    rows: list[tuple[Any, ...]]
    users: dict[str, str | None]
    ledgers: list[tuple[int, ...]]
    choices: dict[str, int]
    spellings: dict[str, tuple[str, int]]
    conflicts: dict[str, int]
    rejects: list[tuple[str, int]] = field(default_factory=list)


def value(cell: str) -> str | None:
    cell = cell.strip()
    return None if cell in NULL_WORDS else cell


def number(cell: str) -> float | None:
    try:
        return float(cell) if cell.replace(".", "", 1).isdigit() else None
    except ValueError:
        return None


def slow_import(
    logs: list[list[list[str]]], people: list[list[list[str]]], cleaning: Cleaning, low: float, high: float
) -> Outcome:
    """`logs`: files of [user, item, feedback, time]; `people`: files of [user, team]."""
    good, ledgers, rejects, clipped = [], [], [], 0
    for f, rows in enumerate(logs):
        blank = sum(not "".join(row) for row in rows)
        rejected = 0
        for line, row in enumerate(rows, start=2):
            if not "".join(row):
                continue
            user, item, feedback, time = (value(cell) for cell in row)
            x, t = number(feedback or ""), number(time or "")
            ok = user is not None and item is not None and x is not None
            outside = ok and not low <= x <= high
            if not ok or (outside and cleaning.outside == "reject") or t is None:
                rejected += 1
                rejects.append(("interactions", line))
                continue
            clipped += outside
            good.append((user, item, min(max(x, low), high), int(t), f, line, tuple(row[2:])))
        ledgers.append([len(rows), 0, rejected, 0, blank, 0])
    copies, seen = set(), set()
    for record in good:
        key = (record[0], record[1], record[6])
        if key in seen:
            copies.add(record[4:6])
        seen.add(key)
    pairs: dict[tuple[str, str], list[Any]] = {}
    for record in good:
        if cleaning.copies == "refuse" or record[4:6] not in copies:
            pairs.setdefault(record[:2], []).append(record)
    kept = {}
    for pair, records in pairs.items():
        ordered = sorted(records, key=lambda r: (r[3], r[4], r[5]))
        one = ordered[0] if cleaning.repeats == "first" else ordered[-1]
        feedback = one[2]
        if cleaning.repeats == "sum":
            feedback = sum(sorted(r[2] for r in records))
        if cleaning.repeats == "max":
            feedback = max(r[2] for r in records)
        kept[pair] = (feedback, one[3], one[4])
    for record in good:
        ledgers[record[4]][3] += 1
    for _feedback, _time, f in kept.values():
        ledgers[f][3] -= 1
        ledgers[f][1] += 1
    inside = dict(kept)
    while True:
        by_user, by_item = Counter(u for u, _ in inside), Counter(i for _, i in inside)
        fewer = {
            p: r
            for p, r in inside.items()
            if by_user[p[0]] >= cleaning.user_core and by_item[p[1]] >= cleaning.item_core
        }
        if len(fewer) == len(inside):
            break
        inside = fewer
    for pair, (_feedback, _time, f) in kept.items():
        if pair not in inside:
            ledgers[f][1] -= 1
            ledgers[f][5] += 1
    team, latest, spelt, conflicts = _people(people)
    active = {u for u, _ in inside}
    users = dict.fromkeys(active)
    for user, name in team.items():
        if user in active or not cleaning.user_core:
            users[user] = name
    for records, last in zip(people, latest, strict=True):
        ids = [value(row[0]) for row in records]
        there = [u for u in ids if u is not None]
        stay = sum(u in users for u in last)
        ledgers.append([len(records), stay, len(ids) - len(there), len(there) - len(last), 0, len(last) - stay])
        rejects += [("users", line) for line, u in enumerate(ids, start=2) if u is None]
    duplicates = sum(ledger[3] for ledger in ledgers[: len(logs)])
    choices = {
        f"repeats_{cleaning.repeats}": duplicates,
        "copies_drop": len(copies) * (cleaning.copies == "drop") + _identical(people) * (cleaning.copies == "drop"),
        "outside_clip": clipped,
        "cores": sum(ledger[5] for ledger in ledgers),
    }
    rows = sorted((u, i, x, t) for (u, i), (x, t, _f) in inside.items())
    return Outcome(
        rows,
        users,
        [tuple(ledger) for ledger in ledgers],
        {k: n for k, n in choices.items() if n},
        spelt,
        conflicts,
        rejects,
    )


def _identical(people: list[list[list[str]]]) -> int:
    """Counted where a file describes somebody twice."""
    found = 0
    for rows in people:
        there = [value(row[0]) for row in rows if value(row[0]) is not None]
        if len(there) > len(set(there)):
            found += len(rows) - len({tuple(row) for row in rows})
    return found


def _people(
    people: list[list[list[str]]],
) -> tuple[dict[str, str | None], list[dict[str, str | None]], dict, dict[str, int]]:
    latest: list[dict[str, str | None]] = []
    for rows in people:
        latest.append({value(row[0]): value(row[1]) for row in rows if value(row[0]) is not None})
    counts = Counter(name for last in latest for name in last.values() if name is not None)
    groups: dict[str, list[str]] = {}
    for name in counts:
        groups.setdefault(fold(name), []).append(name)
    shown = {key: min(names, key=lambda n: (-counts[n], n)) for key, names in groups.items()}
    spelt = {name: (shown[fold(name)], counts[name]) for name in counts if shown[fold(name)] != name}
    team: dict[str, str | None] = {}
    different: dict[str, set[str]] = {}
    for last in latest:
        for user, name in last.items():
            team.setdefault(user, None)
            if name is not None:
                team[user] = shown[fold(name)]
                different.setdefault(user, set()).add(shown[fold(name)])
    n = sum(len(names) > 1 for names in different.values()) if len(people) > 1 else 0
    return team, latest, spelt, {"team": n} if n else {}
