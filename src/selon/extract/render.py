"""The visible text of a page, line by line, with what the markup tells of each line.

For HTML this is our own rendering of the parsed tree: one walk in document order, block elements break
lines, runs of white space become one space, and nothing that a reader would see is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

__all__ = ["Line", "Rendering", "render_html", "render_text"]

_TEXT_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_MARGINS = (40, 100)
"""The shortest and the longest line of a text that is wrapped at a margin, in characters."""
_RAGGED = 25
"""How much the lines of such a text may differ, the last one of a paragraph aside."""
_BROKEN = 0.6
_GOING_ON = 0.4
"""The shares of its lines that do not end a sentence, and that begin with a small letter."""
MAX_DEPTH = 250
"""Elements nested deeper than this are read for their text only."""


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_UNSEEN = _set(
    "script style template noscript head iframe object embed applet audio video canvas datalist noframes"
    " noembed title desc metadata"
)
_BLOCKS = _set(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol"
    " option p pre search section select summary table tbody tfoot thead tr ul"
)
_CELLS = _set("td th")
_WHOLES = _set("html body main article")
_BLANKS = " \t\r\n\f"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_CONTEXT = _set(
    "article main nav header footer aside figure figcaption blockquote form button select li h1 h2 h3 h4 h5"
    " h6 table pre a time q cite"
)
_LONGEST_NAMES = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: `[start, end)` in the text, without the white space around it.

    `xpath` is the element it stands in, null in plain text; `tags` are the elements around it that tell
    something of it, outermost first; `names` the classes and ids of all around it; `linked` is the number of
    its characters inside links; `page` is the page of a PDF.
    """

    start: int
    end: int
    xpath: str | None = None
    tags: tuple[str, ...] = ()
    names: str = ""
    linked: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """The text of a page and its lines, in order."""

    text: str
    lines: tuple[Line, ...]


def render_text(text: str) -> Rendering:
    """The lines of a plain text, which stays as it is; a paragraph wrapped at a margin is one line."""
    lines: list[Line] = []
    chunk: list[Line] = []
    below = 0
    for match in _TEXT_LINE.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        if start == end or text[below : match.start()] not in ("\n", "\r\n"):
            lines += _paragraph(text, chunk)
            chunk = []
        if start < end:
            chunk.append(Line(start, end))
        below = match.end()
    return Rendering(text, tuple(lines + _paragraph(text, chunk)))


def _paragraph(text: str, lines: list[Line]) -> list[Line]:
    if not _is_wrapped(text, lines):
        return lines
    return [replace(lines[0], end=lines[-1].end, linked=sum(line.linked for line in lines))]


