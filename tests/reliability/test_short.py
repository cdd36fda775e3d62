"""The reliability figures in short form; `make reliability` repeats them at full scale for docs/reliability.md."""

from tests.reliability.kills import kill_imports, kill_runs
from tests.reliability.mutations import fuzz
from tests.reliability.parquets import bombs, mutated

SECONDS, MEGABYTES = 60, 500


def test_no_line_of_a_damaged_csv_is_lost_without_a_word(tmp_path):
    found = fuzz(60, 20_261_125, tmp_path)
    assert found.tried == found.taken + sum(found.refused.values())
    assert not found.lost, found.lost[:3]
    assert found.taken > 20


def test_damaged_parquet_is_refused_or_taken_and_the_process_lives(tmp_path):
    told = list(mutated(40, 3, tmp_path))
    assert len(told) == 40
    assert max(one.grew_mb for one in told) < MEGABYTES
    assert not {one.code for one in told} & {"import.engine", "import.unbalanced"}


def test_bombs_are_refused_or_taken_within_bounds(tmp_path):
    told = {one.name: one for one in bombs(tmp_path, 0.03)}
    assert len(told) == 6
    assert max(one.grew_mb for one in told.values()) < MEGABYTES, told


def test_a_killed_import_or_run_loses_nothing(tmp_path):
    for name, tries in (("import", kill_imports), ("run", kill_runs)):
        (tmp_path / name).mkdir()
        found = list(tries(2, 7, tmp_path / name, 20_000))
        assert [one.lost for one in found] == [(), ()], found
