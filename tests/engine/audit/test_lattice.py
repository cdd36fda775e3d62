"""Which attributes of a dataset are crossed, and which of their cells are hidden."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.audit.groups import LEAST_PROVIDERS, LEAST_USERS, UNKNOWN, groups_of
from engine.audit.item_lattice import _hidden, hidden_items
from engine.audit.lattice import UserPattern, lattice_of, pattern_of
from engine.contracts import Dataset
from engine.data.importing import ImportRequest
from engine.workspace import Workspace

EVERYBODY = np.ones(240, dtype=bool)


@pytest.fixture
def pattern(dataset: Dataset) -> UserPattern:
    return pattern_of(dataset, [EVERYBODY])


def sizes(pattern: UserPattern, *attributes: str) -> np.ndarray:
    members = [pattern.groups[a].member.astype(np.int64) for a in attributes]
    axes = "abc"[: len(attributes)]
    return np.einsum(",".join(f"n{a}" for a in axes) + "->" + axes, *members)


def test_attributes_of_one_value_are_crossed(dataset: Dataset) -> None:
    assert lattice_of(dataset) == ("gender", "age", "area")


def test_small_cells_are_hidden_in_the_order_asked(pattern: UserPattern) -> None:
    for attributes in (("gender",), ("area", "gender"), ("age", "area"), ("area", "gender", "age")):
        counts, hidden = sizes(pattern, *attributes), pattern.hidden(attributes)
        assert hidden.shape == counts.shape
        assert hidden[(counts > 0) & (counts < LEAST_USERS)].all()
    turned = pattern.hidden(("gender", "age", "area")).transpose(2, 0, 1)
    np.testing.assert_array_equal(pattern.hidden(("area", "gender", "age")), turned)


def test_those_without_a_value_need_no_company(dataset: Dataset) -> None:
    """12 users have no area; with 3 of them tested the group is small, and nobody else goes with it."""
    tested = EVERYBODY.copy()
    tested[3:12] = False
    found = pattern_of(dataset, [tested])
    labels = found.groups["area"].labels
    hidden = [label for label, gone in zip(labels, found.hidden(("area",)), strict=True) if gone]
    assert hidden == [UNKNOWN]


def test_the_test_set_hides_too(dataset: Dataset, pattern: UserPattern) -> None:
    south = groups_of(dataset, "area").labels.index("south")
    member = groups_of(dataset, "area").member[:, south]
    tested = EVERYBODY.copy()
    tested[np.flatnonzero(member)[4:]] = False
    assert not pattern.hidden(("area",))[south]
    assert pattern_of(dataset, [tested]).hidden(("area",))[south]


def test_with_too_few_tested_nothing_is_shown(dataset: Dataset) -> None:
    tested = np.zeros(240, dtype=bool)
    tested[:4] = True
    found = pattern_of(dataset, [tested])
    assert not found.total
    assert found.hidden(("gender",)).all()
    assert found.hidden(("gender", "age")).all()


def test_what_is_not_crossed_falls_back(pattern: UserPattern) -> None:
    apart = replace(pattern, axes=("gender", "age"))
    assert apart.hidden(("gender", "area")).all()
    np.testing.assert_array_equal(apart.hidden(("area",)), pattern.hidden(("area",)))
    assert pattern.hidden(("gender", "age", "area", "gender")).all()


@pytest.mark.parametrize(
    ("values", "crossed"),
    [([40, 3, 4, 5, 2], ("a1", "a2", "a3", "a4")), ([20, 20, 20, 3, 4], ("a0", "a1", "a3"))],
)
def test_too_many_labels_or_cells_are_left_out(tmp_path: Path, values: list[int], crossed: tuple[str, ...]) -> None:
    rng = np.random.default_rng(0)
    names = [f"a{i}" for i in range(len(values))]
    people = [
        ",".join([f"u{u:03d}", *(f"v{rng.integers(n)}" for n in values), "x|y" if u % 2 else "y"]) for u in range(400)
    ]
    log = [f"u{u:03d},i{i},{1 + (u + i) % 5}" for u in range(400) for i in range(3)]
    (tmp_path / "users.csv").write_text("\n".join([",".join(["user_id", *names, "tags"]), *people]) + "\n")
    (tmp_path / "log.csv").write_text("\n".join(["user_id,item_id,feedback", *log]) + "\n")
    request = ImportRequest(tmp_path / "log.csv", tmp_path / "users.csv", name="many", feedback_range=(1.0, 5.0))
    workspace = Workspace(tmp_path / "ws")
    with workspace.dataset(workspace.add_dataset(request).id) as dataset:
        assert lattice_of(dataset) == crossed
        found = pattern_of(dataset, [])
        assert found.hidden(("tags",)).shape == (2,)
        assert found.hidden(("tags", "a0")).all()


def test_no_attribute_nothing_to_cross(tmp_path: Path) -> None:
    log = [f"u{u:03d},i{i},{1 + (u + i) % 5}" for u in range(20) for i in range(3)]
    (tmp_path / "log.csv").write_text("\n".join(["user_id,item_id,feedback", *log]) + "\n")
    workspace = Workspace(tmp_path / "ws")
    request = ImportRequest(tmp_path / "log.csv", name="none", feedback_range=(1.0, 5.0))
    with workspace.dataset(workspace.add_dataset(request).id) as dataset:
        found = pattern_of(dataset, [np.arange(20) < 4])
    assert found.axes == ()
    assert not found.total


def test_items_of_few_providers_are_hidden_with_company(dataset: Dataset) -> None:
    """In every line: no shown cell of one or two providers, and hidden cells of three together."""
    genres, provider = groups_of(dataset, "genres"), groups_of(dataset, "provider")
    hidden = hidden_items(dataset, ("genres", "provider"))
    assert hidden.shape == (len(genres.labels), len(provider.labels))
    held = np.einsum("na,nb->ab", genres.member.astype(int), provider.member.astype(int))
    assert hidden[held > 0].all()  # each cell is of one provider


@pytest.mark.parametrize("seed", range(20))
def test_lines_of_items_give_nothing_away(dataset: Dataset, seed: int) -> None:
    rng = np.random.default_rng(seed)
    groups = [groups_of(dataset, "genres"), groups_of(dataset, "provider")]
    made = []
    for of, n in zip(groups, (3, 4), strict=True):
        member = rng.integers(n, size=48)[:, None] == np.arange(n)
        labels = tuple("abcd"[:n])
        made.append(replace(of, labels=labels, member=member, sizes=tuple(member.sum(axis=0).tolist())))
    providers = rng.integers(12, size=48)
    hidden = _hidden(made, providers)
    for line in (*range(3), *range(4, 8)):
        cells = [(line, b) for b in range(4)] if line < 3 else [(a, line - 4) for a in range(3)]
        who = {c: set(providers[made[0].member[:, c[0]] & made[1].member[:, c[1]]].tolist()) for c in cells}
        assert all(hidden[c] or len(who[c]) not in range(1, LEAST_PROVIDERS) for c in cells)
        gone = [c for c in cells if hidden[c]]
        together = set().union(*(who[c] for c in gone)) if gone else set()
        full = all(hidden[c] or not who[c] for c in cells)
        assert not gone or full or (len(gone) > 1 and len(together) >= LEAST_PROVIDERS)
