from hypothesis import given
from hypothesis import strategies as st

from selon.export.marks import Mark, MarkKind, Note, Token, mark_tokens

_KINDS: list[MarkKind] = ["passage", "quote", "source", "cue", "time", "event"]


def _shown(tokens: list[Token]) -> str:
    signs = {"open": "<", "close": ">"}
    return "".join(token.text or signs[token.step] for token in tokens)


def test_marks_nest() -> None:
    marks = [Mark(2, 4, "time"), Mark(0, 6, "quote")]
    assert _shown(list(mark_tokens("abcdefgh", 0, 8, marks))) == "<ab<cd>ef>gh"


def test_a_crossing_mark_is_cut_and_keeps_anchor_first_and_note_last() -> None:
    note = Note("q1", "1", "somebody")
    marks = [Mark(0, 4, "passage", anchor="a"), Mark(2, 6, "quote", anchor="b", note=note)]
    tokens = list(mark_tokens("abcdefgh", 0, 8, marks))
    assert _shown(tokens) == "<ab<cd>><ef>gh"
    opened = [token.mark for token in tokens if token.step == "open" and token.mark]
    assert [mark.anchor for mark in opened] == ["a", "b", None]
    closed = [token.mark for token in tokens if token.step == "close" and token.mark]
    assert [mark.note for mark in closed] == [None, None, note]


def test_a_mark_over_two_ranges_has_one_anchor() -> None:
    mark = Mark(1, 7, "quote", anchor="a", note=Note("q1", "1", ""))
    first = list(mark_tokens("abcdefgh", 0, 4, [mark]))
    second = list(mark_tokens("abcdefgh", 4, 8, [mark]))
    assert [_shown(first), _shown(second)] == ["a<bcd>", "<efg>h"]
    assert [token.mark.anchor for token in (*first, *second) if token.step == "open" and token.mark] == [
        "a",
        None,
    ]
    assert [bool(token.mark.note) for token in (*first, *second) if token.step == "close" and token.mark] == [
        False,
        True,
    ]


def test_two_equal_marks_both_stand() -> None:
    assert _shown(list(mark_tokens("abc", 0, 3, [Mark(0, 2, "event"), Mark(0, 2, "event")]))) == "<<ab>>c"


@given(
    text=st.text(max_size=30),
    spans=st.lists(st.tuples(st.integers(-2, 32), st.integers(-2, 32), st.sampled_from(_KINDS)), max_size=12),
)
def test_text_is_whole_and_marks_are_nested(text: str, spans: list[tuple[int, int, MarkKind]]) -> None:
    marks = [Mark(a, b, kind, anchor=f"{n}") for n, (a, b, kind) in enumerate(spans)]
    tokens = list(mark_tokens(text, 0, len(text), marks))
    assert "".join(token.text for token in tokens) == text
    opened: list[Mark | None] = []
    for token in tokens:
        if token.step == "open":
            opened.append(token.mark)
        elif token.step == "close":
            assert opened.pop() == token.mark
    assert not opened
    seen = [
        token.mark.anchor for token in tokens if token.step == "open" and token.mark and token.mark.anchor
    ]
    expected = [mark.anchor for mark in marks if 0 <= mark.start < min(mark.end, len(text))]
    assert sorted(seen) == sorted(anchor for anchor in expected if anchor)
