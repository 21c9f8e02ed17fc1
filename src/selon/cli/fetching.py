"""The command that brings pages in from the web: `fetch`, the only one that touches a network."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from selon.cli.faults import NOTHING_FOUND, PARTIAL
from selon.cli.options import dossier_option, examples
from selon.cli.render import tidy

if TYPE_CHECKING:  # both take long to import
    from selon.ingest.fetching import Unfetched
    from selon.pipeline import Dossier
    from selon.records import RawPage

__all__ = ["fetch"]


@click.command(
    epilog=examples(
        "selon fetch https://www.example.org/article.html",
        "selon fetch https://www.example.org/rss.xml --limit 10 -d arms.selon",
    )
)
@click.argument("urls", metavar="URL|FEED...", nargs=-1, required=True)
@dossier_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Of a feed, only the first so many items.",
)
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Seconds between two pages of one site; more where its robots.txt asks for more.",
)
@click.option("--allow-private", is_flag=True, help="Also fetch from this machine and private networks.")
def fetch(urls: tuple[str, ...], *, dossier: Path, limit: int, delay: float, allow_private: bool) -> None:
    """Fetch pages from the web into a dossier.

    Of a feed (RSS, Atom), the pages that its items link to. Each page is kept as it came, with the time at
    which it did. What a site's robots.txt does not allow is not fetched, nor anything that lies in a
    private network. What could not be fetched is told with its reason and stops nothing: the exit code is
    then 3.
    """
    from selon.ingest.fetching import FetchRules, Unfetched
    from selon.ingest.fetching import fetch as fetch_pages
    from selon.pipeline import open as open_dossier

    rules = FetchRules(delay=delay, items=limit, allow_private=allow_private)
    outcomes: list[str] = []
    with open_dossier(dossier, create=True) as opened:
        for page in fetch_pages(urls, rules):
            outcomes.append(_tell(page) if isinstance(page, Unfetched) else _add(opened, page))
    counts = ", ".join(f"{outcomes.count(word)} {told}" for word, told in _WORDS.items())
    click.echo(f"{dossier}: {counts}", err=True)
    if not {"failed", "rejected"}.isdisjoint(outcomes):
        click.get_current_context().exit(PARTIAL)
    if not outcomes:
        click.get_current_context().exit(NOTHING_FOUND)


_WORDS = {"added": "added", "known": "known before", "rejected": "rejected", "failed": "not fetched"}


def _add(dossier: "Dossier", page: "RawPage") -> str:
    report = dossier.add(page)
    for rejected in report.rejected:
        click.echo(tidy(f"rejected: {page.source}: {rejected.reason} ({rejected.detail})"), err=True)
        return "rejected"
    outcome = "added" if report.added else "known"
    click.echo(tidy(f"{outcome}: {page.source} ({len(page.data):,} bytes)"), err=True)
    return outcome


def _tell(page: "Unfetched") -> str:
    detail = f" ({page.detail})" if page.detail else ""
    click.echo(tidy(f"not fetched: {page.url}: {page.reason}{detail}"), err=True)
    return "failed"
