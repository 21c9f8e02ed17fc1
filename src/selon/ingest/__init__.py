"""The only room that reads the outside: files, folders and standard input become raw pages."""

from selon.ingest.paths import MAX_BYTES, count_paths, read_paths

__all__ = ["MAX_BYTES", "count_paths", "read_paths"]
