"""Python's search for cycles, put off while a fold runs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["unswept"]


@contextmanager
def unswept() -> Iterator[None]:
    """Put off the search for objects that hold one another: it is made once, at the end, instead of often.

    What a fold reads, makes and keeps holds no cycles, and is so much that the search would run on and on.
    Memory is given back as ever, but that of cycles later. For some hundred pages at a time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
