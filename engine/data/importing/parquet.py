"""Parquet as batches of text, in bounded memory: texts stay dictionaries until it is known how large they become."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.data.importing.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    PARQUET_BATCH,
    PARQUET_BATCH_BYTES,
    PARQUET_CHUNK_BYTES,
    PARQUET_GROUP_ROWS,
    PARQUET_RATIO,
    PARQUET_RATIO_FROM,
    PARQUET_ROWS,
    PARQUET_VALUE_BYTES,
)
from engine.errors import InputError

EXACT = {16: 2**11, 32: 2**24, 64: 2**53}
"""Bits of a float -> from here on it cannot tell all whole numbers apart."""


def parquet_header(path: Path, name: str) -> list[str]:
    """The columns' names of a file that stays within the limits.

    Raises:
        InputError: `import.parquet_broken`, `import.too_many_columns`, `import.too_many_rows`, `import.bomb`.
    """
    try:
        with pq.ParquetFile(path) as file:
            about, names = file.metadata, list(file.schema_arrow.names)
            largest = max((about.row_group(i).num_rows for i in range(about.num_row_groups)), default=0)
    except (pa.ArrowException, OSError) as error:
        raise broken(name, error) from None
    if max(about.num_columns, len(names)) > MAX_COLUMNS:
        raise InputError("import.too_many_columns", file=name, n=about.num_columns, most=MAX_COLUMNS)
    if about.num_rows > PARQUET_ROWS or largest > PARQUET_GROUP_ROWS:
        raise InputError(
            "import.too_many_rows", file=name, rows=about.num_rows, group=largest, most=PARQUET_ROWS,
            most_group=PARQUET_GROUP_ROWS,
        )  # fmt: skip
    largest_chunk = max((_long(about.row_group(i)) for i in range(about.num_row_groups)), default=0)
    if largest_chunk:
        raise InputError("import.bomb", file=name, bytes=path.stat().st_size, unpacked=largest_chunk)
    return names


def _long(group: Any) -> int:
    """Bytes of the largest column of a row group whose values are so long that one of them may fill the memory."""
    chunks = [group.column(i) for i in range(group.num_columns)]
    sizes = [(int(chunk.total_uncompressed_size), int(chunk.num_values)) for chunk in chunks]
    return max((size for size, n in sizes if size > max(PARQUET_CHUNK_BYTES, n * PARQUET_VALUE_BYTES)), default=0)


def parquet_batches(path: Path, name: str, decimal: str, ids: Collection[int] = ()) -> Iterator[list[pa.Array]]:
    """The columns of some thousand rows at a time as text, texts cut one letter beyond `MAX_CELL`.

    Lists are joined by `|` without their nulls, times are in UTC, numbers as Python writes them with `decimal` as
    their mark, whole ones without it. `ids`: the positions of columns that ids are made of.

    Raises:
        InputError: `import.parquet_broken`, `import.parquet_type`, `import.bomb`, `import.list_mark` for a text in a
            list that has a `|`, `import.float_ids` for an id that a float cannot tell from its neighbour.
    """
    given = 0
    try:
        size, schema = path.stat().st_size, pq.read_schema(path)
        texts = [
            field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
        ]
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            for part in file.iter_batches(PARQUET_BATCH):
                part.validate(full=True)  # there are no checksums: at least text must be text
                columns = [_cut(column) for column in part.columns]
                given += _check_size(path, name, columns)
                if given > max(PARQUET_RATIO_FROM, PARQUET_RATIO * size):
                    raise InputError("import.bomb", file=name, bytes=size, unpacked=given)
                for place in ids:
                    _check_id(name, schema.names[place], columns[place])
                yield [_text(name, field, column, decimal) for field, column in zip(schema.names, columns, strict=True)]
    except (pa.ArrowException, OSError) as error:
        raise broken(name, error) from None


def broken(name: str, error: object) -> InputError:
    """The error for a file that Arrow cannot read, in one line."""
    return InputError("import.parquet_broken", file=name, problem=str(error).partition("\n")[0])


def _cut(values: pa.Array) -> pa.Array:
    """Texts that are too long, cut where it shows: in a dictionary each of them is there once."""
    if pa.types.is_dictionary(values.type):
        return pa.DictionaryArray.from_arrays(values.indices, _cut(values.dictionary))
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        return values
    longest = pc.max(pc.binary_length(values)).as_py() or 0
    return pc.utf8_slice_codeunits(values, 0, MAX_CELL + 1) if longest > MAX_CELL else values


def _check_size(path: Path, name: str, columns: list[pa.Array]) -> int:
    """Bytes of a batch once it is text, which may not be too many."""
    size = sum(_size(column) for column in columns)
    if size > PARQUET_BATCH_BYTES:
        raise InputError("import.bomb", file=name, bytes=path.stat().st_size, unpacked=size)
    return size


def _size(values: pa.Array) -> int:
    """Bytes of a column once its dictionary is resolved."""
    if not pa.types.is_dictionary(values.type) or not pa.types.is_string(values.type.value_type):
        return int(values.nbytes)
    return int(pc.sum(pc.take(pc.binary_length(values.dictionary), values.indices)).as_py() or 0)


def _text(name: str, column: str, values: pa.Array, decimal: str) -> pa.Array:
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _text(name, column, values.dictionary_decode(), decimal)
    try:
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            return _joined(name, column, pc.cast(values, pa.list_(pa.string())))
        if pa.types.is_timestamp(kind):  # seconds are kept, so that what is finer may go
            return pc.cast(pc.cast(values, pa.timestamp("us"), safe=False), pa.string())
        shown = _whole(values) if pa.types.is_floating(kind) else pc.cast(values, pa.string())
        numeric: Any = pa.types.is_floating(kind) or pa.types.is_decimal(kind)
        return pc.replace_substring(shown, ".", decimal) if numeric and decimal != "." else shown
    except pa.ArrowException:
        raise InputError("import.parquet_type", file=name, column=column, kind=str(kind)[:60]) from None


def _whole(values: pa.Array) -> pa.Array:
    """Floats as text, whole ones as integers are: Arrow would write 1.3800138001e+10, which is no other file's id."""
    exact = pc.cast(values, pa.float64())
    whole = pc.and_(pc.equal(pc.floor(exact), exact), pc.less(pc.abs(exact), float(EXACT[64])))
    integers = pc.cast(pc.if_else(whole, exact, pa.scalar(None, pa.float64())), pa.int64())
    return pc.coalesce(pc.cast(integers, pa.string()), pc.cast(values, pa.string()))


def _check_id(name: str, column: str, values: pa.Array) -> None:
    if not pa.types.is_floating(values.type):
        return
    largest = pc.max(pc.abs(pc.cast(values, pa.float64()))).as_py() or 0.0
    if largest >= EXACT[values.type.bit_width]:
        raise InputError("import.float_ids", file=name, column=column)


def _joined(name: str, column: str, lists: pa.Array) -> pa.Array:
    """Lists as text; what a null element stands for is nothing, and an element with a `|` would be two."""
    elements = lists.flatten()
    marked = pc.index(pc.match_substring(elements, "|"), True).as_py()
    if marked >= 0:
        raise InputError("import.list_mark", file=name, column=column, text=elements[marked].as_py()[:100])
    if not elements.null_count:
        return pc.binary_join(lists, "|")
    rows = lists.to_pylist()
    return pa.array([None if row is None else "|".join(one for one in row if one is not None) for row in rows])
