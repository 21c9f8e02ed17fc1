"""The frozen records that every room speaks in, the EDTF value, the JSON codec and the errors.

Offsets are Unicode code points, half-open; dates are EDTF strings (ISO 8601-2); nothing here imports
anything but the standard library.
"""

from selon.records import (
    annotations,
    codec,
    decisions,
    documents,
    dossier,
    edtf,
    errors,
    ids,
    registers,
    rows,
    state,
    views,
)
from selon.records.annotations import *  # noqa: F403
from selon.records.codec import *  # noqa: F403
from selon.records.decisions import *  # noqa: F403
from selon.records.documents import *  # noqa: F403
from selon.records.dossier import *  # noqa: F403
from selon.records.edtf import *  # noqa: F403
from selon.records.errors import *  # noqa: F403
from selon.records.ids import *  # noqa: F403
from selon.records.registers import *  # noqa: F403
from selon.records.rows import *  # noqa: F403
from selon.records.state import *  # noqa: F403
from selon.records.views import *  # noqa: F403

__all__ = [  # noqa: PLE0604
    *annotations.__all__,
    *codec.__all__,
    *decisions.__all__,
    *documents.__all__,
    *dossier.__all__,
    *edtf.__all__,
    *errors.__all__,
    *ids.__all__,
    *registers.__all__,
    *rows.__all__,
    *state.__all__,
    *views.__all__,
]
