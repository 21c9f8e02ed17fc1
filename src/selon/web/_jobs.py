"""Pages being read in the background, one batch after the other, with what a person sees of the progress."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from selon.pipeline import Dossier
from selon.records import RawPage, Rejected, SelonError

__all__ = ["Job", "Jobs"]

_Pages = Callable[[], Iterable[RawPage | Rejected]]


@dataclass(frozen=True, slots=True)
class Job:
    """How far a batch is. `total` is null while it is not known; `fault` says why it stopped short."""

    done: int = 0
    total: int | None = None
    source: str = ""
    added: int = 0
    known: int = 0
    rejected: tuple[Rejected, ...] = ()
    finished: bool = False
    fault: str = ""


@dataclass(slots=True)
class Jobs:
    """The batch that runs or ran last. One runs at a time: a dossier has one writer."""

    _job: Job | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> Job | None:
        """How far the last batch is; null when there was none."""
        return self._job

    def start(self, open_dossier: Callable[[], Dossier], pages: _Pages, total: int | None) -> bool:
        """Begin to read pages in the background; false when others are still being read."""
        with self._lock:
            if self._job is not None and not self._job.finished:
                return False
            self._job = Job(total=total)
        threading.Thread(target=self._run, args=(open_dossier, pages), daemon=True).start()
        return True

    def _run(self, open_dossier: Callable[[], Dossier], pages: _Pages) -> None:
        fault = "the reading of pages ended by a fault"
        try:
            with open_dossier() as dossier:
                for page in pages():
                    self._add(dossier, page)
            fault = ""
        except (SelonError, OSError) as error:
            fault = str(error)
        finally:
            self._note(replace(self._job or Job(), finished=True, fault=fault))

    def _add(self, dossier: Dossier, page: RawPage | Rejected) -> None:
        job = replace(self._job or Job(), source=page.source)
        self._note(job)
        if isinstance(page, Rejected):
            self._note(replace(job, done=job.done + 1, rejected=(*job.rejected, page)))
            return
        report = dossier.add(page)
        self._note(
            replace(
                job,
                done=job.done + 1,
                added=job.added + report.added,
                known=job.known + report.known,
                rejected=(*job.rejected, *report.rejected),
            )
        )

    def _note(self, job: Job) -> None:
        self._job = job
