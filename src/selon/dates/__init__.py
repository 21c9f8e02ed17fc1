"""Time expressions: found, resolved as far as the page allows and not a day further."""

from selon.dates._durations import before
from selon.dates._find import find_times
from selon.dates._stamps import Stamp, read_stamps, resolve_stamp

__all__ = ["Stamp", "before", "find_times", "read_stamps", "resolve_stamp"]
