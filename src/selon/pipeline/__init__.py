"""The map over pages, and the dossier: pages in, the fold over their analyses, rows for readers out.

Stages are imported when they are needed: whoever only reads a dossier loads no parser.
"""

from selon.pipeline._dossier import Dossier, Progress, open
from selon.pipeline._map import analyse, engine, read, read_raw

__all__ = ["Dossier", "Progress", "analyse", "engine", "open", "read", "read_raw"]
