"""The only room that reads the outside: files, folders and standard input become raw pages."""

from selon.ingest.files import Reading
from selon.ingest.formats import FORMATS, Format
from selon.ingest.items import MAX_BYTES
from selon.ingest.paths import count_paths, guessed_columns, read_paths
from selon.ingest.tables import FIELDS

__all__ = [
    "FIELDS",
    "FORMATS",
    "MAX_BYTES",
    "Format",
    "Reading",
    "count_paths",
    "guessed_columns",
    "read_paths",
]
