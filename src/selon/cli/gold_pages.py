"""How pages are read, beside gold: as they are, and as the text that is left without their markup."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from selon.cli.gold import read_lines
from selon.evaluate import GoldArticle, found_article, page_numbers, read_page_gold
from selon.extract import extract
from selon.lang import load_pack
from selon.pipeline import read
from selon.records import Document, RawPage, Rejected

__all__ = ["page_figures"]


def page_figures(gold: Path, folder: Path, verbose: bool = False) -> dict[str, float]:
    """The figures of the pages of a file of gold, which lie in `folder`.

    Those of the pages as they are, then, *from text*, those of their visible text alone. Pages that are
    turned away are told on standard error, with `verbose` also what is wrong with each page.
    """
    pages = read_page_gold(read_lines(gold))
    whole = {page.doc: _usable(next(read(folder / page.doc), None), page.doc) for page in pages}
    bare = {doc: _usable(_read_text(doc, page.text), doc) for doc, page in whole.items() if page}
    if verbose:
        _tell(pages, whole, "")
        _tell(pages, bare, ", from text")
    numbers = _numbers(pages, whole)
    numbers |= {f"{name}, from text": value for name, value in _numbers(pages, bare).items()}
    return {name: round(value, 4) for name, value in numbers.items()}


def _read_text(doc: str, text: str) -> Document | Rejected:
    return extract(RawPage(doc, text.encode(), "text/plain"), load_pack("fr"))


def _usable(page: Document | Rejected | None, doc: str) -> Document | None:
    if isinstance(page, Rejected):
        click.echo(f"selon: {doc} was rejected: {page.reason} {page.detail}", err=True)
        return None
    return page


def _numbers(gold: Sequence[GoldArticle], pages: Mapping[str, Document | None]) -> dict[str, float]:
    return page_numbers(gold, {doc: found_article(page) for doc, page in pages.items()})


def _tell(gold: Sequence[GoldArticle], pages: Mapping[str, Document | None], how: str) -> None:
    for page in gold:
        wrong = {name: value for name, value in _numbers([page], pages).items() if value < 1}
        told = "  ".join(f"{name} {value:.2f}" for name, value in wrong.items())
        click.echo(f"{page.doc}{how}: {told or 'all right'}", err=True)
