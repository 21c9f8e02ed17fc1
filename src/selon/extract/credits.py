"""Who signs a page: authors apart from wire agencies."""

import re
from collections.abc import Iterable, Sequence

from selon.extract.markup import Markup
from selon.lang import LanguagePack
from selon.lang.pages import fold_line
from selon.records import Block

__all__ = ["find_credits"]

_BETWEEN = re.compile(r"\s*(?:[,;:/|&+()•·]|\s[-–—]\s)\s*")
_LONGEST = 200
_EMAIL = re.compile(r"\S+@\S+")


def find_credits(
    text: str,
    blocks: Sequence[Block],
    markup: Markup,
    pack: LanguagePack,
    told: Sequence[str] = (),
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of authors and those of agencies, in the order in which the page gives them.

    Visible bylines name authors where the markup names none; agencies also stand in datelines and stamps. A
    photo's credit is no source of the text. Names that were `told` beside the text are taken as they are.
    """
    authors: dict[str, None] = {}
    agencies: dict[str, None] = {}
    shown = [
        text[block.start : block.end]
        for block in blocks
        if block.kind == "byline" and block.end - block.start <= _LONGEST
    ]
    publishers = {fold_line(name) for name in markup.publishers}
    for name in _names(told, pack):
        agency = pack.pages.agencies.get(fold_line(name))
        (authors if agency is None else agencies).setdefault(agency or name)
    for name in _names(markup.authors if not authors else (), pack):
        _sort_in(name, publishers, authors, agencies, pack)
    has_authors = bool(authors)
    for name in _names(shown, pack):
        _sort_in(name, publishers, {} if has_authors else authors, agencies, pack)
    if not authors:
        for name in _signed_in_stamps(text, blocks, pack):
            _sort_in(name, publishers, authors, agencies, pack)
    for block in blocks:
        if block.kind in ("dateline", "header"):
            agencies.update(dict.fromkeys(_agencies_in(text[block.start : block.end], pack)))
    return tuple(_unrepeated(authors)), tuple(agencies)


def _signed_in_stamps(text: str, blocks: Sequence[Block], pack: LanguagePack) -> Iterable[str]:
    """The names in lines that tell the date and the author too: *Le 3 mai 2024, par Jean de Rohan*."""
    for block in blocks:
        line = text[block.start : block.end] if block.kind == "header" else ""
        if signer := _signer(line, pack):
            yield from _names([_leading_name(line[signer:].split(), pack)], pack)
        elif line and pack.pages.byline.opens(fold_line(line)):
            yield _leading_name(line.split()[1:], pack)


def _signer(line: str, pack: LanguagePack) -> int:
    """Where the words behind *par* begin, 0 where there are none."""
    folded = line.lower()
    if len(folded) != len(line):  # some letters have no small form of the same length
        return 0
    match = pack.pages.signer.search(folded)
    return match.end() if match else 0


def _leading_name(words: Sequence[str], pack: LanguagePack) -> str:
    """The words with capitals: *Jean de Rohan le 3 mai* signs *Jean de Rohan*; an address is skipped."""
    words = [word for word in words if not _EMAIL.search(word)]
    end = 0
    for index, word in enumerate(words):
        if pack.pages.stamp.opens(fold_line(word)):
            break
        if word[0].isupper():
            end = index + 1
        elif fold_line(word) not in pack.pages.particles:
            break
    return " ".join(words[:end]).strip(" ,;|-–—")


def _sort_in(
    name: str, publishers: set[str], authors: dict[str, None], agencies: dict[str, None], pack: LanguagePack
) -> None:
    agency = pack.pages.agencies.get(fold_line(name))
    if agency is not None:
        agencies[agency] = None
    elif fold_line(name) not in publishers and _is_person(name, pack):
        authors.setdefault(name)


def _agencies_in(line: str, pack: LanguagePack) -> Iterable[str]:
    for piece in _BETWEEN.split(line):
        for name in _joined(piece, pack):
            agency = pack.pages.agencies.get(fold_line(name))
            # Two- and three-letter forms are agencies only in capitals.
            if agency is not None and (len(name) > 4 or name.isupper()):
                yield agency
                continue
            for word in name.split() if agency is None else ():
                if word.isupper() and (shouted := pack.pages.agencies.get(fold_line(word))):
                    yield shouted


def _names(credits: Iterable[str], pack: LanguagePack) -> Iterable[str]:
    for credit in credits:
        for piece in _BETWEEN.split(_EMAIL.sub(" ", credit)):
            yield from _joined(piece, pack)


def _joined(piece: str, pack: LanguagePack) -> Iterable[str]:
    """The names that joining words (*avec*, *et*) hold together."""
    name: list[str] = []
    for word in piece.split():
        bare = fold_line(word)
        if bare in pack.pages.joiners:
            if name:
                yield " ".join(name)
            name = []
        else:
            name.append(word[2:] if bare.startswith(("l'", "d'")) else word)
    if name:
        yield " ".join(name)


def _is_person(name: str, pack: LanguagePack) -> bool:
    """Two to five words without digits or function words, first and last with a capital; no role or desk."""
    words = name.split()
    if not 2 <= len(words) <= 5 or any(letter.isdigit() for letter in name):
        return False
    common = pack.pages.stopwords[pack.code] - pack.pages.particles
    if words[0] == words[-1] or fold_line(words[0]) in pack.pages.byline.lines:
        return False
    if any(fold_line(word) in common for word in words):
        return False
    return words[0][0].isupper() and words[-1][0].isupper() and fold_line(name) not in pack.pages.roles


def _unrepeated(authors: Iterable[str]) -> list[str]:
    """Each name once, whatever its capitals."""
    seen: dict[str, str] = {}
    for name in authors:
        seen.setdefault(fold_line(name), name)
    return list(seen.values())
