"""The map over many pages, in this process or in several, always in the order in which the pages came."""

import concurrent.futures
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool

from selon.pipeline._map import Came, read_raw
from selon.records import PageRead, RawPage, Rejected, SelonError

__all__ = ["read_all"]

_AHEAD = 4  # pages that each worker has waiting: enough to keep it at work, few enough to hold in memory
_Waiting = deque[
    tuple[RawPage | Rejected, concurrent.futures.Future[PageRead | Rejected] | PageRead | Rejected | None]
]


def read_all(
    pages: Iterable[Came], is_known: Callable[[RawPage | Rejected], bool], jobs: int = 1
) -> Iterator[Came]:
    """Each page with what is read of it, in order; null for those that are known, which are passed over.

    What was read before it came here is not read again.

    With several `jobs`, as many processes read, each with a parser of its own, and no more than a few pages
    are held at once. Raises SelonError when one of them dies.
    """
    if jobs <= 1:
        for page, ready in pages:
            yield page, None if is_known(page) else ready or _outcome(page)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy whatever threads hold at that moment
    pool = concurrent.futures.ProcessPoolExecutor(jobs, mp_context=context)
    waiting: _Waiting = deque()
    try:
        for page, ready in pages:
            waiting.append((page, None if is_known(page) else ready or pool.submit(_outcome, page)))
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


def _done(waiting: _Waiting) -> Came:
    page, read = waiting.popleft()
    return page, read.result() if isinstance(read, concurrent.futures.Future) else read


def _outcome(page: RawPage | Rejected) -> PageRead | Rejected:
    return page if isinstance(page, Rejected) else read_raw(page)
