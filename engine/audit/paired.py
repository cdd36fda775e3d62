"""Two or more runs on the same test pairs: values, paired differences over shared users, gains, patterns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.audit.asked import Parameters, item_metrics, label, user_metrics
from engine.audit.changes import InRun, Question, group_row, overall_row
from engine.audit.comparison import GainRow, GroupRow, Number, OverallRow, Pattern, RunComparison
from engine.audit.family import judged_by, resolve
from engine.audit.gains import HEADLINE, both_judged, gain_block, gain_row, pattern
from engine.audit.groupings import Source
from engine.audit.groups import LEAST_USERS, Groups
from engine.audit.material import material
from engine.audit.question import ALL, estimand_of
from engine.audit.shown import names_of, shown_groups
from engine.audit.system import System
from engine.audit.told import Told
from engine.audit.units import Units, item_groups, units_of
from engine.config import AuditConfig, digest
from engine.contracts import Dataset
from engine.metrics import MAE, MSE, SYSTEM_METRICS, Material, OfUsers, missing
from engine.metrics.base import Metric
from engine.statistics.blocks import Block, ItemBlock, UserBlock, replicate
from engine.statistics.bootstrap import RESAMPLES

Array = NDArray[np.float64]
COMPARED = ("ndcg", "recall", "hit_rate", "precision", "mrr", "mae", "mse", "calibration", "average_popularity")
"""User metrics that are compared: each is drawn again a thousand times for each run and group."""
COMPARED_ITEMS = ("exposure", "recommendation_rate", "hit_share")
"""Item metrics that are compared. Treatment is exposure over relevant test pairs, which are the same in all runs: its
gaps change as those of exposure do."""


@dataclass(frozen=True, slots=True)
class _Bench:
    """What is compared: the systems with their tables, and every user metric's units in every run."""

    dataset: Dataset
    systems: Sequence[System]
    made: Sequence[Material]
    config: AuditConfig
    units: dict[str, tuple[Units | None, ...]]
    """By shown key, as `ndcg@10`; one entry a run."""
    hidden: Mapping[str, frozenset[str]]
    """By attribute of users: what audits of these systems hide."""

    @property
    def k(self) -> int:
        """The list length; resolved, so never None."""
        return self.config.k or 1

    @property
    def parameters(self) -> Parameters:
        return Parameters.of(self.config, all(s.on_scale and s.scores is not None for s in self.systems))

    @property
    def users(self) -> dict[str, OfUsers]:
        """The user metrics that are compared."""
        every = user_metrics(self.parameters)
        return {key: every[key] for key in COMPARED}

    @property
    def whole(self) -> tuple[OfUsers, ...]:
        """What is compared over all users."""
        return (*self.users.values(), MAE(per="pair"), MSE(per="pair"))

    @property
    def n_users(self) -> int:
        return self.dataset.schema.n_users


