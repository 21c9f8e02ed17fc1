"""What takes a look at the whole dossier is kept until its file changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

__all__ = ["Memory"]

_R = TypeVar("_R")
_MOST = 64


class Memory:
    """The last 64 answers of a dossier by what was asked; forgotten when anybody writes to its file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp: Hashable = None
        self._known: OrderedDict[Hashable, object] = OrderedDict()

    def kept(self, asked: Hashable, ask: Callable[[], _R]) -> _R:
        """The answer kept for `asked`, or that of `ask`, which then is kept."""
        stamp = self._now()
        with self._lock:
            if stamp != self._stamp:
                self._known.clear()
                self._stamp = stamp
            if asked in self._known:
                self._known.move_to_end(asked)
                return self._known[asked]  # type: ignore[return-value]
        answer = ask()
        with self._lock:
            if stamp == self._stamp == self._now():  # nobody wrote meanwhile
                self._known[asked] = answer
                while len(self._known) > _MOST:
                    self._known.popitem(last=False)
        return answer

    def _now(self) -> Hashable:
        """When the file was last written, and the log that SQLite writes first (empty while one reads)."""
        return _written(self._path), _written(self._path.with_name(self._path.name + "-wal"))


def _written(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return (told.st_mtime_ns, told.st_size) if told.st_size else None
