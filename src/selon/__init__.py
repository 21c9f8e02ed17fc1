"""selon reads French press pages and keeps the record of who says what, when, about which event.

`read` gives documents, `analyse` what one document tells, `open` a dossier over many. Names are loaded when
they are first used: importing this package loads no parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selon.pipeline import Dossier, analyse, open, read
    from selon.records import (
        AddReport,
        Analysis,
        ClaimRow,
        Document,
        EventRow,
        PageRow,
        Passage,
        QuoteRow,
        RawPage,
        Rejected,
        SearchRow,
        SelonError,
        StanceRow,
        TimelineRow,
    )

__all__ = [
    "AddReport",
    "Analysis",
    "ClaimRow",
    "Document",
    "Dossier",
    "EventRow",
    "PageRow",
    "Passage",
    "QuoteRow",
    "RawPage",
    "Rejected",
    "SearchRow",
    "SelonError",
    "StanceRow",
    "TimelineRow",
    "__version__",
    "analyse",
    "open",
    "read",
]

__version__ = "0.1.0"

_PIPELINE = frozenset({"Dossier", "analyse", "open", "read"})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'selon' has no attribute {name!r}")
    value = getattr(import_module("selon.pipeline" if name in _PIPELINE else "selon.records"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
