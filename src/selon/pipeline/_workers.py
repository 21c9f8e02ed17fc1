"""The map over many pages, in this process or in several, always in the order in which the pages came."""

import concurrent.futures
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool

from selon.pipeline._map import read_raw
from selon.records import PageRead, RawPage, Rejected, SelonError

__all__ = ["Came", "read_all"]

_AHEAD = 4  # pages that each worker has waiting: enough to keep it at work, few enough to hold in memory
Came = tuple[RawPage | Rejected, PageRead | Rejected | None]
"""A page as it came in, and what was read of it; null for one that was known before."""


def read_all(
    pages: Iterable[RawPage | Rejected], is_known: Callable[[RawPage | Rejected], bool], jobs: int = 1
) -> Iterator[Came]:
    """Each page with what is read of it, in order; those that are known are passed over.

    With several `jobs`, as many processes read, each with a parser of its own, and no more than a few pages
    are held at once. Raises SelonError when one of them dies.
    """
    if jobs <= 1:
        for page in pages:
            yield page, None if is_known(page) else _outcome(page)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy whatever threads hold at that moment
    pool = concurrent.futures.ProcessPoolExecutor(jobs, mp_context=context)
    waiting: deque[tuple[RawPage | Rejected, concurrent.futures.Future[PageRead | Rejected] | None]] = deque()
    try:
        for page in pages:
            waiting.append((page, None if is_known(page) else pool.submit(_outcome, page)))
            if len(waiting) >= jobs * _AHEAD:
                yield _done(waiting)
        while waiting:
            yield _done(waiting)
    except BrokenProcessPool as error:
        raise SelonError(
            "a process that reads pages died, perhaps for want of memory: go on with --jobs 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _done(
    waiting: "deque[tuple[RawPage | Rejected, concurrent.futures.Future[PageRead | Rejected] | None]]",
) -> Came:
    page, future = waiting.popleft()
    return page, future.result() if future is not None else None


def _outcome(page: RawPage | Rejected) -> PageRead | Rejected:
    return page if isinstance(page, Rejected) else read_raw(page)
