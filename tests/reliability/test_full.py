"""The reliability figures at full scale, for docs/reliability.md: `make reliability`. Prints what it measured."""

import collections

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bad_csvs.test_bad_csvs import CASES
from tests.reliability.kills import kill_imports, kill_runs
from tests.reliability.mutations import fuzz
from tests.reliability.parquets import bombs, mutated
from tests.reliability.roundtrips import returns

pytestmark = pytest.mark.slow
MEGABYTES, SECONDS = 500, 60


def test_round_trips(tmp_path):
    tried = []

    @settings(max_examples=2000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def trip(data):
        returns(data, tmp_path)
        tried.append(1)

    trip()
    print(f"\nround trips: {len(tried)} written, imported and read back equal")


def test_mutations(tmp_path):
    found = fuzz(5000, 1, tmp_path)
    print(f"\nmutated CSV: {found.tried}, taken {found.taken}, refused {found.refused}, lost {len(found.lost)}")
    assert not found.lost


def test_parquet(tmp_path):
    told = list(mutated(400, 1, tmp_path))
    codes = collections.Counter(one.code or "taken" for one in told)
    most = max(one.grew_mb for one in told), max(one.seconds for one in told)
    print(f"\nmutated Parquet: {len(told)}, {dict(codes)}; at most {most[0]:.0f} MB and {most[1]:.1f} s each")
    assert most[0] < MEGABYTES and most[1] < SECONDS


def test_bombs(tmp_path):
    told = list(bombs(tmp_path))
    for one in told:
        print(f"\nbomb {one.name}: {one.code or 'taken'}, {one.grew_mb:.0f} MB, {one.seconds:.1f} s", end="")
    assert max(one.grew_mb for one in told) < MEGABYTES and max(one.seconds for one in told) < SECONDS


@pytest.mark.parametrize(("name", "tries", "rows"), [("import", kill_imports, 300_000), ("run", kill_runs, 20_000)])
def test_kills(tmp_path, name, tries, rows):
    found = list(tries(30, 1, tmp_path, rows))
    answered = sum(one.answered for one in found)
    there = sum(one.there for one in found)
    print(f"\nkilled {name}: {len(found)}, {answered} had answered, {there} were there, "
          f"{sum(len(one.lost) for one in found)} lost")  # fmt: skip
    assert not any(one.lost for one in found)


def test_bad_csvs():
    print(f"\nbad CSV files: {len(CASES)} (each is a test of its own)")