def _is_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Whether lines in a row are one paragraph: much alike in length but for the last, and broken anywhere.

    Lines of a list are of any length and begin with capitals; paragraphs on one line each end in full stops.
    """
    lengths = [line.end - line.start for line in lines[:-1]]
    if not lengths or min(lengths) < _MARGINS[0] or max(lengths) > _MARGINS[1]:
        return False
    if max(lengths) - min(lengths) > _RAGGED or lines[-1].end - lines[-1].start > _MARGINS[1]:
        return False
    broken = sum(text[line.end - 1] not in ".!?…:" for line in lines[:-1])
    going_on = sum(text[line.start].islower() for line in lines[1:])
    return broken >= _BROKEN * len(lengths) and going_on >= _GOING_ON * len(lengths)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200b\x00"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\ufeff\u200b\x00"):
        end -= 1
    return start, end


def render_html(root: etree._Element) -> Rendering:
    """The visible text of the tree: one newline after each line, none at the end of the last."""
    return _Writer().write(root)


def _is_laid_out(cell: etree._Element | None) -> bool:
    """Whether a cell holds lines of its own, as in tables that only lay out a page."""
    return cell is not None and any(child.tag in _BLOCKS or child.tag == "br" for child in cell)


_CLOSED, _REOPENED, _BESIDE = 1, 2, 3
"""An inline element has ended; another has begun right behind it; and it is one of `_PARTS`."""
_PARTS = _set("span a time small label data")
"""Inline elements that part what is said more often than they mark letters inside a word."""


class _Frame:
    """An element that is open in the walk."""

    __slots__ = ("block", "counts", "names", "path", "tags")

    def __init__(self, path: str, block: str, tags: tuple[str, ...], names: str) -> None:
        self.path = path
        self.block = block
        self.tags = tags
        self.names = names
        self.counts: dict[str, int] = {}


class _Writer:
    """The state of one walk: the text so far, the line that is being written, the open elements."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._words: list[str] = []
        self._line: _Frame | None = None
        self._written = 0
        self._linked = 0
        self._space = False
        self._gap = 0
        self._in_link = 0
        self._in_pre = 0
        self._openings: set[int] = set()
        """The numbers of the lines of `pre` elements that stand below a blank one."""

    def write(self, root: etree._Element) -> Rendering:
        top = _Frame("", "", (), "")
        stack = [top]
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                frame = self._open(element, stack)
                stack.append(frame)
                if element.tag in _UNSEEN:
                    walk.skip_subtree()
                else:
                    self._text(element.text, frame)
                continue
            if event == "end":
                stack.pop()
                self._close(element)
            self._text(element.tail, stack[-1])
        self._break()
        text = "".join(self._parts)
        return Rendering(text, tuple(self._rejoined(text)))

    def _rejoined(self, text: str) -> list[Line]:
        """The lines, those of a paragraph that `pre` shows wrapped at a margin as one."""
        lines: list[Line] = []
        chunk: list[Line] = []
        for index, line in enumerate(self._lines):
            if chunk and (index in self._openings or line.xpath != chunk[0].xpath):
                lines += _paragraph(text, chunk)
                chunk = []
            if "pre" in line.tags:
                chunk.append(line)
            else:
                lines.append(line)
        return lines + _paragraph(text, chunk)

    def _open(self, element: etree._Element, stack: list[_Frame]) -> _Frame:
        tag = str(element.tag)
        above = stack[-1]
        if tag in _BLOCKS or tag == "br":
            self._break()
        elif self._gap == _CLOSED:
            self._gap = _BESIDE if tag in _PARTS else _REOPENED
        if tag in _CELLS and self._words:
            if _is_laid_out(element) or _is_laid_out(element.getprevious()):
                self._break()
            else:
                self._cell()
        self._in_link += tag == "a"
        self._in_pre += tag == "pre"
        return self._frame(element, tag, above, len(stack))

    @staticmethod
    def _frame(element: etree._Element, tag: str, above: _Frame, depth: int) -> _Frame:
        if depth > MAX_DEPTH:
            return above
        number = above.counts[tag] = above.counts.get(tag, 0) + 1
        path = f"{above.path}/{tag}[{number}]" if depth > 1 else f"/{tag}"
        block = path if tag in _BLOCKS or tag in _CELLS else above.block
        tags = (*above.tags, tag) if tag in _CONTEXT else above.tags
        # The classes of a whole page or article tell of all its parts at once (`has-comments`), so of none.
        claims = () if tag in _WHOLES else (element.get("class"), element.get("id"), element.get("itemprop"))
        own = " ".join(filter(None, claims))
        names = f"{above.names} {own}"[-_LONGEST_NAMES:] if own else above.names
        return _Frame(path, block, tags, names)

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        self._in_link -= tag == "a"
        self._in_pre -= tag == "pre"
        if tag in _BLOCKS:
            self._break()
        else:
            self._gap = _CLOSED

    def _text(self, text: str | None, frame: _Frame) -> None:
        if not text:
            return
        if self._in_pre:
            for index, line in enumerate(text.splitlines()):
                if index:
                    self._break()
                if not line.strip(_BLANKS):
                    self._openings.add(len(self._lines))
                self._run(line, frame)
        else:
            self._run(text, frame)

    def _run(self, text: str, frame: _Frame) -> None:
        if not text.strip(_BLANKS):  # most texts are the indentation of the markup
            self._space = self._space or bool(text)
            return
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
        words = text.strip(" ")
        if not words:
            self._space = self._space or bool(text)
            return
        if self._words and (self._space or text[0] == " " or self._is_set_apart(words)):
            self._put(" ")
        self._gap = 0
        if self._line is None:
            self._line = frame
        self._put(words)
        if self._in_link:
            self._linked += len(words)
        self._space = text[-1] == " "

    def _is_set_apart(self, words: str) -> bool:
        """Whether words of one inline element right behind those of another look like words of their own.

        Only the style sheet sets such elements apart, and it is not read.
        """
        if self._gap not in (_REOPENED, _BESIDE):
            return False
        before = self._words[-1]
        if self._gap == _BESIDE and before[-1].isalnum() and words[0].isalnum():
            return len(before) > 1 and len(words) > 1  # a single letter is an initial that is set large
        if self._gap == _BESIDE and before[-1] == ")" and words[0].isalnum():
            return True
        return (before[-1].islower() or before[-1].isdigit()) and words[0].isupper()

    def _cell(self) -> None:
        self._put("\t")
        self._space = False

    def _put(self, piece: str) -> None:
        self._words.append(piece)
        self._written += len(piece)

    def _break(self) -> None:
        if self._words:
            self._end_line()
        self._words, self._line = [], None
        self._written = self._linked = 0
        self._space = False

    def _end_line(self) -> None:
        if self._parts:
            self._parts.append("\n")
            self._length += 1
        line = "".join(self._words)
        self._parts.append(line)
        frame = self._line
        start, end = _trim(line, 0, len(line))
        if frame is not None and start < end:
            begin = self._length
            place = Line(begin + start, begin + end, frame.block, frame.tags, frame.names, self._linked)
            self._lines.append(place)
        self._length += len(line)