def compare(
    dataset: Dataset,
    systems: Sequence[System],
    config: AuditConfig,
    hidden: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> RunComparison:
    """Compare systems that were judged on the same test pairs; the first is the baseline.

    Values and gaps have the intervals of an audit, pointwise (`engine.audit.told`), changes those of a bootstrap in
    which the same users are drawn for all runs; items, models and test pairs stay fixed. The draws depend on the
    dataset and k alone, so a pair of runs has the same numbers whatever else is compared with it. `hidden`: the groups
    of users, by attribute, that audits of these systems hide (`engine.audit.withheld`), to be hidden here too.

    Raises:
        InputError: as `engine.audit.audit`.
    """
    config = resolve(config, dataset, min(systems, key=lambda system: system.lists.items.shape[1]))
    systems = [judged_by(config, system) for system in systems]
    made = [material(dataset, system, config.categories) for system in systems]
    bench = _Bench(dataset, systems, made, config, {}, hidden)
    units = {label(metric): tuple(units_of(metric, of) for of in made) for metric in bench.whole}
    bench = replace(bench, units=units)
    groups = _groups(bench)
    questions = [*_user_questions(bench, groups), *_item_questions(bench, groups)]
    gains = list(_gain_blocks(bench, groups))
    whole = {key: tuple(_whole(bench, of) for of in runs) for key, runs in units.items()}
    blocks: list[Block] = [block for runs in whole.values() for block in runs if block]
    blocks += [block for question in questions for block in question.blocks if block]
    blocks += [block for *_rest, block in gains]
    seed = int(digest("comparison", dataset.id, bench.k), 16)
    drawn = {id(block): ratios for block, ratios in zip(blocks, replicate(blocks, bench.n_users, seed), strict=True)}
    answered = []
    for question in questions:
        in_runs = _in_runs(question.of, question.groups, question.blocks, drawn)
        answered.append((question, in_runs, _group_rows(question, in_runs, config.level)))
    return RunComparison(
        dataset_id=dataset.id,
        runs=tuple(system.run_id for system in systems),
        k=bench.k,
        level=config.level,
        resamples=RESAMPLES,
        overall=(*_overall(bench, whole, drawn), *_system_rows(bench)),
        groups=tuple(row for *_rest, rows in answered for row in rows),
        gains=tuple(row for gain in gains for row in _gain_rows(bench, *gain, drawn, config.level)),
        patterns=tuple(one for question, runs, rows in answered for one in _patterns(bench, question, rows, runs)),
    )


def _groups(bench: _Bench) -> dict[str, Groups]:
    source = Source(bench.dataset, bench.systems[0].train, bench.config.cohorts)
    counted = [*bench.systems[0].tested(bench.n_users).values(), *_judged(bench)]
    found = shown_groups(source, names_of(source, bench.config), counted)
    nothing: frozenset[str] = frozenset()
    return {n: of.without(bench.hidden.get(n, nothing)) if of.side == "user" else of for n, of in found.items()}


def _judged(bench: _Bench) -> list[NDArray[np.bool_]]:
    """Which users each shown number counts: those with a value in a run, and those with one in two."""
    every = [of[1] != 0 for runs in bench.units.values() for of in runs if of]
    shared = [both_judged(new, old) for _run, _metric, new, old in _headline(bench)]
    return [*every, *shared]


def _headline(bench: _Bench) -> Iterator[tuple[str, str, Units, Units]]:
    """(run, metric, its units there, those in the baseline) of every headline metric and other run."""
    for key in HEADLINE:
        old, *others = bench.units[label(bench.users[key])]
        for system, new in zip(bench.systems[1:], others, strict=True):
            if old and new:
                yield system.run_id, key, new, old


def _whole(bench: _Bench, of: Units | None) -> UserBlock | None:
    return None if of is None else UserBlock(*of, np.ones((bench.n_users, 1), dtype=bool))


def _user_questions(bench: _Bench, groups: dict[str, Groups]) -> Iterator[Question]:
    """Every user metric that two or more runs have, by every attribute of users."""
    for key, metric in bench.users.items():
        runs = bench.units[label(metric)]
        unjudged = metric.USES_FEEDBACK and not any(len(system.test) for system in bench.systems)
        if sum(of is not None for of in runs) < 2 and not unjudged:
            continue
        for where in (of for of in groups.values() if of.side == "user"):
            blocks = tuple(None if of is None else UserBlock(*of, where.member) for of in runs)
            yield _question(bench, key, metric, where, blocks)


def _item_questions(bench: _Bench, groups: dict[str, Groups]) -> Iterator[Question]:
    """The item metrics that two or more runs have, by every attribute of items."""
    for key in COMPARED_ITEMS:
        metric = item_metrics(bench.parameters)[key]
        can = [not missing(metric.needs, made) for made in bench.made]
        if sum(can) < 2:
            continue
        for where in (of for of in groups.values() if of.side == "item"):
            columns = item_groups(bench.dataset, where)
            found = [metric.units(made, columns) if has else None for made, has in zip(bench.made, can, strict=True)]
            blocks = tuple(None if of is None else ItemBlock(of.numerator, of.denominator) for of in found)
            yield _question(bench, key, metric, where, blocks)


def _question(bench: _Bench, key: str, metric: Metric, where: Groups, blocks: tuple[Block | None, ...]) -> Question:
    declared = {(c.metric, c.attribute): c.reference for c in bench.config.family}
    named = declared.get((key, where.attribute))
    reference = where.reference(None if named in bench.hidden.get(where.attribute, ()) else named)
    no_test = metric.USES_FEEDBACK and not len(bench.systems[0].test)
    estimand = estimand_of(bench.systems[0], metric)
    return Question(key, metric, estimand, reference, where, blocks, "no_test" if no_test else "undefined")


def _gain_blocks(bench: _Bench, groups: dict[str, Groups]) -> Iterator[tuple[str, str, Groups | None, UserBlock]]:
    everybody = np.ones((bench.n_users, 1), dtype=bool)
    for run, key, new, old in _headline(bench):
        yield run, key, None, gain_block(new, old, everybody)
        for where in (of for of in groups.values() if of.side == "user"):
            yield run, key, where, gain_block(new, old, where.member)


def _gain_rows(
    bench: _Bench, run: str, key: str, where: Groups | None, block: UserBlock, drawn: dict[int, Array], level: float
) -> Iterator[GainRow]:
    if where is None:
        yield gain_row(run, key, "", "", 0, block, drawn[id(block)], level)
        return
    for column, group in enumerate(where.labels):
        if group in where.hidden:
            yield GainRow(run, key, where.attribute, group, None, reason="few_users")
        else:
            yield gain_row(run, key, where.attribute, group, column, block, drawn[id(block)], level)


def _in_runs(
    metric: Metric, groups: Groups, blocks: Sequence[Block | None], drawn: dict[int, Array]
) -> list[InRun | None]:
    return [InRun(Told(metric, groups, of.ratios), drawn[id(of)]) if of else None for of in blocks]


def _overall(
    bench: _Bench, whole: dict[str, tuple[UserBlock | None, ...]], drawn: dict[int, Array]
) -> Iterator[OverallRow]:
    everybody = Groups("user", "", (ALL,), np.ones((bench.n_users, 1), dtype=bool), (bench.n_users,))
    for metric in bench.whole:
        blocks = whole[label(metric)]
        yield overall_row(label(metric), _in_runs(metric, everybody, blocks, drawn), bench.config.level)


def _system_rows(bench: _Bench) -> Iterator[OverallRow]:
    """Descriptive numbers of the whole system: no interval over users would be valid."""
    for kind in SYSTEM_METRICS.values():
        metric = kind(k=bench.k)
        found = [metric.value(made) if made.served >= LEAST_USERS else None for made in bench.made]
        first = found[0]
        changes = [Number() if first is None or one is None else Number(one - first) for one in found[1:]]
        yield OverallRow(label(metric), None, tuple(map(Number, found)), tuple(changes))


def _group_rows(question: Question, runs: Sequence[InRun | None], level: float) -> list[GroupRow]:
    """The rows of one question, the reference first."""
    rows = [group_row(question, group, runs, level) for group in question.groups.labels]
    return sorted(rows, key=lambda row: not row.is_reference)


def _patterns(
    bench: _Bench, question: Question, rows: Sequence[GroupRow], runs: Sequence[InRun | None]
) -> Iterator[Pattern]:
    """What became of the gaps of a headline metric between groups of users."""
    if question.metric not in HEADLINE:
        return
    by_group = {
        group: [of.ratio(place) if of else None for of in runs] for place, group in enumerate(question.groups.labels)
    }
    for place, system in enumerate(bench.systems[1:], start=1):
        yield pattern(system.run_id, place, rows, by_group)
