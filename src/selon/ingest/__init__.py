"""The only room that reads the outside: files, folders and standard input become raw pages."""

from selon.ingest.files import Reading
from selon.ingest.formats import FORMATS, Format
from selon.ingest.items import MAX_BYTES
from selon.ingest.paths import count_paths, guessed_columns, holds_one, list_files, read_files, read_paths
from selon.ingest.prepared import (
    PREPARED_KEY,
    READ_COLUMNS,
    count_prepared,
    is_prepared,
    read_prepared,
)
from selon.ingest.tables import FIELDS

__all__ = [
    "FIELDS",
    "FORMATS",
    "MAX_BYTES",
    "PREPARED_KEY",
    "READ_COLUMNS",
    "Format",
    "Reading",
    "count_paths",
    "count_prepared",
    "guessed_columns",
    "holds_one",
    "is_prepared",
    "list_files",
    "read_files",
    "read_paths",
    "read_prepared",
]
