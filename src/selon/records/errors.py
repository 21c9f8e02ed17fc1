"""The errors of selon.

Bad input is a value (`Rejected`, a flag on a record); these are for faults::

    SelonError
     ├─ InvalidDate        a string is not an EDTF date of the kind this project writes
     ├─ InvalidRecord      a line or an object is not a record of this schema
     ├─ InvalidPack        a table of a language pack cannot be used
     ├─ ModelNotFound      the parser's model is not installed
     ├─ SourceNotFound     a path that was asked for is not there
     ├─ MissingExtra       a file that was asked for needs a package that is not installed
     ├─ UnknownColumn      a table has no column of the name that was asked for, or none that holds texts
     ├─ DossierError       the dossier cannot be opened, read or written
     │   ├─ DossierNotFound
     │   └─ DossierTooNew  written by a later version of selon
     ├─ UnknownId          nothing in the dossier bears this id
     └─ InvalidDecision    a decision cannot be taken on this item, or not with these values

Each message says what is wrong and, after a colon or in a second sentence, what to do.
"""

__all__ = [
    "DossierError",
    "DossierNotFound",
    "DossierTooNew",
    "InvalidDate",
    "InvalidDecision",
    "InvalidPack",
    "InvalidRecord",
    "MissingExtra",
    "ModelNotFound",
    "SelonError",
    "SourceNotFound",
    "UnknownColumn",
    "UnknownId",
]


class SelonError(Exception):
    """Any fault that selon itself reports."""


class InvalidDate(SelonError, ValueError):
    """A string is not an EDTF date of the kind this project writes."""


class InvalidRecord(SelonError, ValueError):
    """A line or an object is not a record of this schema."""


class InvalidPack(SelonError, ValueError):
    """A table of a language pack cannot be used."""


class ModelNotFound(SelonError):
    """The parser's model is not installed."""


class SourceNotFound(SelonError, FileNotFoundError):
    """A path that was asked for is not there."""


class MissingExtra(SelonError, ImportError):
    """A file that was asked for needs a package that is not installed."""


class UnknownColumn(SelonError, ValueError):
    """A table has no column of the name that was asked for, or none that holds texts."""


class DossierError(SelonError):
    """The dossier cannot be opened, read or written."""


class DossierNotFound(DossierError):
    """There is no dossier at this path."""


class DossierTooNew(DossierError):
    """The dossier was written by a later version of selon."""


class UnknownId(SelonError, KeyError):
    """Nothing in the dossier bears this id."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class InvalidDecision(SelonError, ValueError):
    """A decision cannot be taken on this item, or not with these values."""
