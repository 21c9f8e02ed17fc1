"""From a document to parsed sentences: the parser is given what it reads well, and offsets come back.

A whole quotation is masked in its clause by a placeholder and its inside parsed apart as level 1; the marks
of an integrated one (`une "grave erreur"`) are dropped and its words stay in the clause; an inverted pronoun
is cut off the verb by the model's own tokeniser; headlines in capitals are lower-cased. All of it happens
in a view of the text whose every character knows its offset; the text itself is never changed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from selon.annotate.marks import Marks, Quote, find_marks, paragraphs
from selon.annotate.sentences import Sentence, Token
from selon.annotate.sparing import on_one_thread, spare
from selon.annotate.splitting import LONGEST, split_sentences
from selon.lang import LanguagePack
from selon.records import BlockKind, Document, ModelNotFound, Span

__all__ = ["Parser", "load_parser", "parse"]

_PLACEHOLDER = "« Oui »"
_STOPS = frozenset(".!?…")
_CAPITALS_SHARE = 0.7
_BATCH = 64


class Parser(Protocol):
    """What is used of a spaCy pipeline: its tokeniser and its batched run over documents."""

    def make_doc(self, text: str) -> Any:
        """Tokens of one sentence, not parsed yet."""
        ...

    def pipe(self, texts: Iterable[Any], *, batch_size: int) -> Iterator[Any]:
        """The same documents, parsed."""
        ...


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence to parse: where it lies, and its view with an offset for every character.

    `masks` are the quotes that a placeholder stands for, by the offset of the placeholder in the view.
    """

    span: Span
    block: int
    kind: BlockKind
    level: int
    quotes: tuple[Span, ...]
    view: str
    offsets: tuple[int, ...]
    masks: tuple[tuple[int, Span], ...]


def load_parser(pack: LanguagePack) -> Parser:
    """The parser that the pack names (about 4 s); raises ModelNotFound when it is not installed."""
    import spacy

    try:
        parser = spacy.load(pack.model)
    except OSError as error:
        name = pack.model.replace("_", "-")
        raise ModelNotFound(f"the model {name} is not installed or broken: pip install {name}") from error
    spare(parser)
    loaded: Parser = parser
    return loaded


def parse(document: Document, pack: LanguagePack, parser: Parser) -> tuple[Sentence, ...]:
    """The sentences of the readable blocks, parsed, in order of start, then level.

    The inside of a whole quotation comes as sentences of its own, one level deeper than what holds it.
    """
    pieces = _pieces(document, find_marks(document), pack)
    docs = []
    for piece in pieces:
        doc = parser.make_doc(_readable(piece.view, pack))
        for number, token in enumerate(doc):
            token.is_sent_start = number == 0
        docs.append(doc)
    with on_one_thread():
        parsed = list(parser.pipe(docs, batch_size=_BATCH))
    sentences = [
        _sentence(document.text, piece, doc, pack) for piece, doc in zip(pieces, parsed, strict=True)
    ]
    return tuple(sorted(sentences, key=lambda sentence: (sentence.span[0], sentence.level)))


@dataclass(frozen=True, slots=True)
class _Page:
    """What the pieces of a page are cut by; `quotes` by depth, in order."""

    text: str
    quotes: Mapping[int, Sequence[Quote]]
    pack: LanguagePack
    names: "_Names"

    def within(self, area: Span, depth: int) -> Sequence[Quote]:
        """The quotes of this depth that touch an area."""
        quotes = self.quotes.get(depth, ())
        first = bisect_right(quotes, area[0], key=lambda quote: quote.end)
        last = bisect_left(quotes, area[1], key=lambda quote: quote.start)
        return quotes[first:last]


def _pieces(document: Document, marks: Marks, pack: LanguagePack) -> list[_Piece]:
    quotes: dict[int, list[Quote]] = {}
    for quote in marks.quotes:
        quotes.setdefault(quote.depth, []).append(quote)
    page = _Page(document.text, quotes, pack, _Names(document))
    pieces: list[_Piece] = []
    for number, block, start, end in paragraphs(document):
        pieces.extend(_level(page, (start, end), (number, block.kind, 0)))
    return pieces


def _level(page: _Page, area: Span, place: tuple[int, BlockKind, int]) -> Iterator[_Piece]:
    """The sentences of an area of one level, and those inside its whole quotations."""
    inside = page.within(area, place[2])
    clipped = [(max(quote.start, area[0]), min(quote.end, area[1])) for quote in inside]
    for span in split_sentences(page.text, *area, clipped, page.pack.speech.abbreviations):
        held = [pair for pair in zip(inside, clipped, strict=True) if span[0] <= pair[1][0] < span[1]]
        whole = [clip for quote, clip in held if _is_whole(page.text, span, clip, quote, page.pack)]
        view, offsets, masks = _view(page.text, span, [clip for _, clip in held], whole, page.names)
        yield _Piece(span, *place, tuple(clip for _, clip in held), view, offsets, masks)
        for quote, clip in held:
            if clip in whole:
                inner = max(quote.inner[0], clip[0]), min(quote.inner[1], clip[1])
                yield from _level(page, inner, (place[0], place[1], place[2] + 1))


def _is_whole(text: str, sentence: Span, clip: Span, quote: Quote, pack: LanguagePack) -> bool:
    """Whether a quotation is an utterance beside its clause rather than a part of the clause's syntax."""
    inner = text[max(quote.inner[0], clip[0]) : min(quote.inner[1], clip[1])]
    if not inner:
        return False
    if (quote.start, quote.end) != clip or len(inner) > LONGEST // 2 or _several(inner, pack):
        return True
    before, after = text[sentence[0] : clip[0]].rstrip(), text[clip[1] : sentence[1]].lstrip()
    capital = inner.lstrip("(\u2026. ")[:1].isupper()
    if not before:
        ends = not after or not after[0].isalpha() or inner[-1] in "!?…,."
        return ends or (capital and len(inner.split()) > 3)
    if before[-1] in ":," or before[-1] in _STOPS:
        return capital or (before[-1] == ":" and len(inner.split()) > 2)
    return capital and len(inner.split()) > 3 and before[-1].isalpha()


