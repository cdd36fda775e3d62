"""What one file may ask of the machine; beyond these bounds it is refused or its records are rejects, in words."""

CHUNK = 1 << 20
"""Bytes read at a time."""
SAMPLE_BYTES = 1 << 20
"""Bytes from the beginning of a file by which its dialect is judged and its preview made."""
SAMPLE_LINES = 1_000
MAX_COLUMNS = 500
MAX_LINE = 2_000_000
"""Characters of a physical line; longer ones are rejects."""
MAX_ID = 1_000
"""Characters of an id."""
MAX_CELL = 10_000
"""Characters of any other cell."""

UNPACKED_BYTES = 20 * 10**9
"""A compressed file may hold so much,"""
RATIO = 100
"""and so many times its own size once it has given"""
RATIO_FROM = 16 * 2**20
"""so many bytes."""

PARQUET_ROWS = 200_000_000
PARQUET_GROUP_ROWS = 20_000_000
PARQUET_BATCH = 8_192
"""Rows of a Parquet file in memory at a time."""
PARQUET_BATCH_BYTES = 256 * 2**20
"""Bytes of text that a batch may become."""

PARQUET_CHUNK_BYTES = 128 * 2**20
"""A column of a row group may hold more only if its values are short:"""
PARQUET_VALUE_BYTES = 2_000
"""bytes a value, on average."""
PARQUET_RATIO = 1_000
"""The texts of a Parquet file may be so many times its own size once they are"""
PARQUET_RATIO_FROM = 10**9
"""so many bytes: dictionaries make far more of a megabyte."""

EXCEL_BYTES = 10**9
"""What the parts of a spreadsheet file may hold unpacked."""
EXCEL_RATIO = 200
EXCEL_ROWS = 1_048_576
"""Rows that a sheet can have."""
