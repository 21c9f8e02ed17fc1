"""Python's search for cycles, put off while a fold runs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["unswept"]


@contextmanager
def unswept() -> Iterator[None]:
    """Put off the search for objects that hold one another, which is then made once instead of often.

    What a fold makes holds no cycles, and it makes so much that the search would run on and on. Memory is
    given back as ever, but for cycles, and for those when this ends. For use around some hundred pages.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