def _several(inner: str, pack: LanguagePack) -> bool:
    return len(split_sentences(inner, 0, len(inner), (), pack.speech.abbreviations)) > 1


def _view(
    text: str, span: Span, quotes: Sequence[Span], whole: Sequence[Span], names: "_Names"
) -> tuple[str, tuple[int, ...], tuple[tuple[int, Span], ...]]:
    """The sentence as the parser gets it, the offset of every character of it, and the placeholders."""
    characters: list[str] = []
    offsets: list[int] = []
    masks: list[tuple[int, Span]] = []

    def put(string: str, start: int, step: int) -> None:
        characters.extend(string)
        offsets.extend(start + step * number for number in range(len(string)))

    place = span[0]
    for start, end in quotes:
        put(text[place:start], place, 1)
        if (start, end) in whole:
            _space(characters, offsets, start)
            masks.append((len(characters), (start, end)))
            put(_PLACEHOLDER, start, 0)
            if text[end : end + 1].isalnum():
                put(" ", end, 0)
        else:
            _space(characters, offsets, start)
            inner_end = end - 1 if end - start > 1 else end
            put(text[start + 1 : inner_end].strip(), _first(text, start + 1, inner_end), 1)
            if text[end : end + 1].isalnum():
                put(" ", end, 0)
        place = end
    put(text[place : span[1]], place, 1)
    view = "".join(characters)
    return names.lowered(view) if names.capitals(view) else view, tuple(offsets), tuple(masks)


def _readable(view: str, pack: LanguagePack) -> str:
    """The view with words that the parser knows in place of those that it does not."""
    stand_ins = pack.speech.stand_ins
    return "".join(stand_ins.get(word, word) for word in _words(view))


def _space(characters: list[str], offsets: list[int], start: int) -> None:
    if characters and characters[-1].isalnum():
        characters.append(" ")
        offsets.append(start)


def _first(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


class _Names:
    """How words in capitals are written elsewhere on the page: `CORÉE` as `Corée`, `VENTE` as `vente`."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._proper: frozenset[str] | None = None

    def capitals(self, view: str) -> bool:
        """Whether the sentence is set in capitals as a whole."""
        letters = [letter for letter in view.replace(_PLACEHOLDER, "") if letter.isalpha()]
        return len(letters) > 8 and sum(map(str.isupper, letters)) > _CAPITALS_SHARE * len(letters)

    def lowered(self, view: str) -> str:
        """The view in small letters, names with their capital; as long as before."""
        return "".join(self._word(word) for word in _words(view))

    def _word(self, word: str) -> str:
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in word)
        if self._proper is None:
            self._proper = _proper_names(self._document)
        return low[:1].upper() + low[1:] if low in self._proper and len(low[:1].upper()) == 1 else low


def _words(text: str) -> Iterator[str]:
    word = ""
    for letter in text:
        if letter.isalpha():
            word += letter
            continue
        if word:
            yield word
            word = ""
        yield letter
    if word:
        yield word


def _proper_names(document: Document) -> frozenset[str]:
    """Words that the page writes with a capital inside its sentences and never without."""
    capital: set[str] = set()
    small: set[str] = set()
    for _, _, start, end in paragraphs(document):
        before = "."
        for word in _words(document.text[start:end]):
            if word.isalpha():
                if word.islower():
                    small.add(word)
                elif word[0].isupper() and word[1:].islower() and before not in '.!?…:«“"':
                    capital.add(word.lower())
            if not word.isspace():
                before = word
    return frozenset(capital - small)


def _sentence(text: str, piece: _Piece, doc: Any, pack: LanguagePack) -> Sentence:
    masks: Mapping[int, Span] = dict(piece.masks)
    kept = [token for token in doc if not token.is_space and not _is_mark(token, masks)]
    numbers = {token.i: number for number, token in enumerate(kept)}
    return Sentence(
        piece.span,
        piece.block,
        piece.kind,
        piece.level,
        piece.quotes,
        tuple(_by_its_lemma(_token(text, piece, masks, token, numbers), pack) for token in kept),
    )


def _by_its_lemma(token: Token, pack: LanguagePack) -> Token:
    """The token, where another was read in its place, with the lemma of its own."""
    own = pack.speech.verbs.get(token.text, ()) if token.text in pack.speech.stand_ins else ()
    return replace(token, lemma=own[0].lemma) if own else token


def _is_mark(token: Any, masks: Mapping[int, Span]) -> bool:
    """Whether a token is one of the marks of a placeholder."""
    return token.idx in masks or token.idx - len(_PLACEHOLDER) + 1 in masks


def _token(
    text: str, piece: _Piece, masks: Mapping[int, Span], token: Any, numbers: Mapping[int, int]
) -> Token:
    masked = masks.get(token.idx - 2) if token.text == "Oui" else None
    last = token.idx + len(token.text) - 1
    start, end = masked or (piece.offsets[token.idx], piece.offsets[last] + 1)
    head = token.head
    while head.i not in numbers and head.head.i != head.i:
        head = head.head
    return Token(
        start,
        end,
        text[start:end],
        token.lemma_,
        token.pos_,
        str(token.morph),
        token.dep_,
        numbers.get(head.i, numbers[token.i]),
        token.ent_type_ if masked is None else "",
        masked is not None,
    )
